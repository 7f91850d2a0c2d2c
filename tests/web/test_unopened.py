"""An administrator finds on *Your phones* where to bring in a file, and what came and could not be opened."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from spotcheck.core.clock import FixedClock
from spotcheck.core.database import add, db
from spotcheck.core.ids import new_id
from spotcheck.delivery.models import Quarantined
from spotcheck.delivery.rules.envelope import Unreadable
from spotcheck.delivery.rules.quarantine import explained
from tests.cast import Cast
from tests.client import Client
from tests.make_phones import Ready, ready

Browser = Callable[..., Client]
TITLE = "Came from phones, and could not be opened"


def words(answer: object) -> str:
    text = re.sub(r"<[^>]+>", " ", answer.text.partition("<main")[2])  # type: ignore[attr-defined]
    return re.sub(r"\s+", " ", text)


def set_apart(made: Ready, why: Unreadable, clock: FixedClock) -> None:
    add(
        Quarantined(
            organisation_id=made.phone.organisation_id, id=new_id(), grant_id=made.given.grant.id, digest=str(new_id()),
            envelope={}, size=2, why=why.value, received_at=clock.now(),
        )
    )  # fmt: skip


def test_an_administrator_finds_the_way_to_bring_in_a_file(cast: Cast, client_for: Browser) -> None:
    page = client_for(cast.admin).get("/phones")
    assert 'href="/envelopes/files"' in page.text
    assert TITLE not in words(page)


def test_nobody_else_is_shown_it(cast: Cast, client_for: Browser, clock: FixedClock) -> None:
    set_apart(ready(cast.grace, at=clock.now()), Unreadable.SEAL, clock)
    db.session.commit()
    for who in (cast.grace, cast.priya, cast.tomasz):
        page = client_for(who).get("/phones")
        assert "/envelopes/files" not in page.text
        assert TITLE not in words(page)


def test_what_could_not_be_opened_says_why_from_whose_phone_and_what_to_do(
    cast: Cast, client_for: Browser, clock: FixedClock
) -> None:
    grace = ready(cast.grace, at=clock.now(), name="Chrome on Android")
    for why in (Unreadable.SEAL, Unreadable.SEAL, Unreadable.SIGNATURE):
        set_apart(grace, why, clock)
    set_apart(ready(cast.outsider, at=clock.now()), Unreadable.CONTENT, clock)
    db.session.commit()
    clock.move(days=1)
    said = words(client_for(cast.admin).get("/phones"))
    assert "2 · Chrome on Android · Grace · since 2 November 2026 at 09:00" in said
    assert "One · Chrome on Android · Grace" in said
    for why in (Unreadable.SEAL, Unreadable.SIGNATURE):
        assert str(explained(why).what) in said
        assert str(explained(why).then) in said
    assert str(explained(Unreadable.CONTENT).what) not in said, "that of another organisation is theirs"


@pytest.mark.parametrize("why", list(Unreadable))
def test_every_reason_has_its_words(why: Unreadable) -> None:
    assert explained(why).what != explained(why).then
