"""A question with lines to choose, at each of the three doors, without JavaScript; and what its reader sees."""

from __future__ import annotations

import re

import pytest

from spotcheck.core.database import db
from spotcheck.core.ids import new_id
from spotcheck.desk.copy_queries import held_about
from spotcheck.learning.models import PromptAnswer
from tests.make_prompts import a_link, a_prompt, an_answer, questions
from tests.pages import hidden, words


@pytest.fixture
def item(cast):
    """What to write down after a PRN tablet."""
    found = questions(cast.organisation_id)[1]
    assert found.choices
    return found


@pytest.fixture
def prompt(cast, clock, item):
    made = a_prompt(cast, cast.tomasz, by=cast.samuel, at=clock.now(), items=[item])
    db.session.commit()
    return made


def signed_in(cast, client_for, prompt, clock):
    return client_for(cast.tomasz), f"/prompts/{prompt.id}", f"/prompts/{prompt.id}/answers"


def by_link(cast, client_for, prompt, clock):
    code = a_link(prompt, by=cast.grace, at=clock.now())
    db.session.commit()
    client = client_for()
    client.get("/answer")
    client.post("/answer", {"code": code})
    return client, "/answer/question", "/answer/question"


def handed_over(cast, client_for, prompt, clock):
    client = client_for(cast.grace)
    client.post(f"/prompts/{prompt.id}/handing-over", {})
    return client, "/handed-over", "/handed-over/answers"


every_door = pytest.mark.parametrize("door", [signed_in, by_link, handed_over], ids=lambda door: door.__name__)
CHOSEN = ["when", "later", "usual-dose"]
KEPT = "The usual dose, as the plan has it\nThe time when I gave it\nLater, what changed for the person"


@every_door
def test_several_are_chosen_in_the_order_in_which_they_are_written(cast, client_for, clock, prompt, item, door):
    client, page, to = door(cast, client_for, prompt, clock)
    shown = client.get(page)
    offered = re.findall(r'type="checkbox" name="chosen" value="([^"]+)"', shown.text)
    assert offered == [one["key"] for one in item.choices]
    assert "Choose all that are right" in words(shown)
    form = {"id": hidden(shown).get("id", str(new_id())), "chosen": CHOSEN, "words": "And I sign."}
    assert client.post(to, form).status_code == 303
    client.post(to, form)  # twice is once
    kept = db.session.query(PromptAnswer).one()
    assert kept.chosen == ["usual-dose", "when", "later"]
    assert kept.words == f"{KEPT}\n\nAnd I sign."


@every_door
def test_one_of_both_is_enough(cast, client_for, clock, prompt, door):
    client, _, to = door(cast, client_for, prompt, clock)
    empty = client.post(to, {"id": str(new_id())})
    assert empty.status_code == 422
    assert "One of the two is enough" in words(empty)
    assert client.post(to, {"id": str(new_id()), "chosen": ["when"]}).status_code == 303
    assert db.session.query(PromptAnswer).one().words == "The time when I gave it"


@every_door
def test_what_was_chosen_is_still_there_when_the_words_need_another_look(cast, client_for, clock, prompt, door):
    client, _, to = door(cast, client_for, prompt, clock)
    asked = client.post(to, {"id": str(new_id()), "chosen": ["when"], "words": "Mrs Alder had one."})
    assert asked.status_code == 422
    assert re.findall(r'value="([^"]+)" checked', asked.text) == ["when"]
    strange = client.post(to, {"id": str(new_id()), "chosen": ["another"]})
    assert strange.status_code == 422
    assert "not known here" in words(strange)


@every_door
def test_the_language_of_ones_own_words_is_kept(cast, client_for, clock, prompt, door):
    client, _, to = door(cast, client_for, prompt, clock)
    client.post(to, {"id": str(new_id()), "words": "Czas i dawka.", "language": "Polski"})
    assert db.session.query(PromptAnswer).one().language == "Polski"
    assert "Written in: Polski" in words(client_for(cast.samuel).get(f"/prompts/{prompt.id}"))


def test_who_reads_sees_what_was_chosen_and_its_points_are_ticked_theirs_to_change(cast, client_for, clock, prompt):
    an_answer(prompt, "And I sign.", at=clock.now(), chosen=CHOSEN)
    db.session.commit()
    reader = client_for(cast.grace)
    page = reader.get(f"/prompts/{prompt.id}/reviews")
    assert "Chosen: The usual dose, as the plan has it" in words(page)
    assert "And I sign." in words(page)
    assert re.findall(r'name="point" value="([^"]+)" checked', page.text) == ["time", "effect"]
    form = {"answer": hidden(page)["answer"], "point": ["dose"]}
    assert reader.post(f"/prompts/{prompt.id}/reviews", form).status_code == 303
    told = words(client_for(cast.tomasz).get(f"/prompts/{prompt.id}"))
    assert "You said: The dose: the real amount" in told
    assert "Chosen: The usual dose, as the plan has it" in told


def test_what_was_chosen_after_it_was_answered_elsewhere_can_still_be_read(cast, client_for, clock, prompt):
    worker = client_for(cast.tomasz)
    worker.get(f"/prompts/{prompt.id}")
    an_answer(prompt, at=clock.now(), author=cast.grace)
    db.session.commit()
    late = worker.post(
        f"/prompts/{prompt.id}/answers", {"id": str(new_id()), "chosen": ["when"], "words": "Then I sign."}
    )
    assert late.status_code == 409
    assert "The time when I gave it" in words(late)
    assert "Then I sign." in words(late)


def test_the_copy_for_the_person_holds_what_they_chose(cast, clock, prompt):
    an_answer(prompt, "And I sign.", at=clock.now(), chosen=["when"])
    said = [
        (str(label), value)
        for part in held_about(cast.tomasz.person, at=clock.now())
        for one in part.entries
        for label, value in one.facts
    ]
    assert ("Chosen", "The time when I gave it") in said
    assert ("Your words", "And I sign.") in said
