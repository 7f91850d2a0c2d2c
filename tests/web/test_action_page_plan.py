"""The doors of the verification plan: what must be seen is added, replaced, taken away, or given more time (R7)."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from spotcheck.checklists.queries import checklist_by_key
from spotcheck.core.clock import FixedClock
from spotcheck.core.database import db
from spotcheck.tracker import queries
from spotcheck.tracker.models import Action, Requirement
from spotcheck.tracker.rules.words import Look, State
from tests import make
from tests.cast import Cast
from tests.client import Client
from tests.make import A_SAMPLE, AN_OBSERVATION

ClientFor = Callable[..., Client]
Needed = tuple[dict[str, str], str, str]  # what is sent, at which field what is said
REASON = "The pharmacist asked for more."


@pytest.fixture
def agreed(cast: Cast, clock: FixedClock) -> Action:
    found = make.an_action(cast, at=clock.now(), plan=[A_SAMPLE, AN_OBSERVATION])
    db.session.commit()
    return found


@pytest.fixture
def proposed(cast: Cast, clock: FixedClock) -> Action:
    found = make.an_action(cast, State.PROPOSED, at=clock.now(), plan=[])
    db.session.commit()
    return found


def a_look(cast: Cast, checklist: str = "mar-prn-sample", **other: Any) -> dict[str, Any]:
    found = checklist_by_key(cast.organisation_id, checklist)
    assert found is not None
    return {"standard_id": make.standard_id(cast.organisation_id), "checklist_id": found.id, "reason": REASON, **other}


def send(client: Client, action: Action, noun: str, form: dict[str, Any], **how: Any) -> Any:
    return client.post(f"/actions/{action.id}/{noun}", {"version": action.version, **form}, **how)


def rules(action: Action) -> list[tuple[str, int, int, int]]:
    return [(one.kind, one.size, one.allowed, one.weeks) for one in queries.plan_of(action)]


@pytest.mark.parametrize(
    ("checklist", "rule"), [("mar-prn-sample", ("sample", 10, 1, 4)), ("prn-interview", ("interview", 3, 0, 4))]
)
def test_left_blank_the_numbers_are_the_usual_ones(
    proposed: Action, cast: Cast, client_for: ClientFor, checklist: str, rule: tuple[str, int, int, int]
) -> None:
    assert send(client_for(cast.samuel), proposed, "requirements", a_look(cast, checklist)).status_code == 303
    assert rules(proposed) == [rule]


def test_other_numbers_can_be_asked_for(proposed: Action, cast: Cast, client_for: ClientFor) -> None:
    send(client_for(cast.samuel), proposed, "requirements", a_look(cast, size=20, weeks=6))
    assert rules(proposed) == [("sample", 20, 2, 6)]


def test_a_plan_says_what_it_can_and_cannot_show(agreed: Action, cast: Cast, client_for: ClientFor) -> None:
    page = client_for(cast.samuel).get(f"/actions/{agreed.id}").text
    assert "10 records drawn at random, at most 1 missed" in page
    assert "fixed on 2 November" in page
    assert "Where practice is right 95 times in 100, the whole plan passes about 87 times in 100." in page


def test_another_standard_shows_its_own_ways_to_look(proposed: Action, cast: Cast, client_for: ClientFor) -> None:
    samuel, hands = client_for(cast.samuel), checklist_by_key(cast.organisation_id, "hand-hygiene")
    assert hands is not None
    asked = next(iter(queries.standards_asked_by(cast.organisation_id, hands.id)))
    assert str(hands.id) not in samuel.get(f"/actions/{proposed.id}").text
    part = samuel.get(f"/actions/{proposed.id}?standard={asked}", part=True).text
    assert str(hands.id) in part and part.lstrip().startswith('<div class="stack tight" id="add-look">')
    assert str(hands.id) in samuel.get(f"/actions/{proposed.id}?standard={asked}").text


@pytest.mark.parametrize(
    "needed",
    [
        ({"checklist_id": ""}, "checklist_id", "Choose how to look."),
        ({"checklist_id": str(uuid.uuid4())}, "checklist_id", "Choose the checklist for this look."),
        ({"size": "61"}, "size", "Choose how many, from 1 to 60."),
        ({"size": "ten"}, "size", "Write a whole number, such as 10."),
        ({"allowed": "10"}, "allowed", "The misses allowed are fewer than the looks."),
        ({"weeks": "27"}, "weeks", "Choose from 1 to 26 weeks."),
    ],
)
def test_what_needs_another_look_is_said_at_its_field(
    proposed: Action, cast: Cast, client_for: ClientFor, needed: Needed
) -> None:
    sent, field, sentence = needed
    answer = send(client_for(cast.samuel), proposed, "requirements", a_look(cast, **sent))
    assert answer.status_code == 422
    assert f'id="{field}-wrong"' in answer.text and sentence in answer.text
    assert rules(proposed) == []


def test_a_checklist_that_does_not_ask_about_the_standard_is_refused(
    proposed: Action, cast: Cast, client_for: ClientFor
) -> None:
    answer = send(client_for(cast.samuel), proposed, "requirements", a_look(cast, "hand-hygiene"))
    assert answer.status_code == 422
    assert "This checklist does not ask about this standard." in answer.text


def test_a_rule_is_replaced_with_a_reason_and_both_are_told(agreed: Action, cast: Cast, client_for: ClientFor) -> None:
    sample = queries.plan_of(agreed)[0]
    form = {"size": 20, "allowed": 1, "weeks": 4, "reason": REASON}
    answer = send(client_for(cast.samuel), agreed, f"requirements/{sample.id}/replacement", form, follow=True)
    assert ("sample", 20, 1, 4) in rules(agreed)
    assert "<del>10 records drawn at random, at most 1 missed, within 4 weeks of done</del>" in answer.text
    assert REASON in answer.text


def test_a_part_is_taken_away_and_the_last_one_stays(agreed: Action, cast: Cast, client_for: ClientFor) -> None:
    sample, observation = queries.plan_of(agreed)
    samuel = client_for(cast.samuel)
    assert send(samuel, agreed, f"requirements/{sample.id}/removal", {"reason": REASON}).status_code == 303
    assert [one.id for one in queries.plan_of(agreed)] == [observation.id]
    last = send(samuel, agreed, f"requirements/{observation.id}/removal", {"reason": REASON})
    assert last.status_code == 409
    assert "This is the only look that is planned." in last.text


def test_a_window_is_made_longer_with_a_reason(cast: Cast, clock: FixedClock, client_for: ClientFor) -> None:
    done = make.an_action(cast, State.DONE, at=clock.now())
    db.session.commit()
    clock.move(days=30)
    sample = queries.plan_of(done)[0]
    samuel = client_for(cast.samuel)
    assert "The last day for looking was 30 November 2026." in samuel.get(f"/actions/{done.id}").text
    form = {"until_on": "2026-12-20", "reason": REASON}
    assert send(samuel, done, f"requirements/{sample.id}/window", form).status_code == 303
    assert sample.until_on == date(2026, 12, 20)


@pytest.mark.parametrize(
    "needed",
    [
        ({"until_on": ""}, "until_on", "Choose a day after the last day, and not in the past."),
        ({"until_on": "soon"}, "until_on", "Choose a day, such as 2026-11-27."),
        ({"reason": ""}, "reason", "Give a reason for the new last day."),
    ],
)
def test_a_window_needs_a_day_and_a_reason(
    cast: Cast, clock: FixedClock, client_for: ClientFor, needed: Needed
) -> None:
    sent, field, sentence = needed
    done = make.an_action(cast, State.DONE, at=clock.now())
    db.session.commit()
    sample = queries.plan_of(done)[0]
    form = {"until_on": "2026-12-20", "reason": REASON, **sent}
    answer = send(client_for(cast.samuel), done, f"requirements/{sample.id}/window", form)
    assert answer.status_code == 422
    assert f'id="window-{sample.id}-{field}-wrong"' in answer.text and sentence in answer.text


def test_once_looking_has_begun_the_plan_stands(cast: Cast, clock: FixedClock, client_for: ClientFor) -> None:
    done = make.an_action(cast, State.DONE, at=clock.now())
    sample = queries.plan_of(done)[0]
    clock.move(hours=1)
    make.a_draw(sample, cast.grace, at=clock.now())
    db.session.commit()
    samuel = client_for(cast.samuel)
    assert "Looking has begun, so the plan stands." in samuel.get(f"/actions/{done.id}").text
    for noun, form in changes(cast, sample).items():
        answer = send(samuel, done, noun, form)
        assert answer.status_code == 409, noun
        assert "Looking has begun, so the plan stands." in answer.text
    assert rules(done) == [("sample", 10, 1, 4)]


def test_the_lead_does_not_change_how_it_is_verified(cast: Cast, clock: FixedClock, client_for: ClientFor) -> None:
    agreed = make.an_action(cast, at=clock.now(), lead=cast.samuel)
    db.session.commit()
    sample, samuel = queries.plan_of(agreed)[0], client_for(cast.samuel)
    for noun, form in changes(cast, sample).items():
        answer = send(samuel, agreed, noun, form)
        assert answer.status_code == 409, noun
        assert "You lead this action, so somebody else changes how it is verified." in answer.text


def changes(cast: Cast, one: Requirement) -> dict[str, dict[str, Any]]:
    return {
        "requirements": a_look(cast),
        f"requirements/{one.id}/replacement": {"size": 5, "allowed": 0, "weeks": 4, "reason": REASON},
        f"requirements/{one.id}/removal": {"reason": REASON},
    }


def every_door(cast: Cast, one: Requirement) -> dict[str, dict[str, Any]]:
    return {**changes(cast, one), f"requirements/{one.id}/window": {"until_on": "2026-12-20", "reason": REASON}}


@pytest.mark.parametrize(
    ("who", "status"), [("grace", 403), ("priya", 403), ("nadia", 403), ("outsider", 404), ("leila", 404)]
)
def test_others_are_told_who_can_or_that_nothing_is_there(
    agreed: Action, cast: Cast, client_for: ClientFor, who: str, status: int
) -> None:
    before = rules(agreed)
    client = client_for(getattr(cast, who))
    for noun, form in every_door(cast, queries.plan_of(agreed)[0]).items():
        answer = send(client, agreed, noun, form)
        assert answer.status_code == status, noun
        assert ("This can be done by:" in answer.text) is (status == 403)
    assert rules(agreed) == before


def test_a_part_of_another_action_is_not_there(
    agreed: Action, cast: Cast, clock: FixedClock, client_for: ClientFor
) -> None:
    other = queries.plan_of(make.an_action(cast, at=clock.now()))[0]
    db.session.commit()
    samuel = client_for(cast.samuel)
    for noun, form in every_door(cast, other).items():
        if "/" in noun:
            assert send(samuel, agreed, noun, form).status_code == 404, noun


def test_twice_is_once_and_a_stale_page_is_refused(agreed: Action, cast: Cast, client_for: ClientFor) -> None:
    samuel, form = client_for(cast.samuel), {**a_look(cast), "version": agreed.version}
    assert send(samuel, agreed, "requirements", form).status_code == 303
    again = send(samuel, agreed, "requirements", form)
    assert again.status_code == 409
    assert REASON in again.text, "what was written is kept"
    assert len(rules(agreed)) == 3


def test_a_replaced_part_cannot_be_replaced_again(agreed: Action, cast: Cast, client_for: ClientFor) -> None:
    sample, samuel = queries.plan_of(agreed)[0], client_for(cast.samuel)
    form = {"size": 20, "allowed": 1, "weeks": 4, "reason": REASON}
    send(samuel, agreed, f"requirements/{sample.id}/replacement", form)
    again = send(samuel, agreed, f"requirements/{sample.id}/replacement", form)
    assert again.status_code == 409
    assert "was replaced already" in again.text
    assert Look(sample.kind) is Look.SAMPLE and len(rules(agreed)) == 2


def test_a_suggested_plan_is_chosen_by_its_name(
    cast: Cast, client_for: ClientFor, proposed: Action, clock: FixedClock
) -> None:
    page = client_for(cast.samuel).get(f"/actions/{proposed.id}").text
    assert "If practice were really right 7 times in 10, this would pass 15 times in 100." in page
    answer = send(client_for(cast.samuel), proposed, "requirements", a_look(cast, suggested="twice"))
    assert answer.status_code == 303
    (made,) = queries.plan_of(proposed)
    assert (made.size, made.allowed, made.second_size, made.second_allowed, made.target) == (10, 0, 10, 2, 95)


def test_the_safety_critical_plan_aims_higher(cast: Cast, client_for: ClientFor, proposed: Action) -> None:
    send(client_for(cast.samuel), proposed, "requirements", a_look(cast, suggested="safe"))
    (made,) = queries.plan_of(proposed)
    assert (made.size, made.allowed, made.target, made.floor) == (14, 0, 99, 80)
    page = client_for(cast.samuel).get(f"/actions/{proposed.id}").text
    assert "If practice were really right 8 times in 10, this would pass 4 times in 100." in page
    assert '<figure class="run curve">' in page


def test_numbers_of_ones_own_say_what_they_show_before_anything_is_kept(
    cast: Cast, client_for: ClientFor, proposed: Action
) -> None:
    form = a_look(cast, size="12", allowed="1", records="24", apart="90/70", show="yes")
    answer = send(client_for(cast.samuel), proposed, "requirements", form)
    assert answer.status_code == 200
    assert "What it can and cannot show" in answer.text
    assert "That is worked out for 24 records, of which 8 or 2 are missed." in answer.text
    assert 'value="12"' in answer.text
    assert queries.plan_of(proposed) == []


@pytest.mark.parametrize(
    ("numbers", "said"),
    [
        ({"size": "ten"}, "Write a whole number, such as 10."),
        ({"size": "12", "second_size": "60", "second_allowed": "2"}, "both steps are at most 60"),
        ({"size": "12", "apart": "60/90"}, "Choose what this should tell apart."),
    ],
)
def test_numbers_that_show_nothing_say_so_and_nothing_is_lost(
    cast: Cast, client_for: ClientFor, proposed: Action, numbers: dict[str, str], said: str
) -> None:
    answer = send(client_for(cast.samuel), proposed, "requirements", a_look(cast, **numbers, show="yes"))
    assert (answer.status_code, said in answer.text, f'value="{numbers["size"]}"' in answer.text) == (422, True, True)


def test_a_plan_in_two_steps_keeps_both_when_it_is_replaced(cast: Cast, client_for: ClientFor, agreed: Action) -> None:
    first = queries.plan_of(agreed)[0]
    form = {"size": "10", "allowed": "0", "second_size": "10", "second_allowed": "2", "weeks": "4", "reason": REASON}
    answer = send(client_for(cast.samuel), agreed, f"requirements/{first.id}/replacement", form)
    assert answer.status_code == 303
    made = next(one for one in queries.plan_of(agreed) if one.kind == Look.SAMPLE.value)
    assert (made.second_size, made.second_allowed, made.target) == (10, 2, first.target)
