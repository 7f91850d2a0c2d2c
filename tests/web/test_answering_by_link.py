"""The second door: a one-time link, no account, without JavaScript."""

from __future__ import annotations

import re
from html import unescape

import pytest

from spotcheck.core import history
from spotcheck.core.database import db
from spotcheck.desk.copy_queries import held_about
from spotcheck.learning.link_models import PromptLink
from spotcheck.learning.models import PromptAnswer
from spotcheck.learning.operations.asking import take_back
from spotcheck.organisation.leaving import end_work
from tests.make_prompts import a_link, a_prompt, an_answer, questions
from tests.pages import hidden, words

WORDS = "I look at the plan, I ask, and I write down why."


@pytest.fixture
def prompt(cast, clock):
    made = a_prompt(cast, cast.tomasz, by=cast.grace, at=clock.now())
    db.session.commit()
    return made


@pytest.fixture
def code(cast, clock, prompt):
    made = a_link(prompt, by=cast.grace, at=clock.now())
    db.session.commit()
    return made


def opens(client, code):
    client.get("/answer")
    return client.post("/answer", {"code": code})


def sends(client, text=WORDS, **more):
    form = hidden(client.get("/answer/question"))
    return client.post("/answer/question", {**form, "words": text, **more})


def answers():
    return db.session.query(PromptAnswer).all()


def test_a_supervisor_makes_a_link_and_a_worker_answers_with_it_and_learns_at_once(cast, client_for, prompt):
    made = client_for(cast.grace).post(f"/prompts/{prompt.id}/links", {"lasts": "its day"})
    address = unescape(re.search(r'<p class="address">([^<]+)</p>', made.text)[1])
    page, code = address.split("#")
    assert page.endswith("/answer")
    assert unescape(re.search(r"<textarea[^>]*>([^<]+)<", made.text)[1]).endswith(address)
    assert f"write: {code}" in words(made)

    worker, item = client_for(), questions(cast.organisation_id)[0]
    opened = opens(worker, code)
    assert (opened.status_code, opened.location) == (303, "/answer/question")
    question = worker.get("/answer/question")
    assert item.text in words(question)
    assert item.model not in words(question)
    sent = sends(worker, language="Polish")
    assert (sent.status_code, sent.location) == (303, "/answer/thanks")
    for _ in range(2):  # loaded once more, it is there still
        thanks = words(worker.get("/answer/thanks"))
        assert item.model in thanks
        assert item.why in thanks
        assert WORDS not in thanks
    kept = answers()[0]
    assert (kept.door, kept.author_id, kept.words, kept.language) == ("link", None, WORDS, "Polish")
    read = words(client_for(cast.samuel).get(f"/prompts/{prompt.id}"))
    assert "who wrote it is not known. It counts for learning, never for closing an action." in read
    assert "Written in: Polish" in read


def test_no_page_says_whom_the_question_is_for_nor_where(cast, client_for, code):
    worker = client_for()
    pages = [worker.get("/answer"), opens(worker, code), worker.get("/answer/question")]
    sends(worker)
    pages.append(worker.get("/answer/thanks"))
    for page in pages:
        assert not re.search("Tomasz|Grace|Hazel", page.text)
    assert "This question is for one person. Is that not you?" in words(pages[2])


def test_the_words_on_the_way_are_short_and_plain(client_for, code):
    worker = client_for()
    pages = [worker.get("/answer"), opens(worker, code), worker.get("/answer/question"), worker.get("/answer")]
    pages += [sends(worker, ""), sends(worker), worker.get("/answer/question")]
    for page in pages:
        if page.status_code != 303:
            lengths = [len(one.split()) for one in re.split(r"[.?!]", words(page)) if one.strip()]
            assert sum(lengths) / len(lengths) <= 14


def test_looking_and_opening_spend_nothing(cast, client_for, code):
    """A mail scanner, a preview, somebody to whom it was forwarded: then the one it was for."""
    for _ in range(3):
        client_for().get("/answer")
        assert opens(client_for(), code).status_code == 303
    worker = client_for()
    opens(worker, code)
    assert sends(worker).status_code == 303
    assert len(answers()) == 1


def test_used_twice_is_said_kindly_and_what_was_written_is_still_there(client_for, code):
    first, second = client_for(), client_for()
    opens(first, code)
    opens(second, code)
    form = hidden(second.get("/answer/question"))
    sends(first)
    again = second.post("/answer/question", {**form, "words": "And I wait for the nurse."})
    assert again.status_code == 410
    assert "This question is answered already. Thank you." in words(again)
    assert "And I wait for the nurse." in words(again)
    assert opens(client_for(), code).status_code == 410
    assert first.get("/answer/question").status_code == 410  # its pass has ended
    assert len(answers()) == 1


def test_sent_again_because_nothing_came_back_is_the_same_answer(client_for, code):
    worker = client_for()
    opens(worker, code)
    form = {**hidden(worker.get("/answer/question")), "words": WORDS}
    before = worker.flask.get_cookie("spotcheck").value
    assert worker.post("/answer/question", form).location == "/answer/thanks"
    worker.flask.set_cookie("spotcheck", before)  # the answer was lost on the way, and its cookie with it
    assert worker.post("/answer/question", form).location == "/answer/thanks"
    assert len(answers()) == 1


def test_opened_in_time_there_is_an_hour_to_write_and_then_the_words_are_kept(cast, client_for, clock, prompt):
    code = a_link(prompt, by=cast.grace, at=clock.now(), lasts="an hour")
    db.session.commit()
    early, late = client_for(), client_for()
    clock.move(minutes=50)
    opens(early, code)
    opens(late, code)
    form = hidden(late.get("/answer/question"))
    clock.move(minutes=30)
    assert opens(client_for(), code).status_code == 410
    sent = late.post("/answer/question", {**form, "words": "Mr Jones asked."})
    assert sent.status_code == 422
    clock.move(minutes=31)
    over = late.post("/answer/question", {**form, "words": WORDS})
    assert over.status_code == 410
    assert "The time of this link is over. Ask whoever gave it to you for a new one." in words(over)
    assert WORDS in words(over)
    assert answers() == []


def test_ended_replaced_taken_back_or_for_somebody_who_left_it_opens_nothing(cast, client_for, clock, prompt, code):
    grace, holder = client_for(cast.grace), client_for()
    opens(holder, code)
    newer = a_link(prompt, by=cast.grace, at=clock.now())
    db.session.commit()
    assert opens(client_for(), code).status_code == 410
    assert holder.get("/answer/question").status_code == 410  # opened before, it does not answer either
    ended = grace.post(f"/prompts/{prompt.id}/links/ending", {"reason": "Sent to another number."})
    assert ended.status_code == 303
    assert opens(client_for(), newer).status_code == 410
    assert "The last link was ended on" in words(grace.get(f"/prompts/{prompt.id}"))
    third = a_link(prompt, by=cast.grace, at=clock.now())
    end_work(cast.tomasz.person, by=cast.admin.standing(), at=clock.now())
    db.session.commit()
    assert opens(client_for(), third).status_code == 410


def test_taken_back_it_opens_nothing_and_answered_at_another_door_it_says_so(cast, client_for, clock, prompt, code):
    other = a_prompt(cast, cast.amina, by=cast.grace, at=clock.now())
    second = a_link(other, by=cast.grace, at=clock.now())
    an_answer(prompt, at=clock.now())
    take_back(other, reason="On leave.", by=cast.grace.standing(), at=clock.now())
    db.session.commit()
    assert "answered already" in words(opens(client_for(), code))
    assert "This link has ended" in words(opens(client_for(), second))
    assert client_for(cast.grace).post(f"/prompts/{other.id}/links", {"lasts": "a day"}).status_code == 409


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "A few words are enough"),
        ("x" * 10_000, "10000 characters"),
        ("Mr Jones asked for it.", "This may hold a name"),
        ("His number is 943 476 5919.", "NHS number"),
    ],
    ids=["empty", "long", "a name", "an NHS number"],
)
def test_what_needs_another_look_is_said_before_anything_is_sent(client_for, code, text, says):
    worker = client_for()
    opens(worker, code)
    sent = sends(worker, text, language="Română")
    assert sent.status_code == 422
    assert says in words(sent)
    assert text in sent.text
    assert "Română" in sent.text
    assert answers() == []
    assert sends(worker).status_code == 303  # nothing was spent


def test_it_goes_as_it_is_when_the_worker_says_so_and_in_any_language(client_for, code):
    worker = client_for()
    opens(worker, code)
    said = "Najpierw pytam, potem czytam plan. Mr Jones to nazwa podnośnika."
    assert sends(worker, said, sure="yes", language="polski").status_code == 303
    assert (answers()[0].words, answers()[0].language) == (said, "polski")


@pytest.mark.parametrize("code", ["", "made-up", "0000-0000-0000", "x" * 5000, "'; drop", "٣٣٣٣"])
def test_a_code_that_nobody_made_opens_nothing_and_says_what_to_do(client_for, code):
    worker = client_for()
    answered = opens(worker, code)
    assert answered.status_code == 422
    assert worker.get("/answer/question").status_code == 410
    assert worker.get("/answer/thanks").location == "/answer"


def test_guessing_is_slowed_down_and_a_home_that_answers_is_not(cast, client_for, clock, prompt, code):
    for _ in range(60):
        assert opens(client_for(), code).status_code == 303
    for number in range(50):
        assert opens(client_for(), f"0000-0000-{number:04}").status_code == 422
    slowed = opens(client_for(), "0000-0000-9999")
    assert slowed.status_code == 429
    assert slowed.headers["Retry-After"] == "900"
    assert "Wait a quarter of an hour" in words(slowed)
    clock.move(minutes=16)
    assert opens(client_for(), code).status_code == 303


def test_only_those_who_read_answers_make_a_link_and_nobody_for_themselves(cast, client_for, clock, prompt):
    form = {"lasts": "an hour"}
    assert client_for(cast.joseph).post(f"/prompts/{prompt.id}/links", form).status_code == 404
    assert client_for(cast.outsider).post(f"/prompts/{prompt.id}/links", form).status_code == 404
    assert client_for(cast.tomasz).post(f"/prompts/{prompt.id}/links", form).status_code == 403
    assert client_for(cast.grace).post(f"/prompts/{prompt.id}/links", {"lasts": "for ever"}).status_code == 422
    own = a_prompt(cast, cast.grace, by=cast.samuel, at=clock.now())
    db.session.commit()
    assert client_for(cast.grace).post(f"/prompts/{own.id}/links", form).status_code == 409
    assert db.session.query(PromptLink).count() == 0


def test_history_says_who_made_and_ended_it_and_holds_no_code(cast, client_for, prompt, code):
    client_for(cast.grace).post(f"/prompts/{prompt.id}/links/ending", {"reason": "Lost."})
    lines = history.lines(cast.organisation_id, "prompt", prompt.id)
    assert [line.what for line in lines] == ["link ended", "link made", "asked"]
    assert [line.by_id for line in lines[:2]] == [cast.grace.id] * 2
    assert lines[0].payload["reason"] == "Lost."


def test_the_copy_of_what_is_held_says_that_it_came_by_link(cast, client_for, clock, code):
    worker = client_for()
    opens(worker, code)
    sends(worker, language="Polish")
    section = next(one for one in held_about(cast.tomasz.person, at=clock.now()) if "Short questions" in str(one.title))
    told = {str(label): value for entry in section.entries for label, value in entry.facts}
    assert (told["The words"], told["Written in"]) == (WORDS, "Polish")
    assert "Answered by link" in told
