"""Each rule that a walk watches over, broken on purpose: the walk must find it out, or it would prove nothing."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from spotcheck.checks.operations import review as reviewing
from spotcheck.core import history
from spotcheck.tracker.operations import closing as closing_operation
from spotcheck.tracker.operations import evidence as bringing
from spotcheck.tracker.queries import closing as asking
from spotcheck.tracker.queries import lists
from spotcheck.tracker.rules import closing, counting, weighing
from spotcheck.tracker.rules.views import View
from tests.cast import Cast
from tests.rooms.test_walk_of_an_action import LONG, step, walking
from tests.walking.every_step import STEPS

MOST = 12  # walks; most faults show in the first
Fault = tuple[tuple[Any, str, Callable[..., Any]], ...]

_decided, _shown_in, _go_back = weighing.decided, lists._shown_in, bringing.go_back
_capturing_refused, _could_verify, _closing_refused = (
    asking.capturing_refused, asking.could_verify, closing.closing_refused,
)  # fmt: skip


def nothing(*_: Any, **__: Any) -> None:
    return None


def no_reason(*_: Any, **__: Any) -> tuple[()]:
    return ()


def one_less(rule: Any, counted: Any) -> Any:
    return _decided(replace(rule, size=max(0, rule.size - 1)), counted)


def forgiving(rule: Any, counted: Any) -> Any:
    return _decided(replace(rule, allowed=rule.allowed + 1, second_allowed=rule.second_allowed + 1), counted)


def by_whoever(action: Any, *about: Any, **told: Any) -> Any:
    return _capturing_refused(replace(action, lead_id=None), *about, **told)


def as_somebody_else(action: Any, answer: Any, **told: Any) -> Any:
    return _closing_refused(replace(action, lead_id=None), answer, **told)


def with_the_lead(_lead: Any, *about: Any) -> Any:
    return _could_verify(None, *about)


def without_a_line(*about: Any, **told: Any) -> None:
    """It goes back, and the history does not say so."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(history, "record", nothing)
        _go_back(*about, **told)


def ready_too_soon(view: View, *about: Any) -> Any:
    return _shown_in(View.WAITING if view is View.READY else view, *about)


FAULTS: dict[str, Fault] = {
    "closing asks nothing": ((closing_operation, "closing_refused", no_reason),),
    "the lead closes": (
        (closing_operation, "closing_refused", as_somebody_else),
        (asking, "could_verify", with_the_lead),
    ),
    "the lead looks": ((asking, "capturing_refused", by_whoever), (counting, "_wrong_person", nothing)),
    "whoever took part judges": ((reviewing, "reviewing_refused", no_reason), (counting, "_wrong_person", nothing)),
    "a look from before it was done counts": ((counting, "_wrong_time", nothing),),
    "what does not stand counts": ((counting, "_shows_too_little", nothing),),
    "one look less is enough": ((weighing, "decided", one_less),),
    "one more may be missed": ((weighing, "decided", forgiving),),
    "nothing is missing while a look waits": ((closing, "missing_for", no_reason),),
    "nothing is worked out when a look is brought": ((bringing, "settle", nothing),),
    "it goes back without a word": ((bringing, "go_back", without_a_line),),
    "a view shows something else": ((lists, "_shown_in", ready_too_soon),),
}


@pytest.mark.slow
@pytest.mark.one_database
@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
def test_a_walk_finds_it(cast: Cast, fault: Fault, monkeypatch: pytest.MonkeyPatch) -> None:
    for where, name, broken in fault:
        assert hasattr(where, name)
        monkeypatch.setattr(where, name, broken)
    with pytest.raises(AssertionError):
        for seed in range(MOST):
            dice = random.Random(seed)
            with walking(cast) as (walk, holds):
                for _ in range(LONG):
                    step(walk, holds, dice.choice(STEPS), dice)
