"""What came under a known grant and does not open: a copy is set apart for an administrator, as many as are allowed."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from spotcheck.core.database import add, db
from spotcheck.core.ids import new_id
from spotcheck.delivery.models import Quarantined
from spotcheck.delivery.queries.grants import Known
from spotcheck.delivery.rules.envelope import Envelope, Unreadable
from spotcheck.delivery.rules.quarantine import has_room


def set_apart(sent: Any, envelope: Envelope, grant: Known, why: Unreadable, *, at: datetime) -> bool:
    """Whether a copy is here now; the same again is one. The caller has the organisation's turn."""
    text = json.dumps(sent, sort_keys=True)
    digest = hashlib.sha256(text.encode()).hexdigest()
    there = Quarantined.organisation_id == grant.organisation_id
    if db.session.scalar(sa.select(Quarantined.id).where(there, Quarantined.digest == digest)) is not None:
        return True
    number, size = db.session.execute(
        sa.select(sa.func.count(), sa.func.coalesce(sa.func.sum(Quarantined.size), 0)).where(there)
    ).one()
    if not has_room(number, size, len(text)):
        return False
    add(
        Quarantined(
            organisation_id=grant.organisation_id,
            id=new_id(),
            grant_id=envelope.grant_id,
            digest=digest,
            envelope=sent,
            size=len(text),
            why=why.value,
            received_at=at,
        )
    )
    return True
