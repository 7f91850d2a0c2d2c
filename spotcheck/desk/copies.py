"""Making a copy of everything held about somebody: that it was made stays in the history."""

from __future__ import annotations

from datetime import datetime

from spotcheck.core import history
from spotcheck.core.permissions import Standing
from spotcheck.desk.copy_entries import Section
from spotcheck.desk.copy_queries import held_about
from spotcheck.organisation.models import Person


def make_copy(person: Person, *, by: Standing, at: datetime) -> list[Section]:
    """What is held about this person, read in this organisation's turn, with a line about the copy as its last."""
    history.take_turn(by.organisation_id, person)
    history.record(by.organisation_id, what="copied", kind="person", thing_id=person.id, by=by.person_id, at=at)
    return held_about(person, at=at)
