"""What an arrival holds, for whoever decides about it, and what they may choose where something is missing."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from spotcheck.checklists.models import Item
from spotcheck.checklists.queries import items_of, version
from spotcheck.checklists.rules import Kind, outcome
from spotcheck.checks.queries.versions import asked, kind_of
from spotcheck.checks.rules.content import COACHING, QUESTIONS, STRENGTH, read_words
from spotcheck.checks.rules.outcomes import heard_outcome
from spotcheck.checks.rules.sheet import read_kept as read_answers
from spotcheck.checks.schemas.kept import Kept, read_kept
from spotcheck.core.permissions import Verb
from spotcheck.core.words import Sentence, say
from spotcheck.delivery.envelope_schemas import Answering, read_answering
from spotcheck.delivery.models import Arrival
from spotcheck.delivery.rules.arriving import Came
from spotcheck.learning.queries.handing import question_of
from spotcheck.organisation.queries import person, services, standing_of, worked_there

Told = tuple[str | Sentence, str | Sentence, str | None]  # what was asked, what was chosen, the note


@dataclass(frozen=True, slots=True)
class Inside:
    """`answers` in the order they were asked, `words` as they were written; `unread` is what could not be read."""

    answers: Sequence[Told] = ()
    words: Sequence[tuple[Sentence, str]] = ()
    worker: str | None = None
    message: str | None = None
    unread: str | None = None


@dataclass(frozen=True, slots=True)
class Choices:
    """What to choose before it can be taken in; empty where nothing is missing."""

    services: Sequence[tuple[uuid.UUID, str]] = ()
    colleagues: Sequence[tuple[uuid.UUID, str]] = ()
    on_its_own: bool = False


def inside(arrival: Arrival) -> Inside:
    """What it holds; nothing for one that was taken in, whose check shows it."""
    content: Mapping[str, Any] = arrival.content or {}
    if "unread" in content:
        return Inside(unread=content["unread"])
    if "message" in content:
        return Inside(message=content["message"]["words"])
    if "answer" in content:
        return _answered(arrival, read_answering(content["answer"]))
    if "kept" not in content:
        return Inside()
    kept = read_kept(content["kept"])
    worker = person(arrival.organisation_id, kept.worker_id) if kept.worker_id else None
    return Inside(
        answers=list(_answers(arrival, kept)), words=list(_words(kept)), worker=worker.name if worker else None
    )


def choices(arrival: Arrival) -> Choices:
    """What its author could have chosen on the phone, at the moment it was captured."""
    content: Mapping[str, Any] = arrival.content or {}
    if "kept" not in content or arrival.author_id is None or arrival.captured_at is None:
        return Choices()
    kept, at = read_kept(content["kept"]), arrival.captured_at
    refused = arrival.state == Came.REFUSED
    author = standing_of(arrival.organisation_id, arrival.author_id, at=at)
    here = services(arrival.organisation_id, author.services_for(Verb.CAPTURE))
    found = version(arrival.organisation_id, kept.version_id)
    about_somebody = found is not None and kind_of(found) in {Kind.OBSERVATION, Kind.INTERVIEW}
    staff = []
    if about_somebody and (refused or kept.worker_id is None):
        at_these = [arrival.service_id] if arrival.service_id else [one.id for one in here]
        staff = [one for one in worked_there(arrival.organisation_id, at_these, at=at) if one.id != arrival.author_id]
    return Choices(
        services=[(one.id, one.name) for one in here] if arrival.service_id is None else (),
        colleagues=[(one.id, one.name) for one in staff],
        on_its_own=refused and kept.requirement_id is not None,
    )


def _answered(arrival: Arrival, sent: Answering) -> Inside:
    """The question as it was asked, and the words."""
    item = question_of(arrival.organisation_id, sent.prompt_id)
    worker = person(arrival.organisation_id, sent.worker_id)
    asked_was = item.text if item is not None else say("The answer")
    return Inside(answers=[(asked_was, f"“{sent.words}”", None)], worker=worker.name if worker else None)


def _answers(arrival: Arrival, kept: Kept) -> Iterator[Told]:
    found = version(arrival.organisation_id, kept.version_id)
    if found is None:
        return
    kind, items = kind_of(found), {item.id: item for item in items_of(found)}
    given, set_aside = read_answers(kept.answers)
    for position, why in sorted(set_aside.items()):
        yield say("Record %(n)s", n=position), why.label, None
    for (position, item_id), one in sorted(given.items(), key=lambda pair: _order(pair[0], items)):
        item = items.get(item_id)
        if item is None:
            continue
        shown = heard_outcome(asked(item).points, one.said) if one.said else outcome(kind, one.outcome)
        text = say("Record %(n)s: %(item)s", n=position, item=item.text) if position else item.text
        yield text, shown.label if shown else say("No answer"), one.note


def _order(key: tuple[int, uuid.UUID], items: Mapping[uuid.UUID, Item]) -> tuple[int, int]:
    item = items.get(key[1])
    return key[0], item.position if item else 0


def _words(kept: Kept) -> Iterator[tuple[Sentence, str]]:
    said = read_words(kept.words)
    for name, question in {**QUESTIONS, "strength": STRENGTH, "coaching": COACHING}.items():
        if text := getattr(said, name):
            yield question, text
