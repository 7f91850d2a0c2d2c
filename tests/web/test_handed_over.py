"""The phone goes from hand to hand for one question: without JavaScript, and nothing else opens meanwhile."""

from __future__ import annotations

import pytest

from spotcheck.core.database import db
from spotcheck.core.ids import new_id
from spotcheck.learning.models import PromptAnswer
from tests.cast import PASSWORD
from tests.make_prompts import a_prompt, an_answer, questions
from tests.pages import words

COVER = "/handed-over"


@pytest.fixture
def prompt(cast, clock):
    made = a_prompt(cast, cast.tomasz, by=cast.samuel, at=clock.now())
    db.session.commit()
    return made


@pytest.fixture
def phone(cast, client_for, prompt):
    """Grace's phone, in Tomasz's hands."""
    client = client_for(cast.grace)
    assert client.post(f"/prompts/{prompt.id}/handing-over", {}).headers["Location"] == COVER
    return client


def send(phone, text, **more):
    return phone.post(f"{COVER}/answers", {"id": str(new_id()), "words": text, **more})


def test_a_supervisor_hands_over_the_worker_answers_and_learns_and_the_phone_asks_for_its_owner(
    cast, client_for, prompt
):
    item = questions(cast.organisation_id)[0]
    phone = client_for(cast.grace)
    assert f"/prompts/{prompt.id}/handing-over" in phone.get(f"/prompts/{prompt.id}").text
    assert "Give the phone to Tomasz" in words(phone.get(f"/prompts/{prompt.id}/handing-over"))
    phone.post(f"/prompts/{prompt.id}/handing-over", {})
    page = words(phone.get(COVER))
    assert item.text in page
    assert item.model not in page
    assert cast.grace.person.name not in page
    assert send(phone, "I look at the plan first.").headers["Location"] == COVER
    learnt = words(phone.get(COVER))
    assert item.model in learnt
    assert item.why in learnt
    phone.post(f"{COVER}/cover", {})
    cover = words(phone.get(COVER))
    assert item.text not in cover
    assert "Tomasz" not in cover
    assert cast.grace.person.name not in cover
    back = phone.post(f"{COVER}/unlocking", {"password": PASSWORD})
    assert back.headers["Location"] == f"/prompts/{prompt.id}"
    assert "Answered on a phone handed over" in words(phone.get(f"/prompts/{prompt.id}"))
    kept = db.session.query(PromptAnswer).one()
    assert (kept.door, kept.author_id, kept.words) == ("handed over", cast.grace.id, "I look at the plan first.")


@pytest.mark.parametrize("covered", [False, True])
@pytest.mark.parametrize("path", ["/today", "/people", "/actions", "/mine", "/checks/new", "/organisations", "/"])
def test_every_other_address_leads_to_the_cover_while_the_phone_is_in_other_hands(phone, path, covered):
    if covered:
        phone.post(f"{COVER}/cover", {})
    answer = phone.get(path)
    while answer.status_code in {302, 303} and answer.headers["Location"] not in {COVER, "/sign-in"}:
        answer = phone.get(answer.headers["Location"])
    assert answer.headers["Location"] == COVER


def test_what_scripts_ask_for_is_closed_too(phone):
    assert phone.get("/phone/pack").status_code == 401


def test_another_password_opens_nothing(cast, phone):
    phone.post(f"{COVER}/cover", {})
    answer = phone.post(f"{COVER}/unlocking", {"password": "not the one"})
    assert answer.status_code == 422
    assert "This is not your password" in words(answer)
    assert phone.get("/today").headers["Location"] == COVER


def test_guessing_is_slowed_down_as_at_sign_in(phone):
    tries = [phone.post(f"{COVER}/unlocking", {"password": f"guess {n}"}).status_code for n in range(12)]
    assert tries[-1] == 429
    assert phone.get("/today").headers["Location"] == COVER


def test_the_cover_stays_after_the_question_whatever_is_sent(phone, prompt):
    phone.post(f"{COVER}/cover", {})
    assert send(phone, "Too late.").headers["Location"] == COVER
    assert db.session.query(PromptAnswer).count() == 0


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "Write or say your answer first"),
        ("x" * 10_000, "all of it is still here"),
        ("Mrs Alder waited in room 4.", "Send it as it is"),
        ("Born on 3 May 1941.", "Send it as it is"),
        ("Her number is 943 476 5919.", "Send it as it is"),
    ],
)
def test_what_needs_another_look_is_said_kindly_and_nothing_is_lost(phone, text, says):
    answer = send(phone, text)
    assert answer.status_code == 422
    assert says in words(answer)
    assert text in answer.text


def test_a_warning_that_was_read_lets_it_go_as_it_is(phone):
    assert send(phone, "Mrs Alder waited.", sure="yes").status_code == 303
    assert db.session.query(PromptAnswer).one().words == "Mrs Alder waited."


def test_what_was_answered_elsewhere_meanwhile_leaves_the_words_on_the_page(clock, phone, prompt):
    an_answer(prompt, "I did it myself.", at=clock.now())
    db.session.commit()
    answer = send(phone, "And I say this.")
    assert answer.status_code == 409
    assert "And I say this." in words(answer)
    assert "I did it myself." not in words(answer)


def test_the_same_answer_sent_twice_is_once(phone):
    form = {"id": str(new_id()), "words": "I ask."}
    for _ in range(2):
        assert phone.post(f"{COVER}/answers", form).status_code == 303
    assert db.session.query(PromptAnswer).count() == 1


def test_nobody_hands_over_a_phone_for_their_own_question(cast, client_for, clock):
    own = a_prompt(cast, cast.grace, by=cast.samuel, at=clock.now())
    db.session.commit()
    assert client_for(cast.grace).post(f"/prompts/{own.id}/handing-over", {}).status_code == 403


def test_a_phone_that_is_not_handed_over_goes_to_today(cast, client_for):
    for path in ("", "/answers", "/cover", "/unlocking"):
        client = client_for(cast.grace)
        answer = client.post(f"{COVER}{path}", {"password": PASSWORD}) if path else client.get(COVER)
        assert answer.headers["Location"] in {"/today", COVER}
        assert client.get("/today").status_code == 200
