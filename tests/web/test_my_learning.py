"""A person's own page: strengths first, what they work on, what they answered, what changed; theirs to keep."""

from __future__ import annotations

from datetime import timedelta

from spotcheck.checks.rules.content import Words
from spotcheck.core import history
from spotcheck.core.database import db
from spotcheck.learning.operations.answering import ask_for_support
from spotcheck.learning.operations.reviewing import Judgement, review
from spotcheck.tracker.rules.words import State
from tests import make, make_checks
from tests.make_prompts import a_prompt, an_answer, questions
from tests.pages import words


def test_strengths_come_first_then_what_is_booked_answered_asked_for_and_changed(cast, client_for, clock):
    at = clock.now()
    seen = Words(strength="Knelt down, and waited for a yes.")
    make_checks.observation(cast, cast.grace, cast.tomasz, at=at, words=seen)
    prompt = a_prompt(cast, cast.tomasz, by=cast.grace, at=at)
    answer = an_answer(prompt, at=at)
    points = frozenset(point["key"] for point in questions(cast.organisation_id)[0].points)
    judgement = Judgement(
        answer_id=answer.id,
        points=points,
        words="You look before you give.",
        revisit_on=(at + timedelta(days=3)).date(),
    )
    review(prompt, judgement, by=cast.grace.standing(), at=at)
    ask_for_support(prompt, words="The new chart.", by=cast.tomasz.standing(), at=at)
    make.an_action(cast, State.CLOSED, at=at, title="The reason stands beside every entry")
    clock.move(hours=3)
    db.session.commit()
    page = words(client_for(cast.tomasz).get("/mine/learning"))
    order = [
        "Knelt down, and waited", "What you are working on", "5 November", "What you answered", "The new chart.",
        "The reason stands beside every entry",
    ]  # fmt: skip
    assert [page.index(one) for one in order] == sorted(page.index(one) for one in order)
    assert "You look before you give." in page
    for somebody in (cast.amina, cast.outsider):
        assert "Knelt down" not in words(client_for(somebody).get("/mine/learning"))


def test_a_person_saves_their_own_copy_and_history_says_so(cast, client_for, clock):
    prompt = a_prompt(cast, cast.tomasz, by=cast.grace, at=clock.now())
    an_answer(prompt, "I ask how strong it is.", at=clock.now())
    db.session.commit()
    sent = client_for(cast.tomasz).post("/mine/copy")
    assert sent.status_code == 200
    assert "attachment" in sent.headers["Content-Disposition"]
    assert "I ask how strong it is." in sent.text
    assert "Grace" not in sent.text
    assert "copied" in [line.what for line in history.lines(cast.organisation_id, "person", cast.tomasz.id)]
