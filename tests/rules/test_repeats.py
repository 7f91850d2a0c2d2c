"""No question to one person twice within 90 days (DOMAIN §8)."""

from datetime import UTC, date, datetime, timedelta

import pytest

from spotcheck.checks.rules.repeats import free_from

ASKED = datetime(2026, 9, 3, 14, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("later", "day"),
    [
        (timedelta(0), date(2026, 12, 2)),
        (timedelta(days=1), date(2026, 12, 2)),
        (timedelta(days=89, hours=23), date(2026, 12, 2)),
        (timedelta(days=90), None),
        (timedelta(days=400), None),
    ],
)
def test_a_question_comes_again_after_ninety_days(later, day):
    assert free_from(ASKED, ASKED + later) == day


def test_a_question_never_asked_may_be_asked():
    assert free_from(None, ASKED) is None
