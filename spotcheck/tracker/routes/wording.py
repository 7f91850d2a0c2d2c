"""The nudges about an action, with an example of its topic, and the kinds of change that can be ticked."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from spotcheck.core.words import Sentence
from spotcheck.standards.starters import starter_topic
from spotcheck.tracker.rules import clarity, strength
from spotcheck.tracker.rules.clarity import ANY_TOPIC, Example
from spotcheck.tracker.rules.strength import STRENGTH_NAMES


def nudges_about(title: str, change: str, kinds: Iterable[str] | None, topic_key: str | None) -> tuple[Sentence, ...]:
    topic = starter_topic(topic_key)
    example = Example(topic.vague, topic.clear, topic.stronger) if topic else ANY_TOPIC
    return clarity.nudges(title, change, strength.known(kinds), example)


def kinds_offered(chosen: Iterable[str] | None) -> dict[str, Any]:
    """Every kind, the strongest first, with those that are chosen."""
    kinds = strength.known(chosen)
    return {
        "groups": [(words, strength.of_strength(one)) for one, words in STRENGTH_NAMES.items()],
        "chosen": [kind.value for kind in kinds],
        "says": strength.strength_in_words(kinds),
    }
