"""The doors of a plan whose looks must differ: of other workers, on other days or shifts, by several people (R6)."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from typing import Any

import pytest

from spotcheck.checklists.queries import checklist_by_key
from spotcheck.core.clock import FixedClock
from spotcheck.core.database import db
from spotcheck.organisation.models import RoleHeld
from spotcheck.organisation.operations import end_role
from spotcheck.tracker import queries
from spotcheck.tracker.models import Action
from spotcheck.tracker.rules.conditions import Conditions, Differ
from spotcheck.tracker.rules.words import Look, State
from tests import make
from tests.cast import Cast
from tests.client import Client
from tests.make import A_SAMPLE, Asks

ClientFor = Callable[..., Client]
APART = Conditions(frozenset({Differ.WORKERS, Differ.DAYS}), observers=2)
THREE_APART = Asks(Look.OBSERVATION, 3, asks=APART)
TICKED = 'name="differ" value="workers" checked'


@pytest.fixture
def proposed(cast: Cast, clock: FixedClock) -> Action:
    found = make.an_action(cast, State.PROPOSED, at=clock.now(), plan=[])
    db.session.commit()
    return found


@pytest.fixture
def planned(cast: Cast, clock: FixedClock) -> Action:
    found = make.an_action(cast, State.PROPOSED, at=clock.now(), plan=[THREE_APART])
    db.session.commit()
    return found


def an_interview(cast: Cast, **other: Any) -> dict[str, Any]:
    found = checklist_by_key(cast.organisation_id, "prn-interview")
    assert found is not None
    return {"standard_id": make.standard_id(cast.organisation_id), "checklist_id": found.id, **other}


def add(client: Client, action: Action, form: dict[str, Any], **how: Any) -> Any:
    return client.post(f"/actions/{action.id}/requirements", {"version": action.version, **form}, **how)


@pytest.mark.parametrize("part", [False, True], ids=["as a page", "with htmx"])
def test_what_must_differ_is_ticked_and_told(proposed: Action, cast: Cast, client_for: ClientFor, part: bool) -> None:
    samuel = client_for(cast.samuel)
    form = an_interview(cast, differ=["workers", "days"], observers=2)
    assert add(samuel, proposed, form, part=part).status_code in {204, 303}
    (made,) = queries.plan_of(proposed)
    assert made.asks == APART
    page = samuel.get(f"/actions/{proposed.id}").text
    assert "3 interviews, of different workers, on different days, by at least 2 people, none missed" in page


def test_different_workers_is_ticked_where_there_are_enough(
    proposed: Action, cast: Cast, client_for: ClientFor
) -> None:
    page = client_for(cast.samuel).get(f"/actions/{proposed.id}").text
    assert TICKED in page
    assert "3 interviews, of different workers, none missed, within 4 weeks of done" in page
    assert "cannot all be of different workers" not in page


def test_a_small_service_is_told_so_and_decides_itself(
    proposed: Action, cast: Cast, client_for: ClientFor, clock: FixedClock
) -> None:
    for one in (cast.grace, cast.priya):
        held = db.session.query(RoleHeld).filter_by(organisation_id=cast.organisation_id, person_id=one.id).one()
        end_role(held, by=cast.admin.standing(), at=clock.now())
    db.session.commit()
    samuel, says = client_for(cast.samuel), "2 people give care here, so 3 looks cannot all be of different workers."
    page = samuel.get(f"/actions/{proposed.id}").text
    assert says in page and TICKED not in page
    assert add(samuel, proposed, an_interview(cast, differ=["workers"])).status_code == 303
    assert queries.plan_of(proposed)[0].asks.differ == {Differ.WORKERS}
    assert f'<p class="nudge"><span>{says}</span></p>' in samuel.get(f"/actions/{proposed.id}").text


def test_nothing_ticked_asks_for_nothing(proposed: Action, cast: Cast, client_for: ClientFor) -> None:
    add(client_for(cast.samuel), proposed, an_interview(cast))
    assert not queries.plan_of(proposed)[0].asks


WRONG = {
    "shifts": ({"size": "4", "differ": ["shifts"]}, "differ", "There are 3 shifts, so at most 3 looks"),
    "people": ({"size": "2", "observers": "3"}, "observers", "no more people than looks"),
    "another tick": ({"differ": ["months"]}, "differ", "Choose among those on the page."),
}


@pytest.mark.parametrize("part", [False, True], ids=["as a page", "with htmx"])
@pytest.mark.parametrize(("form", "field", "says"), WRONG.values(), ids=WRONG)
def test_what_nobody_could_meet_is_said_at_its_field(
    proposed: Action, cast: Cast, client_for: ClientFor, form: dict[str, Any], field: str, says: str, part: bool
) -> None:
    answer = add(client_for(cast.samuel), proposed, an_interview(cast, **form), part=part)
    assert answer.status_code == 422
    assert f'id="{field}-wrong"' in answer.text and says in answer.text
    assert queries.plan_of(proposed) == []


@pytest.mark.parametrize("part", [False, True], ids=["as a page", "with htmx"])
def test_a_part_is_replaced_with_what_its_form_shows(
    planned: Action, cast: Cast, client_for: ClientFor, part: bool
) -> None:
    samuel, one = client_for(cast.samuel), queries.plan_of(planned)[0]
    page = samuel.get(f"/actions/{planned.id}").text
    form = page.split(f'id="replacement-{one.id}"')[1].split("</form>")[0]
    assert form.count("checked") == 2 and 'name="second_size"' not in form, "two steps are for records"
    sent = {"version": planned.version, "size": 3, "allowed": 0, "weeks": 4, "differ": ["days"], "observers": 1}
    samuel.post(f"/actions/{planned.id}/requirements/{one.id}/replacement", sent, part=part)
    (made,) = queries.plan_of(planned)
    assert made.asks == Conditions(frozenset({Differ.DAYS}))
    history = samuel.get(f"/actions/{planned.id}").text
    assert "3 observations, on different days, none missed, within 4 weeks of done" in history


def test_records_are_read_in_two_steps_and_differ_in_nothing(
    cast: Cast, clock: FixedClock, client_for: ClientFor
) -> None:
    action = make.an_action(cast, State.PROPOSED, at=clock.now(), plan=[A_SAMPLE])
    db.session.commit()
    page = client_for(cast.samuel).get(f"/actions/{action.id}").text
    form = page.split(f'id="replacement-{queries.plan_of(action)[0].id}"')[1].split("</form>")[0]
    assert 'name="second_size"' in form and 'name="differ"' not in form


def test_what_is_set_aside_and_what_is_missing_stand_on_the_page(
    cast: Cast, clock: FixedClock, client_for: ClientFor
) -> None:
    action, one = make.a_done_action(cast, THREE_APART, at=clock.now())
    clock.move(hours=1)
    for of in (cast.tomasz, cast.amina):
        make.evidence_for(one, cast.grace, at=clock.now(), of=of, reviewed_by=cast.ruth)
    db.session.commit()
    page = client_for(cast.samuel).get(f"/actions/{action.id}").text
    assert (
        "does not count. It repeats a day that was seen already. What counts instead is a look on another day." in page
    )
    assert (
        "2 more observations, each of another worker, on another day, one of them by somebody else, by "
        "30 November 2026."
    ) in page
    assert "Still to come: 2 more" in page
    clock.move(days=1)
    make.evidence_for(one, cast.ruth, at=clock.now(), of=cast.amina, reviewed_by=cast.samuel)
    clock.move(days=1)
    make.evidence_for(one, cast.grace, at=clock.now(), of=cast.priya, reviewed_by=cast.ruth)
    assert not queries.closing_of(action, at=clock.now()).missing


def test_the_list_to_take_away_names_the_planned_looks(planned: Action, cast: Cast, client_for: ClientFor) -> None:
    file = client_for(cast.samuel).get("/actions.csv").data.decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(file, newline=""))
    assert row["Planned looks"].startswith(
        "3 observations, of different workers, on different days, by at least 2 people, none missed, within 4 weeks of "
        "done: “"
    )
