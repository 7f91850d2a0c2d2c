"""What an organisation chose about how long things are kept."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import datetime

import sqlalchemy as sa

from spotcheck.core import history
from spotcheck.core.database import add, db
from spotcheck.core.history import take_turn
from spotcheck.core.permissions import Standing
from spotcheck.core.refusals import Refusal, Why
from spotcheck.governance.keeping_rules import TERMS, Kind, field, length, lengths_refused
from spotcheck.governance.retention_models import ChosenTerm


def chosen_of(organisation_id: uuid.UUID) -> dict[Kind, int]:
    """The lengths that are not the usual ones."""
    query = sa.select(ChosenTerm.kind, ChosenTerm.length).where(ChosenTerm.organisation_id == organisation_id)
    return {Kind(kind): n for kind, n in db.session.execute(query)}


def choose_lengths(lengths: Mapping[Kind, int], *, by: Standing, at: datetime) -> None:
    """How long these kinds are kept from now on. Refused, by field, outside what may be chosen.

    Nothing is erased by choosing. The same again changes nothing.
    """
    take_turn(by.organisation_id)
    if refused := lengths_refused(lengths):
        raise Refusal(Why.INVALID, fields={field(kind): says for kind, says in refused.items()})
    now = chosen_of(by.organisation_id)
    changed = {kind: n for kind, n in lengths.items() if n != length(kind, now) and TERMS[kind].is_chosen}
    if not changed:
        return
    for kind, n in changed.items():
        row = db.session.get(ChosenTerm, (by.organisation_id, kind.value))
        if row is None:
            add(ChosenTerm(organisation_id=by.organisation_id, kind=kind.value, length=n))
        else:
            row.length = n
    history.record(
        by.organisation_id, what="lengths chosen", kind="retention", thing_id=by.organisation_id, by=by.person_id,
        at=at, before={kind.value: length(kind, now) for kind in changed},
        after={kind.value: n for kind, n in changed.items()},
    )  # fmt: skip
