"""Free text that may say who a person supported is: a kind warning before it is sent, never a block."""

from __future__ import annotations

import re
from datetime import date

from spotcheck.core.words import Sentence, say

_YOUNGEST = 16  # years: a date longer ago than this is more likely a birthday than the day of a record
_NAMED = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Mx)\.?\s+[A-Z][a-z]+")
_ROOM = re.compile(r"\broom\s+(?:no\.?\s*|number\s+)?\d+", re.IGNORECASE)
_TEN_DIGITS = re.compile(r"(?<!\d)(\d{3})[ -]?(\d{3})[ -]?(\d{4})(?!\d)")
_DATE = re.compile(
    r"(?<!\d)\d{1,2}(?:\s*[./-]\s*\d{1,2}\s*[./-]\s*|(?:st|nd|rd|th)?\s+(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
    r"[a-z]*\.?,?\s+)(\d{4})(?!\d)",
    re.IGNORECASE,
)
MAY_HOLD = {
    "nhs": say("This may hold an NHS number. Please take it out: a record reference is enough."),
    "birth": say("This may hold a date of birth. Please take it out: nobody supported is named here."),
    "name": say("This may hold a name. Please take it out: “a person” is enough."),
    "room": say("This may hold a room number. Please take it out: rooms tell who it was."),
}


def private_words(text: str, *, today: date) -> tuple[Sentence, ...]:
    """What this text may give away; empty when nothing was noticed."""
    sentences = []
    if any(_is_nhs_number("".join(found.groups())) for found in _TEN_DIGITS.finditer(text)):
        sentences.append(MAY_HOLD["nhs"])
    if any(1900 <= int(found[1]) <= today.year - _YOUNGEST for found in _DATE.finditer(text)):
        sentences.append(MAY_HOLD["birth"])
    if _NAMED.search(text):
        sentences.append(MAY_HOLD["name"])
    if _ROOM.search(text):
        sentences.append(MAY_HOLD["room"])
    return tuple(sentences)


def _is_nhs_number(digits: str) -> bool:
    """Ten digits, the last of which checks the others (modulus 11)."""
    weighted = sum(int(digit) * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False))
    return (11 - weighted % 11) % 11 == int(digits[-1])
