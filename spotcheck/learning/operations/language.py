"""Somebody chooses the language that stands beside the English of their short questions."""

from __future__ import annotations

from datetime import datetime

from spotcheck.core import history
from spotcheck.core.database import db
from spotcheck.core.languages import ENGLISH, language
from spotcheck.core.permissions import Standing
from spotcheck.core.refusals import Refusal, Why
from spotcheck.core.words import say
from spotcheck.organisation.models import Person


def choose_language(tag: str, *, by: Standing, at: datetime) -> None:
    """From now on this language, or English alone. The same again changes nothing."""
    history.take_turn(by.organisation_id)
    if tag != ENGLISH and language(tag) is None:
        raise Refusal(Why.INVALID, fields={"language": say("Choose one of those on the page.")})
    person = db.session.get_one(Person, (by.organisation_id, by.person_id))
    chosen = None if tag == ENGLISH else tag
    if person.language == chosen:
        return
    before, person.language = person.language, chosen
    history.record(
        by.organisation_id,
        what="chose a language for short questions",
        kind="person",
        thing_id=person.id,
        by=by.person_id,
        at=at,
        before={"language": before},
        after={"language": chosen},
    )
