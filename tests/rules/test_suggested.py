"""R7: plans to choose from, each with what it can and cannot show, and the chance of the whole plan."""

from __future__ import annotations

import pytest

from spotcheck.core.chances import Scheme
from spotcheck.tracker.rules.conditions import Conditions, Differ
from spotcheck.tracker.rules.plan import APART, Rule, rule_refused
from spotcheck.tracker.rules.suggested import RULES, Suggested, apart_of, asked_for, shows, suggested, whole_plan
from spotcheck.tracker.rules.words import Look
from spotcheck.web.curve_picture import curve_picture

NOTHING = {"size": None, "allowed": None, "weeks": None}
TEN = Rule(Scheme(10, 1))
THREE = Rule(Scheme(3, 0))

SAYS = {
    Suggested.TEN: ("7 times in 10", 15, "95 times in 100", 91),
    Suggested.TWICE: ("7 times in 10", 5, "95 times in 100", 93),
    Suggested.NINETEEN: ("7 times in 10", 5, "95 times in 100", 93),
    Suggested.SAFE: ("8 times in 10", 4, "99 times in 100", 87),
}


@pytest.mark.parametrize("one", Suggested)
def test_each_plan_says_what_it_can_and_cannot_show(one: Suggested) -> None:
    tenths, poor, share, good = SAYS[one]
    assert str(shows(RULES[one])) == (
        f"If practice were really right {tenths}, this would pass {poor} times in 100. "
        f"If it were right {share}, this would pass {good} times in 100."
    )
    assert rule_refused(Look.SAMPLE, RULES[one]) == {}


def test_what_must_be_met_is_offered_the_strictest_plan_first() -> None:
    assert [one for one, _, _ in suggested(must=False)] == list(Suggested)
    assert suggested(must=True)[0][0] is Suggested.SAFE
    assert len(suggested(must=True)) == len(Suggested)


def test_of_a_known_number_the_words_say_what_was_worked_out() -> None:
    assert "worked out for 24 records, of which 8 or 1 are missed" in str(shows(TEN, 24))
    assert str(shows(TEN, 1000)) == str(shows(TEN))
    assert str(shows(TEN, 9)) == "All 9 are read, so no chance is involved."


def test_the_whole_plan_multiplies() -> None:
    says = str(whole_plan([(Look.SAMPLE, TEN), (Look.OBSERVATION, THREE), (Look.INTERVIEW, THREE)]))
    assert "95 times in 100, the whole plan passes about 67 times in 100" in says
    assert "70 times in 100, it still passes about 2 times in 100" in says


def test_parts_that_aim_for_different_things_are_said_together() -> None:
    says = str(whole_plan([(Look.SAMPLE, TEN), (Look.SAMPLE, RULES[Suggested.SAFE])]))
    assert says.startswith("Where practice is as good as each part aims for, the whole plan passes about 79 times")


def test_what_people_say_has_no_chance_worked_out_and_that_is_said() -> None:
    voice = (Look.VOICE, Rule(Scheme(5, 1)))
    alone, beside = (str(whole_plan(parts)) for parts in ([(Look.SAMPLE, TEN)], [(Look.SAMPLE, TEN), voice]))
    assert beside == f"{alone} What people say is asked for too; no chance is worked out for it."
    assert whole_plan([voice]) is None


def test_numbers_of_ones_own_come_before_a_suggestion() -> None:
    assert asked_for(Look.SAMPLE, Suggested.SAFE, **NOTHING) == RULES[Suggested.SAFE]
    assert asked_for(Look.SAMPLE, Suggested.SAFE, **{**NOTHING, "weeks": 6}).weeks == 6
    assert asked_for(Look.SAMPLE, Suggested.SAFE, **{**NOTHING, "size": 12}) == Rule(Scheme(12, 1))
    own = asked_for(Look.SAMPLE, None, size=5, allowed=0, weeks=2, second_size=5, second_allowed=1, apart=(90, 70))
    assert own == Rule(Scheme(5, 0, 5, 1), 2, 90, 70)


def test_what_must_differ_is_asked_where_looks_can_differ() -> None:
    asks = Conditions(frozenset({Differ.WORKERS}), observers=2)
    assert asked_for(Look.OBSERVATION, None, **NOTHING, asks=asks).asks == asks
    assert asked_for(Look.SAMPLE, None, **NOTHING, asks=asks) == TEN
    assert asked_for(Look.OBSERVATION, None, **{**NOTHING, "size": 1}, asks=asks) == Rule(Scheme(1, 0))


def test_a_suggestion_is_for_records_only() -> None:
    assert asked_for(Look.OBSERVATION, Suggested.SAFE, **NOTHING) == THREE
    assert asked_for(Look.SAMPLE, None, **NOTHING) == TEN


@pytest.mark.parametrize("apart", APART)
def test_what_it_should_tell_apart_is_one_of_a_few(apart: tuple[int, int]) -> None:
    assert apart_of(f"{apart[0]}/{apart[1]}") == apart
    assert rule_refused(Look.SAMPLE, Rule(Scheme(10, 1), 4, *apart)) == {}


def test_anything_else_to_tell_apart_is_refused() -> None:
    assert (apart_of(""), apart_of("60/90")) == (None, (0, 0))
    assert list(rule_refused(Look.SAMPLE, Rule(Scheme(10, 1), 4, 60, 90))) == ["apart"]


def test_the_curve_is_marked_at_floor_and_target_and_rises() -> None:
    found = curve_picture(Scheme(10, 1), target=95, floor=70)
    assert [(one.share, one.passes) for one in (found.floor, found.target)] == [(70, 15), (95, 91)]
    heights = [float(point.split(",")[1]) for point in found.line.split()]
    assert heights == sorted(heights, reverse=True)
    assert (heights[-1], found.floor.x < found.target.x, found.floor.y > found.target.y) == (found.top, True, True)
