"""Taking a photo away. The checks know of no legal hold, and under one everything stays: so it is asked here."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa

from spotcheck.checks.models import Check
from spotcheck.checks.operations.photos import take_away
from spotcheck.checks.photo_models import Photo
from spotcheck.core.database import db
from spotcheck.core.history import take_turn
from spotcheck.core.permissions import Standing
from spotcheck.core.refusals import refuse_unless
from spotcheck.governance.legal_hold_rules import photo_removal_refused
from spotcheck.governance.ties_queries import check_ties


def remove_photo(photo: Photo, *, reason: str, by: Standing, at: datetime) -> None:
    """The picture goes, its line stays. Refused while a legal hold keeps its check, and as `take_away` says."""
    take_turn(by.organisation_id, photo)
    check = db.session.get_one(Check, (photo.organisation_id, photo.check_id))
    held = sa.select(check_ties(check.organisation_id).held).where(
        Check.organisation_id == check.organisation_id, Check.id == check.id
    )
    refuse_unless(photo_removal_refused(held=bool(db.session.scalar(held))))
    take_away(photo, check, reason=reason, by=by, at=at)
