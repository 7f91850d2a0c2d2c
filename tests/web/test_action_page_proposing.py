"""GET /actions/new and POST /actions: proposing what should be different, with a nudge about words nobody can see."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa

from spotcheck.core.clock import FixedClock
from spotcheck.core.database import db
from spotcheck.tracker.models import Action
from tests import make
from tests.cast import Cast
from tests.client import Client
from tests.matrix.reading import elements

ClientFor = Callable[..., Client]


def proposal(cast: Cast, **other: Any) -> dict[str, Any]:
    return {
        "id": uuid.uuid4(),
        "service_id": cast.hazel,
        "standard_id": make.standard_id(cast.organisation_id),
        "title": "PRN records show the reason",
        "change": "A chart with a space for each.",
        **other,
    }


def actions() -> list[Action]:
    return list(db.session.scalars(sa.select(Action)))


def chosen(page: str) -> list[str | None]:
    return [one.get("value") for one in elements(page) if one.tag == "option" and one.get("selected") is not None]


@pytest.mark.parametrize("who", ["grace", "samuel", "ruth"])
def test_whoever_looks_may_propose(cast: Cast, client_for: ClientFor, who: str) -> None:
    client = client_for(getattr(cast, who))
    assert client.get("/actions/new").status_code == 200
    answer = client.post("/actions", proposal(cast), follow=True)
    assert answer.status_code == 200
    assert "Proposed. Next, it is agreed." in answer.text
    assert [(action.title, action.proposed_by_id) for action in actions()] == [
        ("PRN records show the reason", getattr(cast, who).id)
    ]


@pytest.mark.parametrize("who", ["tomasz", "nadia", "admin"])
def test_others_are_told_who_can(cast: Cast, client_for: ClientFor, who: str) -> None:
    client = client_for(getattr(cast, who))
    for answer in (client.get("/actions/new"), client.post("/actions", proposal(cast))):
        assert answer.status_code == 403
        assert "This can be done by: a supervisor, a manager or a quality lead." in answer.text
    assert actions() == []


@pytest.mark.parametrize("who", ["leila", "outsider"])
def test_another_service_is_not_there(cast: Cast, client_for: ClientFor, who: str) -> None:
    client = client_for(getattr(cast, who))
    there = client.post("/actions", proposal(cast))
    nowhere = client.post("/actions", proposal(cast, service_id=uuid.uuid4()))
    assert there.status_code == nowhere.status_code == 404
    assert actions() == []


def test_sent_twice_it_is_one_action(cast: Cast, client_for: ClientFor) -> None:
    client, form = client_for(cast.samuel), proposal(cast)
    first, second = client.post("/actions", form), client.post("/actions", form)
    assert first.status_code == second.status_code == 303
    assert first.location == second.location
    assert len(actions()) == 1


@pytest.mark.parametrize(
    ("sent", "field", "sentence"),
    [
        ({"title": ""}, "title", "Say in one line what will be different."),
        ({"title": "x" * 150}, "title", "Keep it to 140 characters; the rest goes below."),
        ({"change": " "}, "change", "Say what will change, and how."),
        ({"service_id": ""}, "service_id", "Choose the service."),
        ({"standard_id": ""}, "standard_id", "Choose the standard this is about."),
        ({"standard_id": str(uuid.uuid4())}, "standard_id", "Choose the standard this is about."),
    ],
)
def test_what_needs_another_look_is_said_and_nothing_typed_is_lost(
    cast: Cast, client_for: ClientFor, sent: dict[str, str], field: str, sentence: str
) -> None:
    form = proposal(cast, **sent)
    for part in (False, True):
        answer = client_for(cast.ruth).post("/actions", form, part=part)
        assert answer.status_code == 422
        assert f'id="{field}-wrong"' in answer.text and sentence in answer.text
        assert str(form["title"]) in answer.text and str(form["change"]).strip() in answer.text
        assert f'name="id" value="{form["id"]}"' in answer.text
    assert actions() == []


def test_a_finding_comes_along_and_leads_to_one_action(cast: Cast, clock: FixedClock, client_for: ClientFor) -> None:
    finding = make.a_finding(cast, at=clock.now())
    db.session.commit()
    samuel = client_for(cast.samuel)
    page = samuel.get(f"/actions/new?finding={finding.id}").text
    assert "Some entries give no reason." in page
    assert f'<option value="{finding.standard_id}" selected>' in page
    assert samuel.post("/actions", proposal(cast, finding_ids=finding.id)).status_code == 303
    assert finding.action_id == actions()[0].id
    again = samuel.post("/actions", proposal(cast, finding_ids=finding.id))
    assert again.status_code == 409
    assert "An action was made from this finding already." in again.text
    assert "A chart with a space for each." in again.text


@pytest.mark.parametrize("who", ["leila", "outsider"])
def test_a_finding_of_another_service_is_not_shown(
    cast: Cast, clock: FixedClock, client_for: ClientFor, who: str
) -> None:
    finding = make.a_finding(cast, at=clock.now())
    db.session.commit()
    client = client_for(getattr(cast, who))
    page, without = client.get(f"/actions/new?finding={finding.id}").text, client.get("/actions/new").text
    assert finding.text not in page
    assert chosen(page) == chosen(without), "nothing is told by what is chosen"
    mine = cast.mill if who == "leila" else cast.other_service
    answer = client.post("/actions", proposal(cast, service_id=mine, finding_ids=finding.id))
    assert answer.status_code == 422
    assert finding.action_id is None


def test_words_nobody_can_see_get_a_nudge_and_never_a_block(cast: Cast, client_for: ClientFor) -> None:
    samuel = client_for(cast.samuel)
    vague = proposal(cast, title="Remind staff to write the effect")
    part = samuel.post("/actions/wording", vague, part=True).text
    assert part.lstrip().startswith('<div id="nudge"') and "“remind” is hard to see." in part
    clear = samuel.post("/actions/wording", proposal(cast), part=True).text
    assert "hard to see" not in clear
    assert samuel.post("/actions", vague).status_code == 303
    assert "“remind” is hard to see." in samuel.get(f"/actions/{actions()[0].id}").text


def test_kinds_of_change_are_kept_and_a_stronger_idea_is_shown_where_all_are_weak(
    cast: Cast, client_for: ClientFor
) -> None:
    samuel = client_for(cast.samuel)
    weak = proposal(cast, kinds=["training", "reminder"])
    idea = "Medicines are prepared in a small quiet room"
    assert idea in samuel.post("/actions/wording", weak, part=True).text
    assert idea not in samuel.post("/actions/wording", proposal(cast, kinds=["training", "place"]), part=True).text
    assert samuel.post("/actions", weak).status_code == 303
    assert (actions()[0].kinds, actions()[0].strength) == (["training", "reminder"], "weaker")
    page = samuel.get(f"/actions/{actions()[0].id}").text
    assert idea in page and "Weaker: training, a reminder" in page
    assert 'name="kinds" value="training" checked' in page


def test_a_kind_that_nobody_knows_is_refused_in_words_and_what_was_ticked_stays(
    cast: Cast, client_for: ClientFor
) -> None:
    answer = client_for(cast.samuel).post("/actions", proposal(cast, kinds=["place", "weather"]), part=True)
    assert answer.status_code == 422
    assert "Choose among the kinds on the page." in answer.text
    assert 'name="kinds" value="place" checked' in answer.text


def test_looking_at_the_wording_changes_nothing(cast: Cast, client_for: ClientFor) -> None:
    client_for(cast.samuel).post("/actions/wording", proposal(cast))
    assert actions() == []
