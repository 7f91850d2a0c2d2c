"""What somebody saw, heard or read, said in one call and received as a finished check.

What is not mentioned was as it should be: every item done well, every point said, every record in place.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta

from spotcheck.checklists.rules import Heard
from spotcheck.checks.models import Check
from spotcheck.checks.operations.receiving import Received, receive_check
from spotcheck.checks.rules.capture import usual_shift
from spotcheck.checks.rules.content import AnsweredBy, Finished, Given, Met, Shift, Words
from spotcheck.checks.rules.outcomes import Said
from spotcheck.core.database import db
from spotcheck.core.ids import new_id
from spotcheck.demo.home import Asked, Home, Question
from spotcheck.demo.people import HAZEL, ON_NIGHTS
from spotcheck.sampling.models import Draw
from spotcheck.tracker.models import Requirement

MEDICINES, HANDS, DIGNITY = "medicines-observation", "hand-hygiene", "dignity"
PAGES, PLANS, SUPERVISION = "mar-prn-sample", "care-plan-sample", "supervision-record-sample"
PRN, CARE_TALK, SPEAKING = "prn-interview", "care-plan-interview", "speaking-up-interview"
VOICES, TREATED = "medicines-voice", "dignity-voice"


def observe(
    home: Home,
    who: str,
    whom: str,
    at: datetime,
    *,
    checklist: str = MEDICINES,
    setting: str | None = None,
    but: Mapping[str, str] | None = None,
    notes: Mapping[str, str] | None = None,
    words: Words | None = None,
    announced: bool = False,
    minutes: int = 16,
    service: str = HAZEL,
    asked_by: Requirement | None = None,
) -> Check:
    """`who` watched `whom` and finished at `at`; all was done well `but` these items, by key."""
    asked = home.checklists[checklist]
    answers = [
        Given(item_id=one.id, outcome=(but or {}).get(one.key, "well"), note=(notes or {}).get(one.key))
        for one in known(asked, but, notes)
    ]
    return finish(
        home, who, asked, at, minutes=minutes, service=service, answers=answers, words=words, setting=setting,
        whom=whom, announced=announced, asked_by=asked_by,
    )  # fmt: skip


def ask(
    home: Home,
    who: str,
    whom: str,
    at: datetime,
    *,
    checklist: str = PRN,
    questions: Sequence[str],
    but: Mapping[str, Mapping[str, str]] | None = None,
    explained: Collection[str] = (),
    again: Mapping[str, Mapping[str, str]] | None = None,
    words: Words | None = None,
    minutes: int = 4,
    service: str = HAZEL,
    asked_by: Requirement | None = None,
) -> Check:
    """`who` asked `whom` some questions, by their keys. Every point was said unprompted `but` these.

    `explained`: questions that were answered with a reason or an example. `again`: what was said after it was put in
    another way.
    """
    asked = home.checklists[checklist]
    answers = []
    for one in known(asked, but, again, dict.fromkeys(questions)):
        if one.key in questions:
            points = dict.fromkeys(one.points, "unprompted") | dict((but or {}).get(one.key, {}))
            said = Said(
                points=_heard(points), reason=one.key in explained, again=_heard((again or {}).get(one.key, {}))
            )
            answers.append(Given(item_id=one.id, said=said))
    return finish(
        home, who, asked, at, minutes=minutes, service=service, answers=answers, words=words, whom=whom,
        setting="On shift", announced=False, asked_by=asked_by,
    )  # fmt: skip


def listen(
    home: Home,
    who: str,
    at: datetime,
    *,
    answered_by: AnsweredBy,
    checklist: str = VOICES,
    but: Mapping[str, str] | None = None,
    words: Words | None = None,
    service: str = HAZEL,
    asked_by: Requirement | None = None,
) -> Check:
    """`who` asked a person or their family, who said yes `but` to these questions."""
    asked = home.checklists[checklist]
    answers = [Given(item_id=one.id, outcome=(but or {}).get(one.key, "yes")) for one in known(asked, but)]
    return finish(
        home, who, asked, at, minutes=4, service=service, answers=answers, words=words, setting=None,
        answered_by=answered_by, asked_by=asked_by,
    )  # fmt: skip


def finish(
    home: Home,
    who: str,
    asked: Asked,
    at: datetime,
    *,
    minutes: int,
    service: str,
    answers: Sequence[Given],
    records: Sequence[Met] = (),
    words: Words | None,
    setting: str | None,
    whom: str | None = None,
    announced: bool | None = None,
    draw: Draw | None = None,
    answered_by: AnsweredBy | None = None,
    asked_by: Requirement | None,
) -> Check:
    opened_at = at - timedelta(minutes=minutes)
    by = home.standing(who, at)
    content = Finished(
        id=new_id(),
        organisation_id=home.organisation_id,
        author_id=by.person_id,
        service_id=home.services[service],
        kind=asked.kind,
        version_id=asked.version_id,
        worker_id=home.people[whom] if whom else None,
        requirement_id=asked_by.id if asked_by else None,
        draw_id=draw.id if draw else None,
        shift=Shift.NIGHT if who in ON_NIGHTS else usual_shift(opened_at),
        announced=announced,
        setting=setting,
        answered_by=answered_by,
        opened_at=opened_at,
        finished_at=at,
        answers=tuple(answers),
        records=tuple(records),
        words=words or Words(),
    )
    receipt = receive_check(content, by=by, at=at)
    if receipt.state is not Received.STORED:
        raise LookupError(f"a check of {at} was {receipt.state}")
    return db.session.get_one(Check, (home.organisation_id, receipt.check_id))


def known(asked: Asked, *told: Mapping[str, object] | None) -> tuple[Question, ...]:
    """The items, once it is sure that nothing was told of an item that is not asked."""
    unknown = {key for said in told for key in said or {}} - {one.key for one in asked.questions}
    if unknown:
        raise LookupError(f"nobody asks about {unknown}")
    return asked.questions


def _heard(points: Mapping[str, str]) -> dict[str, Heard]:
    return {key: Heard(heard) for key, heard in points.items()}
