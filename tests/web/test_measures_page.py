"""A count over time in a browser: added beside a plan, counted each week, drawn and said in words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from spotcheck.core.clock import FixedClock, local_date
from spotcheck.core.database import db
from spotcheck.core.ids import new_id
from spotcheck.tracker.models import Action, Measure
from spotcheck.tracker.operations import add_measure, count_week
from spotcheck.tracker.queries.measures import measures_of
from spotcheck.tracker.rules.measures import WEEK, monday
from spotcheck.tracker.rules.words import State
from tests import make
from tests.cast import Cast
from tests.client import Client
from tests.pages import hidden, words

Browser = Callable[..., Client]
FORM = {
    "what": "PRN entries without an effect",
    "source": "MAR charts of all floors",
    "direction": "lower",
    "baseline_from": "2026-08-05",
    "baseline_weeks": "8",
}


@pytest.fixture
def proposed(cast: Cast, clock: FixedClock) -> Action:
    found = make.an_action(cast, State.PROPOSED, at=clock.now())
    db.session.commit()
    return found


@pytest.fixture
def measure(proposed: Action, cast: Cast, clock: FixedClock) -> Measure:
    """Eight weeks around twelve, then six below it."""
    by = cast.samuel.standing()
    first = monday(local_date(clock.now())) - WEEK * 14
    made = add_measure(
        proposed, what=FORM["what"], source=FORM["source"], direction="lower", baseline_from=first, by=by,
        at=clock.now(),
    )  # fmt: skip
    for n, count in enumerate((12, 14, 11, 13, 12, 10, 13, 12, 9, 8, 9, 7, 8, 9)):
        count_week(made, week=first + WEEK * n, count=count, by=cast.grace.standing(), at=clock.now())
    db.session.commit()
    return made


def place(measure: Measure) -> str:
    return f"/actions/{measure.action_id}/measures/{measure.id}"


def test_from_the_action_to_the_first_week(proposed: Action, cast: Cast, client_for: Browser) -> None:
    samuel = client_for(cast.samuel)
    there = f"/actions/{proposed.id}/measures"
    assert f'href="{there}/new"' in samuel.get(f"/actions/{proposed.id}").text
    page = samuel.get(f"{there}/new")
    assert "This supports, it does not close." in words(page)
    answer = samuel.post(there, {**hidden(page), **FORM}, follow=True)
    assert "No week is counted yet." in words(answer)
    made = measures_of(proposed)[0]
    answer = samuel.post(f"{place(made)}/counts", {"week": "2026-08-03", "count": "12"}, follow=True)
    assert "Count 3 more weeks to compare with." in words(answer)
    assert "Samuel, 2 November" in words(answer)


def test_the_chart_has_its_words_and_its_table(measure: Measure, cast: Cast, client_for: Browser) -> None:
    page = client_for(cast.grace).get(place(measure))
    assert page.text.count('r="3.5"') == 8
    assert page.text.count('class="marked"') == 6
    assert "6 counts in a row are below 12" in words(page)
    assert "Going the way you hoped" in words(page)
    assert page.text.count('<th scope="row"') == 14
    assert "14 weeks counted. What it shows is said below." in page.text


def test_the_action_shows_it_beside_the_plan_and_says_what_it_does(
    measure: Measure, cast: Cast, client_for: Browser
) -> None:
    page = client_for(cast.grace).get(f"/actions/{measure.action_id}")
    assert "Fewer is better · This supports, it does not close." in words(page)
    assert "6 counts in a row are below 12" in words(page)
    assert "Count something each week" not in words(page)
    assert "Grace counted a week." in words(page)


def test_a_reader_sees_the_numbers_and_no_names(measure: Measure, cast: Cast, client_for: Browser) -> None:
    page = client_for(cast.nadia).get(place(measure))
    assert "6 counts in a row are below 12" in words(page)
    assert "Grace" not in page.text
    assert "Keep this count" not in page.text


def test_a_correction_shows_what_it_corrects(measure: Measure, cast: Cast, client_for: Browser) -> None:
    grace, week = client_for(cast.grace), str(measure.baseline_from)
    grace.get(place(measure))
    answer = grace.post(f"{place(measure)}/counts", {"week": week, "count": "20"})
    assert answer.status_code == 422
    assert "For this week 12 is kept. Say why it changes." in words(answer)
    form = {"week": week, "count": "20", "reason": "A floor was left out."}
    page = grace.post(f"{place(measure)}/counts", form, follow=True)
    assert "before: 12, by Grace, 2 November. “A floor was left out.”" in words(page)


@pytest.mark.parametrize(
    ("change", "field", "sentence"),
    [
        ({"what": ""}, "what", "Say what is counted"),
        ({"what": "x" * 101}, "what", "at most 100 characters"),
        ({"source": ""}, "source", "Say where it is counted"),
        ({"direction": ""}, "direction", "Choose which way you hope it will go."),
        ({"direction": "up"}, "direction", "Choose which way you hope it will go."),
        ({"baseline_from": "31/02/2026"}, "baseline_from", "Choose a day"),
        ({"baseline_from": "2027-01-01"}, "baseline_from", "Choose a day in the last 52 weeks"),
        ({"baseline_weeks": "3"}, "baseline_weeks", "Choose from 4 to 26 weeks."),
        ({"baseline_weeks": "many"}, "baseline_weeks", "Write a whole number"),
    ],
)
def test_what_needs_another_look_is_said_at_its_field_and_nothing_is_lost(
    change: dict[str, str], field: str, sentence: str, proposed: Action, cast: Cast, client_for: Browser
) -> None:
    samuel = client_for(cast.samuel)
    samuel.get(f"/actions/{proposed.id}/measures/new")
    form = {"id": str(new_id()), **FORM, **change}
    answer = samuel.post(f"/actions/{proposed.id}/measures", form)
    assert answer.status_code == 422
    assert f'id="{field}-wrong"' in answer.text and sentence in answer.text
    assert field in {"what"} or f'value="{FORM["what"]}"' in answer.text
    assert measures_of(proposed) == []


@pytest.mark.parametrize(
    ("form", "field"),
    [
        ({"week": "", "count": "3"}, "week"),
        ({"week": "2026-11-02", "count": "3"}, "week"),  # not over yet
        ({"week": "soon", "count": "3"}, "week"),
        ({"week": "2026-10-26", "count": ""}, "count"),
        ({"week": "2026-10-26", "count": "a dozen"}, "count"),
        ({"week": "2026-10-26", "count": "-1"}, "count"),
        ({"week": "2026-10-26", "count": "99999999999999999999"}, "count"),
    ],
)
def test_a_count_that_needs_another_look_says_so(
    form: dict[str, str], field: str, measure: Measure, cast: Cast, client_for: Browser
) -> None:
    grace = client_for(cast.grace)
    grace.get(place(measure))
    answer = grace.post(f"{place(measure)}/counts", form)
    assert answer.status_code == 422
    assert f'id="{field}-wrong"' in answer.text


def test_whoever_leads_reads_who_counts_instead(cast: Cast, client_for: Browser, clock: FixedClock) -> None:
    action = make.an_action(cast, at=clock.now(), lead=cast.grace)
    by, first = cast.samuel.standing(), local_date(clock.now()) - timedelta(weeks=4)
    made = add_measure(
        action, what="x", source="y", direction="lower", baseline_from=first, reason="z", by=by, at=clock.now()
    )
    db.session.commit()
    grace = client_for(cast.grace)
    page = grace.get(place(made))
    assert "You lead this action, so somebody else counts." in words(page)
    assert "Keep this count" not in words(page)
    assert grace.post(f"{place(made)}/counts", {"week": str(monday(first)), "count": "3"}).status_code == 409


def test_it_is_taken_away_and_what_was_counted_stays(measure: Measure, cast: Cast, client_for: Browser) -> None:
    samuel = client_for(cast.samuel)
    assert "Take this count away" in words(samuel.get(place(measure)))
    page = samuel.post(f"{place(measure)}/removal", {"reason": ""}, follow=True)
    assert "Not counted any more" in words(page)
    assert page.text.count('<th scope="row"') == 14
    assert "6 counts in a row" not in words(samuel.get(f"/actions/{measure.action_id}"))


def test_today_asks_for_the_week_that_is_over(
    measure: Measure, cast: Cast, client_for: Browser, clock: FixedClock
) -> None:
    assert "Count: PRN entries" not in words(client_for(cast.grace).get("/today"))
    clock.move(weeks=1)
    page = client_for(cast.grace).get("/today")
    assert "One count is due" in words(page)
    assert f'href="{place(measure)}"' in page.text
    assert "The week of 2 November 2026, for" in words(page)
