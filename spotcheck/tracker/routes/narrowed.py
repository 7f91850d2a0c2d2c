"""What narrows the tracker, as the address says it: the same for the list, for what hangs on it, and for its files."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import request

from spotcheck.core.forms import read
from spotcheck.core.words import Sentence, say
from spotcheck.tracker import schemas
from spotcheck.tracker.queries.choices import Choices
from spotcheck.tracker.queries.lists import Filters
from spotcheck.tracker.rules.due import DUE_NAMES, Due
from spotcheck.tracker.rules.strength import NOT_SAID, STRENGTH_NAMES, STRENGTH_WORDS
from spotcheck.tracker.rules.views import View
from spotcheck.tracker.rules.words import dotted

NAMES = ("service", "topic", "standard", "lead", "strength", "due", "words")
STRENGTHS = [*STRENGTH_NAMES.items(), (NOT_SAID, say("Not said"))]
_SHORT: dict[str, Sentence] = {
    **{one.value: words for one, words in STRENGTH_WORDS.items()},
    NOT_SAID: say("strength not said"),
}


def asked() -> dict[str, Any]:
    """The view, the filters and the place in the list. Refused when the address makes no sense."""
    found = read(schemas.TrackerAsked(), request.args)
    return found | {"view": View(found["view"] or View.OPEN)}


def filters(asked: Mapping[str, Any]) -> Filters:
    return Filters(
        asked["service"],
        asked["topic"],
        asked["standard"],
        asked["lead"],
        asked["words"],
        asked["strength"],
        Due(asked["due"]) if asked["due"] else None,
    )


def kept(asked: Mapping[str, Any]) -> dict[str, Any]:
    """The filters that are on, for another address."""
    return {name: asked[name] for name in NAMES if asked[name]}


def in_words(kept: Mapping[str, Any], choices: Choices) -> Sentence:
    """The filters that are on, in words."""
    if not kept:
        return say("Filter or search")
    offered: dict[str, Mapping[Any, object]] = {
        "service": dict(choices.services), "topic": dict(choices.topics), "standard": dict(choices.standards),
        "lead": dict(choices.leads), "strength": _SHORT, "due": DUE_NAMES,
    }  # fmt: skip
    said: list[object] = [
        offered[name].get(value, say("something else")) for name, value in kept.items() if name in offered
    ]
    if "words" in kept:
        said.append(say("“%(words)s”", words=kept["words"]))
    return say("Filter: %(what)s", what=dotted(said, between=", "))
