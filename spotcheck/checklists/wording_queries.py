"""Wordings in other languages: those of a question, of a list, and which languages there are here."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from dataclasses import dataclass

import sqlalchemy as sa

from spotcheck.checklists.models import Item
from spotcheck.checklists.wording_models import Wording
from spotcheck.checklists.wording_rules import english_digest
from spotcheck.core.database import db
from spotcheck.core.languages import Language, english_names, language


def wordings_of(organisation_id: uuid.UUID, asked: Collection[tuple[uuid.UUID, str]]) -> list[Wording]:
    """The wordings of these questions (checklist, key of the item), by language. One query."""
    query = sa.select(Wording).where(
        Wording.organisation_id == organisation_id,
        Wording.checklist_id.in_({checklist_id for checklist_id, _ in asked}),
        Wording.item_key.in_({key for _, key in asked}),
    )
    found = [one for one in db.session.scalars(query) if (one.checklist_id, one.item_key) in asked]
    return sorted(found, key=lambda one: english_names().get(one.language, one.language))


def wordings_in(organisation_id: uuid.UUID, checklist_id: uuid.UUID, tag: str) -> dict[str, Wording]:
    """By the key of the item, what a list has in one language."""
    query = sa.select(Wording).where(
        Wording.organisation_id == organisation_id, Wording.checklist_id == checklist_id, Wording.language == tag
    )
    return {one.item_key: one for one in db.session.scalars(query)}


def languages_here(organisation_id: uuid.UUID) -> list[Language]:
    """The languages in which something was written here."""
    query = sa.select(Wording.language).where(Wording.organisation_id == organisation_id).distinct()
    found = [language(tag) for tag in db.session.scalars(query)]
    return sorted((one for one in found if one is not None), key=lambda one: one.english)


@dataclass(frozen=True, slots=True)
class InLanguage:
    """How much of a list there is in one language, and whose English changed since."""

    language: Language
    written: int
    changed: int


def languages_of(organisation_id: uuid.UUID, checklist_id: uuid.UUID, items: Collection[Item]) -> list[InLanguage]:
    by_key = {item.key: item for item in items}
    found = wordings_of(organisation_id, {(checklist_id, key) for key in by_key})
    by_tag: dict[str, list[Wording]] = {}
    for one in found:
        by_tag.setdefault(one.language, []).append(one)
    return [
        InLanguage(spoken, len(some), sum(is_changed(one, by_key[one.item_key]) for one in some))
        for tag, some in by_tag.items()
        if (spoken := language(tag)) is not None
    ]


def digest_of(item: Item) -> str:
    return english_digest(text=item.text, model=item.model, why=item.why, another_way=item.another_way)


def is_changed(wording: Wording, item: Item) -> bool:
    """Whether the English of this item, or of a line that it offers, is another than when this was written."""
    lines = {one["key"]: one["text"] for one in item.choices}
    return wording.english != digest_of(item) or any(lines.get(one["key"]) != one["english"] for one in wording.lines)
