"""A worker answers on the supervisor's phone where there is no signal. Four digits give it back, and nothing of its
owner's opens meanwhile, with signal or without."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from spotcheck.checklists.queries import checklist_by_key, current_versions
from spotcheck.checklists.wording_operations import write_wording
from spotcheck.checklists.wording_rules import Said
from spotcheck.core.database import db
from spotcheck.learning.models import PromptAnswer
from spotcheck.learning.operations.language import choose_language
from tests.cast import Cast
from tests.journeys import phone
from tests.journeys.person import Person
from tests.journeys.site import Site
from tests.make_prompts import PRN, a_prompt, questions

pytestmark = pytest.mark.one_database
Meet = Callable[..., Person]
ANSWER, DIGITS, UNLOCK = "Your answer, in your own words", "Choose four digits", "Your four digits"
IN_POLISH = Said(text="Ktoś prosi o lek PRN. Co robisz?", model="", why="", another_way="", lines={})
WORDS = "I look at the plan, then I write the time and the reason."


@pytest.fixture
def capture(people: Cast) -> str:
    """A page that her phone keeps."""
    found = f"/capture/{current_versions(people.organisation_id)[0][1].id}"
    db.session.rollback()
    return found


@pytest.fixture
def grace(people: Cast, meet: Meet, site: Site, capture: str) -> Person:
    """On shift with a phone that is ready; a short question to Tomasz waits."""
    held, item = checklist_by_key(people.organisation_id, PRN), questions(people.organisation_id)[1]
    assert held is not None
    a_prompt(people, people.tomasz, by=people.samuel, at=site.clock.now(), items=[item])
    write_wording(held, item, "pl", IN_POLISH, by=people.samuel.standing(), at=site.clock.now())
    choose_language("pl", by=people.tomasz.standing(), at=site.clock.now())
    db.session.commit()
    grace = meet(people.grace).signs_in()
    phone.gets_ready(grace)
    phone.until_ready(grace, "/phone", "/hand", capture)
    return grace


@pytest.fixture
def question(people: Cast) -> tuple[str, str, str, str]:
    """Its words, a good answer, a line to choose, and how it is put in Polish. Nothing of it stays open here: the site
    writes while the test looks on."""
    item = questions(people.organisation_id)[1]
    found = item.text, item.model or "", item.choices[0]["text"], IN_POLISH.text
    db.session.rollback()
    return found


def hands_over(grace: Person, question: str, digits: str = "2580") -> None:
    grace.page.goto("/today")
    grace.follows(question)
    grace.is_at("Give the phone to Tomasz")
    grace.writes(DIGITS, digits)
    grace.presses("Show the question")
    grace.is_at("Tomasz, a short question for you")


def nothing_of_hers_opens(grace: Person, capture: str, heading: str) -> None:
    for path in (capture, "/today", "/prompts", "/phone", "/checks/new", "/people", "/handed-over"):
        grace.page.goto(path)
        grace.is_at(heading)
        grace.does_not_see("Amina")
        grace.does_not_see("Grace")


def test_handed_over_answered_given_back_and_sent_once_with_nothing_of_the_owner_open_meanwhile(
    people: Cast, grace: Person, question: tuple[str, str, str, str], capture: str
) -> None:
    (asked, model, line, in_polish), author = question, people.grace.id
    other = grace.page.context.new_page()  # another tab of hers
    other.goto("/today")
    phone.without_signal(grace)
    grace.page.goto("/today")
    grace.page.goto(capture)
    hands_over(grace, asked)
    expect(other.get_by_role("heading", level=1)).to_contain_text("Tomasz, a short question for you")
    other.close()
    nothing_of_hers_opens(grace, capture, "Tomasz, a short question for you")
    for _ in range(4):
        grace.page.go_back()
        grace.is_at("Tomasz, a short question for you")
    phone.with_signal(grace)
    nothing_of_hers_opens(grace, capture, "Tomasz, a short question for you")
    phone.without_signal(grace)
    grace.sees(asked)
    grace.writes(ANSWER, "I ask her: 943 476 5919.")
    grace.presses("Send")
    grace.sees("This may hold an NHS number")
    expect(grace.page.get_by_role("button", name="Send it as it is")).to_be_visible()
    grace.writes(ANSWER, WORDS)
    grace.sees("Saved on this phone")
    grace.page.reload()
    expect(grace.page.get_by_label(ANSWER)).to_have_value(WORDS)
    grace.page.get_by_label(line).check()
    expect(grace.page.get_by_text(in_polish)).to_be_visible()
    grace.presses("Send")
    grace.is_at("Thank you, Tomasz")
    grace.sees(model)
    grace.presses("Give the phone back")
    grace.is_at("Give the phone back")
    grace.does_not_see(WORDS)
    expect(grace.page.get_by_text(model)).to_be_hidden()
    grace.writes(UNLOCK, "1111")
    grace.presses("Unlock")
    grace.sees("These are not the four digits. 4 tries are left.")
    nothing_of_hers_opens(grace, capture, "Give the phone back")
    grace.writes(UNLOCK, "2580")
    grace.sends("Unlock")
    grace.is_at("Nothing is due right now")
    grace.sees("One waits, sealed.")
    expect(grace.section("Short questions")).to_be_hidden()
    phone.with_signal(grace)
    grace.page.goto("/phone")
    grace.sees("Nothing waits. All you finished here has arrived.")
    grace.page.goto("/today")
    grace.page.wait_for_timeout(500)
    db.session.expire_all()
    kept = db.session.query(PromptAnswer).one()
    assert (kept.words, kept.author_id, kept.door) == (f"{line}\n\n{WORDS}", author, "handed over")


def test_after_five_wrong_tries_nobody_is_signed_in_and_the_answer_still_arrives(
    grace: Person, question: tuple[str, str, str, str]
) -> None:
    asked, *_ = question
    phone.without_signal(grace)
    hands_over(grace, asked, "4711")
    grace.writes(ANSWER, WORDS)
    grace.presses("Send")
    grace.is_at("Thank you, Tomasz")
    grace.presses("Give the phone back")
    for left in ("4 tries are left", "3 tries are left", "2 tries are left", "One try is left"):
        grace.writes(UNLOCK, "0000")
        grace.presses("Unlock")
        grace.sees(left)
    grace.writes(UNLOCK, "0000")
    grace.presses("Unlock")
    grace.is_at("This phone is signed out")
    grace.page.goto("/today")
    grace.is_at("Nobody is signed in")
    phone.with_signal(grace)
    grace.page.goto("/today")
    expect(grace.page.get_by_label("Sign-in name")).to_be_visible()
    grace.signs_in()
    grace.page.wait_for_timeout(1000)
    db.session.expire_all()
    assert db.session.query(PromptAnswer).one().words == WORDS


def test_who_leaves_the_page_finds_it_covered_and_after_the_answer_locked(
    grace: Person, question: tuple[str, str, str, str]
) -> None:
    phone.without_signal(grace)
    hands_over(grace, question[0])
    grace.writes(ANSWER, WORDS)
    _leaves(grace, hidden=True)
    expect(grace.page.get_by_label(ANSWER)).to_be_hidden()
    _leaves(grace, hidden=False)
    grace.presses("Go on")
    expect(grace.page.get_by_label(ANSWER)).to_have_value(WORDS)
    grace.presses("Send")
    grace.is_at("Thank you, Tomasz")
    _leaves(grace, hidden=True)
    _leaves(grace, hidden=False)
    grace.is_at("Give the phone back")


def test_where_there_turns_out_to_be_no_signal_the_page_of_handing_over_goes_on_here(
    grace: Person, question: tuple[str, str, str, str]
) -> None:
    grace.page.goto("/prompts")
    grace.follows(question[0])
    grace.follows("Hand over the phone")
    phone.without_signal(grace)
    grace.sends("Show the question")
    grace.is_at("Give the phone to Tomasz")
    expect(grace.page.get_by_label(DIGITS)).to_be_visible()
    grace.follows("Not now")
    grace.is_at("Nothing is due right now")


def _leaves(who: Person, *, hidden: bool) -> None:
    who.page.evaluate(
        """(hidden) => {
          Object.defineProperty(document, "hidden", { value: hidden, configurable: true });
          document.dispatchEvent(new Event("visibilitychange"));
        }""",
        hidden,
    )
