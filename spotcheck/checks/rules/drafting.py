"""What a page sends for a draft, and what it may change. An empty answer of a rule means that it may."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from spotcheck.checklists.rules import Kind
from spotcheck.checks.rules.capture import (
    Sentences,
    said_fits,
    version_refused,
    who_answers_refused,
    worker_refused,
)
from spotcheck.checks.rules.content import AnsweredBy, Finished, Given, SetAside, Shift, plain_words, read_words
from spotcheck.checks.rules.facts import Asked, Version
from spotcheck.checks.rules.outcomes import Said
from spotcheck.checks.rules.sheet import Sheet, heard_whole, on_scale
from spotcheck.core.words import say


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """What is chosen before the first item. `id` is made before, so that starting twice starts one check (R1)."""

    id: uuid.UUID
    service_id: uuid.UUID
    version_id: uuid.UUID
    worker_id: uuid.UUID | None = None
    requirement_id: uuid.UUID | None = None
    draw_id: uuid.UUID | None = None
    shift: Shift | None = None
    announced: bool | None = None
    setting: str | None = None
    answered_by: AnsweredBy | None = None
    own: tuple[int, ...] = ()  # places of drawn records that hold the sampler's own entries (R3)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """What a page sent for one item; only what is not None was on the page."""

    outcome: str | None = None
    note: str | None = None
    said: Said | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """Who, when and where; all of it can change until the check is finished."""

    worker_id: uuid.UUID | None = None
    shift: Shift | None = None
    announced: bool | None = None
    setting: str | None = None
    answered_by: AnsweredBy | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One tap, or a whole page: answers by the item's position in the checklist, of one record in a sample.

    None everywhere: the page did not hold it, so it stays as it is.
    """

    record: int = 0
    items: Mapping[int, Sent] = field(default_factory=dict)
    words: Mapping[str, Any] | None = None
    context: Context | None = None
    set_aside: SetAside | None = None
    read_after_all: bool = False


def as_given(current: Given | None, sent: Sent, item_id: uuid.UUID, record: int) -> Given:
    """The answer as it is now; what the page did not send stays."""
    one = current or Given(item_id=item_id, position=record)
    return replace(
        one,
        outcome=one.outcome if sent.outcome is None else sent.outcome,
        note=one.note if sent.note is None else sent.note or None,
        said=one.said if sent.said is None else sent.said,
    )


def content_with(content: Finished, page: Page, version: Version) -> Finished:
    """A finished check as a page that was left open would have it; the same content when nothing differs."""
    answers = {(one.position, one.item_id): one for one in content.answers}
    items = {item.position: item for item in version.items}
    for position, sent in page.items.items():
        item = items.get(position)
        if item is None:
            continue
        key = (page.record, item.id)
        one = as_given(answers.get(key), sent, item.id, page.record)
        one = heard_whole(one, item) if content.kind is Kind.INTERVIEW else one
        if one.outcome or one.said is not None or key in answers:
            answers[key] = one
    words = read_words({**plain_words(content.words), **{k: v for k, v in (page.words or {}).items() if v}})
    return replace(content, answers=tuple(answers.values()), words=words)


def record_refused(sheet: Sheet, record: int) -> Sentences:
    """A sample is answered record by record, of those that are to be read now; other kinds have no records."""
    if sheet.kind is not Kind.SAMPLE:
        return () if record == 0 else (say("Only a sample has records."),)
    if record not in {place.position for place in sheet.places}:
        return (say("This record is not one of those to read now. Load the page again."),)
    return ()


def answer_refused(sheet: Sheet, item: Asked | None, given: Given) -> Sentences:
    """An answer is to an item of this version, on its scale; a question is not put to one person twice too soon."""
    if item is None:
        return (say("This item belongs to another version of the checklist. Load the page again."),)
    if sheet.kind is Kind.INTERVIEW:
        said = given.said or Said()
        if item.id in sheet.repeated and said != Said():
            return (say("This question can be put to this colleague again from %(day)s.", day=sheet.repeated[item.id]),)
        fits = not given.outcome and said_fits(said, item)
    else:
        fits = given.said is None and (not given.outcome or on_scale(sheet.kind, given.outcome))
    return () if fits else (say("This answer is not on the scale of this item. Load the page again."),)


def context_refused(
    sheet: Sheet,
    *,
    author_id: uuid.UUID,
    worker_id: uuid.UUID | None,
    setting: str | None,
    answered_by: AnsweredBy | None,
    staff: Collection[uuid.UUID],
) -> Sentences:
    """Who and where a draft is about can change until it is finished."""
    return (
        version_refused(sheet.kind, setting, sheet.version)
        + worker_refused(sheet.kind, author_id, worker_id, works_here=worker_id in staff)
        + who_answers_refused(sheet.kind, answered_by)
    )
