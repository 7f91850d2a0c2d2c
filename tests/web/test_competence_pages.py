"""Competence in a browser: what is needed, where somebody is, signing off; and what other pages show of it."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from datetime import timedelta

import pytest

from spotcheck.core.clock import FixedClock
from spotcheck.core.database import db
from spotcheck.learning.competence_models import SignOff
from spotcheck.standards.models import Topic
from tests import make_checks, make_competence
from tests.cast import Cast, Member
from tests.client import Client
from tests.make_prompts import a_prompt, questions
from tests.pages import hidden, words

Browser = Callable[..., Client]


@pytest.fixture
def topic(cast: Cast, clock: FixedClock) -> Topic:
    made = make_competence.ready_made(cast, at=clock.now())
    db.session.commit()
    clock.move(days=30)
    return made


@pytest.fixture
def signed(topic: Topic, cast: Cast, clock: FixedClock) -> SignOff:
    made = make_competence.a_sign_off(cast, cast.tomasz, at=clock.now())
    db.session.commit()
    return made


def place(cast: Cast, topic: Topic, who: Member) -> str:
    return f"/competence/{cast.hazel}/{topic.id}/{who.id}"


def sent(who: Client, path: str, form: dict[str, str]) -> str:
    """What the next page says after a form."""
    answer = who.post(path, form)
    assert answer.status_code == 303, words(answer)
    return words(who.get(answer.location))


def test_an_administrator_begins_with_the_ready_made_ones_and_changes_one(
    cast: Cast, client_for: Browser, clock: FixedClock
) -> None:
    alex = client_for(cast.admin)
    assert "Use the ready-made ones" in words(alex.get("/competence/needed"))
    said = sent(alex, "/competence/needed", {})
    assert "3 observations and 1 interview, by 2 people, within 8 weeks." in said
    assert "Use the ready-made ones" not in said
    topic = make_competence.medicines(cast)
    form = {"observations": "2", "interviews": "0", "assessors": "3", "weeks": "8", "months": "12"}
    page = alex.post(f"/competence/needed/{topic.id}", form)
    assert page.status_code == 422
    assert "There are fewer looks than people to make them." in words(page)
    assert "Say why it changes." in words(page)
    form |= {"assessors": "2", "reason": "A small team."}
    said = sent(alex, f"/competence/needed/{topic.id}", form)
    assert "2 observations, by 2 people" in said
    assert "A small team." in words(alex.get(f"/competence/needed/{topic.id}"))


@pytest.mark.parametrize("odd", ["many", "99999999999999999999", "-1"])
def test_odd_numbers_are_answered_with_a_sentence(cast: Cast, topic: Topic, client_for: Browser, odd: str) -> None:
    form = {"observations": odd, "interviews": "0", "assessors": "1", "weeks": "8", "months": "12", "reason": "Why"}
    page = client_for(cast.ruth).post(f"/competence/needed/{topic.id}", form)
    assert page.status_code == 422


def test_from_the_first_look_to_signed_off(cast: Cast, topic: Topic, clock: FixedClock, client_for: Browser) -> None:
    make_competence.three_looks(cast, cast.tomasz, at=clock.now())
    samuel = client_for(cast.samuel)
    page = samuel.get(place(cast, topic, cast.tomasz))
    assert "3 of 3 observations and 0 of 1 interview, by 2 people." in words(page)
    assert "Next: 1 more interview, by" in words(page)
    assert "Ask: PRN medicines: three questions" in words(page)
    interview = make_checks.interview(cast, cast.priya, cast.tomasz, at=clock.now() - timedelta(hours=4))
    assert "Waits for its review" in words(samuel.get(place(cast, topic, cast.tomasz)))
    make_checks.reviewed(interview, cast.samuel, at=clock.now())
    page = samuel.get(place(cast, topic, cast.tomasz))
    assert "Everything is there" in words(page)
    form = {"id": hidden(page)["id"], "note": "You read the chart first, each time."}
    said = sent(samuel, f"{place(cast, topic, cast.tomasz)}/sign-off", form)
    assert "Signed off until 2 December 2027." in said
    assert "You read the chart first, each time." in said
    assert "What comes next" not in said
    tomasz = client_for(cast.tomasz)
    mine = words(tomasz.get("/mine"))
    assert "What you are signed off for" in mine
    assert "Signed off until 2 December 2027." in mine
    assert "You read the chart first, each time." in words(tomasz.get(place(cast, topic, cast.tomasz)))


def test_signing_too_early_says_what_is_missing(cast: Cast, topic: Topic, client_for: Browser) -> None:
    page = client_for(cast.samuel).post(f"{place(cast, topic, cast.tomasz)}/sign-off", {"note": ""})
    assert page.status_code == 409
    assert "Not everything is there yet." in words(page)


def test_a_supervisor_sees_where_somebody_is_and_who_can_sign(
    cast: Cast, topic: Topic, clock: FixedClock, client_for: Browser
) -> None:
    make_competence.everything(cast, cast.tomasz, at=clock.now())
    grace = client_for(cast.grace)
    page = grace.get(place(cast, topic, cast.tomasz))
    assert "Ruth or Samuel can sign." in words(page)
    assert 'name="note"' not in page.text
    assert grace.post(f"{place(cast, topic, cast.tomasz)}/sign-off", {"note": ""}).status_code == 403


def test_a_worker_sees_their_own_and_nobody_else_s(cast: Cast, signed: SignOff, client_for: Browser) -> None:
    topic = make_competence.medicines(cast)
    amina = client_for(cast.amina)
    assert amina.get(place(cast, topic, cast.tomasz)).status_code == 404
    assert amina.get(f"/competence/{cast.hazel}").status_code == 403
    assert amina.get(f"/competence/{cast.hazel}/people.csv").status_code == 404
    assert amina.get(place(cast, topic, cast.amina)).status_code == 200


def test_a_reader_sees_how_many_and_no_name(cast: Cast, signed: SignOff, client_for: Browser) -> None:
    page = client_for(cast.nadia).get(f"/competence/{cast.hazel}")
    assert "Signed off 1" in words(page)
    assert "Not begun 4" in words(page)
    for one in (cast.tomasz, cast.amina, cast.grace, cast.samuel):
        assert one.name not in page.text.replace("Nadia", "")


def test_where_few_people_work_a_reader_sees_no_numbers(cast: Cast, topic: Topic, client_for: Browser) -> None:
    page = client_for(cast.nadia).get(f"/competence/{cast.mill}")
    assert "Fewer than five people work here, so no numbers are shown." in words(page)


def test_from_the_page_of_somebody_the_look_begins_with_their_name(
    cast: Cast, topic: Topic, client_for: Browser
) -> None:
    grace = client_for(cast.grace)
    page = grace.get(place(cast, topic, cast.tomasz)).text
    (start,) = re.findall(r'href="(/checks/new\?[^"]*)"', page)
    began = grace.get(html.unescape(start))
    assert "Tomasz You came from their page. Somebody else" in words(began)
    assert began.text.count(f'value="{cast.tomasz.id}"') == 1
    assert f'value="{cast.amina.id}"' in began.text
    for nobody in (cast.outsider.id, cast.grace.id, "nobody"):
        other = html.unescape(start).replace(str(cast.tomasz.id), str(nobody))
        assert "You came from their page" not in words(grace.get(other))


def test_what_they_were_asked_lately_is_shown_with_how_it_was_read_to_who_reads_answers(
    cast: Cast, topic: Topic, clock: FixedClock, client_for: Browser
) -> None:
    a_prompt(cast, cast.tomasz, by=cast.grace, at=clock.now())
    db.session.commit()
    clock.move(days=3)
    question = questions(cast.organisation_id)[0].text
    page = words(client_for(cast.samuel).get(place(cast, topic, cast.tomasz)))
    assert f"{question} Waits for an answer. It can come again from" in page
    assert question not in words(client_for(cast.tomasz).get(place(cast, topic, cast.tomasz)))
    assert question not in words(client_for(cast.samuel).get(place(cast, topic, cast.amina)))


def test_what_is_due_stands_in_numbers_on_today_and_beside_the_actions(
    cast: Cast, signed: SignOff, clock: FixedClock, client_for: Browser
) -> None:
    clock.move(days=350)
    db.session.commit()
    grace = client_for(cast.grace)
    today = grace.get("/today")
    assert "One sign-off is due" in words(today)
    assert "Competence in Medication 1 due soon at Hazel Court." in words(today)
    assert "Tomasz" not in today.text
    due = "Competence in Medication: 1 due soon at Hazel Court"
    assert due in words(grace.get("/actions"))
    assert f"/competence/{cast.hazel}#topic-{signed.topic_id}" in today.text
    assert f'id="topic-{signed.topic_id}"' in grace.get(f"/competence/{cast.hazel}").text
    own = words(client_for(cast.tomasz).get("/today"))
    assert "Your sign-off: Medication" in own
    assert "Competence in Medication" not in own
    for somebody in (cast.nadia, cast.joseph):
        for page in ("/actions", "/today"):
            assert "due soon" not in words(client_for(somebody).get(page)), page


def test_who_can_be_signed_off_waits_for_somebody_who_can_sign_and_for_nobody_else(
    cast: Cast, topic: Topic, clock: FixedClock, client_for: Browser
) -> None:
    make_competence.everything(cast, cast.tomasz, at=clock.now())
    db.session.commit()
    assert "One person is ready to sign off Medication, at Hazel Court." in words(client_for(cast.samuel).get("/today"))
    for somebody in (cast.grace, cast.tomasz, cast.joseph, cast.admin):
        assert "ready to sign off" not in words(client_for(somebody).get("/today"))


def test_something_that_came_since_is_looked_at_and_said_to_hold_or_taken_back(
    cast: Cast, signed: SignOff, clock: FixedClock, client_for: Browser
) -> None:
    topic = make_competence.medicines(cast)
    make_checks.observation(cast, cast.grace, cast.tomasz, at=clock.move(days=2), outcomes={"mar-first": "stopped"})
    db.session.commit()
    samuel = client_for(cast.samuel)
    page = samuel.get(place(cast, topic, cast.tomasz))
    assert "Somebody had to be kept safe since" in words(page)
    assert "Say why, in a sentence." in words(samuel.post(f"/sign-offs/{signed.id}/second-looks", {"reason": ""}))
    clock.move(hours=1)
    said = sent(samuel, f"/sign-offs/{signed.id}/second-looks", {"reason": "A new hoist."})
    assert "Looked at again on" in said
    assert "A new hoist." in said
    gone = sent(samuel, f"/sign-offs/{signed.id}/taking-back", {"reason": "Fresh looks."})
    assert "“Fresh looks.”" in gone
    assert "What comes next" in gone
    assert "What you are signed off for" not in words(client_for(cast.amina).get("/mine"))


def test_the_file_has_everybody_with_where_they_are(cast: Cast, signed: SignOff, client_for: Browser) -> None:
    file = client_for(cast.grace).get(f"/competence/{cast.hazel}/people.csv").text
    assert "Hazel Court,Medication,Tomasz,Signed off," in file
    assert "Samuel,2027-12-02" in file
    assert "Hazel Court,Medication,Amina,Not begun," in file


def test_the_copy_for_a_person_holds_their_sign_offs(cast: Cast, signed: SignOff, client_for: Browser) -> None:
    file = client_for(cast.admin).post(f"/people/{cast.tomasz.id}/copy", {})
    assert "What you were signed off for" in file.text
    assert "Looks it stands on" in file.text


def test_a_page_of_competence_asks_a_fixed_number_of_questions(
    cast: Cast, signed: SignOff, clock: FixedClock, client_for: Browser, statements: list[str]
) -> None:
    samuel = client_for(cast.samuel)
    statements.clear()
    samuel.get(f"/competence/{cast.hazel}")
    assert len(statements) <= 14
    topic = make_competence.medicines(cast)
    statements.clear()
    samuel.get(place(cast, topic, cast.tomasz))
    assert len(statements) <= 20
