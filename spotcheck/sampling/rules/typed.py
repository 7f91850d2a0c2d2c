"""Codes and exclusions as somebody types them: a line for a number, or for a run of numbers.

1-8 A early
9 B
12 moved away
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator

from spotcheck.core.words import Sentence, say
from spotcheck.sampling.rules.spread import Code

SHIFTS = ("early", "day", "late", "night")
LONGEST_REASON = 100
_LINE = re.compile(r"(\d{1,5})(?:\s*(?:-|–|—|to)\s*(\d{1,5}))?(?:[\s,:.]+(.*))?")
_CODE = re.compile(r"[A-Z0-9]{1,4}")


class NotRead(Exception):
    """What to say about the first line that cannot be read."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(str(sentence))
        self.sentence = sentence


def read_codes(typed: str, population: int) -> dict[int, Code]:
    """The worker's code and the shift of each number; raises `NotRead`. `A` and `a` are one worker."""
    found: dict[int, Code] = {}
    for line, numbers, rest in _lines(typed, population, found):
        words = [word for word in re.split(r"[\s,]+", rest) if word]
        shifts = [word.lower() for word in words if word.lower() in SHIFTS]
        codes = [word for word in words if word.lower() not in SHIFTS]
        for word in codes:
            if looks_like_a_name(word):
                raise NotRead(
                    say(
                        "Line %(line)s: “%(word)s” looks like a name. Names stay with you: "
                        "use a short code, like A or N3, and write it on your sheet.",
                        line=line, word=word,
                    )
                )  # fmt: skip
        if len(codes) > 1 or len(shifts) > 1 or not words or not all(map(is_code, codes)):
            raise NotRead(
                say(
                    "Line %(line)s: write a number, a code of up to 4 letters or digits, "
                    "and early, day, late or night.",
                    line=line,
                )
            )
        code = Code("".join(codes).upper(), "".join(shifts))
        found |= dict.fromkeys(numbers, code)
    return found


def read_excluded(typed: str, population: int) -> dict[int, str]:
    """The numbers that are left out, each with its reason; raises `NotRead`."""
    found: dict[int, str] = {}
    for line, numbers, rest in _lines(typed, population, found):
        reason = " ".join(rest.split())
        if not reason:
            raise NotRead(say("Line %(line)s: say in a few words why this number is left out.", line=line))
        if len(reason) > LONGEST_REASON:
            raise NotRead(say("Line %(line)s: use at most %(n)s characters.", line=line, n=LONGEST_REASON))
        found |= dict.fromkeys(numbers, reason)
    return found


def is_code(word: str) -> bool:
    """Whether this is taken as a worker's code."""
    is_shift = word.lower() in SHIFTS
    return not is_shift and not looks_like_a_name(word) and _CODE.fullmatch(word.upper()) is not None


def looks_like_a_name(word: str) -> bool:
    """Whether this is more likely to be somebody's name than a code: three letters or more, not all capitals, or more
    letters than a code has."""
    return word.isalpha() and (len(word) > 4 or (len(word) > 2 and not word.isupper()))


def _lines(typed: str, population: int, before: Container[int]) -> Iterator[tuple[int, range, str]]:
    """Each line that says something: where it stands, its numbers, the words after them."""
    for line, text in enumerate(re.split(r"[\n;]", typed), start=1):
        if not text.strip():
            continue
        found = _LINE.fullmatch(text.strip())
        if found is None:
            raise NotRead(say("Line %(line)s: begin with a number of your sheet, or with two like 1-8.", line=line))
        first, last = int(found[1]), int(found[2] or found[1])
        if not 1 <= first <= last <= population:
            raise NotRead(say("Line %(line)s: your sheet goes from 1 to %(n)s.", line=line, n=population))
        numbers = range(first, last + 1)
        if twice := next((number for number in numbers if number in before), None):
            raise NotRead(say("Line %(line)s: number %(n)s was named before.", line=line, n=twice))
        yield line, numbers, found[3] or ""
