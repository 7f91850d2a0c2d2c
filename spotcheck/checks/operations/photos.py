"""Photos are kept once, beside their check; and taken away again, with a reason."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from spotcheck.checks.models import Check
from spotcheck.checks.operations.note import note
from spotcheck.checks.operations.receiving import Received
from spotcheck.checks.photo_models import Photo, PhotoItem
from spotcheck.checks.queries.photos import HISTORY_KIND, ItemKey, beside, chosen_items, items_asked_now, named
from spotcheck.checks.rules.photos import photo_refused, removal_wanting, taking_away_refused
from spotcheck.checks.rules.picture import Picture, picture
from spotcheck.core import history
from spotcheck.core.database import add, db
from spotcheck.core.history import take_turn
from spotcheck.core.ids import new_id
from spotcheck.core.permissions import Standing
from spotcheck.core.refusals import Refusal, Why, refuse_unless
from spotcheck.core.words import say


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A photo as it comes: `sent` is whatever came from a phone or a form; `position` is 0 outside a sample."""

    id: uuid.UUID
    check_id: uuid.UUID
    item_id: uuid.UUID
    sent: bytes
    taken_at: datetime
    position: int = 0


def keep_photo(taken: Taken, *, by: Standing, at: datetime) -> Received:
    """Make the picture anew and keep it, once per id (R1). `by` is the author of the check, which is there already.

    Refused when it is no picture, and by the rules of photos; nothing is kept then. OTHER: another photo came before
    under this id, and stands. The picture is made before the turn to write is taken: nobody waits for it.
    """
    made = picture(taken.sent)
    take_turn(by.organisation_id)
    return keep_in_turn(taken, made, by=by, at=at)


def keep_in_turn(taken: Taken, made: Picture, *, by: Standing, at: datetime) -> Received:
    """The same for whoever has taken the turn; `made` is the picture that was made of what was sent."""
    digest = _digest(taken)
    check = db.session.get(Check, (by.organisation_id, taken.check_id))
    if check is None:
        raise Refusal(Why.NOT_NOW, say("The check of this photo is not here yet."))
    held = db.session.get(Photo, (by.organisation_id, taken.id))
    if held is not None:
        return Received.ALREADY if held.digest == digest else Received.OTHER
    refuse_unless(photo_refused(by.person_id, (taken.item_id, taken.position), beside(check)))
    add(
        Photo(
            organisation_id=check.organisation_id,
            id=taken.id,
            check_id=check.id,
            item_id=taken.item_id,
            position=taken.position,
            taken_at=min(taken.taken_at, at),
            received_at=at,
            digest=digest,
            width=made.width,
            height=made.height,
            size=len(made.jpeg),
            jpeg=made.jpeg,
        )
    )
    note(check, "photo added", by=by, at=at, device_at=min(taken.taken_at, at), after={"item": taken.item_id})
    return Received.STORED


def take_away(photo: Photo, check: Check, *, reason: str, by: Standing, at: datetime) -> None:
    """The picture goes for good; that there was one, who took it away and why stays. Twice is once.

    Refused to the person observed, and without a reason.
    """
    take_turn(by.organisation_id, photo, check)
    if photo.taken_away_at is not None:
        return
    refuse_unless(taking_away_refused(by.person_id, observed=check.worker_id), Why.NOT_YOU)
    if wrong := removal_wanting(reason):
        raise Refusal(Why.INVALID, fields=wrong)
    photo.jpeg = None
    photo.taken_away_at, photo.taken_away_by_id, photo.taken_away_reason = at, by.person_id, reason.strip()
    note(check, "photo taken away", by=by, at=at, before={"item": photo.item_id}, reason=reason.strip())


def choose_photo_items(chosen: Collection[ItemKey], *, by: Standing, at: datetime) -> None:
    """From now on these items may have photos, and no others of those asked now. What an older version asked, and no
    newer one does, stays as it is. The same again changes nothing."""
    take_turn(by.organisation_id)
    asked = items_asked_now(by.organisation_id).keys()
    if set(chosen) - asked:
        raise Refusal(Why.STALE, say("A checklist changed meanwhile. Look at the page again, then choose."))
    before = chosen_items(by.organisation_id) & asked
    on, off = sorted(set(chosen) - before), sorted(before - set(chosen))
    if not (on or off):
        return
    for checklist_id, key in on:
        db.session.add(
            PhotoItem(
                organisation_id=by.organisation_id,
                id=new_id(),
                checklist_id=checklist_id,
                item_key=key,
                chosen_at=at,
                chosen_by_id=by.person_id,
            )
        )
    for checklist_id, key in off:
        db.session.execute(
            sa.delete(PhotoItem).where(
                PhotoItem.organisation_id == by.organisation_id,
                PhotoItem.checklist_id == checklist_id,
                PhotoItem.item_key == key,
            )
        )
    history.record(
        by.organisation_id, what="photo items chosen", kind=HISTORY_KIND, thing_id=by.organisation_id,
        by=by.person_id, at=at, after={"on": [named(one) for one in on], "off": [named(one) for one in off]},
    )  # fmt: skip


def _digest(taken: Taken) -> str:
    """Of the whole photo as it was sent, and what it belongs to."""
    about = f"{taken.check_id}|{taken.item_id}|{taken.position}|".encode()
    return hashlib.sha256(about + taken.sent).hexdigest()
