"""Two things that came from phones in one place: one its author is asked about, and one of nobody who is known."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, cast

import sqlalchemy as sa

from spotcheck.core.database import db
from spotcheck.delivery.envelope_schemas import Batch
from spotcheck.delivery.models import Arrival
from spotcheck.delivery.operations.delivering import deliver
from tests.cast import Cast
from tests.make_letters import a_check
from tests.make_phones import SAFE, ready

if TYPE_CHECKING:
    from tests.matrix.world import People


def arrivals(people: People, *, at: datetime) -> tuple[uuid.UUID, uuid.UUID]:
    """The one that waits for its author, and the claimed one."""
    phone, as_cast = ready(people.author, at=at), cast(Cast, people)  # the makers ask it for nothing else
    late = at + timedelta(days=3)
    odd = a_check(as_cast, phone.pocket, at=late, contact=at)
    claim = {"sign_in": "nobody.here", "whom": "Somebody"}
    claimed = a_check(as_cast, phone.phone_pocket, at=at, claimed=claim)
    sealed = [phone.pocket.seal(odd), phone.phone_pocket.seal(claimed)]
    deliver(Batch(sealed, None), safe=SAFE, at=at)
    found = [
        db.session.scalars(sa.select(Arrival.id).where(Arrival.envelope_id == uuid.UUID(payload["id"]))).one()
        for payload in (odd, claimed)
    ]
    return found[0], found[1]
