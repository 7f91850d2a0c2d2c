"""The command line: `spotcheck`, and what may follow it. Without more it shows the demo."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from spotcheck import __version__
from spotcheck.cli import draw, retention
from spotcheck.cli.backup.commands import backup_command, restore_command
from spotcheck.cli.demonstrate import demonstrate
from spotcheck.cli.keys import commands as keys
from spotcheck.cli.prepare import prepared, revision, set_up_code
from spotcheck.cli.serve import serve
from spotcheck.cli.tick.command import tick_command
from spotcheck.settings import CannotStart, Settings

DESCRIPTION = "Spot checks, observations, staff interviews, re-sample checks and an action tracker for social care."


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what was asked; gives the exit code. What cannot be done is one sentence on stderr."""
    asked = parser().parse_args(_with_command(sys.argv[1:] if arguments is None else list(arguments)))
    try:
        return int(asked.do(asked))
    except CannotStart as problem:
        print(problem, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def parser() -> argparse.ArgumentParser:
    whole = argparse.ArgumentParser(prog="spotcheck", description=DESCRIPTION)
    whole.add_argument("--version", action="version", version=__version__)
    commands = whole.add_subparsers(metavar="COMMAND", required=True)
    demo = commands.add_parser("demo", help="show a made-up home with a story to look around in (the default)")
    _serving(demo)
    _data(demo, "keep the made-up home in this folder (without it, everything goes when you stop it)")
    demo.add_argument("--json", action="store_true", help="print one line of JSON once it answers: url and people")
    demo.set_defaults(do=_demo)
    serve = commands.add_parser("serve", help="run Spotcheck for your organisation")
    _serving(serve)
    _data(serve, "folder for the database and the secret (default: data, or SPOTCHECK_DATA)")
    serve.set_defaults(do=_serve)
    code = commands.add_parser("set-up-code", help="print a new one-time code with which an organisation is set up")
    _data(code, "the folder that `serve` uses")
    code.set_defaults(do=_set_up_code)
    migrate = commands.add_parser("migrate", help="bring the database up to date (`serve` does so by itself)")
    _data(migrate, "the folder that `serve` uses")
    migrate.set_defaults(do=_migrate)
    clockwork = commands.add_parser("tick", help="do what the clock asks for: what is late rises, and mail goes out")
    clockwork.add_argument("--once", action="store_true", help="once, and end (this is what it does anyway)")
    _data(clockwork, "the folder that `serve` uses")
    clockwork.set_defaults(do=_tick)
    keeping = commands.add_parser("retention", help="list what is no longer kept, and erase it once it is confirmed")
    _data(keeping, "the folder that `serve` uses")
    retention.put_on(keeping)
    draw.put_on(commands.add_parser("draw", help="replay a random draw from its file"))
    backup = commands.add_parser("backup", help="keep everything in one file, while Spotcheck runs")
    backup.add_argument("file", type=Path, metavar="FILE", help="the file to write; it must not be there yet")
    backup.add_argument("--with-secret", action="store_true", help="put the secret in, so that nobody signs in again")
    _data(backup, "the folder that `serve` uses")
    backup.set_defaults(do=_backup)
    restore = commands.add_parser("restore", help="put back everything that a backup holds")
    restore.add_argument("file", type=Path, metavar="FILE", help="a file that `backup` wrote")
    restore.add_argument("--replace", action="store_true", help="take the place of what is there, which goes for good")
    _data(restore, "where to: an empty folder, or one that is not there yet")
    restore.set_defaults(do=_restore)
    bench = commands.add_parser("bench", help="measure how fast it is, on this machine")
    measured = bench.add_subparsers(metavar="WHAT", required=True)
    delivery = measured.add_parser("delivery", help="a sealed check, from the phone to the disk")
    delivery.add_argument(
        "--database", metavar="URL", help="an empty PostgreSQL database (default: SQLite in a folder)"
    )
    delivery.add_argument("--deliveries", type=int, default=400, help="how many are measured (default: 400)")
    delivery.add_argument("--json", action="store_true", help="print one line of JSON")
    delivery.set_defaults(do=_bench_delivery)
    tracker = measured.add_parser("tracker", help="the pages of the tracker, with few actions and with very many")
    tracker.add_argument("--database", metavar="URL", help="an empty PostgreSQL database (default: SQLite in a folder)")
    tracker.add_argument(
        "--sizes", type=_sizes, default=(1_000, 100_000, 1_000_000), metavar="N,N,N",
        help="how many actions (default: 1000,100000,1000000)",
    )  # fmt: skip
    tracker.add_argument("--json", action="store_true", help="print one line of JSON")
    tracker.set_defaults(do=_bench_tracker)
    with_keys = commands.add_parser("keys", help="the keys that phones seal to: list, rotate, back up, put back")
    keys.put_on(with_keys, lambda one: _data(one, "the folder that `serve` uses"))
    return whole


def _with_command(arguments: list[str]) -> list[str]:
    """`spotcheck --port 8010` means the demo; `spotcheck --help` is about all commands."""
    if arguments and (not arguments[0].startswith("-") or arguments[0] in {"-h", "--help", "--version"}):
        return arguments
    return ["demo", *arguments]


def _serving(command: argparse.ArgumentParser) -> None:
    command.add_argument("--host", default="127.0.0.1", help="address to listen on (default: this machine only)")
    command.add_argument("--port", type=_port, default=8000, help="port to listen on (default: 8000; 0: any free one)")


def _data(command: argparse.ArgumentParser, says: str) -> None:
    command.add_argument("--data", type=Path, metavar="FOLDER", help=says)


def _port(written: str) -> int:
    if not written.isdecimal() or int(written) > 65535:
        raise argparse.ArgumentTypeError(f"{written} is no port: 0 to 65535")
    return int(written)


def _demo(asked: argparse.Namespace) -> int:
    return demonstrate(host=asked.host, port=asked.port, data=asked.data, as_json=asked.json)


def _serve(asked: argparse.Namespace) -> int:
    return serve(host=asked.host, port=asked.port, data=asked.data)


def _set_up_code(asked: argparse.Namespace) -> int:
    print(set_up_code(prepared(Settings.from_environment(asked.data))))
    return 0


def _migrate(asked: argparse.Namespace) -> int:
    print(f"The database is up to date ({revision(prepared(Settings.from_environment(asked.data)))}).")
    return 0


def _tick(asked: argparse.Namespace) -> int:
    return tick_command(asked.data)


def _bench_delivery(asked: argparse.Namespace) -> int:
    from spotcheck.bench.delivery import bench_delivery  # noqa: PLC0415  its servers are started with this package

    return bench_delivery(url=asked.database, deliveries=asked.deliveries, as_json=asked.json)


def _bench_tracker(asked: argparse.Namespace) -> int:
    from spotcheck.bench.tracker import bench_tracker  # noqa: PLC0415  as above

    return bench_tracker(sizes=asked.sizes, url=asked.database, as_json=asked.json)


def _sizes(written: str) -> tuple[int, ...]:
    sizes = tuple(int(one) for one in written.split(",") if one.isdecimal())
    if not sizes or min(sizes) < 1_000 or len(sizes) != written.count(",") + 1:
        raise argparse.ArgumentTypeError(f"{written} is no list of sizes: 1000 or more each, like 1000,100000")
    return sizes


def _backup(asked: argparse.Namespace) -> int:
    return backup_command(asked.file, data=asked.data, with_secret=asked.with_secret)


def _restore(asked: argparse.Namespace) -> int:
    return restore_command(asked.file, data=asked.data, replace=asked.replace)
