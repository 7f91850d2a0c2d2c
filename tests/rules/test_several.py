"""Another lead or day for several actions at once: what the form must hold, and what each action is told."""

from __future__ import annotations

import uuid
from datetime import date, timedelta
from typing import Any

import pytest

from spotcheck.tracker.rules.several import MOST, nothing_new, several_refused, told

TODAY = date(2026, 11, 2)
SOMEBODY = uuid.uuid4()
WHOLE: dict[str, Any] = {"chosen": 2, "lead_id": None, "due_on": TODAY, "reason": "The lead is away.", "today": TODAY}


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        ({}, []),
        ({"due_on": None, "lead_id": SOMEBODY}, []),
        ({"chosen": MOST}, []),
        ({"chosen": 0}, ["chosen"]),
        ({"chosen": MOST + 1}, ["chosen"]),
        ({"due_on": None}, ["due_on"]),
        ({"due_on": TODAY - timedelta(days=1)}, ["due_on"]),
        ({"reason": " "}, ["reason"]),
        ({"chosen": 0, "due_on": None, "reason": ""}, ["chosen", "due_on", "reason"]),
    ],
)
def test_several_actions_change_together_with(change: dict[str, Any], wrong: list[str]) -> None:
    assert list(several_refused(**{**WHOLE, **change})) == wrong


def test_what_is_so_already_is_no_change() -> None:
    assert nothing_new((SOMEBODY, TODAY), (SOMEBODY, TODAY))
    assert not nothing_new((SOMEBODY, TODAY), (SOMEBODY, TODAY + timedelta(days=1)))


@pytest.mark.parametrize(
    ("changed", "left", "says"),
    [
        (1, 0, "1 action changed."),
        (5, 0, "5 actions changed."),
        (5, 1, "5 actions changed. 1 was left as it is."),
        (0, 2, "Nothing was changed. 2 were left as they are."),
    ],
)
def test_the_receipt_says_what_became_of_all(changed: int, left: int, says: str) -> None:
    assert str(told(changed, left)) == says
