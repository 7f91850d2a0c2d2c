"""Days as people type them: read when they can only be one day, otherwise a sentence, and left to be chosen."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spotcheck.tracker.rules.typed_days import months_come_first, read_day

TODAY = date(2026, 11, 2)

CLEAR = {
    "31/12/26": date(2026, 12, 31),
    "31/12/2026": date(2026, 12, 31),
    "31.12.2026": date(2026, 12, 31),
    "31-12-26": date(2026, 12, 31),
    "3/4/27": date(2027, 4, 3),
    "2026-12-31": date(2026, 12, 31),
    "2026-12-31 14:30": date(2026, 12, 31),
    "3 February 2027": date(2027, 2, 3),
    "3rd Feb 27": date(2027, 2, 3),
    "Feb 3, 2027": date(2027, 2, 3),
    "Wed 3 Feb ’27": date(2027, 2, 3),
    "by the 3rd of February 2027": date(2027, 2, 3),
    "end of Jan 2027": date(2027, 1, 31),
    "46387": date(2026, 12, 31),
    "29/02/2028": date(2028, 2, 29),
}


@pytest.mark.parametrize(("typed", "day"), CLEAR.items(), ids=CLEAR)
def test_a_clear_day_is_read_and_nothing_is_said(typed: str, day: date) -> None:
    read = read_day(typed, today=TODAY)
    assert (read.day, read.says) == (day, None)


WITHOUT_YEAR = {
    "3 Feb": date(2027, 2, 3),
    "31/12": date(2026, 12, 31),
    "2 Nov": TODAY,
    "1 Nov": date(2027, 11, 1),
    "end of Jan": date(2027, 1, 31),
    "end of Nov": date(2026, 11, 30),
}


@pytest.mark.parametrize(("typed", "day"), WITHOUT_YEAR.items(), ids=WITHOUT_YEAR)
def test_a_day_without_a_year_is_the_next_one_and_it_is_said(typed: str, day: date) -> None:
    read = read_day(typed, today=TODAY)
    assert read.day == day
    assert "has no year: read as" in str(read.says)


UNCLEAR = {
    "31/02": "no day of the calendar",
    "31/02/2026": "no day of the calendar",
    "30 Feb 2027": "no day of the calendar",
    "12/31/26": "no such month",
    "45/45/26": "no day of the calendar",
    "ASAP": "not one day",
    "ongoing": "not one day",
    "TBC": "not one day",
    "#REF!": "not one day",
    "=TODAY()+30": "not one day",
    "12": "not one day",
    "January 2027": "whole month",
    "Jan/Feb": "not one day",
    "end Feb 28": "read two ways",
    "31/12/26 extended to 28/02/27": "more than one day",
    "1/1/1900": "too far away",
}


@pytest.mark.parametrize(("typed", "says"), UNCLEAR.items(), ids=UNCLEAR)
def test_what_is_not_one_clear_day_gets_a_sentence_and_no_day(typed: str, says: str) -> None:
    read = read_day(typed, today=TODAY)
    assert read.day is None
    assert says in str(read.says)
    assert typed in str(read.says)


def test_what_may_have_been_meant_is_offered() -> None:
    assert read_day("12/31/26", today=TODAY).could_be == (date(2026, 12, 31),)
    assert read_day("January 2027", today=TODAY).could_be == (date(2027, 1, 31),)
    assert read_day("31/12/26 extended to 28/02/27", today=TODAY).could_be == (date(2026, 12, 31), date(2027, 2, 28))


def test_in_a_column_with_months_first_a_day_that_can_be_read_both_ways_is_left_to_be_chosen() -> None:
    assert months_come_first(["03/04/26", "12/31/26"])
    assert not months_come_first(["03/04/26", "31/12/26", "13.14.26", "soon", "2026-12-31"])
    read = read_day("03/04/27", today=TODAY, month_first=True)
    assert (read.day, read.could_be) == (None, (date(2027, 4, 3), date(2027, 3, 4)))
    assert read_day("31/12/26", today=TODAY, month_first=True).day == date(2026, 12, 31)
    assert read_day("05/05/27", today=TODAY, month_first=True).day == date(2027, 5, 5)


def test_nothing_typed_is_nothing_said() -> None:
    assert read_day("  ", today=TODAY).says is None


WAYS = ("%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y", "%Y-%m-%d", "%d %B %Y", "%d %b %Y", "%B %d, %Y")


@given(day=st.dates(date(2000, 1, 1), date(2099, 12, 31)), way=st.sampled_from(WAYS))
def test_every_day_written_out_is_read_back(day: date, way: str) -> None:
    assert read_day(day.strftime(way), today=TODAY).day == day


@given(day=st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_every_serial_of_excel_is_its_day(day: date) -> None:
    assert read_day(str((day - date(1899, 12, 30)).days), today=TODAY).day == day


@given(text=st.text(max_size=40))
def test_whatever_is_typed_is_a_day_or_a_sentence_or_nothing(text: str) -> None:
    read = read_day(text, today=TODAY)
    assert read.day is not None or read.says is not None or not text.strip()
    assert read.day is None or abs(read.day - TODAY) < timedelta(days=36600)
