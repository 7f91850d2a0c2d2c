"""A time to go through something together: booked, moved with a reason, kept. Never a mark."""

from __future__ import annotations

import uuid
from datetime import date, datetime

from spotcheck.core.clock import local_date
from spotcheck.core.database import add, db
from spotcheck.core.history import take_turn
from spotcheck.core.permissions import Standing
from spotcheck.core.refusals import Refusal, Why, refuse_unless
from spotcheck.core.words import say
from spotcheck.learning.models import Coaching, Prompt
from spotcheck.learning.operations.note import note
from spotcheck.learning.rules.coaching import booking_wanting, moving_wanting, not_ones_own


def book(prompt: Prompt, *, on_day: date, by: Standing, at: datetime) -> Coaching:
    """This person goes through the question with the worker on that day. One time for each question."""
    take_turn(by.organisation_id, prompt)
    refuse_unless(not_ones_own(by.person_id, prompt.worker_id), Why.NOT_YOU)
    if there := _booked(prompt):
        return there
    if wrong := booking_wanting(on_day, today=local_date(at)):
        raise Refusal(Why.INVALID, fields=wrong)
    made = add(
        Coaching(
            organisation_id=prompt.organisation_id,
            id=uuid.uuid5(prompt.id, "coaching"),
            prompt_id=prompt.id,
            with_id=by.person_id,
            on_day=on_day,
            booked_by_id=by.person_id,
            booked_at=at,
        )
    )
    note(prompt, "coaching booked", by=by.person_id, at=at, after={"on": on_day})
    return made


def move(prompt: Prompt, *, on_day: date | None, reason: str, by: Standing, at: datetime) -> None:
    """Another day, with a reason, both of which the worker reads. Whoever moves it goes through it with them."""
    take_turn(by.organisation_id, prompt)
    refuse_unless(not_ones_own(by.person_id, prompt.worker_id), Why.NOT_YOU)
    coaching = _open(prompt)
    wrong = moving_wanting(on_day, reason, today=local_date(at))
    if wrong or on_day is None:
        raise Refusal(Why.INVALID, fields=wrong)
    before = coaching.on_day
    coaching.on_day, coaching.moved_because, coaching.with_id = on_day, reason.strip(), by.person_id
    db.session.flush()
    note(prompt, "coaching moved", by=by.person_id, at=at, before={"on": before}, after={"on": on_day}, reason=reason)


def keep(prompt: Prompt, *, by: Standing, at: datetime) -> None:
    """They went through it together. Twice is once."""
    take_turn(by.organisation_id, prompt)
    refuse_unless(not_ones_own(by.person_id, prompt.worker_id), Why.NOT_YOU)
    coaching = _booked(prompt)
    if coaching is not None and coaching.kept_at is None:
        coaching.kept_at, coaching.kept_by_id = at, by.person_id
        db.session.flush()
        note(prompt, "coaching kept", by=by.person_id, at=at)


def _open(prompt: Prompt) -> Coaching:
    coaching = _booked(prompt)
    if coaching is None or coaching.kept_at is not None:
        raise Refusal(Why.STALE, say("Nothing is booked here any more. Load the page again."))
    return coaching


def _booked(prompt: Prompt) -> Coaching | None:
    return db.session.get(Coaching, (prompt.organisation_id, uuid.uuid5(prompt.id, "coaching")))
