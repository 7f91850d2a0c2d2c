"""R13: what an action's page says when what the action started from was taken back."""

from __future__ import annotations

from datetime import date

import pytest

from spotcheck.tracker.rules.taken_back import taken_back
from spotcheck.tracker.rules.words import State

TODAY, DAY = date(2026, 11, 27), date(2026, 11, 20)
ALL, PART = "What this started from was taken back", "Part of what this started from was taken back"


@pytest.mark.parametrize(
    ("state", "days", "may_withdraw", "title", "then", "to_decide"),
    [
        (State.AGREED, [], True, None, None, False),
        (State.AGREED, [None, None], True, None, None, False),
        (State.AGREED, [DAY, None], True, PART, "The rest still stands.", False),
        (State.PROPOSED, [DAY], True, ALL, "withdraw the action and say why.", True),
        (State.AGREED, [DAY, DAY], True, ALL, "withdraw the action and say why.", True),
        (State.DONE, [DAY], True, ALL, "withdraw the action and say why.", True),
        (State.DONE, [DAY], False, ALL, "unless a manager or quality lead withdraws it.", False),
        (State.CLOSED, [DAY], False, ALL, "closed on what was seen later, and that stands.", False),
        (State.WITHDRAWN, [DAY], False, ALL, "The action has ended.", False),
    ],
)
def test_r13_the_action_stays_and_a_manager_decides(
    state: State, days: list[date | None], may_withdraw: bool, title: str | None, then: str | None, to_decide: bool
) -> None:
    said = taken_back(state, days, may_withdraw=may_withdraw, today=TODAY)
    if title is None or then is None:
        assert said is None
        return
    assert said is not None
    assert (str(said.title), said.to_decide) == (title, to_decide)
    assert "20 November" in str(said.says)
    assert str(said.says).endswith(then)
