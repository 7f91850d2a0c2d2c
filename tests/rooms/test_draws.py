"""Draws as rows: made once, never changed, listed for those who may see them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from spotcheck.checklists.queries import checklist_by_key
from spotcheck.core.database import db
from spotcheck.core.history import lines
from spotcheck.core.refusals import Why
from spotcheck.sampling.list_queries import draws_listed
from spotcheck.sampling.models import Draw
from spotcheck.sampling.operations import draw_records
from spotcheck.sampling.queries import draw, draws_of
from spotcheck.tracker import operations
from tests import make
from tests.cast import Cast, Member
from tests.conftest import MORNING
from tests.refused import refused

LATER = MORNING + timedelta(days=1)


def asked(cast: Cast, by: Member, **told: Any) -> dict[str, Any]:
    checklist = checklist_by_key(by.organisation_id, "mar-prn-sample")
    assert checklist is not None
    known = {
        "service_id": cast.hazel,
        "checklist_id": checklist.id,
        "population": 40,
        "left_out": 0,
        "left_out_reason": None,
        "counted_by_id": by.id,
        "size": 10,
        "by": by.standing(),
        "at": MORNING,
    }
    return {**known, **told}


def test_a_draw_keeps_what_was_told_before_chance_was_asked(cast: Cast) -> None:
    made = draw_records(**asked(cast, cast.grace, left_out=2, left_out_reason=" In hospital. "))
    assert (made.number, made.population, made.left_out, made.left_out_reason) == (1, 40, 2, "In hospital.")
    assert (made.size, made.drawn_at, made.drawn_by_id) == (10, MORNING, cast.grace.id)
    (line,) = lines(cast.organisation_id, "draw", made.id)
    assert line.payload is not None
    assert line.payload["after"] == {
        "number": 1, "population": 40, "left out": 2, "size": 10, "seed": made.seed,
    }  # fmt: skip


def test_each_draw_has_a_seed_of_its_own(cast: Cast) -> None:
    seeds = {draw_records(**asked(cast, cast.grace)).seed for _ in range(5)}
    assert len(seeds) == 5
    assert {len(seed) for seed in seeds} == {32}


def test_a_draw_of_all_there_is_reads_all_there_is(cast: Cast) -> None:
    assert draw_records(**asked(cast, cast.grace, population=4)).size == 4


def test_draws_are_numbered_in_each_organisation(cast: Cast) -> None:
    ours = [draw_records(**asked(cast, cast.grace)).number for _ in range(2)]
    theirs = draw_records(**asked(cast, cast.outsider, service_id=cast.other_service))
    assert (ours, theirs.number) == ([1, 2], 1)


@pytest.mark.parametrize(
    "told", [{"population": 0}, {"size": 61}, {"left_out": 3}], ids=["no records", "too many to read", "no reason"]
)
def test_a_draw_that_cannot_be_made_is_refused(cast: Cast, told: dict[str, Any]) -> None:
    refused(draw_records, why=Why.INVALID, **asked(cast, cast.grace, **told))


@pytest.mark.parametrize(
    "statement",
    ["UPDATE draw SET seed = 'mine'", "UPDATE draw SET population = 1", "UPDATE draw SET size = 1"],
)
def test_a_script_cannot_change_a_draw(cast: Cast, statement: str) -> None:
    draw_records(**asked(cast, cast.grace))
    with pytest.raises(sa.exc.DBAPIError, match="a row of draw never changes"), db.session.begin_nested():
        db.session.execute(sa.text(statement))


def test_a_draw_of_another_organisation_is_not_there(cast: Cast) -> None:
    made = draw_records(**asked(cast, cast.grace))
    assert draw(cast.organisation_id, made.id) is made
    assert draw(cast.other_organisation_id, made.id) is None


def test_every_draw_of_a_plan_is_listed_in_the_order_it_was_made(cast: Cast) -> None:
    action, requirement = make.a_done_action(cast, at=MORNING)
    first = make.a_draw(requirement, cast.grace, at=LATER)
    draw_records(**asked(cast, cast.grace))
    operations.send_back(action, reason="Not yet.", by=cast.samuel.standing(), at=LATER)
    make.done(action, at=LATER + timedelta(hours=1))
    second = make.a_draw(requirement, cast.grace, at=LATER + timedelta(hours=2))
    assert draws_of(cast.organisation_id, [requirement.id]) == [first, second]
    assert draws_of(cast.other_organisation_id, [requirement.id]) == []


@pytest.mark.parametrize(
    ("who", "numbers"),
    [
        ("grace", [2, 1]),
        ("samuel", [2, 1]),
        ("leila", [3]),
        ("ruth", [3, 2, 1]),
        ("nadia", [3, 2, 1]),
        ("tomasz", []),
        ("admin", []),
        ("outsider", []),
    ],
)
def test_draws_are_listed_for_those_who_may_see_them_newest_first(cast: Cast, who: str, numbers: list[int]) -> None:
    for service_id in (cast.hazel, cast.hazel, cast.mill):
        draw_records(**asked(cast, cast.ruth, service_id=service_id))
    found = [one.draw for one in draws_listed(getattr(cast, who).standing())]
    assert [one.number for one in found] == numbers
    assert all(isinstance(one, Draw) for one in found)


def test_who_drew_sees_the_draw_when_their_role_has_ended(cast: Cast) -> None:
    made = draw_records(**asked(cast, cast.tomasz))
    assert [one.draw for one in draws_listed(cast.tomasz.standing())] == [made]
