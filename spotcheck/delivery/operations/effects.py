"""What was captured is done, by its kind: the same operations that pages call, as its author and as of its moment.

A new kind gets a line in `_EFFECTS`.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from spotcheck.checks.operations.kept import bring_back, finish_kept
from spotcheck.checks.operations.photos import Taken, keep_in_turn
from spotcheck.checks.operations.receiving import Received
from spotcheck.checks.queries.drafts import finished
from spotcheck.checks.rules.picture import picture
from spotcheck.checks.schemas.kept import Kept
from spotcheck.core.permissions import Answer, Verb, may, who_can
from spotcheck.core.refusals import Refusal, Why
from spotcheck.core.words import say
from spotcheck.delivery.envelope_schemas import Answering, Kind, Message, Pictured
from spotcheck.delivery.rules import arriving as words
from spotcheck.learning.operations.answering import Given
from spotcheck.learning.operations.handing import answer_handed
from spotcheck.learning.queries.handing import prompt_there
from spotcheck.learning.rules.answering import Door
from spotcheck.messages.operations import raise_alert
from spotcheck.messages.queries import service_thing
from spotcheck.organisation.queries import service, standing_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Captured:
    """What was captured, by whom and when. `told`: what history says of its way here.

    `typed`: the sign-in name that somebody wrote and nobody has; `author_id` is then who signed in there last.
    """

    kind: Kind
    envelope_id: uuid.UUID
    organisation_id: uuid.UUID
    author_id: uuid.UUID
    at: datetime
    told: Mapping[str, Any]
    kept: Kept | None = None
    message: Message | None = None
    photo: Pictured | None = None
    answer: Answering | None = None
    opened_at: datetime | None = None
    typed: str | None = None

    @property
    def draft(self) -> Kept:
        if self.kept is None:
            raise LookupError(f"there is no draft in this {self.kind}")
        return self.kept


@dataclass(frozen=True, slots=True)
class Effect:
    service_id: uuid.UUID
    says: tuple[str, ...] = ()


def bring_in(captured: Captured, *, at: datetime) -> Effect:
    """Do what it says. The caller has the turn; refused by the rules of what it does, as on a page."""
    return _EFFECTS[captured.kind](captured, at)


def _check(captured: Captured, at: datetime) -> Effect:
    by = standing_of(captured.organisation_id, captured.author_id, at=captured.at)
    kept = captured.draft
    done = finish_kept(kept, finished_at=captured.at, by=by, at=at, told=captured.told)
    if done.receipt.state is Received.OTHER:
        raise Refusal(Why.STALE, words.OTHER_CONTENT)
    says = [str(one) for one in (*done.let_go, *done.left_out)]
    if done.let_go:
        says.append(str(words.ON_ITS_OWN))
    return Effect(_at(kept), tuple(says))


def _draft(captured: Captured, at: datetime) -> Effect:
    by = standing_of(captured.organisation_id, captured.author_id, at=captured.at)
    kept = captured.draft
    brought = bring_back(kept, by=by, at=at)
    return Effect(_at(kept), (str(words.BACK),) if brought is not None else ())


def _alert(captured: Captured, at: datetime) -> Effect:
    message = captured.message
    if message is None:
        raise LookupError("there is no message in this alert")
    by = standing_of(captured.organisation_id, captured.author_id, at=captured.at)
    if service(captured.organisation_id, message.service_id) is None:
        raise Refusal(Why.INVALID, say("The service it names is not one of this organisation."))
    about = service_thing(by, message.service_id, at=captured.at)
    if may(by, Verb.RAISE_ALERT, about) is not Answer.ALLOWED:
        raise Refusal(Why.NOT_YOU, say("This is not yours to do."), who_can(Verb.RAISE_ALERT))
    said = message.words if captured.typed is None else words.in_their_name(message.words, captured.typed)
    raise_alert(captured.envelope_id, message.service_id, said, by=by, at=at, raised_at=captured.at)
    return Effect(message.service_id)


def _photo(captured: Captured, at: datetime) -> Effect:
    photo = captured.photo
    if photo is None:
        raise LookupError("there is no picture in this photo")
    check = finished(captured.organisation_id, photo.check_id)
    if check is None:
        raise Refusal(Why.NOT_NOW, words.NO_CHECK)
    by = standing_of(captured.organisation_id, captured.author_id, at=captured.at)
    if keep_in_turn(taken_of(photo, captured.envelope_id), picture(photo.jpeg), by=by, at=at) is Received.OTHER:
        raise Refusal(Why.STALE, words.OTHER_PHOTO)
    return Effect(check.service_id)


def _answer(captured: Captured, at: datetime) -> Effect:
    """Words that were sealed cannot be asked about again: what they may hold was said on the phone, before."""
    found = captured.answer
    if found is None:
        raise LookupError("there are no words in this answer")
    prompt = prompt_there(captured.organisation_id, found.prompt_id)
    if prompt is None or prompt.worker_id != found.worker_id:
        raise Refusal(Why.NOT_NOW, words.NO_PROMPT)
    by = standing_of(captured.organisation_id, captured.author_id, at=captured.at)
    given = Given(
        id=captured.envelope_id,
        words=found.words,
        door=Door.HANDED_OVER,
        chosen=found.chosen,
        sure=True,
        language=found.language,
        opened_at=captured.opened_at,
        answered_at=captured.at,
    )
    answer_handed(prompt, given, by=by, at=at)
    return Effect(prompt.service_id)


def taken_of(photo: Pictured, photo_id: uuid.UUID) -> Taken:
    """The photo as the checks take it."""
    return Taken(
        id=photo_id,
        check_id=photo.check_id,
        item_id=photo.item_id,
        position=photo.position,
        sent=photo.jpeg,
        taken_at=photo.taken_at,
    )


def _at(kept: Kept) -> uuid.UUID:
    if kept.service_id is None:
        raise LookupError("what was taken in names its service")
    return kept.service_id


_EFFECTS: dict[Kind, Callable[[Captured, datetime], Effect]] = {
    Kind.CHECK: _check,
    Kind.DRAFT: _draft,
    Kind.ALERT: _alert,
    Kind.PHOTO: _photo,
    Kind.ANSWER: _answer,
}
