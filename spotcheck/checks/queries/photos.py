"""Photos beside finished checks, and which items may have them."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from spotcheck.checklists.models import Checklist, ChecklistVersion, Item
from spotcheck.checklists.queries import current_versions, items_of_all
from spotcheck.checks.models import Check, CheckAnswer
from spotcheck.checks.photo_models import Photo, PhotoItem
from spotcheck.checks.queries.check import Opened, linked, opened
from spotcheck.checks.rules.photos import WITH_PHOTOS, Beside
from spotcheck.core.database import db
from spotcheck.core.history import HistoryLine, lines
from spotcheck.core.permissions import Standing, Thing
from spotcheck.core.words import Sentence, say
from spotcheck.organisation.models import Person
from spotcheck.organisation.told import Told, tell

ItemKey = tuple[uuid.UUID, str]  # the checklist, and the key its item has in every version
HISTORY_KIND = "photo items"


@dataclass(frozen=True, slots=True)
class Choices:
    """One checklist as it is asked now, and which of its items may have photos."""

    title: str
    rows: Sequence[tuple[str, str]]  # as the form names them, and their texts
    chosen: Sequence[str]


def choices(organisation_id: uuid.UUID) -> list[Choices]:
    """Every checklist that may have photos at all, by title. Three queries, however many."""
    chosen, found = chosen_items(organisation_id), []
    for version, items in _asked_now(organisation_id):
        keys = [(version.checklist_id, item.key) for item in items]
        values = [named(key) for key in keys]
        texts = [item.text for item in items]
        ticked = [named(key) for key in keys if key in chosen]
        found.append(Choices(version.title, list(zip(values, texts, strict=True)), ticked))
    return found


def named(key: ItemKey) -> str:
    """How a form names an item, whatever its version."""
    return f"{key[0]}/{key[1]}"


def chosen_items(organisation_id: uuid.UUID) -> set[ItemKey]:
    query = sa.select(PhotoItem.checklist_id, PhotoItem.item_key).where(PhotoItem.organisation_id == organisation_id)
    return {(checklist_id, key) for checklist_id, key in db.session.execute(query)}


def items_asked_now(organisation_id: uuid.UUID) -> dict[ItemKey, str]:
    """The items that may be chosen, with their texts."""
    return {
        (version.checklist_id, item.key): item.text for version, items in _asked_now(organisation_id) for item in items
    }


def choices_history(organisation_id: uuid.UUID) -> list[Told]:
    """Who chose what, newest first."""
    texts = {named(key): text for key, text in items_asked_now(organisation_id).items()}

    def changes(line: HistoryLine) -> tuple[tuple[Sentence, None, str], ...]:
        after = (line.payload or {}).get("after", {})
        on = ((say("May have photos"), None, texts.get(one, one)) for one in after.get("on", ()))
        off = ((say("No photos any more"), None, texts.get(one, one)) for one in after.get("off", ()))
        return (*on, *off)

    told = lines(organisation_id, HISTORY_KIND, organisation_id)
    return tell(told, lambda _line: say("chose which items may have photos"), changes)


def allowed_in(version: ChecklistVersion) -> frozenset[uuid.UUID]:
    """The items of this version that may have photos."""
    query = (
        sa.select(Item.id)
        .join(
            PhotoItem,
            sa.and_(PhotoItem.organisation_id == Item.organisation_id, PhotoItem.item_key == Item.key),
        )
        .join(Checklist, linked(PhotoItem, PhotoItem.checklist_id, Checklist))
        .where(
            Item.organisation_id == version.organisation_id,
            Item.version_id == version.id,
            PhotoItem.checklist_id == version.checklist_id,
            Checklist.kind.in_([kind.value for kind in WITH_PHOTOS]),
        )
    )
    return frozenset(db.session.scalars(query))


def beside(check: Check) -> Beside:
    """What the rule asks about a check before a photo is put beside it. Three queries."""
    version = db.session.get_one(ChecklistVersion, (check.organisation_id, check.version_id))
    answers = sa.select(CheckAnswer.item_id, CheckAnswer.position).where(
        CheckAnswer.organisation_id == check.organisation_id, CheckAnswer.check_id == check.id
    )
    there = sa.select(Photo.item_id, Photo.position).where(_of(check))
    return Beside(
        captured_by=check.author_id,
        answers={(item_id, position) for item_id, position in db.session.execute(answers)},
        allowed=allowed_in(version),
        there=[(item_id, position) for item_id, position in db.session.execute(there)],
    )


def texts(check: Check, item_ids: Collection[uuid.UUID]) -> list[tuple[uuid.UUID, str]]:
    """These items with what they ask, in the order of the checklist."""
    query = sa.select(Item.id, Item.text).where(
        Item.organisation_id == check.organisation_id, Item.version_id == check.version_id, Item.id.in_(item_ids)
    )
    return [(item_id, text) for item_id, text in db.session.execute(query.order_by(Item.position))]


@dataclass(frozen=True, slots=True)
class Shown:
    """A photo as the page of its check shows it. `late`: it came after the newest review that whoever looks sees."""

    id: uuid.UUID
    text: str  # of the item
    width: int
    height: int
    taken_at: datetime
    received_at: datetime
    late: bool


def photos_of(check: Check, *, reviewed_at: datetime | None) -> list[Shown]:
    """Those that are there, in the order of the items; never their bytes. One query."""
    query = (
        sa.select(Photo, Item.text)
        .join(Item, linked(Photo, Photo.item_id, Item))
        .where(_of(check))
        .order_by(Photo.position, Item.position, Photo.taken_at, Photo.id)
    )
    return [_shown(photo, text, reviewed_at) for photo, text in db.session.execute(query)]


def _shown(photo: Photo, text: str, reviewed_at: datetime | None) -> Shown:
    late = reviewed_at is not None and photo.received_at > reviewed_at
    return Shown(photo.id, text, photo.width, photo.height, photo.taken_at, photo.received_at, late)


@dataclass(frozen=True, slots=True)
class OfCheck:
    """One photo that is there, its item, and the check as the person who looks sees it."""

    photo: Photo
    text: str
    opened: Opened

    @property
    def thing(self) -> Thing:
        return self.opened.thing


def photo_of(standing: Standing, photo_id: uuid.UUID, *, at: datetime) -> OfCheck | None:
    """For whoever sees the check (R12); None when for them there is no such photo, or it was taken away."""
    row = db.session.execute(
        sa.select(Photo, Item.text)
        .join(Item, linked(Photo, Photo.item_id, Item))
        .where(Photo.organisation_id == standing.organisation_id, Photo.id == photo_id, Photo.taken_away_at.is_(None))
    ).one_or_none()
    found = opened(standing, row[0].check_id, at=at) if row is not None else None
    return OfCheck(row[0], row[1], found) if row is not None and found is not None else None


def pictures_of(check: Check) -> list[tuple[str, bytes]]:
    """What each photo shows, and the photo itself: for the copy somebody gets. All of them are in memory at once."""
    query = (
        sa.select(Item.text, Photo.jpeg)
        .join(Item, linked(Photo, Photo.item_id, Item))
        .where(_of(check))
        .order_by(Item.position, Photo.taken_at, Photo.id)
    )
    return [(text, jpeg) for text, jpeg in db.session.execute(query) if jpeg is not None]


def counted_by(author: Person) -> dict[uuid.UUID, int]:
    """How many photos are beside each check that this person captured. One query."""
    query = (
        sa.select(Photo.check_id, sa.func.count().label("n"))
        .join(Check, linked(Photo, Photo.check_id, Check))
        .where(
            Check.organisation_id == author.organisation_id,
            Check.author_id == author.id,
            Photo.taken_away_at.is_(None),
        )
        .group_by(Photo.check_id)
    )
    return {row.check_id: row.n for row in db.session.execute(query)}


def _of(check: Check) -> sa.ColumnElement[bool]:
    """The photos of a check that were not taken away."""
    return sa.and_(
        Photo.organisation_id == check.organisation_id, Photo.check_id == check.id, Photo.taken_away_at.is_(None)
    )


def _asked_now(organisation_id: uuid.UUID) -> list[tuple[ChecklistVersion, list[Item]]]:
    found = [version for kind in WITH_PHOTOS for _, version in current_versions(organisation_id, kind)]
    items = items_of_all(organisation_id, [version.id for version in found])
    return [(version, items[version.id]) for version in found]
