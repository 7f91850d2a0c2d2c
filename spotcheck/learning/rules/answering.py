"""What an answer to a short question needs, whichever door it comes through. Pure."""

from __future__ import annotations

from collections.abc import Collection, Sequence
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


def answer_wanting(
    words: str, *, sure: bool, today: date, chosen: Collection[str] = (), offered: Collection[str] = ()
) -> dict[str, Sentence]:
    """What an answer still needs, by field: words of their own, or one of the lines that the question offers.

    What may name somebody is asked about once; `sure`: it goes as it is."""
    if set(chosen) - set(offered):
        return {"chosen": say("The page sent something that is not known here. Load the page again.")}
    if not words.strip() and not chosen:
        if offered:
            return {"chosen": say("Choose what is right, or write it below. One of the two is enough.")}
        return {"words": NOTHING_WRITTEN}
    if len(words) > LONGEST_ANSWER:
        return {"words": too_long(len(words))}
    private = private_words(words, today=today)
    return {"private": dotted(private, between=" ")} if private and not sure else {}


def as_kept(lines: Sequence[str], words: str) -> str:
    """The words of an answer as they are kept: the chosen lines as they stood, then one's own words."""
    return "\n\n".join(part for part in ("\n".join(lines), words.strip()) if part)


def own_words(kept: str, lines: Sequence[str]) -> str:
    """What somebody wrote beside the lines that they chose; nothing where they only chose."""
    return kept.removeprefix("\n".join(lines)).strip()


def support_wanting(words: str) -> dict[str, Sentence]:
    """A wish for support needs no words."""
    if len(words) > LONGEST_ANSWER:
        return {"support": say("Keep it to %(n)s characters.", n=LONGEST_ANSWER)}
    return {}
