"""The doors through which an action moves, and who finds them open: agreement, completion, closure, return,
withdrawal, terms."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from spotcheck.core import history
from spotcheck.core.clock import FixedClock
from spotcheck.core.database import db
from spotcheck.tracker import queries
from spotcheck.tracker.models import Action
from spotcheck.tracker.rules.words import State
from tests import make
from tests.cast import Cast
from tests.client import Client
from tests.make import AN_OBSERVATION

ClientFor = Callable[..., Client]
Needed = tuple[str, dict[str, str], str, str]  # which form, what is sent, at which field what is said
REASON = "The prompt is not on every trolley."


@pytest.fixture
def action(cast: Cast, clock: FixedClock) -> Callable[..., Action]:
    """An action of Hazel Court in the state a test is about; a day has passed since."""

    def made(state: State, *, ready: bool = False, **other: Any) -> Action:
        found = make.an_action(cast, state, at=clock.now(), plan=[AN_OBSERVATION], **other)
        clock.move(days=1)
        if ready:
            make.looks(cast, queries.plan_of(found)[0], at=clock.now())
        db.session.commit()
        return found

    return made


def agreement(cast: Cast, **other: Any) -> dict[str, Any]:
    form = {"lead_id": cast.priya.id, "due_on": "2026-11-20", "support": "Two hours.", "criteria": "It is written."}
    return {**form, **other}


def send(client: Client, action: Action, noun: str, form: dict[str, Any], **how: Any) -> Any:
    """Send a form of this action's page as it is now, unless the form says which version it saw."""
    return client.post(f"/actions/{action.id}/{noun}", {"version": action.version, **form}, **how)


# For each door: the state it opens in, who may, who may see but not do it, and what is sent.
DOORS = {
    "agreement": (State.PROPOSED, "samuel", "grace", State.AGREED),
    "completion": (State.AGREED, "priya", "samuel", State.DONE),
    "closure": (State.DONE, "samuel", "grace", State.CLOSED),
    "return": (State.DONE, "ruth", "priya", State.AGREED),
    "withdrawal": (State.DONE, "samuel", "nadia", State.WITHDRAWN),
    "terms": (State.AGREED, "samuel", "priya", State.AGREED),
}


def form_of(noun: str, cast: Cast) -> dict[str, Any]:
    return {
        "agreement": agreement(cast),
        "completion": {"words": "The prompt is in use."},
        "closure": {"words": "Seen on two shifts."},
        "return": {"reason": REASON},
        "withdrawal": {"reason": REASON},
        "terms": {"lead_id": cast.grace.id, "due_on": "2026-11-30", "reason": REASON},
    }[noun]


@pytest.mark.parametrize("noun", DOORS)
def test_the_right_person_can_and_the_page_gives_a_receipt(
    action: Callable[..., Action], cast: Cast, client_for: ClientFor, noun: str
) -> None:
    before, who, _, after = DOORS[noun]
    found = action(before, ready=noun == "closure")
    answer = send(client_for(getattr(cast, who)), found, noun, form_of(noun, cast), follow=True)
    assert answer.status_code == 200
    assert found.state == after.value
    assert 'class="receipt"' in answer.text
    assert history.lines(cast.organisation_id, "action", found.id)[0].by_id == getattr(cast, who).id


@pytest.mark.parametrize("noun", DOORS)
def test_twice_is_once(action: Callable[..., Action], cast: Cast, client_for: ClientFor, noun: str) -> None:
    before, who, *_ = DOORS[noun]
    found = action(before, ready=noun == "closure")
    client, form = client_for(getattr(cast, who)), {**form_of(noun, cast), "version": found.version}
    assert send(client, found, noun, form).status_code == 303
    lines = len(history.lines(cast.organisation_id, "action", found.id))
    again = send(client, found, noun, form)
    assert again.status_code in {403, 409}, "a move that was made is not made again"
    assert len(history.lines(cast.organisation_id, "action", found.id)) == lines


@pytest.mark.parametrize("noun", DOORS)
def test_whoever_sees_it_and_may_not_is_told_who_can(
    action: Callable[..., Action], cast: Cast, client_for: ClientFor, noun: str
) -> None:
    before, _, who, _ = DOORS[noun]
    found = action(before, ready=noun == "closure")
    answer = send(client_for(getattr(cast, who)), found, noun, form_of(noun, cast))
    assert answer.status_code == 403
    assert "This can be done by:" in answer.text
    assert found.state == before.value


@pytest.mark.parametrize("noun", DOORS)
@pytest.mark.parametrize("who", ["outsider", "joseph", "tomasz"])
def test_for_an_outsider_it_is_not_there(
    action: Callable[..., Action], cast: Cast, client_for: ClientFor, noun: str, who: str
) -> None:
    found = action(DOORS[noun][0])
    client = client_for(getattr(cast, who))
    answer = send(client, found, noun, form_of(noun, cast))
    nowhere = client.post(f"/actions/{uuid.uuid4()}/{noun}", {"version": 1, **form_of(noun, cast)})
    assert answer.status_code == nowhere.status_code == 404
    assert answer.data == nowhere.data
    assert found.state == DOORS[noun][0].value


@pytest.mark.parametrize("noun", DOORS)
def test_a_page_from_before_the_last_change_is_refused_and_what_was_written_is_kept(
    action: Callable[..., Action], cast: Cast, client_for: ClientFor, noun: str
) -> None:
    before, who, *_ = DOORS[noun]
    found = action(before, ready=noun == "closure")
    form = form_of(noun, cast)
    answer = send(client_for(getattr(cast, who)), found, noun, {**form, "version": found.version - 1})
    assert answer.status_code == 409
    assert "This action changed while you were looking at it, so nothing was done." in answer.text
    assert next(form[name] for name in ("words", "reason", "criteria") if name in form) in answer.text
    assert found.state == before.value


@pytest.mark.parametrize(
    "case",
    [
        ("agreement", {"lead_id": ""}, "lead_id", "Choose the one person who leads this."),
        ("agreement", {"lead_id": "not an id"}, "lead_id", "Choose one of those on the page."),
        ("agreement", {"due_on": ""}, "due_on", "Choose the day by which it is done."),
        ("agreement", {"due_on": "tomorrow"}, "due_on", "Choose a day, such as 2026-11-27."),
        ("agreement", {"due_on": "2026-11-01"}, "due_on", "This day has passed. Choose today or later."),
        ("agreement", {"support": ""}, "support", "Say what support the lead needs, or tick that none is needed."),
        ("agreement", {"criteria": ""}, "criteria", "Say what you will see when this has worked."),
        ("completion", {"words": "  "}, "completion-words", "Say in a sentence or two what is different now."),
        ("closure", {"words": ""}, "closure-words", "Say in a sentence what convinced you."),
        ("return", {"reason": ""}, "return-reason", "Say what still needs to change."),
        ("withdrawal", {"reason": ""}, "withdrawal-reason", "Say why this action is withdrawn."),
        ("terms", {"reason": ""}, "terms-reason", "Give a reason."),
    ],
    ids=lambda case: f"{case[0]} {case[2]}",
)
@pytest.mark.parametrize("part", [False, True], ids=["page", "part"])
def test_what_needs_another_look_is_said_at_its_field_and_nothing_typed_is_lost(
    action: Callable[..., Action], cast: Cast, client_for: ClientFor, case: Needed, part: bool
) -> None:
    noun, sent, field, sentence = case
    before, who, *_ = DOORS[noun]
    found = action(before, ready=noun == "closure")
    form = {**form_of(noun, cast), **sent}
    answer = send(client_for(getattr(cast, who)), found, noun, form, part=part)
    assert answer.status_code == 422
    assert f'id="{field}-wrong"' in answer.text
    assert sentence in answer.text
    for name in ("support", "criteria", "reason", "words"):
        assert str(form.get(name, "")).strip() in answer.text, f"{name} was lost"
    assert ("<html" in answer.text) is not part
    assert found.state == before.value


def test_what_is_not_known_is_refused(action: Callable[..., Action], cast: Cast, client_for: ClientFor) -> None:
    found = action(State.DONE, ready=True)
    answer = send(client_for(cast.samuel), found, "closure", {"words": "Seen.", "state": "closed"})
    assert answer.status_code == 422
    assert found.state == State.DONE.value


@pytest.mark.parametrize("version", ["", "x"])
def test_a_form_without_the_version_it_saw_is_refused(
    action: Callable[..., Action], cast: Cast, client_for: ClientFor, version: str
) -> None:
    found = action(State.DONE, ready=True)
    answer = send(client_for(cast.samuel), found, "closure", {"words": "Seen.", "version": version})
    assert answer.status_code == 422
    assert "Load the page again" in answer.text
    assert found.state == State.DONE.value


def test_none_needed_is_an_answer_too(action: Callable[..., Action], cast: Cast, client_for: ClientFor) -> None:
    found = action(State.PROPOSED)
    form = agreement(cast, support="", no_support="yes")
    assert send(client_for(cast.samuel), found, "agreement", form).status_code == 303
    assert (found.support, found.due_on) == ("None needed.", date(2026, 11, 20))


def test_agreeing_shows_for_each_lead_who_could_close(
    action: Callable[..., Action], cast: Cast, client_for: ClientFor
) -> None:
    found = action(State.PROPOSED)
    page = client_for(cast.samuel).get(f"/actions/{found.id}").text
    assert "Priya, supervisor<small>Can be closed by: Ruth or Samuel</small>" in page
    assert "Samuel, manager<small>Can be closed by: Ruth</small>" in page
    assert "Tomasz, care worker" in page
    assert "Nadia" not in page and "Leila" not in page


def test_an_agreement_without_a_plan_says_what_is_missing(cast: Cast, clock: FixedClock, client_for: ClientFor) -> None:
    found = make.an_action(cast, State.PROPOSED, at=clock.now(), plan=[])
    db.session.commit()
    answer = send(client_for(cast.samuel), found, "agreement", agreement(cast))
    assert answer.status_code == 422
    assert "Add at least one look" in answer.text


def test_closing_early_is_refused_with_everything_that_is_missing(
    action: Callable[..., Action], cast: Cast, client_for: ClientFor
) -> None:
    found = action(State.DONE)
    answer = send(client_for(cast.samuel), found, "closure", {"words": "I was told that it is fine."})
    assert answer.status_code == 409
    assert "Still to come: 1 observation of" in answer.text
    assert "I was told that it is fine." in answer.text, "what was written is kept"
    assert found.state == State.DONE.value


def test_the_lead_cannot_close_and_learns_who_can(
    action: Callable[..., Action], cast: Cast, client_for: ClientFor
) -> None:
    found = action(State.DONE, ready=True, lead=cast.samuel)
    answer = send(client_for(cast.samuel), found, "closure", {"words": "It is fine."})
    assert answer.status_code == 409
    assert "You lead this action, so somebody else closes it: Ruth." in answer.text
    assert found.state == State.DONE.value


def test_a_verifier_from_outside_closes(
    action: Callable[..., Action], cast: Cast, clock: FixedClock, client_for: ClientFor
) -> None:
    found = action(State.DONE, ready=True)
    vera = make.a_verifier(found, by=cast.samuel, at=clock.now())
    db.session.commit()
    client = client_for(vera)
    page = client.get(f"/actions/{found.id}").text
    assert "Nothing is missing: you can close this" in page
    assert send(client, found, "closure", {"words": "I read all ten."}).status_code == 303
    assert found.closed_by_id == vera.id


def test_by_htmx_a_change_leads_to_the_page_as_a_real_visit(
    action: Callable[..., Action], cast: Cast, client_for: ClientFor
) -> None:
    found = action(State.AGREED)
    answer = send(client_for(cast.priya), found, "completion", {"words": "In use."}, part=True)
    assert (answer.status_code, answer.headers["HX-Redirect"]) == (204, f"/actions/{found.id}")


def test_by_htmx_a_stale_page_is_answered_with_the_words_that_were_written(
    action: Callable[..., Action], cast: Cast, client_for: ClientFor
) -> None:
    found = action(State.AGREED)
    form = {"words": "In use.", "version": found.version - 1}
    answer = send(client_for(cast.priya), found, "completion", form, part=True)
    assert answer.status_code == 409
    assert answer.text.lstrip().startswith('<section class="notice problems" id="refused"')
    assert "In use." in answer.text and f'href="/actions/{found.id}"' in answer.text


def test_the_kinds_of_change_are_chosen_when_it_is_agreed(
    cast: Cast, action: Callable[..., Action], client_for: ClientFor
) -> None:
    proposed = action(State.PROPOSED)
    samuel = client_for(cast.samuel)
    again = send(samuel, proposed, "agreement", agreement(cast, lead_id="", kinds=["steps", "label"]), part=True)
    assert again.status_code == 422
    assert 'name="kinds" value="steps" checked' in again.text and 'value="label" checked' in again.text
    assert send(samuel, proposed, "agreement", agreement(cast, kinds=["steps", "label"])).status_code == 303
    assert (proposed.kinds, proposed.strength) == (["steps", "label"], "stronger")
    page = samuel.get(f"/actions/{proposed.id}").text
    assert "Stronger: takes steps away, a warning or label" in page
    assert "Kind of change" in page, "the history says it"
