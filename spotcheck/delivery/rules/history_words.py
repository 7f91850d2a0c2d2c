"""What became of an arrival, in words."""

from __future__ import annotations

from spotcheck.core.words import Sentence, say

_WORDS = {
    "waits": say("It came from a phone and waits."),
    "refused": say("It came from a phone and could not be taken in as it was."),
    "confirmed": say("said that it is right"),
    "set aside": say("set it aside"),
    "not theirs": say("said that it was not theirs"),
    "named": say("said who captured it"),
}


def in_history(what: str) -> Sentence:
    return _WORDS[what]
