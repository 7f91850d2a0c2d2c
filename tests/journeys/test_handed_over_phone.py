"""A worker who has no phone of their own at hand answers on the supervisor's: with signal and without."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from playwright.sync_api import Error, expect

from spotcheck.core.database import db
from spotcheck.learning.models import PromptAnswer
from tests.cast import PASSWORD, Cast
from tests.journeys import phone
from tests.journeys.person import Person
from tests.journeys.site import Site
from tests.make_prompts import a_prompt, questions

pytestmark = pytest.mark.one_database
Meet = Callable[..., Person]
WORDS = "I look at the plan, then I write the time and the reason."


@dataclass(frozen=True)
class Asked:
    id: uuid.UUID
    question: str
    model: str
    owner: str  # of the phone
    owner_id: uuid.UUID


@pytest.fixture
def asked(people: Cast, site: Site) -> Asked:
    """Of Tomasz. Nothing of it stays open here: the site writes while the test looks on."""
    prompt = a_prompt(people, people.tomasz, by=people.samuel, at=site.clock.now())
    item = questions(people.organisation_id)[0]
    owner = people.grace
    found = Asked(prompt.id, item.text, item.model or "", owner.person.name, owner.id)
    db.session.commit()
    return found


@pytest.mark.parametrize("javascript", [False, True], ids=["without JavaScript", "with JavaScript"])
def test_handed_over_with_signal_nothing_of_the_supervisor_opens_until_they_unlock_it(
    people: Cast, meet: Meet, asked: Asked, javascript: bool
) -> None:
    question, model, prompt_id = asked.question, asked.model, asked.id
    grace = meet(people.grace, javascript=javascript).signs_in()
    grace.page.goto("/prompts")
    grace.follows(question)
    grace.follows("Hand over the phone")
    grace.is_at("Give the phone to Tomasz")
    grace.sends("Show the question")
    grace.is_at(question)
    grace.does_not_see(asked.owner)
    for path in ("/today", "/people", f"/prompts/{prompt_id}"):
        grace.page.goto(path)
        grace.is_at(question)
    for _ in range(3):
        grace.page.go_back()
        grace.is_at(question)
    grace.page.goto("/handed-over")
    grace.writes("Your answer, in your own words", "Mrs Alder waits, so I ask.")
    grace.sends("Send")
    grace.sees("Send it as it is")
    grace.writes("Your answer, in your own words", WORDS)
    grace.sends("Send")
    grace.is_at("Thank you, Tomasz")
    grace.sees(model)
    grace.sends("Give the phone back")
    grace.is_at("Give the phone back")
    for _ in range(4):
        _goes_back(grace)
        grace.does_not_see(WORDS)
        grace.does_not_see(model)
        grace.does_not_see(question)
    grace.page.goto("/today")
    grace.is_at("Give the phone back")
    grace.writes("Your password", "not the one")
    grace.sends("Unlock")
    grace.sees("This is not your password")
    grace.writes("Your password", PASSWORD)
    grace.sends("Unlock")
    grace.is_at(question)
    grace.sees("Answered on a phone handed over")
    db.session.expire_all()
    kept = db.session.query(PromptAnswer).one()
    assert (kept.prompt_id, kept.words, kept.author_id) == (prompt_id, WORDS, asked.owner_id)
    assert kept.door == "handed over"


def test_who_leaves_the_page_finds_it_covered(people: Cast, meet: Meet, asked: Asked) -> None:
    grace = meet(people.grace).signs_in()
    grace.page.goto(f"/prompts/{asked.id}/handing-over")
    grace.sends("Show the question")
    grace.writes("Your answer, in your own words", WORDS)
    _leaves(grace, hidden=True)
    expect(grace.page.get_by_label("Your answer, in your own words")).to_be_hidden()
    _leaves(grace, hidden=False)
    grace.presses("Go on")
    expect(grace.page.get_by_label("Your answer, in your own words")).to_have_value(WORDS)
    grace.sends("Send")
    grace.is_at("Thank you, Tomasz")
    _leaves(grace, hidden=True)
    _leaves(grace, hidden=False)
    grace.is_at("Give the phone back")


def test_without_signal_too_nothing_of_the_owner_opens_until_they_have_it_again(
    people: Cast, meet: Meet, asked: Asked
) -> None:
    grace = meet(people.grace).signs_in()
    phone.gets_ready(grace)
    phone.until_ready(grace, "/phone")
    capture = [path for path in phone.kept(grace.page) if path.startswith("/capture/")]
    grace.page.goto(f"/prompts/{asked.id}/handing-over")
    grace.sends("Show the question")
    expect(grace.page.locator("phone-handed[data-shut]")).to_be_attached()
    phone.without_signal(grace)
    for path in ("/today", "/phone", "/checks/new", "/handed-over", *capture[:1]):
        grace.page.goto(path)
        grace.is_at("Nobody is signed in")
        grace.does_not_see("Amina")
    phone.with_signal(grace)
    grace.page.goto("/today")
    grace.is_at(asked.question)
    grace.sends("Give the phone back")
    grace.writes("Your password", PASSWORD)
    grace.sends("Unlock")
    grace.is_at(asked.question)
    grace.page.goto("/today")
    grace.page.wait_for_timeout(500)
    phone.without_signal(grace)
    grace.page.goto("/today")
    grace.is_at("Nothing is due right now")


def _goes_back(who: Person) -> None:
    """What was sent is not sent again: there the browser itself asks first, and shows nothing of ours."""
    try:
        who.page.go_back()
    except Error as error:
        assert "ERR_CACHE_MISS" in str(error)


def _leaves(who: Person, *, hidden: bool) -> None:
    """The screen goes dark, or light again: what the page is told of it."""
    who.page.evaluate(
        """(hidden) => {
          Object.defineProperty(document, "hidden", { value: hidden, configurable: true });
          document.dispatchEvent(new Event("visibilitychange"));
        }""",
        hidden,
    )
