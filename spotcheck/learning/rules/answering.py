"""What an answer to a short question needs, whichever door it comes through. Pure."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from spotcheck.core.private_words import private_words
from spotcheck.core.words import Sentence, say
from spotcheck.tracker.rules.words import dotted

LONGEST_ANSWER = 2000


class Door(StrEnum):
    """How an answer came."""

    SIGNED_IN = "signed in"
    LINK = "link"  # no account: it counts for learning only (R6)
    HANDED_OVER = "handed over"  # on a supervisor's phone; the supervisor is its author

    @property
    def label(self) -> Sentence:
        return _LABELS[self]


_LABELS = {
    Door.SIGNED_IN: say("Answered on their own"),
    Door.LINK: say("Answered by link"),
    Door.HANDED_OVER: say("Answered on a phone handed over"),
}


NOTHING_WRITTEN = say("Write or say your answer first. A few words are enough.")


def too_long(n: int | str) -> Sentence:
    words = "This is %(n)s characters, and %(most)s fit. Shorten it a little: all of it is still here."
    return say(words, n=n, most=LONGEST_ANSWER)


def answer_wanting(words: str, *, sure: bool, today: date) -> dict[str, Sentence]:
    """What an answer still needs, by field. What may name somebody is asked about once; `sure`: it goes as it is."""
    if not words.strip():
        return {"words": NOTHING_WRITTEN}
    if len(words) > LONGEST_ANSWER:
        return {"words": too_long(len(words))}
    private = private_words(words, today=today)
    return {"private": dotted(private, between=" ")} if private and not sure else {}


def support_wanting(words: str) -> dict[str, Sentence]:
    """A wish for support needs no words."""
    if len(words) > LONGEST_ANSWER:
        return {"support": say("Keep it to %(n)s characters.", n=LONGEST_ANSWER)}
    return {}
