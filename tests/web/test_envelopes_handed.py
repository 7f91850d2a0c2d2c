"""Answers from a phone that was handed over without signal: the supervisor is their author, the worker is named."""

from __future__ import annotations

from datetime import timedelta

import pytest

from spotcheck.checks.models import Check
from spotcheck.core.database import db
from spotcheck.core.history import broken_at, lines
from spotcheck.core.ids import new_id
from spotcheck.delivery.models import Arrival
from spotcheck.learning.models import PromptAnswer
from spotcheck.learning.operations.asking import take_back
from tests.delivering import count, grace, sent, the_arrival
from tests.make_letters import a_check, a_handed_answer
from tests.make_phones import ready
from tests.make_prompts import a_prompt, an_answer, questions
from tests.pages import words
from tests.phones import is_received

__all__ = ["grace"]


@pytest.fixture
def prompt(cast, clock):
    made = a_prompt(cast, cast.tomasz, by=cast.samuel, at=clock.now())
    db.session.commit()
    return made


def test_it_is_kept_as_handed_over_with_the_supervisor_as_its_author_at_the_moment_it_was_said(
    app, cast, clock, grace, prompt
):
    said_at = clock.now()
    payload = a_handed_answer(grace.pocket, prompt, at=said_at)
    clock.move(hours=2)
    [answer] = sent(app, grace.pocket.seal(payload))
    assert (answer["state"], is_received(answer, payload)) == ("stored", True)
    kept = db.session.query(PromptAnswer).one()
    assert (str(kept.id), kept.prompt_id, kept.words) == (payload["id"], prompt.id, payload["words"])
    assert (kept.door, kept.author_id, kept.number) == ("handed over", cast.grace.id, 1)
    assert (kept.opened_at, kept.answered_at) == (said_at - timedelta(minutes=1), said_at)
    assert kept.received_at == clock.now()
    line = lines(cast.organisation_id, "prompt", prompt.id)[0]
    assert (line.what, line.by_id, line.device_at) == ("answered", cast.grace.id, said_at)


def test_lines_that_were_chosen_come_with_it_and_need_no_words_beside_them(app, cast, clock, grace):
    item = questions(cast.organisation_id)[1]
    made = a_prompt(cast, cast.tomasz, by=cast.samuel, at=clock.now(), items=[item])
    db.session.commit()
    payload = a_handed_answer(grace.pocket, made, at=clock.now(), words="", chosen=["when"], language="Polski")
    assert [one["state"] for one in sent(app, grace.pocket.seal(payload))] == ["stored"]
    kept = db.session.query(PromptAnswer).one()
    assert (kept.chosen, kept.words, kept.language) == (["when"], item.choices[1]["text"], "Polski")


def test_sent_again_it_is_the_same_answer(app, clock, grace, prompt):
    sealed = grace.pocket.seal(a_handed_answer(grace.pocket, prompt, at=clock.now()))
    assert [one["state"] for one in sent(app, sealed, sealed)] == ["stored", "already"]
    assert [one["state"] for one in sent(app, sealed)] == ["already"]
    assert count(PromptAnswer) == 1


def test_other_words_under_its_name_are_refused_and_both_are_kept(app, clock, grace, prompt):
    first = a_handed_answer(grace.pocket, prompt, at=clock.now())
    other = {**a_handed_answer(grace.pocket, prompt, at=clock.now(), words="Another."), "id": first["id"]}
    answers = sent(app, grace.pocket.seal(first), grace.pocket.seal(other))
    assert [one["state"] for one in answers] == ["stored", "refused"]
    assert db.session.query(PromptAnswer).one().words == first["words"]
    assert "Another." in str([row.content for row in _refused()])


@pytest.mark.parametrize("meanwhile", ["answered", "taken back"])
def test_what_was_answered_or_taken_back_meanwhile_is_kept_for_a_person_to_see_with_its_words(
    app, cast, clock, grace, prompt, client_for, meanwhile
):
    payload = a_handed_answer(grace.pocket, prompt, at=clock.now())
    clock.move(minutes=20)
    if meanwhile == "answered":
        an_answer(prompt, "I did it myself.", at=clock.now())
    else:
        take_back(prompt, reason="They are on leave.", by=cast.samuel.standing(), at=clock.now())
    db.session.commit()
    [answer] = sent(app, grace.pocket.seal(payload))
    assert (answer["state"], is_received(answer, payload)) == ("refused", True)
    arrival = the_arrival()
    for who in (cast.grace, cast.samuel):
        page = words(client_for(who).get(f"/arrivals/{arrival.id}"))
        assert payload["words"] in page
        assert "An answer to a short question" in page
        assert "Tomasz" in page
    assert client_for(cast.tomasz).get(f"/arrivals/{arrival.id}").status_code == 404


@pytest.mark.parametrize("wrong", ["prompt", "worker"])
def test_an_answer_to_nothing_that_is_here_is_kept_with_its_words(app, clock, grace, prompt, wrong):
    payload = a_handed_answer(grace.pocket, prompt, at=clock.now(), **{wrong: str(new_id())})
    assert [one["state"] for one in sent(app, grace.pocket.seal(payload))] == ["refused"]
    assert (the_arrival().content or {})["answer"]["words"] == payload["words"]


def test_what_their_roles_did_not_allow_then_is_refused(app, cast, clock, prompt):
    worker = ready(cast.amina, at=clock.now())
    db.session.commit()
    payload = a_handed_answer(worker.pocket, prompt, at=clock.now())
    [answer] = sent(app, worker.pocket.seal(payload))
    assert answer["state"] == "refused"
    assert count(PromptAnswer) == 0


def test_one_with_an_odd_clock_waits_and_counts_once_its_author_says_that_it_is_right(
    app, cast, clock, grace, prompt, client_for
):
    payload = a_handed_answer(grace.pocket, prompt, at=clock.now() - timedelta(days=2))
    [answer] = sent(app, grace.pocket.seal(payload))
    assert (answer["state"], count(PromptAnswer)) == ("stored", 0)
    done = client_for(cast.grace).post(f"/arrivals/{the_arrival().id}/confirmation", {})
    assert done.status_code in {200, 303}
    assert db.session.query(PromptAnswer).one().words == payload["words"]


def test_a_batch_that_is_cut_off_and_sent_again_loses_nothing_and_doubles_nothing(app, cast, clock, grace):
    """Answers, a check and a bad envelope: the line breaks after each, in turn, and all of it comes again."""
    asked = [
        a_prompt(cast, worker, by=cast.samuel, at=clock.now(), items=[item])
        for worker in (cast.tomasz, cast.amina)
        for item in questions(cast.organisation_id)[:2]
    ]
    db.session.commit()
    answers = [a_handed_answer(grace.pocket, one, at=clock.now(), words=f"Words {n}.") for n, one in enumerate(asked)]
    check = a_check(cast, grace.pocket, at=clock.now())
    sealed = [grace.pocket.seal(one) for one in (*answers, check)]
    bad = {**sealed[0], "id": str(new_id())}
    for so_far in range(1, len(sealed) + 1):
        sent(app, *sealed[:so_far], bad)
    states = [one["state"] for one in sent(app, *reversed(sealed))]
    assert states == ["already"] * len(sealed)
    kept = {(row.prompt_id, row.words, row.author_id) for row in db.session.query(PromptAnswer)}
    assert kept == {(one.id, f"Words {n}.", cast.grace.id) for n, one in enumerate(asked)}
    assert (count(PromptAnswer), count(Check)) == (len(asked), 1)
    assert broken_at(cast.organisation_id) is None


def _refused():
    return db.session.query(Arrival).filter_by(state="refused").all()
