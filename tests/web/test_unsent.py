"""What was written is not lost when it is not taken: it is on the page that says so, to be copied."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from spotcheck.core.clock import FixedClock
from spotcheck.core.database import db
from spotcheck.tracker.models import Action
from tests import make
from tests.cast import PASSWORD, Cast
from tests.client import Client

ClientFor = Callable[..., Client]
WORDS = "Two people said the chart is easier now. 👩‍🍳 <b>Really</b>"
ON_PAGE = "Two people said the chart is easier now. 👩‍🍳 &lt;b&gt;Really&lt;/b&gt;"


@pytest.fixture
def action(cast: Cast, clock: FixedClock) -> Action:
    action = make.an_action(cast, at=clock.now())
    db.session.commit()
    return action


def sent(action: Action, **more: str) -> dict[str, str]:
    return {"version": str(action.version), "words": WORDS, **more}


@pytest.mark.parametrize("part", [False, True], ids=["page", "part"])
def test_whoever_was_signed_out_meanwhile_keeps_what_they_wrote(
    action: Action, cast: Cast, clock: FixedClock, client_for: ClientFor, part: bool
) -> None:
    priya = client_for(cast.priya)
    priya.get(f"/actions/{action.id}")
    clock.move(days=2)  # a session ends after a shift
    answer = priya.post(f"/actions/{action.id}/completion", sent(action), part=part)
    assert answer.status_code == 401
    assert ON_PAGE in answer.text
    assert "so this was not sent. Nothing was changed." in answer.text
    assert 'href="/sign-in' in answer.text
    assert db.session.get_one(Action, (cast.organisation_id, action.id)).state == "agreed"


def test_where_nothing_was_written_one_comes_to_the_sign_in_page(
    action: Action, cast: Cast, clock: FixedClock, client_for: ClientFor
) -> None:
    priya = client_for(cast.priya)
    priya.get(f"/actions/{action.id}")
    clock.move(days=2)
    answer = priya.post(f"/actions/{action.id}/completion", sent(action, words=""))
    assert (answer.status_code, answer.location.partition("?")[0]) == (303, "/sign-in")


@pytest.mark.parametrize("part", [False, True], ids=["page", "part"])
def test_a_form_of_an_earlier_sign_in_keeps_what_was_written(
    action: Action, cast: Cast, client_for: ClientFor, part: bool
) -> None:
    priya = client_for(cast.priya)
    priya.get(f"/actions/{action.id}")
    answer = priya.post(f"/actions/{action.id}/completion", sent(action, csrf_token="from another day"), part=part)
    assert answer.status_code == 400
    assert ON_PAGE in answer.text
    assert "from an earlier sign-in" in answer.text
    assert ("<h2>This was not sent</h2>" if part else "<h1>This was not sent</h1>") in answer.text


def test_what_somebody_else_may_do_is_refused_with_what_was_written(
    action: Action, cast: Cast, client_for: ClientFor
) -> None:
    answer = client_for(cast.grace).post(f"/actions/{action.id}/withdrawal", sent(action, reason=WORDS))
    assert answer.status_code == 403
    assert ON_PAGE in answer.text


def test_a_password_is_never_shown_again(cast: Cast, client_for: ClientFor) -> None:
    nobody = client_for()
    nobody.get("/sign-in")
    for path in ("/sign-in", "/join/sign-in", "/join"):
        answer = nobody.post(path, {"sign_in": "priya priya", "password": PASSWORD, "csrf_token": "no"})
        assert answer.status_code == 400
        assert PASSWORD not in answer.text and "priya priya" not in answer.text
