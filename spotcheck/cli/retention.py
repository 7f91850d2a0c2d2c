"""`spotcheck retention`: what the rules no longer keep, listed, and erased when somebody who may has confirmed it."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import sqlalchemy as sa

from spotcheck.cli.prepare import let_go, prepared
from spotcheck.core import history
from spotcheck.core.clock import Clock, local_date
from spotcheck.core.database import db, reading
from spotcheck.core.permissions import Answer, Standing, Thing, Verb, may, who_can
from spotcheck.core.refusals import Refusal
from spotcheck.core.words import day_in_words
from spotcheck.governance import erasing
from spotcheck.governance.due_queries import Due, due
from spotcheck.governance.keeping_rules import TERMS
from spotcheck.governance.periods import chosen_of
from spotcheck.organisation.models import Account, Organisation, Person
from spotcheck.organisation.queries import standing_of
from spotcheck.organisation.rules import normal_sign_in
from spotcheck.settings import CannotStart, Settings


def put_on(command: argparse.ArgumentParser) -> None:
    """The arguments of the command, and what it does."""
    which = command.add_mutually_exclusive_group(required=True)
    which.add_argument("--dry-run", action="store_true", help="list what would go today and why; changes nothing")
    which.add_argument(
        "--erase",
        metavar="LIST",
        help="erase what a dry run listed; LIST is the number it printed for the organisation",
    )
    command.add_argument("--by", metavar="SIGN-IN-NAME", help="with --erase: the administrator who confirms it")
    command.set_defaults(do=lambda asked: retention(asked.data, shown=asked.erase, by=asked.by))


def retention(data: Path | None, *, shown: str | None, by: str | None) -> int:
    """Without `shown`, a dry run over every organisation; with it, for real in the organisation of that list."""
    if shown is not None and not by:
        raise CannotStart("Say who confirms it, by the name they sign in with: --by SIGN-IN-NAME. Nothing was erased.")
    app = prepared(Settings.from_environment(data))
    clock: Clock = app.extensions["clock"]
    try:
        with app.app_context():
            if shown is None:
                with reading():
                    print("\n\n".join("\n".join(_listed(one, found)) for one, found in _all(clock.now())))
            else:
                print(_erase(shown, by or "", at=clock.now()))
    finally:
        let_go(app)
    return 0


def _all(at: datetime) -> Iterator[tuple[Organisation, Due]]:
    for organisation in db.session.scalars(sa.select(Organisation).order_by(Organisation.name)).all():
        yield organisation, due(organisation.id, chosen_of(organisation.id), at=at)


def _listed(organisation: Organisation, found: Due) -> Iterator[str]:
    yield organisation.name
    if not found.total:
        yield "  Nothing is due to go today."
    for (kind, why), n in found.why.items():
        yield f"  {n:>6}  {TERMS[kind].what}. {why}"
    for (kind, why), n in found.beyond.items():
        yield f"  {n:>6}  stays past its day: {TERMS[kind].what}. {why}"
    if found.total:
        yield f"  Nothing was changed. To erase it: spotcheck retention --erase {found.fingerprint} --by SIGN-IN-NAME"


def _erase(shown: str, by: str, *, at: datetime) -> str:
    for organisation, found in _all(at):
        if found.total and found.fingerprint == shown:
            person = _who(organisation, by, at=at)
            with _said():
                gone = erasing.erase_due(shown, by=person, at=at)
                db.session.commit()
            broken = history.broken_at(organisation.id)
            chain = "verifies" if broken is None else f"does not verify at line {broken}"
            day = day_in_words(local_date(at))
            return f"{organisation.name}: {gone.total} rows erased on {day}. The history {chain}."
    raise CannotStart("No list has this number today. Nothing was erased. Look again with --dry-run.")


def _who(organisation: Organisation, by: str, *, at: datetime) -> Standing:
    """The standing of this sign-in, if they may erase here."""
    query = (
        sa.select(Person.id)
        .join(Account, Account.id == Person.account_id)
        .where(
            Person.organisation_id == organisation.id,
            Person.ended_at.is_(None),
            Account.ended_at.is_(None),
            Account.sign_in == normal_sign_in(by),
        )
    )
    person_id = db.session.scalar(query)
    standing = standing_of(organisation.id, person_id, at=at) if person_id else None
    if standing is None or may(standing, Verb.ERASE, Thing(organisation.id)) is not Answer.ALLOWED:
        raise CannotStart(f"{by} cannot confirm this in {organisation.name}. {who_can(Verb.ERASE)} Nothing was erased.")
    return standing


@contextmanager
def _said() -> Iterator[None]:
    try:
        yield
    except Refusal as refusal:
        raise CannotStart(str(refusal)) from refusal
