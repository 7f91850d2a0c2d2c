"""The two verbs of R10: saying that someone is at risk, and taking it."""

from __future__ import annotations

import uuid
from datetime import datetime

from spotcheck.core import history
from spotcheck.core.database import add, db
from spotcheck.core.history import take_turn
from spotcheck.core.permissions import Answer, Standing, Verb, may
from spotcheck.messages import rules
from spotcheck.messages.mail_operations import notify
from spotcheck.messages.mail_rules import About
from spotcheck.messages.models import Alert
from spotcheck.messages.rules import Message
from spotcheck.organisation.queries import standings_reaching


def raise_alert(
    alert_id: uuid.UUID,
    service_id: uuid.UUID,
    words: str,
    *,
    by: Standing,
    at: datetime,
    raised_at: datetime | None = None,
) -> Alert:
    """Keep the message; from now on it is on every manager's page. The same sent again is the same message.

    `alert_id` is made with the form. The message that comes back may have another id: see `rules.id_for`. `raised_at`:
    when it was said, where it took a while to come here from a phone.
    """
    take_turn(by.organisation_id)
    message = Message(service_id, by.person_id, words)
    earlier = db.session.get(Alert, (by.organisation_id, alert_id))
    kept_as = rules.id_for(alert_id, message, _message(earlier) if earlier else None)
    if there := db.session.get(Alert, (by.organisation_id, kept_as)):
        return there
    alert = add(
        Alert(
            organisation_id=by.organisation_id,
            id=kept_as,
            service_id=service_id,
            raised_by_id=by.person_id,
            raised_at=raised_at or at,
            words=words,
        )
    )
    _record(alert, "raised", by=by, at=at, device_at=raised_at)
    notify(by.organisation_id, _who_may_take(alert, by, at), About.AT_RISK, at=at)
    return alert


def take_alert(alert: Alert, *, by: Standing, at: datetime) -> bool:
    """`I have it`: whether it is this person's now. Whoever was first has it, and taking it twice is once."""
    take_turn(by.organisation_id)
    if alert.taken_by_id is None:
        alert.taken_by_id, alert.taken_at = by.person_id, at
        _record(alert, "taken", by=by, at=at)
    return alert.taken_by_id == by.person_id


def _who_may_take(alert: Alert, by: Standing, at: datetime) -> list[uuid.UUID]:
    """Everybody who could say "I have it", but whoever raised it."""
    there = standings_reaching(alert.organisation_id, alert.service_id, at=at)
    return [
        person_id
        for person_id, standing in there.items()
        if person_id != by.person_id and may(standing, Verb.TAKE_ALERT, alert.thing) is Answer.ALLOWED
    ]


def _message(alert: Alert) -> Message:
    return Message(alert.service_id, alert.raised_by_id, alert.words)


def _record(alert: Alert, what: str, *, by: Standing, at: datetime, device_at: datetime | None = None) -> None:
    """The words stay in the message itself: history keeps who and when."""
    history.record(
        by.organisation_id,
        what=what,
        kind="alert",
        thing_id=alert.id,
        by=by.person_id,
        at=at,
        device_at=device_at,
        service_id=alert.service_id,
    )
