"""What comes again, on Today and on the page of its action: told once, and asked what will be different."""

from __future__ import annotations

from collections.abc import Callable

import sqlalchemy as sa

from spotcheck.core.clock import FixedClock
from spotcheck.core.database import db
from spotcheck.core.ids import new_id
from spotcheck.tracker.models import Action
from spotcheck.tracker.rising_models import Rise
from tests import make
from tests.cast import Cast
from tests.client import Client
from tests.conftest import MORNING
from tests.make import AN_OBSERVATION

Browser = Callable[..., Client]


def a_topic_again(cast: Cast, clock: FixedClock) -> list[Action]:
    for _ in range(2):
        make.a_finding(cast, at=MORNING, source_id=new_id())
    found = [
        make.an_action(cast, at=clock.move(hours=1), plan=(AN_OBSERVATION,), title=f"Way {n}") for n in range(1, 4)
    ]
    db.session.commit()
    return found


def test_three_actions_of_one_topic_are_one_line_on_today(cast: Cast, clock: FixedClock, client_for: Browser) -> None:
    a_topic_again(cast, clock)
    today = client_for(cast.samuel).get("/today").text
    assert today.count("Say what will be different this time.") == 1
    assert "One thing rose to you" in today


def test_the_page_names_the_others_and_asks_for_no_day(cast: Cast, clock: FixedClock, client_for: Browser) -> None:
    first, *others = a_topic_again(cast, clock)
    samuel = client_for(cast.samuel)
    page = samuel.get(f"/actions/{first.id}")
    assert "What will be different this time?" in page.text
    assert 'id="acknowledgement-new_on"' not in page.text
    assert all(f'href="/actions/{one.id}"' in page.text for one in others)
    again = samuel.get(f"/actions/{others[0].id}").text
    assert 'id="repeated"' not in again


def test_a_word_is_enough_and_is_kept(cast: Cast, clock: FixedClock, client_for: Browser) -> None:
    first, *_ = a_topic_again(cast, clock)
    rise = db.session.scalars(sa.select(Rise)).one()
    samuel = client_for(cast.samuel)
    where = f"/actions/{first.id}/rises/{rise.id}/acknowledgement"
    empty = samuel.post(where, {"reason": " ", "new_on": ""})
    assert empty.status_code == 422
    assert "Say in a sentence what will be different this time." in empty.text
    assert samuel.post(where, {"reason": "Nights are shown it too.", "new_on": ""}).status_code == 303
    page = samuel.get(f"/actions/{first.id}").text
    assert "“Nights are shown it too.”" in page
    assert "New day" not in page
    assert "rose to you" not in samuel.get("/today").text
