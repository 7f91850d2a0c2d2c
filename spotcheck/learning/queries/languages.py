"""What is shown of a question, in which languages: for the doors, the phone's pack and whoever copies it."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from spotcheck.checklists.models import Item
from spotcheck.checklists.wording_models import Wording
from spotcheck.checklists.wording_queries import digest_of, wordings_of
from spotcheck.checklists.wording_rules import lines_shown
from spotcheck.core.languages import Language, language


@dataclass(frozen=True, slots=True)
class Beside:
    """A question in another language. `changed`: its English is another than when this was written.

    `lines`: by the key of a choice, those alone whose English is the same."""

    language: Language
    text: str
    model: str | None
    why: str | None
    another_way: str | None
    lines: Mapping[str, str]
    changed: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """A question as a door shows it: the languages it has, and the one that stands beside the English now."""

    languages: Sequence[Language]
    beside: Beside | None


def in_languages(
    organisation_id: uuid.UUID, asked: Collection[tuple[uuid.UUID, Item]]
) -> dict[uuid.UUID, list[Beside]]:
    """For each of these questions (checklist, item) all that is written of it, by the id of the item. One query."""
    written: dict[tuple[uuid.UUID, str], list[Wording]] = {}
    for one in wordings_of(organisation_id, {(checklist_id, item.key) for checklist_id, item in asked}):
        written.setdefault((one.checklist_id, one.item_key), []).append(one)
    return {
        item.id: [
            _beside(one, item, spoken)
            for one in written.get((checklist_id, item.key), ())
            if (spoken := language(one.language)) is not None
        ]
        for checklist_id, item in asked
    }


def shown_in(organisation_id: uuid.UUID, checklist_id: uuid.UUID, item: Item, tag: str | None) -> Shown:
    """One question with the language of this tag beside it, if it has that one. One query."""
    found = in_languages(organisation_id, [(checklist_id, item)])[item.id]
    return Shown([one.language for one in found], next((one for one in found if one.language.tag == tag), None))


def _beside(of: Wording, item: Item, spoken: Language) -> Beside:
    return Beside(
        language=spoken,
        text=of.text,
        model=of.model,
        why=of.why,
        another_way=of.another_way,
        lines=lines_shown(item.choices, of.lines),
        changed=of.english != digest_of(item),
    )
