"""A batch of envelopes is taken in, for every door that it comes through."""

from __future__ import annotations

from datetime import datetime

from spotcheck.core.database import db
from spotcheck.delivery.envelope_schemas import Batch
from spotcheck.delivery.operations.delivering import AWAY, Delivered, deliver
from spotcheck.delivery.queries.opening import Carried
from spotcheck.delivery.routes.safe import safe


def take_in(batch: Batch, *, at: datetime, carrier: Carried | None = None) -> Delivered:
    """Mostly nothing stands in the way, and all of it is done as it comes. Where something does, that is taken back and
    done again, each envelope with a savepoint of its own. The caller commits, and has begun nothing else."""
    try:
        return deliver(batch, safe=safe(), at=at, apart=False, carrier=carrier)
    except AWAY:
        raise
    except Exception:  # whatever it is happens again below, to one envelope, and is answered there
        db.session.rollback()
        return deliver(batch, safe=safe(), at=at, apart=True, carrier=carrier)
