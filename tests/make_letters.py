"""What a phone seals, for tests: whole payloads, as the browser makes them."""

from __future__ import annotations

import uuid
from base64 import b64encode
from datetime import datetime, timedelta
from typing import Any

from spotcheck.checks.queries.facts import drawn_facts
from spotcheck.sampling.models import Draw
from tests.cast import Cast
from tests.make_checks import asked
from tests.make_drafts import INTERVIEW, OBSERVATION, SAMPLE
from tests.make_photos import a_picture
from tests.phones import Pocket

LOOK = timedelta(minutes=8)


def a_draft_inside(
    cast: Cast, key: str = OBSERVATION, *, at: datetime, draw: Draw | None = None, **other: Any
) -> dict[str, Any]:
    """A draft in which everything is answered well: of Tomasz at Hazel Court, opened eight minutes before `at`."""
    version, items = asked(cast, key)
    if key == SAMPLE:
        assert draw is not None
        records = range(1, len(drawn_facts(draw).numbers[: draw.size]) + 1)
        answers = {f"{record}/{item.id}": {"outcome": "in_place"} for record in records for item in items}
    elif key == INTERVIEW:
        said = {item.id: {"points": {point["key"]: "unprompted" for point in item.points}} for item in items}
        answers = {
            f"0/{item_id}": {"said": {**heard, "alerts": [], "reason": True, "again": {}}}
            for item_id, heard in said.items()
        }
    else:
        answers = {f"0/{item.id}": {"outcome": "well"} for item in items}
    return {
        "version": str(version.id),
        "service": str(cast.hazel),
        "worker": None if key == SAMPLE else str(cast.tomasz.id),
        "requirement": None,
        "draw": str(draw.id) if draw else None,
        "shift": "early",
        "announced": False,
        "setting": None,
        "answered_by": None,
        "opened_at": (at - LOOK).isoformat(),
        "answers": answers,
        "words": {"strength": "Waited for a yes."},
        "on_its_own": False,
        **other,
    }  # fmt: skip


def a_check(cast: Cast, pocket: Pocket, key: str = OBSERVATION, *, at: datetime, **other: Any) -> dict[str, Any]:
    """A finished one. `contact` and everything else of the payload can be told."""
    common = {name: other.pop(name) for name in ("contact",) if name in other}
    inside = {**a_draft_inside(cast, key, at=at, **other), "finished_at": at.isoformat()}
    return pocket.payload("check", at=at, **common, **inside)


def an_unfinished(cast: Cast, pocket: Pocket, key: str = OBSERVATION, *, at: datetime, **other: Any) -> dict[str, Any]:
    return pocket.payload("draft", at=at, **a_draft_inside(cast, key, at=at, **other))


def an_alert(
    cast: Cast, pocket: Pocket, *, at: datetime, words: str = "She fell in the hall.", **other: Any
) -> dict[str, Any]:
    inside = {"service": str(cast.hazel), "words": words, "raised_at": at.isoformat(), **other}
    return pocket.payload("alert", at=at, **inside)


def a_photo(
    pocket: Pocket,
    check: str,
    item: uuid.UUID,
    *,
    at: datetime,
    sent: bytes | None = None,
    sealed_at: datetime | None = None,
    **other: Any,
) -> dict[str, Any]:
    """A photo of this item, taken at `at` and sealed then."""
    inside = {
        "check": check,
        "item": str(item),
        "position": 0,
        "taken_at": at.isoformat(),
        "jpeg": b64encode(a_picture() if sent is None else sent).decode(),
        **other,
    }
    return pocket.payload("photo", at=sealed_at or at, **inside)


def a_handed_answer(
    pocket: Pocket, prompt: Any, /, *, at: datetime, words: str = "I ask, then I write down why.", **other: Any
) -> dict[str, Any]:
    """What the worker of this question answered on a phone that was handed over, a minute after it was opened."""
    inside = {
        "prompt": str(prompt.id),
        "worker": str(prompt.worker_id),
        "words": words,
        "opened_at": (at - timedelta(minutes=1)).isoformat(),
        "answered_at": at.isoformat(),
        **other,
    }
    return pocket.payload("prompt-answer", at=at, **inside)
