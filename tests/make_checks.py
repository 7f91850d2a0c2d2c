"""Finished checks for tests, received like any other. `outcomes` are by item key; all other items are done well."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from spotcheck.checklists.models import ChecklistVersion, Item
from spotcheck.checklists.queries import checklist_by_key, current_version, items_of
from spotcheck.checklists.rules import Heard, Kind
from spotcheck.checks.models import Check
from spotcheck.checks.operations.receiving import receive_check
from spotcheck.checks.operations.review import review
from spotcheck.checks.queries.facts import drawn_facts
from spotcheck.checks.rules.content import AnsweredBy, Finished, Given, Met, Shift, Words
from spotcheck.checks.rules.judgement import Judgement
from spotcheck.checks.rules.outcomes import Said
from spotcheck.core.clock import local_date
from spotcheck.core.database import db
from spotcheck.core.ids import new_id
from spotcheck.sampling.models import Draw
from spotcheck.sampling.operations import draw_records
from spotcheck.standards.queries import standard_by_key
from spotcheck.tracker.models import Requirement
from spotcheck.tracker.operations import add_requirement, agree, propose_action, report_done
from spotcheck.tracker.rules.conditions import NOTHING, Conditions
from tests.cast import Cast, Member

LOOK = timedelta(minutes=12)


def observation(
    cast: Cast,
    by: Member,
    of: Member,
    *,
    at: datetime,
    outcomes: Mapping[str, str] | None = None,
    notes: Mapping[str, str] | None = None,
    words: Words | None = None,
    requirement_id: uuid.UUID | None = None,
    service_id: uuid.UUID | None = None,
) -> Check:
    """A medicines round of this worker, watched for the twelve minutes before `at`."""
    version, items = asked(cast, "medicines-observation")
    answers = [
        Given(item_id=item.id, outcome=(outcomes or {}).get(item.key, "well"), note=(notes or {}).get(item.key))
        for item in items
    ]
    return _received(
        Kind.OBSERVATION, cast, by, version, answers, at=at, words=words, worker_id=of.id,
        requirement_id=requirement_id, service_id=service_id,
    )  # fmt: skip


def interview(
    cast: Cast,
    by: Member,
    of: Member,
    *,
    at: datetime,
    said: Mapping[str, Said] | None = None,
    requirement_id: uuid.UUID | None = None,
) -> Check:
    """`said` is by item key. Of every other question each point was said unprompted."""
    version, items = asked(cast, "prn-interview")
    answers = [Given(item_id=item.id, said=(said or {}).get(item.key) or everything(item)) for item in items]
    return _received(Kind.INTERVIEW, cast, by, version, answers, at=at, worker_id=of.id, requirement_id=requirement_id)


def everything(item: Item) -> Said:
    return Said(points={point["key"]: Heard.UNPROMPTED for point in item.points})


def voice(
    cast: Cast,
    by: Member,
    *,
    at: datetime,
    outcomes: Mapping[str, str] | None = None,
    words: Words | None = None,
    requirement_id: uuid.UUID | None = None,
) -> Check:
    """A person was asked about their medicines and says yes, but for `outcomes`."""
    version, items = asked(cast, "medicines-voice")
    answers = [Given(item_id=item.id, outcome=(outcomes or {}).get(item.key, "yes")) for item in items]
    return _received(Kind.VOICE, cast, by, version, answers, at=at, words=words, requirement_id=requirement_id)


def sample(
    cast: Cast,
    by: Member,
    *,
    at: datetime,
    size: int = 10,
    missed: Mapping[str, Sequence[int]] | None = None,
    draw: Draw | None = None,
) -> Check:
    """`missed` is by item key: the places of the records in which it is not in place. Without `draw` one is made."""
    version, items = asked(cast, "mar-prn-sample")
    draw = draw or draw_records(
        service_id=cast.hazel, checklist_id=version.checklist_id, population=60, left_out=0, left_out_reason=None,
        counted_by_id=by.id, size=size, by=by.standing(at), at=at - LOOK,
    )  # fmt: skip
    drawn = drawn_facts(draw)
    records = [
        Met(position=place, number=drawn.numbers[place - 1], reference=drawn.references[place - 1])
        for place in range(1, draw.size + 1)
    ]
    answers = [
        Given(
            item_id=item.id,
            position=met.position,
            outcome="not_in_place" if met.position in (missed or {}).get(item.key, ()) else "in_place",
        )
        for met in records
        for item in items
    ]
    return _received(
        Kind.SAMPLE, cast, by, version, answers, at=at, records=records, draw_id=draw.id,
        requirement_id=draw.requirement_id,
    )  # fmt: skip


STRENGTH = "Knelt down, and waited for a yes."
COACHING = "We opened the chart together."


def told(cast: Cast, *, at: datetime) -> Check:
    """A round of Tomasz that Grace watched: one gap with its note, a strength, and coaching on the spot. Committed."""
    made = observation(
        cast,
        cast.grace,
        cast.tomasz,
        at=at,
        outcomes={"mar-first": "follow_up"},
        notes={"mar-first": "After the first pot."},
        words=Words(strength=STRENGTH, coaching=COACHING),
    )
    db.session.commit()
    return made


def evidence(cast: Cast, *, at: datetime) -> Check:
    """A round for an action that Priya leads, which shows what is wanted. Committed."""
    wanted = waiting_action(cast, lead=cast.priya, at=at)
    made = observation(cast, cast.grace, cast.tomasz, at=at, requirement_id=wanted.id)
    db.session.commit()
    return made


def reviewed(check: Check, by: Member, *, at: datetime, **changed: object) -> None:
    """Judged by this person, with a risk and a commentary unless told otherwise. Committed."""
    said: dict[str, Any] = {
        "corrections_seen": 0,
        "risk": "medium",
        "commentary": "The trolley stands in the way.",
        **changed,
    }
    review(check, Judgement(**said), by=by.standing(), at=at)
    db.session.commit()


def waiting_action(
    cast: Cast, *, lead: Member, at: datetime, key: str = "medicines-observation", standard: str = "mar-read-first",
    size: int = 1, allowed: int = 0, asks: Conditions = NOTHING,
) -> Requirement:  # fmt: skip
    """An action that was reported done a day before `at`, with one requirement, which waits to be seen. Gives that."""
    manager, agreed_at = cast.samuel if lead is not cast.samuel else cast.ruth, at - timedelta(days=8)
    standard_id, checklist = (
        standard_by_key(cast.organisation_id, standard).id,
        checklist_by_key(cast.organisation_id, key),
    )
    by = manager.standing()
    action = propose_action(
        service_id=cast.hazel, standard_id=standard_id, title="The chart comes first", change="It lies on top.", by=by,
        at=agreed_at,
    )  # fmt: skip
    requirement = add_requirement(
        action, standard_id=standard_id, checklist_id=checklist.id, size=size, allowed=allowed, weeks=4, asks=asks,
        by=by, at=agreed_at,
    )  # fmt: skip
    agree(
        action,
        lead_id=lead.id,
        due_on=local_date(at),
        support="None needed",
        criteria="The chart is read first.",
        by=by,
        at=agreed_at,
    )
    report_done(action, words="It lies on top now.", by=lead.standing(), at=at - timedelta(days=1))
    return requirement


def asked(cast: Cast, key: str) -> tuple[ChecklistVersion, list[Item]]:
    """The version asked now, and its items."""
    checklist = checklist_by_key(cast.organisation_id, key)
    assert checklist is not None
    version = current_version(cast.organisation_id, checklist.id)
    assert version is not None
    return version, items_of(version)


def standard_id(cast: Cast, check: Check, key: str) -> uuid.UUID:
    """The standard that one item of this check is about."""
    return item(cast, check, key).standard_id


def item(cast: Cast, check: Check, key: str) -> Item:
    """One item of the version this check was asked under."""
    version = db.session.get_one(ChecklistVersion, (check.organisation_id, check.version_id))
    return next(item for item in items_of(version) if item.key == key)


def _received(
    kind: Kind,
    cast: Cast,
    by: Member,
    version: ChecklistVersion,
    answers: Sequence[Given],
    *,
    at: datetime,
    records: Sequence[Met] = (),
    words: Words | None = None,
    worker_id: uuid.UUID | None = None,
    requirement_id: uuid.UUID | None = None,
    draw_id: uuid.UUID | None = None,
    service_id: uuid.UUID | None = None,
) -> Check:
    content = Finished(
        id=new_id(),
        organisation_id=cast.organisation_id,
        author_id=by.id,
        service_id=service_id or cast.hazel,
        kind=kind,
        version_id=version.id,
        worker_id=worker_id,
        requirement_id=requirement_id,
        draw_id=draw_id,
        shift=Shift.EARLY,
        announced=False,
        setting=version.settings[0] if version.settings else None,
        answered_by=AnsweredBy.PERSON if kind is Kind.VOICE else None,
        opened_at=at - LOOK,
        finished_at=at,
        answers=tuple(answers),
        records=tuple(records),
        words=words or Words(),
    )
    receive_check(content, by=by.standing(at), at=at)
    return db.session.get_one(Check, (cast.organisation_id, content.id))
