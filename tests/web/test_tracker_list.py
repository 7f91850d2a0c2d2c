"""GET /actions: every action that one may see, in views and filters that live in the address."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
import sqlalchemy as sa

from spotcheck.core.clock import FixedClock, local_date
from spotcheck.core.database import db
from spotcheck.tracker.models import Action
from spotcheck.tracker.queries.lists import A_PAGE
from spotcheck.tracker.rules.story import is_overdue
from spotcheck.tracker.rules.views import View
from spotcheck.tracker.rules.words import State
from tests import make
from tests.cast import Cast
from tests.client import Client
from tests.make import AN_OBSERVATION
from tests.matrix.reading import elements

ClientFor = Callable[..., Client]
QUERIES = 12


def titles(page: str) -> list[str]:
    """The titles of the rows, in order."""
    rows = [one for one in elements(page) if one.tag == "li" and "act" in (one.get("class") or "").split()]
    return ["".join(next(inner for inner in row.iter() if inner.tag == "a").itertext()) for row in rows]


def link(page: str, words: str) -> str:
    """Where the link that begins with these words leads."""
    return next(
        one.get("href") or "" for one in elements(page) if one.tag == "a" and "".join(one.itertext()).startswith(words)
    )


@pytest.fixture
def several(cast: Cast, clock: FixedClock) -> dict[str, Action]:
    """One action for each view of Hazel Court, and one of Mill Lane."""
    at, plan = clock.now(), [AN_OBSERVATION]
    made = {
        "proposed": make.an_action(cast, State.PROPOSED, at=at, plan=plan, title="Is proposed"),
        "agreed": make.an_action(cast, at=at, plan=plan, title="Is agreed"),
        "waiting": make.an_action(cast, State.DONE, at=at, plan=plan, title="Is done"),
        "ready": make.an_action(cast, State.DONE, at=at, plan=plan, title="Is ready"),
        "closed": make.an_action(cast, State.CLOSED, at=at, plan=plan, title="Is closed"),
        "withdrawn": make.an_action(cast, State.WITHDRAWN, at=at, plan=plan, title="Is withdrawn"),
        "mill": make.an_action(
            cast, at=at, plan=plan, title="At Mill Lane", service_id=cast.mill, by=cast.joseph, lead=cast.leila
        ),
    }
    made["agreed"].kinds, made["agreed"].strength = ["place"], "stronger"
    make.looks(cast, make.queries.plan_of(made["ready"])[0], at=at + timedelta(hours=1))
    db.session.commit()
    clock.move(days=1)
    return made


@pytest.mark.parametrize(
    ("view", "shown"),
    [
        ("open", {"Is proposed", "Is agreed", "Is done", "Is ready"}),
        ("proposed", {"Is proposed"}),
        ("overdue", {"Is agreed"}),
        ("waiting", {"Is done"}),
        ("ready", {"Is ready"}),
        ("closed", {"Is closed"}),
        ("withdrawn", {"Is withdrawn"}),
        ("left", set()),
        ("mine", set()),
    ],
)
def test_each_view_shows_its_own(
    several: dict[str, Action], cast: Cast, client_for: ClientFor, view: str, shown: set[str]
) -> None:
    page = client_for(cast.samuel).get(f"/actions?view={view}")
    assert page.status_code == 200
    assert set(titles(page.text)) == shown


def test_open_is_what_one_sees_first(several: dict[str, Action], cast: Cast, client_for: ClientFor) -> None:
    samuel = client_for(cast.samuel)
    assert titles(samuel.get("/actions").text) == titles(samuel.get("/actions?view=open").text)


def test_mine_are_those_i_lead(several: dict[str, Action], cast: Cast, client_for: ClientFor) -> None:
    assert set(titles(client_for(cast.priya).get("/actions?view=mine").text)) == {"Is agreed", "Is done", "Is ready"}


@pytest.mark.parametrize(
    ("who", "count"),
    [("samuel", 4), ("ruth", 5), ("nadia", 5), ("joseph", 1), ("tomasz", 0), ("admin", 0), ("outsider", 0)],
)
def test_everybody_sees_the_actions_of_their_services(
    several: dict[str, Action], cast: Cast, client_for: ClientFor, who: str, count: int
) -> None:
    assert len(titles(client_for(getattr(cast, who)).get("/actions").text)) == count


def test_a_care_worker_sees_the_action_they_lead(cast: Cast, clock: FixedClock, client_for: ClientFor) -> None:
    make.an_action(cast, at=clock.now(), lead=cast.tomasz, title="Tomasz leads")
    make.an_action(cast, at=clock.now(), title="Priya leads")
    db.session.commit()
    assert titles(client_for(cast.tomasz).get("/actions").text) == ["Tomasz leads"]


def test_a_verifier_sees_the_one_action_they_were_invited_to(
    several: dict[str, Action], cast: Cast, clock: FixedClock, client_for: ClientFor
) -> None:
    vera = make.a_verifier(several["waiting"], by=cast.samuel, at=clock.now())
    db.session.commit()
    page = client_for(vera).get("/actions?view=mine")
    assert titles(page.text) == ["Is done"]


def test_a_row_says_what_is_next_and_how_late(several: dict[str, Action], cast: Cast, client_for: ClientFor) -> None:
    page = client_for(cast.samuel).get("/actions?view=overdue").text
    assert "A-2 · Hazel Court · Medication · Priya leads" in page
    assert "Next: report it done, or agree another day with a reason." in page
    assert "1 day late" in page


def test_a_reader_sees_no_names(several: dict[str, Action], cast: Cast, client_for: ClientFor) -> None:
    nadia = client_for(cast.nadia)
    page = nadia.get("/actions").text
    assert "Is agreed" in page
    assert "Priya" not in page and "Leila" not in page
    by_lead = nadia.get(f"/actions?lead={cast.leila.id}").text
    assert titles(by_lead) == titles(page), "a reader cannot ask who leads what"


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ("words=agreed", {"Is agreed"}),
        ("words=AGREED", {"Is agreed"}),
        ("words=A-3", {"Is done"}),
        ("words=3", {"Is done"}),
        ("words=%25", set()),
        ("service={mill}", {"At Mill Lane"}),
        ("lead={leila}", {"At Mill Lane"}),
        ("service={other_service}", set()),
        ("topic={topic}&view=ready", {"Is ready"}),
        ("standard={standard}&view=ready", {"Is ready"}),
        ("standard={hazel}", set()),
        ("strength=stronger", {"Is agreed"}),
        ("strength=weaker", set()),
        ("strength=none&view=ready", {"Is ready"}),
        ("due=overdue", {"Is agreed", "At Mill Lane"}),
        ("due=week", set()),
        ("due=month", set()),
        ("due=none", {"Is proposed"}),
    ],
)
def test_filters_narrow_what_is_shown(
    several: dict[str, Action], cast: Cast, client_for: ClientFor, asked: str, shown: set[str]
) -> None:
    standard = make.standard_id(cast.organisation_id)
    about = make.standard_by_key(cast.organisation_id, make.STANDARD)
    assert about is not None
    ids = {
        "mill": cast.mill, "hazel": cast.hazel, "other_service": cast.other_service, "leila": cast.leila.id,
        "topic": about.topic_id, "standard": standard,
    }  # fmt: skip
    page = client_for(cast.ruth).get("/actions?" + asked.format(**ids))
    assert set(titles(page.text)) == shown


def test_another_view_keeps_the_filters(several: dict[str, Action], cast: Cast, client_for: ClientFor) -> None:
    page = client_for(cast.ruth).get(f"/actions?service={cast.mill}&words=Mill").text
    assert link(page, "Overdue") == f"/actions?view=overdue&service={cast.mill}&words=Mill"
    assert "Filter: Mill Lane, “Mill”" in page


def test_the_filters_offer_only_what_one_may_see(several: dict[str, Action], cast: Cast, client_for: ClientFor) -> None:
    page = client_for(cast.joseph).get("/actions").text
    assert "Leila" in page
    assert "Priya" not in page and "Hazel Court" not in page


def test_an_address_that_makes_no_sense_is_answered_in_words(cast: Cast, client_for: ClientFor) -> None:
    samuel = client_for(cast.samuel)
    for asked in (
        "view=nothing",
        "service=x",
        "after=x",
        "after=2026-11-02~x",
        "strength=iron",
        "due=never",
        "after=9999-99-99~" + str(cast.hazel),
    ):
        answer = samuel.get(f"/actions?{asked}")
        assert answer.status_code == 422, asked
        assert "look at this again" in answer.text


def test_as_a_part_it_is_the_list_with_its_heading_and_views_beside(
    several: dict[str, Action], cast: Cast, client_for: ClientFor
) -> None:
    part = client_for(cast.samuel).get("/actions?view=ready", part=True).text
    assert titles(part) == ["Is ready"]
    assert "<h1>One action is ready to close</h1>" in part
    assert '<div id="tracker-list">' in part and 'id="tracker-views" hx-swap-oob="true"' in part
    assert 'name="view" value="ready" form="tracker-filters"' in part
    assert "<html" not in part


@pytest.mark.parametrize("view", View)
def test_a_long_list_comes_in_pages_and_nothing_is_twice(
    cast: Cast, clock: FixedClock, client_for: ClientFor, view: View
) -> None:
    many(cast, clock, A_PAGE + 3, view)
    samuel = client_for(cast.priya if view is View.MINE else cast.samuel)
    first = samuel.get(f"/actions?view={view}").text
    rest = samuel.get(link(first, "More")).text
    found = titles(first) + titles(rest)
    assert len(titles(first)) == A_PAGE
    assert len(found) == len(set(found)) == A_PAGE + 3
    assert link(rest, "From the start") == f"/actions?view={view}"


def test_counts_stop_at_99(cast: Cast, clock: FixedClock, client_for: ClientFor) -> None:
    many(cast, clock, 101, View.PROPOSED)
    page = client_for(cast.samuel).get("/actions?view=proposed").text
    assert "<h1>99+ actions wait to be agreed</h1>" in page
    assert re.search(r"To be agreed\s*<b>99\+</b>", page)


def test_a_page_costs_the_same_however_many_rows(
    several: dict[str, Action], cast: Cast, clock: FixedClock, client_for: ClientFor, statements: list[str]
) -> None:
    samuel = client_for(cast.samuel)
    statements.clear()
    samuel.get("/actions?view=open")
    few = asked(statements)
    many(cast, clock, 20, View.WAITING)
    statements.clear()
    assert len(titles(samuel.get("/actions?view=open").text)) > 20
    assert asked(statements) == few <= QUERIES


def asked(statements: list[str]) -> int:
    return sum(statement.lstrip().upper().startswith(("SELECT", "WITH")) for statement in statements)


def test_overdue_is_the_same_in_the_database_and_in_the_rule(
    several: dict[str, Action], cast: Cast, clock: FixedClock, client_for: ClientFor
) -> None:
    today = local_date(clock.now())
    by_rule = {
        action.title
        for action in db.session.scalars(sa.select(Action).where(Action.service_id == cast.hazel))
        if is_overdue(State(action.state), action.due_on, today)
    }
    assert set(titles(client_for(cast.samuel).get("/actions?view=overdue").text)) == by_rule != set()


def many(cast: Cast, clock: FixedClock, count: int, view: View) -> None:
    """So many actions that this view shows."""
    at = clock.now()
    states = {
        View.PROPOSED: State.PROPOSED, View.WAITING: State.DONE, View.READY: State.DONE, View.CLOSED: State.DONE,
        View.WITHDRAWN: State.WITHDRAWN,
    }  # fmt: skip
    for number in range(count):
        action = make.an_action(
            cast, states.get(view, State.AGREED), at=at, plan=[AN_OBSERVATION], title=f"{view} {number}"
        )
        if view in {View.READY, View.CLOSED}:
            action.missing, action.look_by = 0, None
        if view is View.CLOSED:
            action.state, action.closed_at = State.CLOSED.value, at
        if view is View.DRIFTED:
            action.reopened = 1
        if view is View.OVERDUE:
            action.due_on = local_date(at) - timedelta(days=number % 4 + 1)
    if view is View.LEFT:
        cast.priya.person.ended_at = at
    db.session.commit()
