"""What is sent to the door of envelopes, and what an opened one says. Whatever has another shape is refused whole."""

from __future__ import annotations

import json
import uuid
from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from spotcheck.checks.schemas.kept import Kept, NotKept, a_moment, an_id, read_kept, text
from spotcheck.core.forms import LONGEST_LINE, LONGEST_TEXT
from spotcheck.core.refusals import Refusal, Why
from spotcheck.core.words import say
from spotcheck.delivery.rules.captured import Said
from spotcheck.delivery.rules.envelope import FORMAT

MOST_ENVELOPES = 50
SAVED = "sealed envelopes"  # what a saved file says of itself
LAST_SEQUENCE = 2**31 - 1
LAST_POSITION = 9999
LONGEST_HANDED = 50_000  # characters of an answer that are kept, whatever the rule then says of them


class Kind(StrEnum):
    """What may be in an envelope."""

    CHECK = "check"
    DRAFT = "draft"
    ALERT = "alert"
    PHOTO = "photo"
    ANSWER = "prompt-answer"


@dataclass(frozen=True, slots=True)
class Carrier:
    """Who says that they carried the envelopes: not believed before the signature is looked at."""

    grant: str
    signature: str


@dataclass(frozen=True, slots=True)
class Batch:
    envelopes: list[Any]
    carrier: Carrier | None

    @property
    def ids(self) -> list[str]:
        """The names outside, in their order; what has none is left out."""
        return [found for sent in self.envelopes if (found := outside_id(sent))]


@dataclass(frozen=True, slots=True)
class Claim:
    """Somebody captured while nobody was signed in: their sign-in name, and whom it is about, as they wrote them."""

    sign_in: str
    whom: str | None


@dataclass(frozen=True, slots=True)
class Message:
    """That someone is at risk, as it was written."""

    service_id: uuid.UUID
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Pictured:
    """A photo and what it belongs to. `taken_at` is by the phone's clock."""

    check_id: uuid.UUID
    item_id: uuid.UUID
    position: int
    taken_at: datetime
    jpeg: bytes

    def plain(self) -> dict[str, Any]:
        """The same as JSON: `read_pictured` gives it back."""
        return {
            "check": str(self.check_id),
            "item": str(self.item_id),
            "position": self.position,
            "taken_at": self.taken_at.isoformat(),
            "jpeg": b64encode(self.jpeg).decode(),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Answering:
    """What a worker answered to a short question, on a phone that was handed over."""

    prompt_id: uuid.UUID
    worker_id: uuid.UUID
    words: str
    chosen: tuple[str, ...] = ()  # the keys of the lines that were chosen
    language: str | None = None

    def plain(self) -> dict[str, Any]:
        """The same as JSON: `read_answering` gives it back."""
        return {
            "prompt": str(self.prompt_id),
            "worker": str(self.worker_id),
            "words": self.words,
            "chosen": list(self.chosen),
            "language": self.language,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """The inside of an envelope. `kept` for a check and a draft, `message` for an alert, `photo` for a photo, `answer`
    for what was answered on a phone that was handed over."""

    kind: Kind
    sequence: int
    said: Said
    claim: Claim | None
    kept: Kept | None = None
    message: Message | None = None
    photo: Pictured | None = None
    answer: Answering | None = None


def read_batch(sent: Mapping[str, Any]) -> Batch:
    """The envelopes of one request; 400 when it is not ours, 413 when there are too many."""
    envelopes = sent.get("envelopes")
    if sent.get("format") != FORMAT or not isinstance(envelopes, list) or not envelopes:
        raise Refusal(
            Why.INVALID, say("This is not something a phone of Spotcheck sends. Nothing was kept."), status=400
        )
    if len(envelopes) > MOST_ENVELOPES:
        raise Refusal(Why.INVALID, say("Send at most %(n)s at once.", n=MOST_ENVELOPES), status=413)
    carrier = sent.get("carrier")
    if not isinstance(carrier, Mapping):
        return Batch(envelopes, None)
    grant, signature = carrier.get("grant"), carrier.get("signature")
    return Batch(
        envelopes, Carrier(grant, signature) if isinstance(grant, str) and isinstance(signature, str) else None
    )


def read_file(text: bytes) -> list[Batch]:
    """The envelopes of a file that a phone saved, as many at once as a request holds. Refused when it is another."""
    try:
        saved = json.loads(text)
    except (ValueError, RecursionError):
        saved = None
    envelopes = saved.get("envelopes") if isinstance(saved, Mapping) and saved.get("spotcheck") == SAVED else None
    if not isinstance(envelopes, list) or not envelopes:
        no = say("This is not a file that a phone of Spotcheck saved. Its name begins with spotcheck-sealed.")
        raise Refusal(Why.INVALID, fields={"file": no})
    return [Batch(envelopes[at : at + MOST_ENVELOPES], None) for at in range(0, len(envelopes), MOST_ENVELOPES)]


def outside_id(sent: Any) -> str | None:
    """What an envelope calls itself, if it does."""
    found = sent.get("id") if isinstance(sent, Mapping) else None
    return found if isinstance(found, str) and len(found) <= 36 else None


def kind_of(payload: Mapping[str, Any]) -> Kind | None:
    """What is inside; None for a kind that only newer versions know."""
    return next((kind for kind in Kind if kind == payload.get("kind")), None)


def read_letter(payload: Mapping[str, Any], kind: Kind) -> Letter:
    """What the opened envelope says; NotKept when it is not of the shape of its kind."""
    contact = payload.get("contact")
    if not isinstance(contact, Mapping):
        raise NotKept("no contact")
    kept = read_kept(payload) if kind in {Kind.CHECK, Kind.DRAFT} else None
    moment = _MOMENTS[kind]
    return Letter(
        kind=kind,
        sequence=_number(payload.get("sequence")),
        said=Said(
            device_at=_moment(payload.get(moment)),
            contact_server=_moment(contact.get("server")),
            contact_device=_moment(contact.get("device")),
            opened_at=_opened(payload, kind, kept),
        ),
        claim=_claim(payload.get("claimed")),
        kept=kept,
        message=_message(payload) if kind is Kind.ALERT else None,
        photo=read_pictured(payload) if kind is Kind.PHOTO else None,
        answer=read_answering(payload) if kind is Kind.ANSWER else None,
    )


# A photo is sealed as it is taken; what counts up with the numbers of a grant is the moment of sealing.
_MOMENTS = {
    Kind.CHECK: "finished_at",
    Kind.DRAFT: "sealed_at",
    Kind.ALERT: "raised_at",
    Kind.PHOTO: "sealed_at",
    Kind.ANSWER: "answered_at",
}


def read_answering(sent: Mapping[str, Any]) -> Answering:
    """The answer in these values; NotKept when it is none. How long it may be is asked later: no word is lost here."""
    prompt_id, worker_id = an_id(sent.get("prompt")), an_id(sent.get("worker"))
    words = text(sent.get("words"), LONGEST_HANDED)
    chosen, language = sent.get("chosen") or [], sent.get("language")
    if prompt_id is None or worker_id is None or (words is None and not chosen):
        raise NotKept("not an answer")
    if not isinstance(chosen, list) or any(text(one, LONGEST_LINE) is None for one in chosen):
        raise NotKept("not lines that were chosen")
    if language is not None and text(language, LONGEST_LINE) is None:
        raise NotKept("not a language")
    return Answering(
        prompt_id=prompt_id, worker_id=worker_id, words=words or "", chosen=tuple(chosen), language=language
    )


def read_pictured(sent: Mapping[str, Any]) -> Pictured:
    """The photo in these values; NotKept when one is of another kind. Whether it is a picture is asked later."""
    check_id, item_id = an_id(sent.get("check")), an_id(sent.get("item"))
    position, jpeg = sent.get("position"), sent.get("jpeg")
    if check_id is None or item_id is None or not isinstance(jpeg, str) or not isinstance(position, int):
        raise NotKept("not a photo")
    if isinstance(position, bool) or not 0 <= position <= LAST_POSITION:
        raise NotKept("not a position")
    try:
        found = b64decode(jpeg, validate=True)
    except ValueError as error:
        raise NotKept("not a picture in text") from error
    return Pictured(
        check_id=check_id, item_id=item_id, position=position, taken_at=_moment(sent.get("taken_at")), jpeg=found
    )


def _opened(payload: Mapping[str, Any], kind: Kind, kept: Kept | None) -> datetime | None:
    """When it was opened on the phone, where that is known."""
    if kind is Kind.ANSWER:
        return a_moment(payload.get("opened_at"))
    return kept.opened_at if kept else None


def _claim(value: Any) -> Claim | None:
    if value is None:
        return None
    if not isinstance(value, Mapping):
        raise NotKept("not a claim")
    return Claim(text(value.get("sign_in"), LONGEST_LINE) or "", text(value.get("whom"), LONGEST_LINE))


def _message(payload: Mapping[str, Any]) -> Message:
    service_id = an_id(payload.get("service"))
    if service_id is None:
        raise NotKept("no service")
    return Message(service_id, text(payload.get("words"), LONGEST_TEXT) or "")


def _number(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 < value <= LAST_SEQUENCE:
        raise NotKept("not a number")
    return value


def _moment(value: Any) -> datetime:
    found = a_moment(value)
    if found is None:
        raise NotKept("a moment is missing")
    return found
