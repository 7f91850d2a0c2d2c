"""The lead and the day of an action changed from the list: one in its row, several at once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from spotcheck.core import history
from spotcheck.core.clock import FixedClock
from spotcheck.core.database import db
from spotcheck.tracker.models import Action
from spotcheck.tracker.rules.words import State
from tests import make
from tests.cast import Cast
from tests.client import Client
from tests.make import AN_OBSERVATION

ClientFor = Callable[..., Client]
REASON = "The new cupboard comes a week later."
LATER = date(2026, 11, 20)


@pytest.fixture
def agreed(cast: Cast, clock: FixedClock) -> list[Action]:
    """Three agreed actions of Hazel Court, a day late."""
    made = [make.an_action(cast, at=clock.now(), plan=[AN_OBSERVATION], title=f"Change {n}") for n in range(3)]
    db.session.commit()
    clock.move(days=1)
    return made


def terms(action: Action, cast: Cast, **other: Any) -> dict[str, Any]:
    return {"version": action.version, "lead_id": cast.grace.id, "due_on": LATER, "reason": REASON, **other}


def ticked(*actions: Action) -> list[str]:
    return [f"{one.id}:{one.version}" for one in actions]


def changes(action: Action) -> list[str | None]:
    """The reason of each change of its terms."""
    lines = history.lines(action.organisation_id, "action", action.id)
    return [(line.payload or {}).get("reason") for line in lines if line.what == "terms changed"]


def test_the_form_opens_in_the_row_and_by_itself(agreed: list[Action], cast: Cast, client_for: ClientFor) -> None:
    samuel, address = client_for(cast.samuel), f"/actions/{agreed[0].id}/row?view=overdue"
    assert f'href="{address}"' in samuel.get("/actions?view=overdue").text
    page, part = samuel.get(address).text, samuel.get(address, part=True).text
    assert "<h1>Change 0</h1>" in page
    assert part.lstrip().startswith(f'<form class="form" id="terms-{agreed[0].id}"') and "<html" not in part
    assert "Can be closed by:" in part, "who could close after is said before a lead is chosen (R3)"


def test_a_change_in_the_row_gives_the_row_back_with_the_counts_beside(
    agreed: list[Action], cast: Cast, client_for: ClientFor
) -> None:
    samuel, action = client_for(cast.samuel), agreed[0]
    answer = samuel.post(f"/actions/{action.id}/row?view=overdue", terms(action, cast), part=True)
    assert answer.status_code == 200 and answer.headers["HX-Retarget"] == f"#row-{action.id}"
    assert answer.text.lstrip().startswith(f'<li class="row act" id="row-{action.id}">')
    assert "Grace leads" in answer.text and "By 20 November" in answer.text
    assert f'<summary id="change-{action.id}" autofocus>' in answer.text
    assert "<h1>2 actions are overdue</h1>" in answer.text and 'id="tracker-views" hx-swap-oob="true"' in answer.text
    assert (action.lead_id, action.due_on, changes(action)) == (cast.grace.id, LATER, [REASON])


def test_without_scripts_it_leads_back_to_the_list(agreed: list[Action], cast: Cast, client_for: ClientFor) -> None:
    action = agreed[0]
    answer = client_for(cast.samuel).post(f"/actions/{action.id}/row?view=overdue&words=Change", terms(action, cast))
    assert answer.status_code == 303
    assert answer.location == f"/actions?view=overdue&words=Change#row-{action.id}"
    assert changes(action) == [REASON]


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({"reason": ""}, "Give a reason. It is kept in the history."),
        ({"due_on": "2026-11-01"}, "This day has passed. Choose today or later."),
        ({"lead_id": ""}, "Choose the one person who leads this."),
        ({"due_on": "soon"}, "Choose a day"),
    ],
)
def test_what_needs_another_look_is_said_in_the_row_and_nothing_is_lost(
    agreed: list[Action], cast: Cast, client_for: ClientFor, sent: dict[str, str], says: str
) -> None:
    action = agreed[0]
    for part in (True, False):
        answer = client_for(cast.samuel).post(f"/actions/{action.id}/row", terms(action, cast, **sent), part=part)
        assert answer.status_code == 422
        assert says in answer.text and "HX-Retarget" not in answer.headers
        assert sent.get("reason", REASON) in answer.text
    assert changes(action) == []


@pytest.mark.parametrize("door", ["row", "terms"])
def test_a_lead_who_works_elsewhere_is_refused_in_words(
    agreed: list[Action], cast: Cast, client_for: ClientFor, door: str
) -> None:
    action = agreed[0]
    sent = terms(action, cast, lead_id=str(cast.leila.id))
    for part in (True, False):
        answer = client_for(cast.samuel).post(f"/actions/{action.id}/{door}", sent, part=part)
        assert answer.status_code == 422
        assert "This person does not work there. Choose somebody who does." in answer.text
        assert REASON in answer.text
    assert changes(action) == []


def test_an_old_row_is_refused_in_words_and_what_was_written_stays(
    agreed: list[Action], cast: Cast, client_for: ClientFor
) -> None:
    action, samuel = agreed[0], client_for(cast.samuel)
    answer = samuel.post(f"/actions/{action.id}/row", terms(action, cast, version=action.version - 1), part=True)
    assert answer.status_code == 409
    assert "This action changed while you were looking at it, so nothing was done." in answer.text
    assert REASON in answer.text and 'name="due_on"' not in answer.text
    assert changes(action) == []


def test_what_is_done_by_now_says_so(cast: Cast, clock: FixedClock, client_for: ClientFor) -> None:
    action, _ = make.a_done_action(cast, AN_OBSERVATION, at=clock.now())
    db.session.commit()
    samuel = client_for(cast.samuel)
    says = "The lead and the day can change while the action is agreed and not yet done."
    assert says in samuel.get(f"/actions/{action.id}/row").text
    assert samuel.post(f"/actions/{action.id}/row", terms(action, cast)).status_code == 409


@pytest.mark.parametrize("who", ["grace", "nadia", "priya"])
def test_only_who_may_change_it_is_offered_the_change(
    agreed: list[Action], cast: Cast, client_for: ClientFor, who: str
) -> None:
    client = client_for(getattr(cast, who))
    page = client.get("/actions").text
    assert "Change 0" in page and "Change lead or day" not in page and "Change several" not in page
    assert client.post(f"/actions/{agreed[0].id}/row", terms(agreed[0], cast)).status_code == 403
    assert changes(agreed[0]) == []


def test_several_get_another_day_and_lead_for_one_reason(
    agreed: list[Action], cast: Cast, client_for: ClientFor
) -> None:
    samuel = client_for(cast.samuel)
    assert "/actions/several?view=overdue" in samuel.get("/actions?view=overdue").text
    page = samuel.get("/actions/several?view=overdue").text
    assert all(f'name="chosen" value="{one}"' in page for one in ticked(*agreed))
    form = {"chosen": ticked(*agreed[:2]), "due_on": LATER, "lead_id": cast.grace.id, "reason": REASON}
    answer = samuel.post("/actions/several?view=overdue", form)
    assert (answer.status_code, answer.location) == (303, "/actions?view=overdue")
    assert "2 actions changed." in samuel.get(answer.location).text
    assert [(one.lead_id, one.due_on) for one in agreed[:2]] == [(cast.grace.id, LATER)] * 2
    assert [changes(one) for one in agreed] == [[REASON], [REASON], []]


def test_a_day_alone_leaves_each_lead(agreed: list[Action], cast: Cast, client_for: ClientFor) -> None:
    form = {"chosen": ticked(*agreed), "due_on": LATER, "reason": REASON}
    assert client_for(cast.samuel).post("/actions/several", form).status_code == 303
    assert {(one.lead_id, one.due_on) for one in agreed} == {(cast.priya.id, LATER)}


def test_what_could_not_change_is_said_for_each_and_the_rest_is_done(
    cast: Cast, agreed: list[Action], clock: FixedClock, client_for: ClientFor
) -> None:
    done, _ = make.a_done_action(cast, AN_OBSERVATION, at=clock.now())
    mill = make.an_action(
        cast, at=clock.now(), plan=[AN_OBSERVATION], title="At Mill Lane", service_id=cast.mill, by=cast.joseph,
        lead=cast.leila,
    )  # fmt: skip
    db.session.commit()
    fresh, stale, *_ = agreed
    chosen = [*ticked(fresh, done, mill), f"{stale.id}:{stale.version - 1}"]
    form = {"chosen": chosen, "due_on": LATER, "lead_id": cast.grace.id, "reason": REASON}
    answer = client_for(cast.ruth).post("/actions/several", form)
    assert answer.status_code == 200
    assert "1 action changed. 3 were left as they are." in answer.text
    assert "This person does not work there. Choose somebody who does." in answer.text
    assert "This action changed while you were looking at it, so nothing was done." in answer.text
    assert "The lead and the day can change while the action is agreed" in answer.text
    assert f'value="{stale.id}:{stale.version}" checked' in answer.text, "it stays ticked, as it is now"
    assert [changes(one) for one in (fresh, stale, mill, done)] == [[REASON], [], [], []]
    assert [one.state for one in (mill, done)] == [State.AGREED.value, State.DONE.value]


def test_sent_twice_it_changes_once(agreed: list[Action], cast: Cast, client_for: ClientFor) -> None:
    samuel, form = client_for(cast.samuel), {"chosen": ticked(*agreed), "due_on": LATER, "reason": REASON}
    samuel.post("/actions/several", form)
    again = samuel.post("/actions/several", form)
    assert "Nothing was changed. 3 were left as they are." in again.text
    assert [changes(one) for one in agreed] == [[REASON]] * 3


def test_a_form_that_lacks_something_changes_nothing_and_keeps_the_ticks(
    agreed: list[Action], cast: Cast, client_for: ClientFor
) -> None:
    form = {"chosen": ticked(agreed[1]), "reason": REASON}
    answer = client_for(cast.samuel).post("/actions/several", form)
    assert answer.status_code == 422
    assert "Choose another day, another lead, or both." in answer.text and REASON in answer.text
    assert f'value="{ticked(agreed[1])[0]}" checked' in answer.text
    assert changes(agreed[1]) == []


@pytest.mark.parametrize("who", ["joseph", "outsider"])
def test_an_action_of_another_service_is_not_there(
    agreed: list[Action], cast: Cast, client_for: ClientFor, who: str
) -> None:
    form = {"chosen": ticked(agreed[0]), "due_on": LATER + timedelta(days=1), "reason": REASON}
    client = client_for(getattr(cast, who))
    assert client.post("/actions/several", form).status_code == 404
    assert client.post("/actions/several", form | {"chosen": ["no:1"]}).status_code == 404
    assert changes(agreed[0]) == []
