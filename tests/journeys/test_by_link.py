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
from tests.support.looking import wrong_with

MOST_TAPS = 5
MINUTE = 200  # words that a tired reader reads in a minute


class Finger:
    """Counts what a thumb does; typing the answer is not tapping."""

    def __init__(self, person: Person) -> None:
        self.person, self.taps, self.read = person, 0, 0

    def looks(self) -> None:
        page = self.person.page
        self.read += len(page.locator("main").inner_text().split())
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
    asked: list[Request] = []
    worker.page.on("request", asked.append)
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
    worker.writes("Your answer", "I look at the plan, I ask, I write down why.")
    finger.tap("Send", away=True)
    expect(worker.page).to_have_url(re.compile("/answer/thanks$"))
    worker.sees(questions(people.organisation_id)[0].model)
    assert wrong_with(worker.page) == []
    assert finger.taps <= MOST_TAPS
    assert finger.read <= MINUTE
    assert db.session.query(PromptAnswer).one().door == "link"
    addresses = [one.url + (one.headers.get("referer") or "") for one in asked]
    assert not [one for one in addresses if code in one.split("#")[0]]
    if javascript:
        assert code not in worker.page.evaluate("JSON.stringify(performance.getEntries().map((one) => one.name))")


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
