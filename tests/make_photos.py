"""Photos for tests: real pictures, made by Pillow, with what a phone puts into them; and items that may have them."""

from __future__ import annotations

import io
import uuid
from datetime import datetime

import sqlalchemy as sa
from PIL import Image

from spotcheck.checklists.models import ChecklistVersion
from spotcheck.checks.models import Check
from spotcheck.checks.operations.photos import Taken, choose_photo_items, keep_photo
from spotcheck.checks.photo_models import Photo
from spotcheck.checks.queries.answers import answers_of
from spotcheck.checks.queries.photos import chosen_items, items_asked_now
from spotcheck.core.database import db
from spotcheck.core.ids import new_id
from spotcheck.core.permissions import Standing

MAKER = "Fonebrand"  # in the data that come with a picture, as its comment and as its camera
_GPS, _ORIENTATION, _MAKE = 0x8825, 0x0112, 0x010F


def a_picture(
    size: tuple[int, int] = (64, 48), *, format: str = "JPEG", mode: str = "RGB", turned: int = 1, colour: str = "teal"
) -> bytes:
    """A picture that says where it was taken, with what, and which way up it is."""
    exif = Image.Exif()
    exif[_MAKE], exif[_ORIENTATION] = MAKER, turned
    exif.get_ifd(_GPS).update({1: "N", 2: (51.0, 28.0, 38.0)})
    file = io.BytesIO()
    more = {"comment": MAKER.encode()} if format == "JPEG" else {}
    Image.new(mode, size, colour).save(file, format, exif=exif, **more)
    return file.getvalue()


def allow(check: Check, *keys: str, by: Standing, at: datetime) -> None:
    """From now on these items of its checklist may have photos, beside those that may already; none named: all may."""
    version = db.session.get_one(ChecklistVersion, (check.organisation_id, check.version_id))
    wanted = keys or tuple(item.key for item in answers_of(check).items)
    chosen = (chosen_items(check.organisation_id) & items_asked_now(check.organisation_id).keys()) | {
        (version.checklist_id, key) for key in wanted
    }
    choose_photo_items(chosen, by=by, at=at)


def taken(check: Check, item_id: uuid.UUID | None = None, *, at: datetime, sent: bytes | None = None) -> Taken:
    """A photo of the first item, unless another is named."""
    return Taken(
        id=new_id(),
        check_id=check.id,
        item_id=item_id or answers_of(check).items[0].id,
        sent=a_picture() if sent is None else sent,
        taken_at=at,
    )


def photo(check: Check, *, by: Standing, at: datetime) -> Photo:
    """A photo of the first item, kept. It has to be allowed."""
    one = taken(check, at=at)
    keep_photo(one, by=by, at=at)
    return db.session.scalars(sa.select(Photo).where(Photo.id == one.id)).one()
