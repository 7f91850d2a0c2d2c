"""`spotcheck keys list | rotate | retire | backup | restore | reseal`."""

from __future__ import annotations

import argparse
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import sqlalchemy as sa

from spotcheck.cli.keys import looking
from spotcheck.cli.keys.file import KeptKey, read_file, write_file
from spotcheck.cli.keys.passphrase import passphrase
from spotcheck.cli.prepare import let_go, prepared
from spotcheck.core.clock import Clock, local_date
from spotcheck.core.database import db, reading
from spotcheck.core.refusals import Refusal
from spotcheck.core.words import day_in_words
from spotcheck.delivery.at_rest import Safe, private_key, scalar_of
from spotcheck.delivery.models import OrganisationKey
from spotcheck.delivery.operations.keys import change_key, close_again, closed_elsewhere, put_back, retire_key
from spotcheck.delivery.queries.keys import every_key, not_seen_since
from spotcheck.delivery.rules.envelope import from_text, to_text
from spotcheck.organisation.models import Organisation
from spotcheck.settings import CannotStart, Settings, data_folder

NONE_YET = "There are no keys yet. An organisation gets its first when the first phone is made ready."


def put_on(command: argparse.ArgumentParser, data: Callable[[argparse.ArgumentParser], None]) -> None:
    """The commands after `keys`; `data` adds the argument that says where the data is."""
    which = command.add_subparsers(metavar="WHAT", required=True)

    def one(name: str, does: Callable[[argparse.Namespace], int], says: str) -> argparse.ArgumentParser:
        found = which.add_parser(name, help=says, description=says)
        found.set_defaults(do=does)
        data(found)
        return found

    one("list", _list, "which keys there are, and whether they open here")
    change = one("rotate", _rotate, "make a new key, for the next sign-in on each phone; the old ones go on opening")
    change.add_argument("--organisation", metavar="NAME", help="in this organisation only (default: in all)")
    retire = one("retire", _retire, "let an old key go for good: what is sealed to it can never be opened again")
    retire.add_argument("key", type=uuid.UUID, metavar="KEY", help="its number, as `keys list` shows it")
    retire.add_argument("--sure", action="store_true", help="do it; without this, it only says what would be lost")
    backup = one("backup", _backup, "keep the keys in one file, encrypted with a passphrase")
    restore = one("restore", _restore, "put back the keys that such a file holds")
    for with_file in (backup, restore):
        with_file.add_argument("file", type=Path, metavar="FILE")
        says = "its first line is the passphrase; - : what is piped in"
        with_file.add_argument("--passphrase-file", metavar="FILE", help=says)
    reseal = one("reseal", _reseal, "close the keys with the secret of now, after the secret was changed")
    reseal.add_argument("--old-secret-file", type=Path, required=True, metavar="FILE", help="the secret of before")


def _list(asked: argparse.Namespace) -> int:
    with _house(asked) as (safe, _at), reading():
        print("\n".join(looking.listed(safe)) or NONE_YET)
        problems = looking.do_not_open(safe)
    if problems:
        print("\n" + "\n".join(problems))
    return 1 if problems else 0


def _rotate(asked: argparse.Namespace) -> int:
    with _house(asked) as (safe, at):
        chosen = [one for one, _keys in every_key() if asked.organisation in {None, one.name}]
        if not chosen:
            raise CannotStart(f"No organisation {asked.organisation} has keys." if asked.organisation else NONE_YET)
        for organisation in chosen:
            key = change_key(organisation.id, safe=safe, at=at)
            print(f"{organisation.name}: phones are given the key {key.id} from their next sign-in on.")
        db.session.commit()
    print("The keys before it go on opening what was sealed to them. Make a new backup of the keys now.")
    return 0


def _retire(asked: argparse.Namespace) -> int:
    with _house(asked) as (_safe, at), _said():
        key = next((key for _, keys in every_key() for key in keys if key.id == asked.key), None)
        if key is None:
            raise CannotStart("There is no key of this number. `spotcheck keys list` shows them. Nothing was changed.")
        phones, made = not_seen_since(key), day_in_words(local_date(key.made_at))
        if not asked.sure:
            print(f"Phones were given this key from {made} on. What is sealed to it and has not arrived would be lost.")
            print(f"{_phones(phones)} may still hold something: nobody signed in there since the next key was made.")
            print("Nothing was changed. To let it go for good, say --sure.")
            return 1
        retire_key(key, at=at)
        db.session.commit()
    print("The key is retired. It opens nothing any more, here; what is in backups still does.")
    return 0


def _backup(asked: argparse.Namespace) -> int:
    with _house(asked) as (safe, at):
        with reading():
            found = every_key()
            if not any(keys for _, keys in found):
                raise CannotStart(f"{NONE_YET} Nothing was written.")
            if problems := looking.do_not_open(safe):
                raise CannotStart("\n".join([*problems, "Nothing was written."]))
            kept = [_kept(one, key, safe) for one, keys in found for key in keys if key.retired_at is None]
        if asked.file.exists():
            raise CannotStart(f"There is something called {asked.file} already, and it was left alone.")
        write_file(asked.file, kept, passphrase(asked.passphrase_file, new=True), at=at)
    print(f"Kept in {asked.file}: {_keys(len(kept))}. Without the passphrase nobody can open it.")
    print("Keep the file and the passphrase in two places, neither of them this machine.")
    return 0


def _restore(asked: argparse.Namespace) -> int:
    with _house(asked) as (safe, at), _said():
        if not asked.file.is_file():
            raise CannotStart(f"There is no file {asked.file}. Nothing was changed.")
        kept = read_file(asked.file, passphrase(asked.passphrase_file, new=False))
        here = set(db.session.scalars(sa.select(Organisation.id)))
        ours = [one for one in kept if one.organisation_id in here]
        if not ours:
            names = ", ".join(sorted({one.organisation_name for one in kept}))
            raise CannotStart(f"{asked.file} holds keys of {names}, which is not here. Nothing was changed.")
        retired = [
            one.id
            for one in ours
            if put_back(
                one.organisation_id, one.id, private_key(from_text(one.private)), made_at=one.made_at, safe=safe, at=at
            ).retired_at
        ]
        db.session.commit()
    print(f"{_keys(len(ours) - len(retired))} from {asked.file} open here now.")
    for number in retired:
        print(f"The key {number} was retired here on purpose, and stays so.")
    for name in sorted({one.organisation_name for one in kept if one.organisation_id not in here}):
        print(f"{name} is not here; its keys were left out.")
    return 0


def _reseal(asked: argparse.Namespace) -> int:
    try:
        old = Safe(asked.old_secret_file.read_text("utf-8").strip())
    except (OSError, UnicodeDecodeError) as error:
        raise CannotStart(f"The file {asked.old_secret_file} cannot be read. Nothing was changed.") from error
    with _house(asked) as (safe, _at):
        closed = [key for _, keys in every_key() for key in closed_elsewhere(keys, safe)]
        for key in closed:
            if not old.opens(key):
                raise CannotStart(
                    f"The secret in {asked.old_secret_file} does not open the key {key.id}. Nothing was changed.\n"
                    f"{looking.WHAT_HELPS}"
                )
            close_again(key, opened_with=old, safe=safe)
        db.session.commit()
    print(f"Closed with the secret of now: {_keys(len(closed)).lower()}. All keys open here.")
    return 0


@contextmanager
def _house(asked: argparse.Namespace) -> Iterator[tuple[Safe, datetime]]:
    """The application on the data that is meant, and what opens its keys. Nothing is kept that was not committed."""
    if not data_folder(asked.data).is_dir():
        raise CannotStart(f"There is no folder {data_folder(asked.data)}. Say which one `serve` uses: --data FOLDER")
    settings = Settings.from_environment(asked.data)
    app = prepared(settings)
    clock: Clock = app.extensions["clock"]
    try:
        with app.app_context():
            yield Safe(settings.secret), clock.now()
    finally:
        let_go(app)


@contextmanager
def _said() -> Iterator[None]:
    try:
        yield
    except Refusal as refusal:
        raise CannotStart(f"{refusal} Nothing was changed.") from refusal


def _kept(organisation: Organisation, key: OrganisationKey, safe: Safe) -> KeptKey:
    return KeptKey(
        organisation_id=organisation.id,
        organisation_name=organisation.name,
        id=key.id,
        public=key.public,
        private=to_text(scalar_of(safe.open(key))),
        made_at=key.made_at,
    )


def _keys(n: int) -> str:
    return "One key" if n == 1 else f"{n} keys"


def _phones(n: int) -> str:
    return "One phone" if n == 1 else f"{n} phones"
