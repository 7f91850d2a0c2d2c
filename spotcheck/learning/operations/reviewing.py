"""Reading an answer and what follows at once: a talk, support, a time to go through it together."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, datetime

from spotcheck.core.clock import local_date
from spotcheck.core.database import add
from spotcheck.core.history import take_turn
from spotcheck.core.ids import new_id
from spotcheck.core.permissions import Answer, Standing, Verb, may
from spotcheck.core.refusals import Refusal, Why, refuse_unless
from spotcheck.core.words import Sentence, say
from spotcheck.learning.models import Prompt, PromptReview
from spotcheck.learning.operations.coaching import book
from spotcheck.learning.operations.looks import bring
from spotcheck.learning.operations.note import note
from spotcheck.learning.queries.looks import in_plan
from spotcheck.learning.queries.rows import Row, rows
from spotcheck.learning.rules.coaching import booking_wanting
from spotcheck.learning.rules.reviewing import review_wanting, reviewing_refused
from spotcheck.messages.mail_operations import notify
from spotcheck.messages.mail_rules import About
from spotcheck.organisation.queries import person, standings_reaching


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What was ticked about one answer. `revisit_on`: a day to go through it together."""

    answer_id: uuid.UUID
    points: frozenset[str] = frozenset()
    alerts: frozenset[str] = frozenset()
    reason: bool = False
    words: str = ""
    revisit_on: date | None = None


def review(prompt: Prompt, judgement: Judgement, *, by: Standing, at: datetime) -> PromptReview:
    """Keep what this person read in the answer. An alert is told to everybody who reads answers there, at once.

    What was asked for an action is evidence then. Refused to the worker and to whoever wrote it down, for an action
    also to whoever asked or leads it (R3), when somebody read it meanwhile, and by field.
    """
    take_turn(by.organisation_id, prompt)
    row = rows(Prompt.organisation_id == prompt.organisation_id, Prompt.id == prompt.id)[0]
    latest = row.latest
    if latest is None or latest.row.id != judgement.answer_id or latest.review is not None:
        raise Refusal(Why.STALE, _read_already(row))
    plan = in_plan(prompt)
    refused = reviewing_refused(
        by.person_id,
        worker_id=prompt.worker_id,
        wrote_down=[latest.row.author_id],
        for_action=plan.for_action(by) if plan else None,
    )
    refuse_unless(refused, Why.NOT_YOU)
    wrong = review_wanting(
        points=judgement.points,
        alerts=judgement.alerts,
        known_points=[one["key"] for one in row.item.points],
        known_alerts=[one["key"] for one in row.item.alerts],
    )
    if judgement.revisit_on is not None:
        wrong |= booking_wanting(judgement.revisit_on, today=local_date(at))
    if wrong:
        raise Refusal(Why.INVALID, fields=wrong)
    made = add(
        PromptReview(
            organisation_id=prompt.organisation_id,
            id=new_id(),
            answer_id=latest.row.id,
            by_id=by.person_id,
            at=at,
            points=[one["key"] for one in row.item.points if one["key"] in judgement.points],
            alerts=[one["key"] for one in row.item.alerts if one["key"] in judgement.alerts],
            reason=judgement.reason,
            words=judgement.words.strip() or None,
        )
    )
    note(prompt, "read", by=by.person_id, at=at)
    if latest.row.number == 1:
        bring(prompt, at=at, read_by=by)
    if made.alerts:
        notify(prompt.organisation_id, _who_must_know(prompt, at), About.TALK, at=at)
    if judgement.revisit_on is not None:
        book(prompt, on_day=judgement.revisit_on, by=by, at=at)
    return made


def _read_already(row: Row) -> Sentence:
    review = row.latest.review if row.latest else None
    who = person(review.organisation_id, review.by_id) if review else None
    if who is None:
        return say("This answer is not the newest one. Look at it again.")
    return say("%(who)s read this answer already. Once is enough, so nothing was added.", who=who.name)


def _who_must_know(prompt: Prompt, at: datetime) -> list[uuid.UUID]:
    """Every supervisor and manager there, but the worker."""
    there = standings_reaching(prompt.organisation_id, prompt.service_id, at=at)
    return [
        person_id
        for person_id, standing in there.items()
        if person_id != prompt.worker_id and may(standing, Verb.READ_ANSWER, prompt.thing) is Answer.ALLOWED
    ]
