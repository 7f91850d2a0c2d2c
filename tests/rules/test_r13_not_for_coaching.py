"""R13: what is not for coaching is passed on outside Spotcheck; who has it, and since when, is kept."""

from datetime import date, timedelta

import pytest

from spotcheck.checks.rules.review import PassedTo, passing_wanting

FINISHED, TODAY = date(2026, 11, 2), date(2026, 11, 5)


@pytest.mark.parametrize(
    ("passed_to", "passed_on", "fields"),
    [
        ("safeguarding", TODAY, []),
        ("hr", FINISHED, []),
        (None, TODAY, ["passed_to"]),
        ("the press", TODAY, ["passed_to"]),
        ("hr", None, ["passed_on"]),
        ("hr", TODAY + timedelta(days=1), ["passed_on"]),
        ("hr", FINISHED - timedelta(days=1), ["passed_on"]),
        (None, None, ["passed_on", "passed_to"]),
    ],
)
def test_r13_it_is_said_who_has_it_and_since_when(passed_to, passed_on, fields):
    assert sorted(passing_wanting(passed_to, passed_on, finished_on=FINISHED, today=TODAY)) == fields


def test_r13_it_goes_to_safeguarding_or_hr_and_nowhere_else():
    assert [str(to.label) for to in PassedTo] == ["Safeguarding", "HR"]
