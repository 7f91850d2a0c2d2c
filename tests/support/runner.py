"""Runs the stages: the light ones beside each other, the heavy ones one after the other, and sums them up."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import replace
from itertools import takewhile
from pathlib import Path
from typing import IO

from tests.support import CannotRunError, browser, postgres
from tests.support.node import node
from tests.support.results import Result, read_report, summary
from tests.support.stages import (
    BY_NAME,
    CORES,
    HEAVY,
    LIGHT,
    ROOT,
    Checks,
    Command,
    Need,
    Scripts,
    Stage,
    Suite,
    asked_for,
)

LONGEST = 20 * 60  # seconds; a stage that takes longer hangs, and is ended
USAGE = f"""python3 -m tests                          everything, on both databases, as a release needs it
python3 -m tests quick                    the inner circle, under 20 seconds: rules, shape, closing, history
python3 -m tests STAGE …                  some stages: {", ".join(BY_NAME)}
python3 -m tests STAGE [pytest arguments] for example: rooms tests/rooms/test_closing.py -k twice"""


def run(arguments: Sequence[str]) -> int:
    """Run what was asked for and say how it went; gives the exit code."""
    named = list(takewhile(BY_NAME.__contains__, arguments))
    extra = tuple(arguments[len(named) :])
    if extra and not named:
        print(USAGE)
        return 0 if "--help" in arguments or "-h" in arguments else 2
    stages = asked_for(named) or [*LIGHT, *HEAVY]
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that the server below is stopped too
    started = time.monotonic()
    with ExitStack() as until_the_end:
        work = Path(until_the_end.enter_context(tempfile.TemporaryDirectory(prefix="spotcheck-tests-")))
        results = Run(work, until_the_end, extra).all(stages)
    print(f"\nTook {time.monotonic() - started:.0f} s on {CORES} cores.")
    print(summary(results), flush=True)
    return 0 if all(result.is_fine for result in results) else 1


class Run:
    """One run: its folder for reports, and the servers that live until its end."""

    def __init__(self, work: Path, until_the_end: ExitStack, extra: tuple[str, ...]) -> None:
        self.work = work
        self.until_the_end = until_the_end
        self.extra = extra
        self.postgres_url = os.environ.get("TEST_DATABASE_URL")
        self.printing = threading.Lock()

    def all(self, stages: Sequence[Stage]) -> list[Result]:
        light = [stage for stage in stages if stage in LIGHT] if len(stages) > 1 else []
        heavy = [stage for stage in stages if stage not in light]
        with ThreadPoolExecutor(max_workers=CORES) as beside_each_other:
            results = list(beside_each_other.map(self.one_with_its_output_kept, light))
        return [*results, *(self.one(stage) for stage in heavy)]

    def one_with_its_output_kept(self, stage: Stage) -> Result:
        """For a stage that runs beside others: what it says is shown together, when it is done."""
        said = self.work / f"{stage.name}.txt"
        with said.open("w", encoding="utf-8") as output:
            result = self._timed(stage, output)
        with self.printing:
            _heading(stage, f"{result.seconds:.1f} s")
            print(said.read_text(encoding="utf-8", errors="replace").rstrip(), flush=True)
        return result

    def one(self, stage: Stage) -> Result:
        """For a stage that has the machine to itself: what it says is shown as it goes."""
        _heading(stage)
        return self._timed(stage, None)

    def _timed(self, stage: Stage, output: IO[str] | None) -> Result:
        started = time.monotonic()
        try:
            result = self._found(stage, output)
        except CannotRunError as why:
            print(why, file=output, flush=True)
            result = Result(stage.title, stage.name, failed=(str(why).splitlines()[0],))
        return replace(result, seconds=time.monotonic() - started)

    def _found(self, stage: Stage, output: IO[str] | None) -> Result:
        if isinstance(stage, Checks):
            return self._checked(stage, output)
        assert isinstance(stage, Suite | Scripts)
        report = self.work / f"{stage.name}.xml"
        environment = self._environment(stage)
        command = stage.command(report, self.extra)
        code = _started(command, environment, output) if command else 0
        return read_report(report, title=stage.title, name=stage.name).with_exit_code(code)

    def _checked(self, stage: Checks, output: IO[str] | None) -> Result:
        commands = stage.commands()
        codes = [_started(command, self._environment(stage), output) for command in commands]
        failed = [_short(command) for command, code in zip(commands, codes, strict=True) if code]
        return Result(stage.title, stage.name, passed=len(commands) - len(failed), failed=tuple(failed))

    def _environment(self, stage: Stage) -> dict[str, str]:
        # What somebody set for a Spotcheck of their own must not reach the tests.
        ours = ("SPOTCHECK_", "DATABASE_URL", "TEST_DATABASE_URL", "FLASK_")
        kept = {key: os.environ[key] for key in os.environ.keys() & {"SPOTCHECK_NO_VENV"}}
        clean = {key: value for key, value in os.environ.items() if not key.startswith(ours)} | kept
        if Need.POSTGRES in stage.needs:
            if self.postgres_url is None:
                self.postgres_url = self.until_the_end.enter_context(postgres.server())
            clean["TEST_DATABASE_URL"] = self.postgres_url
        if Need.CHROMIUM in stage.needs:
            clean["SPOTCHECK_CHROMIUM"] = str(browser.chromium())
            clean["PLAYWRIGHT_NODEJS_PATH"] = str(node())
        return clean


def _started(command: Command, environment: dict[str, str], output: IO[str] | None) -> int:
    # In a group of its own, so that whatever it started can be ended with it; at a terminal in ours, so that
    # Ctrl-C and a debugger reach it.
    group = 0 if _can_end_a_group() else None
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=output, stderr=output, process_group=group)
    try:
        return process.wait(LONGEST)
    except BaseException as why:
        _end(process)
        if isinstance(why, subprocess.TimeoutExpired):
            raise CannotRunError(f"It did not end within {LONGEST // 60} minutes.") from None
        raise


def _end(process: subprocess.Popen[bytes]) -> None:
    if _can_end_a_group():
        os.killpg(process.pid, signal.SIGTERM)
    else:
        process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()


def _can_end_a_group() -> bool:
    return os.name == "posix" and not sys.stdin.isatty()


def _short(command: Command) -> str:
    """The command as somebody would type it."""
    words = [Path(command[0]).name, *command[1:5]]
    return " ".join(words)


def _heading(stage: Stage, note: str = "") -> None:
    print(f"\n── {stage.title} {'─' * max(3, 60 - len(stage.title))} {note}".rstrip(), flush=True)
