"""A question in another language beside the English: written by a manager, shown at each door, without JavaScript."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from spotcheck.checklists.operations import publish
from spotcheck.checklists.queries import checklist_by_key, content_of, current_version, version
from spotcheck.checklists.wording_models import Wording
from spotcheck.core.database import db
from spotcheck.core.history import lines
from spotcheck.core.ids import new_id
from spotcheck.desk.copy_queries import held_about
from spotcheck.learning.models import PromptAnswer
from spotcheck.organisation.models import Person
from tests.make_prompts import PRN, a_link, a_prompt, an_answer, questions
from tests.pages import hidden, words

POLISH = {
    "text": "Podałeś tabletkę PRN na ból. Co zapisujesz?",
    "model": "Zapisuję od razu: czas, dawkę i powód.",
    "why": "Następna osoba widzi, dlaczego lek był potrzebny.",
    "another_way": "Cztery krótkie pytania: kiedy, ile, dlaczego, co się zmieniło?",
    "line_2": "Czas, kiedy go podałem",
}


@pytest.fixture
def item(cast):
    return questions(cast.organisation_id)[1]


@pytest.fixture
def address(cast):
    held = checklist_by_key(cast.organisation_id, PRN)
    return f"/question-lists/{held.id}"


def write(client, address, item, words=POLISH, tag="pl"):
    page = client.get(f"{address}/languages/{tag}/{item.key}")
    return client.post(f"{address}/languages/{tag}/{item.key}", {**hidden(page), **words})


@pytest.fixture
def written(cast, client_for, address, item):
    assert write(client_for(cast.samuel), address, item).status_code == 303
    return db.session.query(Wording).one()


@pytest.fixture
def prompt(cast, clock, item, written):
    made = a_prompt(cast, cast.tomasz, by=cast.samuel, at=clock.now(), items=[item])
    db.session.commit()
    return made


def signed_in(cast, client_for, prompt, clock):
    client = client_for(cast.tomasz)
    assert client.post("/mine/learning/language", {"language": "pl"}).status_code == 303
    return client, f"/prompts/{prompt.id}", f"/prompts/{prompt.id}/answers"


def by_link(cast, client_for, prompt, clock):
    code = a_link(prompt, by=cast.grace, at=clock.now())
    db.session.commit()
    client = client_for()
    client.get("/answer")
    client.post("/answer", {"code": code})
    first = client.get("/answer/question")
    assert POLISH["text"] not in first.text
    assert (
        '<a class="btn small" href="/answer/question?language=pl" lang="pl" dir="ltr" hreflang="pl">Polski</a>'
        in first.text
    )
    return client, "/answer/question?language=pl", "/answer/question"


def handed_over(cast, client_for, prompt, clock):
    db.session.get_one(Person, (cast.organisation_id, cast.tomasz.id)).language = "pl"
    db.session.commit()
    client = client_for(cast.grace)
    client.post(f"/prompts/{prompt.id}/handing-over", {})
    return client, "/handed-over", "/handed-over/answers"


@pytest.mark.parametrize("door", [signed_in, by_link, handed_over], ids=lambda door: door.__name__)
def test_at_every_door_it_stands_beside_the_english_and_so_does_what_there_is_to_learn(
    cast, client_for, clock, prompt, item, door
):
    client, page, to = door(cast, client_for, prompt, clock)
    shown = client.get(page)
    assert item.text in words(shown)
    assert POLISH["text"] in words(shown)
    assert re.search(r'<div class="prompt-question" lang="pl" dir="ltr">', shown.text)
    assert f'The time when I gave it<small lang="pl" dir="ltr">{POLISH["line_2"]}</small>' in shown.text
    assert item.choices[0]["text"] in words(shown)  # in English alone, as it was not written
    form = {"id": str(new_id()), "words": "Czas i dawka.", "language": "pl", "shown": hidden(shown)["shown"]}
    empty = client.post(to, {**form, "words": ""})
    assert (empty.status_code, POLISH["text"] in words(empty)) == (422, True)
    sent = client.post(to, form)
    assert sent.status_code == 303
    learnt = client.get(sent.location)
    for text in (item.model, item.why, POLISH["model"], POLISH["why"]):
        assert text in words(learnt)
    kept = db.session.query(PromptAnswer).one()
    assert (kept.words, kept.language) == ("Czas i dawka.", "pl")
    read = client_for(cast.samuel).get(f"/prompts/{prompt.id}")
    assert "Written in: Polish" in words(read)
    assert '<blockquote lang="pl" dir="ltr">Czas i dawka.</blockquote>' in read.text


def test_english_alone_is_one_tap_away(cast, client_for, clock, prompt):
    client, page, _ = signed_in(cast, client_for, prompt, clock)
    shown = client.get(f"{page}?language=en")
    assert POLISH["text"] not in shown.text
    assert ">Polski<" in shown.text
    strange = client.get(f"{page}?language=no-such-thing")
    assert strange.status_code == 200


def test_arabic_and_urdu_are_written_from_the_right(cast, client_for, clock, address, item):
    write(client_for(cast.samuel), address, item, {"text": "ماذا تكتب؟"}, tag="ar")
    made = a_prompt(cast, cast.tomasz, by=cast.samuel, at=clock.now(), items=[item])
    db.session.commit()
    shown = client_for(cast.tomasz).get(f"/prompts/{made.id}?language=ar")
    assert '<div class="prompt-question" lang="ar" dir="rtl">' in shown.text
    form = client_for(cast.samuel).get(f"{address}/languages/ar/{item.key}")
    assert 'lang="ar" dir="rtl" aria-describedby="text-english"' in form.text


def test_asked_once_more_the_other_way_is_there_in_both(cast, client_for, clock, prompt, item):
    an_answer(prompt, at=clock.now())
    db.session.commit()
    reader = client_for(cast.grace)
    page = reader.get(f"/prompts/{prompt.id}/reviews")
    reader.post(f"/prompts/{prompt.id}/reviews", {"answer": hidden(page)["answer"], "point": ["time"]})
    client, page, _ = signed_in(cast, client_for, prompt, clock)
    shown = words(client.get(page))
    assert item.another_way in shown
    assert POLISH["another_way"] in shown


def test_where_the_english_changed_since_it_is_said_and_a_changed_line_is_not_shown(
    cast, client_for, clock, written, item, address
):
    old = content_of(version(cast.organisation_id, item.version_id))
    choices = (old.items[1].choices[0], replace(old.items[1].choices[1], text="The time on the clock"))
    changed = replace(old.items[1], why="Others can trust it.", choices=choices)
    items = (old.items[0], changed, old.items[2])
    publish(cast.organisation_id, replace(old, items=items), by=cast.admin.standing(), at=clock.now())
    new = questions(cast.organisation_id)[1]
    made = a_prompt(cast, cast.tomasz, by=cast.samuel, at=clock.now(), items=[new])
    db.session.commit()
    shown = client_for(cast.tomasz).get(f"/prompts/{made.id}?language=pl")
    assert POLISH["text"] in words(shown)
    assert "The English has changed since. Where the two differ, the English counts." in words(shown)
    assert "The time on the clock" in words(shown)
    assert POLISH["line_2"] not in shown.text
    manager = client_for(cast.samuel)
    assert "The English has changed since in 1." in words(manager.get(address))
    assert "The English has changed since" in words(manager.get(f"{address}/languages/pl"))
    write(manager, address, new, {**POLISH, "line_2": "Czas na zegarze"})
    assert "The English has changed since" not in words(manager.get(f"{address}/languages/pl"))
    again = client_for(cast.tomasz).get(f"/prompts/{made.id}?language=pl")
    assert "Czas na zegarze" in words(again)


def test_who_wrote_it_and_when_is_on_the_page_and_each_change_is_in_history(
    cast, client_for, clock, written, item, address
):
    manager, checklist_id = client_for(cast.samuel), written.checklist_id
    page = words(manager.get(f"{address}/languages/pl"))
    assert f"Written by {cast.samuel.person.name} on" in page
    assert "For somebody who speaks both." in page
    write(manager, address, item)  # the same again
    write(manager, address, item, {})
    assert db.session.query(Wording).count() == 0
    told = [one for one in lines(cast.organisation_id, "checklist", checklist_id) if "language" in one.what]
    assert len(told) == 2


def test_words_without_the_question_are_kept_on_the_page_until_it_is_there(cast, client_for, address, item):
    answer = write(client_for(cast.samuel), address, item, {"model": "Pytam."})
    assert answer.status_code == 422
    assert "Write the question first" in words(answer)
    assert "Pytam." in answer.text


def test_an_unknown_language_is_not_there(cast, client_for, address):
    manager = client_for(cast.samuel)
    assert manager.get(f"{address}/languages/xx").status_code == 404
    assert manager.get(f"{address}/languages?language=xx").location == address
    assert manager.get(f"{address}/languages?language=ur").location == f"{address}/languages/ur"


def test_a_worker_chooses_once_and_the_copy_says_so(cast, client_for, clock, written):
    worker = client_for(cast.tomasz)
    assert "Polski" in words(worker.get("/mine/learning"))
    assert worker.post("/mine/learning/language", {"language": "xx"}).status_code == 422
    worker.post("/mine/learning/language", {"language": "pl"})
    me = db.session.get_one(Person, (cast.organisation_id, cast.tomasz.id))
    assert me.language == "pl"
    told = [fact for part in held_about(me, at=clock.now()) for one in part.entries for fact in one.facts]
    assert "Polish" in [value for label, value in told if str(label) == "Short questions also in"]
    worker.post("/mine/learning/language", {"language": "en"})
    assert db.session.get_one(Person, (cast.organisation_id, cast.tomasz.id)).language is None


def test_nothing_is_offered_where_nothing_is_written(cast, client_for):
    assert "The language of your questions" not in words(client_for(cast.tomasz).get("/mine/learning"))


LINES = {"line_1": "I read the plan", "says_1": "plan", "line_3": "I give it at once"}


def test_a_manager_says_which_lines_a_question_offers_and_they_are_a_new_version(cast, client_for, address):
    manager = client_for(cast.samuel)
    before = questions(cast.organisation_id)[0]
    page = manager.get(f"{address}/choices/before-giving")
    assert manager.post(f"{address}/choices/before-giving", {**hidden(page), **LINES}).status_code == 303
    now = questions(cast.organisation_id)[0]
    assert [(one["text"], one["says"]) for one in now.choices] == [
        ("I read the plan", "plan"),
        ("I give it at once", None),
    ]
    assert (now.version_id != before.version_id, before.choices) == (True, [])
    shown = manager.get(f"{address}/choices/before-giving")
    assert 'value="I give it at once"' in shown.text
    assert '<option value="plan" selected>' in shown.text


def test_what_the_lines_still_need_is_said_and_nothing_is_lost(cast, client_for, address):
    manager = client_for(cast.samuel)
    page = manager.get(f"{address}/choices/before-giving")
    form = {**hidden(page), "line_1": "I read the plan", "says_1": "plan", "line_2": "I read the plan"}
    answer = manager.post(f"{address}/choices/before-giving", form)
    assert answer.status_code == 422
    assert "Each line comes once." in words(answer)
    assert answer.text.count('value="I read the plan"') == 2


def test_somebody_else_who_was_quicker_is_not_overwritten(cast, client_for, address):
    first, second = client_for(cast.samuel), client_for(cast.ruth)
    page = hidden(second.get(f"{address}/choices/before-giving"))
    form = hidden(first.get(f"{address}/choices/before-giving"))
    first.post(f"{address}/choices/before-giving", {**form, **LINES})
    late = second.post(f"{address}/choices/before-giving", {**page, **LINES, "line_3": "I wait"})
    assert late.status_code == 409
    assert 'value="I wait"' in late.text
    held = checklist_by_key(cast.organisation_id, PRN)
    assert current_version(cast.organisation_id, held.id).number == 2
