"""The second door in a real browser: a link, no account, five taps, a minute; with JavaScript and without."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable

import pytest
from playwright.sync_api import Request, expect

from spotcheck.core.database import db
from spotcheck.learning.models import PromptAnswer
from tests.cast import Cast, Member
from tests.journeys.person import Person
from tests.journeys.site import Site
from tests.make_prompts import a_link, a_prompt, questions
from tests.support.looking import prepare, wrong_with

MOST_TAPS = 5
MINUTE = 200  # words that a tired reader reads, or says, in a minute
ANSWER = "I look at the plan, I ask, I write down why."


class Finger:
    """Counts what a thumb does; typing the answer is not tapping."""

    def __init__(self, person: Person) -> None:
        self.person, self.taps, self.read = person, 0, 0
        prepare(person.page.context)

    def looks(self) -> None:
        page = self.person.page
        self.read += len(page.locator("main").inner_text().split())
        if self.person.javascript:
            assert wrong_with(page) == []

    def tap(self, what: str, *, away: bool = False) -> None:
        self.taps += 1
        if away:
            self.person.sends(what)
        else:
            self.person.page.get_by_label(what).tap()


@pytest.fixture
def nobody(site: Site) -> Member:
    return Member("Somebody", "nobody", uuid.UUID(int=0), uuid.UUID(int=0), site.clock.now())


@pytest.fixture
def code(people: Cast, site: Site) -> str:
    prompt = a_prompt(people, people.tomasz, by=people.grace, at=site.clock.now())
    made = a_link(prompt, by=people.grace, at=site.clock.now())
    db.session.commit()
    return made


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without"])
def test_a_worker_answers_with_a_link_in_five_taps_and_a_minute_and_learns(
    people: Cast, meet: Callable[..., Person], nobody: Member, code: str, javascript: bool
) -> None:
    worker = meet(nobody, javascript=javascript, width=320, height=640)
    asked: list[str] = []

    def keep(request: Request) -> None:
        asked.append(f"{request.url.split('#')[0]} {request.headers.get('referer', '')}")

    worker.page.on("request", keep)
    finger = Finger(worker)
    finger.taps += 1  # the link itself, or the camera's
    worker.page.goto(f"/answer#{code}")
    if javascript:
        expect(worker.page).to_have_url(re.compile("/answer$"))
        expect(worker.page.get_by_label("The code of your link")).to_be_hidden()
    else:
        finger.tap("The code of your link")
        worker.writes("The code of your link", code.replace("-", " ").lower())
    finger.looks()
    finger.tap("Open the question", away=True)
    expect(worker.page).to_have_url(re.compile("/answer/question$"))
    finger.looks()
    finger.tap("Your answer, in your own words")
    assert finger.read <= MINUTE - len(ANSWER.split())
    worker.writes("Your answer", ANSWER)
    finger.tap("Send", away=True)
    expect(worker.page).to_have_url(re.compile("/answer/thanks$"))
    worker.sees(questions(people.organisation_id)[0].model)
    finger.looks()
    assert finger.taps <= MOST_TAPS
    assert db.session.query(PromptAnswer).one().door == "link"
    assert len(asked) > 5
    assert not [one for one in asked if code in one]


def test_a_name_is_noticed_before_it_is_sent(meet: Callable[..., Person], nobody: Member, code: str) -> None:
    worker = meet(nobody)
    finger = Finger(worker)
    finger.taps += 1
    worker.page.goto(f"/answer#{code}")
    finger.tap("Open the question", away=True)
    finger.tap("Your answer, in your own words")
    worker.writes("Your answer", "Mr Hoist is what we call it.")
    finger.tap("Send", away=True)
    worker.sees("This may hold a name")
    finger.looks()
    finger.tap("Send it as it is", away=True)
    worker.is_at("Thank you")
    assert finger.taps <= MOST_TAPS
