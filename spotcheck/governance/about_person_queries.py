"""What could be erased about one person who left, because they ask for it; what must stay, and why (article 17)."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from spotcheck.checks.models import Check, Draft
from spotcheck.core.database import db
from spotcheck.core.words import Sentence, say, say_n
from spotcheck.delivery.models import Arrival
from spotcheck.governance.due_queries import Due
from spotcheck.governance.erasure_rules import STAYS_PASSED_ON, request_refused
from spotcheck.governance.keeping_rules import HELD, NEEDED, Need
from spotcheck.governance.learning_about_queries import about_learning
from spotcheck.governance.retention_models import LegalHold
from spotcheck.governance.ties_queries import OPEN, check_ties, prompt_ties
from spotcheck.learning.models import Prompt
from spotcheck.messages.models import Alert
from spotcheck.organisation.models import Person
from spotcheck.tracker.models import Action, Evidence


@dataclass(frozen=True, slots=True)
class AboutPerson:
    due: Due
    goes: tuple[Sentence, ...]
    stays: tuple[tuple[Sentence, Sentence], ...]  # what, and why
    refused: tuple[Sentence, ...]


def about_person(person: Person) -> AboutPerson:
    """Everything about this person, sorted into what can go now and what must stay."""
    checks = _checks_of(person)
    drafts = list(
        db.session.scalars(
            sa.select(Draft.id).where(
                Draft.organisation_id == person.organisation_id,
                sa.or_(Draft.author_id == person.id, Draft.worker_id == person.id),
            )
        )
    )
    undecided = _undecided(person)
    learnt = about_learning(person)
    prompts = _prompts_of(person)
    counts = _counts(person)
    due = Due()
    for table, ids in (
        ("check", checks[None]), ("draft", drafts), ("arrival", undecided), ("prompt", prompts[None]), *learnt.rows,
        ("person", [person.id]),
    ):  # fmt: skip
        if ids:
            due.rows[table] = ids
    return AboutPerson(
        due=due,
        goes=(*_goes(len(checks[None]), len(drafts), len(undecided), len(prompts[None])), *learnt.goes),
        stays=tuple(_stays(counts, checks, prompts)),
        refused=request_refused(
            gone=person.forgotten_at is not None,
            works_here=person.ended_at is None and not person.outside,
            held=counts.holds > 0,
            leads=counts.leads > 0,
        ),
    )


def _undecided(person: Person) -> list[uuid.UUID]:
    """What came from a phone, captured by them or about them, and nobody has said yet that it counts."""
    query = sa.select(Arrival.id, Arrival.author_id, Arrival.content).where(
        Arrival.organisation_id == person.organisation_id, Arrival.content.is_not(None)
    )
    return [
        arrival_id
        for arrival_id, author_id, content in db.session.execute(query)
        if author_id == person.id or _is_about(str(person.id), content)
    ]


def _is_about(person_id: str, content: dict[str, Any]) -> bool:
    """Whether a check, an answer or whatever else was opened names this person, in any part of it."""
    return any(
        value == person_id or (isinstance(value, dict) and _is_about(person_id, value)) for value in content.values()
    )


def _goes(checks: int, drafts: int, undecided: int, prompts: int) -> list[Sentence]:
    said = [say("Their name, their sign-in, and when and on which phones they were signed in.")]
    if checks:
        said.append(
            say_n(
                "One check of their practice, with answers, notes, reviews and replies.",
                "%(n)s checks of their practice, with answers, notes, reviews and replies.",
                checks,
            )
        )
    if drafts:
        said.append(say_n("One check that was never finished.", "%(n)s checks that were never finished.", drafts))
    if prompts:
        said.append(
            say_n(
                "One short question they were asked, with all that was answered and read.",
                "%(n)s short questions they were asked, with all that was answered and read.",
                prompts,
            )
        )
    if undecided:
        said.append(
            say_n(
                "One thing that came from a phone and waits for somebody.",
                "%(n)s things that came from a phone and wait for somebody.",
                undecided,
            )
        )
    return said


def _stays(
    counts: _Counts, checks: dict[Sentence | None, list[uuid.UUID]], prompts: dict[Sentence | None, list[uuid.UUID]]
) -> list[tuple[Sentence, Sentence]]:
    said = [
        (say_n("One check of their practice", "%(n)s checks of their practice", len(ids)), why)
        for why, ids in checks.items()
        if why is not None and ids
    ]
    said += [
        (say_n("One short question they were asked", "%(n)s short questions they were asked", len(ids)), why)
        for why, ids in prompts.items()
        if why is not None and ids
    ]
    nameless = say("It is part of the record of care. Their name goes from it.")
    for n, one, many in (
        (counts.made, "One check that they made", "%(n)s checks that they made"),
        (counts.led, "One action that they led", "%(n)s actions that they led"),
        (counts.raised, "One message that someone is at risk", "%(n)s messages that someone is at risk"),
    ):
        if n:
            said.append((say_n(one, many, n), nameless))
    if counts.seen_in:
        said.append((say("Numbers under the actions they were part of"), say("They say how many, and no longer who.")))
    return said


def _checks_of(person: Person) -> dict[Sentence | None, list[uuid.UUID]]:
    """The checks of their practice, by why they must stay (None: they can go)."""
    found: dict[Sentence | None, list[uuid.UUID]] = {None: []}
    ties = check_ties(person.organisation_id)
    query = sa.select(Check.id, ties.held, ties.needed, ties.passed_on).where(
        Check.organisation_id == person.organisation_id, Check.worker_id == person.id
    )
    for check_id, is_held, is_needed, passed in db.session.execute(query):
        why = HELD if is_held else NEEDED[Need.OPEN_ACTION] if is_needed else STAYS_PASSED_ON if passed else None
        found.setdefault(why, []).append(check_id)
    return found


def _prompts_of(person: Person) -> dict[Sentence | None, list[uuid.UUID]]:
    """The short questions they were asked, by why they must stay (None: they can go)."""
    found: dict[Sentence | None, list[uuid.UUID]] = {None: []}
    ties = prompt_ties(person.organisation_id)
    query = sa.select(Prompt.id, ties.held, ties.needed).where(
        Prompt.organisation_id == person.organisation_id, Prompt.worker_id == person.id
    )
    for prompt_id, is_held, is_needed in db.session.execute(query):
        why = HELD if is_held else NEEDED[Need.OPEN_ACTION] if is_needed else None
        found.setdefault(why, []).append(prompt_id)
    return found


@dataclass(frozen=True, slots=True)
class _Counts:
    """How many rows name a person: checks they made, actions they led and still lead, messages they raised, numbers
    under actions that they are part of, holds that stand."""

    made: int
    led: int
    leads: int
    raised: int
    seen_in: int
    holds: int


def _counts(person: Person) -> _Counts:
    named = (
        (Check.author_id,),
        (Action.lead_id,),
        (Action.lead_id, Action.state.in_(OPEN)),
        (Alert.raised_by_id,),
        (Evidence.observed_id,),
        (LegalHold.person_id, LegalHold.lifted_at.is_(None)),
    )
    counted: Sequence[int] = db.session.execute(sa.select(*(_named_in(person, *one) for one in named))).one()
    return _Counts(*counted)


def _named_in(person: Person, column: Any, *more: sa.ColumnElement[bool]) -> sa.ScalarSelect[int]:
    of = column.class_
    count = sa.select(sa.func.count()).select_from(of)
    return count.where(of.organisation_id == person.organisation_id, column == person.id, *more).scalar_subquery()
