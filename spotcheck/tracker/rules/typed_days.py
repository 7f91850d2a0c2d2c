"""A day as somebody typed it in a spreadsheet. What is not one clear day gets a sentence, and is left to be chosen."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from spotcheck.core.words import Sentence, say

_NAMES = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
_SERIALS = range(36526, 73051)  # how Excel keeps the days of 2000 to 2099 (its day 1 is 1 January 1900)
_EXCEL_BEGINS = date(1899, 12, 30)
_SKIPPED = re.compile(
    r"\b(by|due|before|on|the|of|date|monday|tuesday|wednesday|thursday|friday|saturday|sunday|mon|tues?|wed|thur?s?|fri"
    r"|sat|sun)\b|(?<=\d)(st|nd|rd|th)\b|['’,]"
)
_NUMBERS = re.compile(r"(?<!\d)(\d{1,2})([/.\-])(\d{1,2})(?:\2(\d{4}|\d{2}))?(?!\d)")
_ISO = re.compile(r"(?<!\d)(\d{4})-(\d{1,2})-(\d{1,2})(?:[ t]\d{1,2}:\d{2}\S*)?")


@dataclass(frozen=True, slots=True)
class TypedDay:
    """`day`: the one day it can only be. Otherwise `says` tells why not, and `could_be` what it may have meant.

    With a day, `says` tells what was filled in, such as the year.
    """

    day: date | None = None
    says: Sentence | None = None
    could_be: tuple[date, ...] = ()


def read_day(text: str, *, today: date, month_first: bool = False) -> TypedDay:
    """The day in these words. Day before month, as people write here, unless the column shows another habit
    (`month_first`): then a day that can be read both ways is left to be chosen."""
    words = text.strip()
    if not words:
        return TypedDay()
    if words.isdecimal() and int(words) in _SERIALS:
        return TypedDay(_EXCEL_BEGINS + timedelta(days=int(words)))
    found = _all_days(words, today, month_first)
    if len(found) > 1:
        days = tuple(one.day for one in found if one.day is not None)
        return TypedDay(None, say("“%(words)s” names more than one day. Choose which.", words=words), days)
    return found[0] if found else TypedDay(None, say("“%(words)s” is not one day. Choose a day.", words=words))


def months_come_first(texts: Iterable[str]) -> bool:
    """Whether a day in this column can only be read with its month first, as in 12/31/26."""
    numbers = [found for text in texts for found in _NUMBERS.finditer(_ISO.sub(" ", text))]
    return any(int(one.group(1)) <= 12 < int(one.group(3)) <= 31 for one in numbers)


def _all_days(words: str, today: date, month_first: bool) -> list[TypedDay]:
    plain = words.casefold()
    found = [_made(int(one[1]), int(one[2]), int(one[3]), words) for one in _ISO.finditer(plain)]
    rest = _ISO.sub(" ", plain)
    for one in _NUMBERS.finditer(rest):
        found.append(_numbers(int(one[1]), int(one[3]), one[4], today=today, month_first=month_first, words=words))
    rest = _NUMBERS.sub(" ; ", rest)
    named = _SKIPPED.sub(" ", rest)
    found += [one for part in named.split(";") for one in _named(part, today, words)]
    return found


def _numbers(first: int, second: int, year: str | None, *, today: date, month_first: bool, words: str) -> TypedDay:
    full = _year(year) if year else None
    read = _dated(full, second, first, today, words)
    if second > 12 and first <= 12:
        turned = _dated(full, first, second, today, words).day
        says = say("“%(words)s” has no such month. Choose the day that was meant.", words=words)
        return TypedDay(None, says, (turned,) if turned else ())
    if month_first and first <= 12 and first != second and read.day is not None:
        turned = _dated(full, first, second, today, words).day
        says = say("“%(words)s” can be read two ways, and others here have their month first. Choose.", words=words)
        return TypedDay(None, says, (read.day, *((turned,) if turned else ())))
    return read


def _named(part: str, today: date, words: str) -> list[TypedDay]:
    """`3 feb`, `feb 3 2027`, `end jan`, `january 2027`."""
    months = [(name, _month(name)) for name in re.findall(r"[a-z]+", part)]
    named = [month for _, month in months if month]
    if not named:
        return []
    if len(named) > 1:
        return [TypedDay(None, say("“%(words)s” is not one day. Choose a day.", words=words))]
    month = named[0]
    numbers = [int(number) for number in re.findall(r"\d+", part)]
    year = next((number for number in numbers if number > 31), None)
    days = [number for number in numbers if number <= 31]
    if year is None and len(days) == 2:
        year = days.pop()
    full = _year(str(year)) if year is not None else None
    at_the_end = re.search(r"\bend\b", part) is not None
    if days and at_the_end:  # `end Feb 28`: the 28th, or the year
        return [TypedDay(None, say("“%(words)s” can be read two ways. Choose a day.", words=words))]
    if days:
        return [_dated(full, month, days[0], today, words)]
    last = _last_of(full, month, today)
    if at_the_end:
        return [last if full else TypedDay(last.day, _filled_in(words, last.day))]
    says = say("“%(words)s” is a whole month. Choose the day.", words=words)
    return [TypedDay(None, says, (last.day,) if last.day else ())]


def _last_of(year: int | None, month: int, today: date) -> TypedDay:
    full = year or (today.year if month >= today.month else today.year + 1)
    return TypedDay(date(full, month, monthrange(full, month)[1]))


def _dated(year: int | None, month: int, day: int, today: date, words: str) -> TypedDay:
    """Without a year: the next such day, and it is said."""
    if year is not None:
        return _made(year, month, day, words)
    this = _made(today.year, month, day, words)
    if this.day is None or this.day < today:
        this = _made(today.year + 1, month, day, words)
    return TypedDay(this.day, _filled_in(words, this.day)) if this.day else this


def _made(year: int, month: int, day: int, words: str) -> TypedDay:
    try:
        made = date(year, month, day)
    except ValueError:
        return TypedDay(None, say("“%(words)s” is no day of the calendar. Choose a day.", words=words))
    if not 2000 <= year <= 2099:
        return TypedDay(None, say("“%(words)s” is too far away. Choose a day.", words=words))
    return TypedDay(made)


def _filled_in(words: str, day: date | None) -> Sentence | None:
    return say("“%(words)s” has no year: read as %(day)s.", words=words, day=day) if day else None


def _year(written: str) -> int:
    return 2000 + int(written) if len(written) <= 2 else int(written)


def _month(name: str) -> int | None:
    if name == "sept":
        return 9
    return next((number for number, full in enumerate(_NAMES, 1) if name in (full, full[:3])), None)
