"""Supervision in a browser: who is due, a record from what was seen, the worker's own words beside it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
import sqlalchemy as sa

from spotcheck.checks.rules.content import Words
from spotcheck.core.clock import FixedClock, local_date
from spotcheck.core.database import db
from spotcheck.core.history import lines
from spotcheck.governance.due_queries import due
from spotcheck.learning.operations.supervision import keep_record
from spotcheck.learning.supervision_models import Supervision
from tests import make_checks
from tests.cast import Cast, Member
from tests.client import Client
from tests.pages import hidden, words

Browser = Callable[..., Client]


def form_of(page: object, clock: FixedClock, **changed: str) -> dict[str, str]:
    day = local_date(clock.now())
    return {
        "id": hidden(page)["id"],  # type: ignore[arg-type]
        "held_on": day.isoformat(),
        "practice": "Knelt down, and waited for a yes.",
        "reflection": "",
        "step": "Leads the round on Friday.",
        "step_on": (day + timedelta(days=4)).isoformat(),
        "concerns": "true",
        **changed,
    }


def a_talk(cast: Cast, who: Member, clock: FixedClock, *, by: Member | None = None) -> Supervision:
    day = local_date(clock.now())
    made = keep_record(
        who.person, cast.hazel_court, held_on=day, practice="Knelt down.", step="Leads a round.", step_on=day,
        concerns=False, by=(by or cast.grace).standing(), at=clock.now(),
    )  # fmt: skip
    db.session.commit()
    return made


def test_a_record_is_kept_from_what_was_seen_and_the_worker_adds_their_words(
    cast: Cast, clock: FixedClock, client_for: Browser
) -> None:
    at = clock.now()
    make_checks.observation(cast, cast.grace, cast.tomasz, at=at, words=Words(strength="Knelt down, and waited."))
    db.session.commit()
    clock.move(days=2)
    grace = client_for(cast.grace)
    assert "With 2 people no talk is kept yet" in words(grace.get(f"/supervision/{cast.hazel}"))
    page = grace.get(f"/supervision/{cast.hazel}/{cast.tomasz.id}")
    assert "It stands on one look at practice." in words(page)
    assert "Knelt down, and waited.</textarea>" in page.text
    answer = grace.post(f"/supervision/{cast.hazel}/{cast.tomasz.id}", form_of(page, clock))
    assert answer.status_code == 303
    assert "They can write it themselves." in words(grace.get(answer.location))
    assert "The next is due by 4 February 2027." in words(grace.get(f"/supervision/{cast.hazel}"))
    tomasz = client_for(cast.tomasz)
    assert "A talk with Grace" in words(tomasz.get("/mine"))
    mine = tomasz.get(answer.location)
    form = {"id": hidden(mine)["id"], "text": "Mornings are fast for me."}
    for _twice in range(2):
        assert tomasz.post(f"{answer.location}/additions", form).status_code == 303
    said = words(tomasz.get(answer.location))
    assert said.count("Mornings are fast for me.") == 1
    assert "Written by Tomasz on" in said
    kept = db.session.scalars(sa.select(Supervision)).one()
    history = lines(cast.organisation_id, "supervision", kept.id)
    assert [line.what for line in history] == ["added to", "kept"]
    assert all("Mornings" not in str(line.payload) for line in history)


def test_a_talk_without_practice_seen_says_so_and_stays_due(cast: Cast, clock: FixedClock, client_for: Browser) -> None:
    a_talk(cast, cast.tomasz, clock)
    said = words(client_for(cast.grace).get(f"/supervision/{cast.hazel}"))
    assert "No practice was seen for it." in said
    assert "One talk is due" in said


def test_words_given_in_the_talk_are_marked_as_written_down(cast: Cast, clock: FixedClock, client_for: Browser) -> None:
    grace = client_for(cast.grace)
    place = f"/supervision/{cast.hazel}/{cast.tomasz.id}"
    answer = grace.post(place, form_of(grace.get(place), clock, reflection="I feel sure now."))
    assert "In their words, written by Grace." in words(grace.get(answer.location))


def test_what_is_missing_is_said_and_nothing_is_lost(cast: Cast, clock: FixedClock, client_for: Browser) -> None:
    grace = client_for(cast.grace)
    place = f"/supervision/{cast.hazel}/{cast.tomasz.id}"
    form = form_of(grace.get(place), clock, step="", held_on="yesterday", reflection="I feel sure now.")
    page = grace.post(place, form)
    assert page.status_code == 422
    assert "Choose a day, such as" in words(page)
    page = grace.post(place, form | {"held_on": "", "concerns": ""})
    assert "Choose the day you talked." in words(page)
    assert "Say what you agreed to do next." in words(page)
    assert "I feel sure now." in page.text


def test_it_is_read_by_the_worker_and_who_supervises_them_and_by_nobody_else(
    cast: Cast, clock: FixedClock, client_for: Browser
) -> None:
    place = f"/supervisions/{a_talk(cast, cast.tomasz, clock).id}"
    for who in (cast.tomasz, cast.grace, cast.priya, cast.samuel, cast.ruth):
        assert client_for(who).get(place).status_code == 200
    for who in (cast.amina, cast.nadia, cast.admin, cast.joseph, cast.leila, cast.outsider):
        assert client_for(who).get(place).status_code == 404


def test_a_supervisor_does_not_read_what_a_peer_agreed_with_the_manager(
    cast: Cast, clock: FixedClock, client_for: Browser
) -> None:
    place = f"/supervisions/{a_talk(cast, cast.priya, clock, by=cast.samuel).id}"
    assert client_for(cast.priya).get(place).status_code == 200
    assert client_for(cast.grace).get(place).status_code == 404
    assert client_for(cast.grace).get(f"/supervision/{cast.hazel}/{cast.priya.id}").status_code == 404
    assert "Priya" not in words(client_for(cast.grace).get(f"/supervision/{cast.hazel}"))


def test_nobody_keeps_a_record_about_themselves(cast: Cast, clock: FixedClock, client_for: Browser) -> None:
    samuel = client_for(cast.samuel)
    place = f"/supervision/{cast.hazel}/{cast.samuel.id}"
    assert "A talk you had" not in words(samuel.get(place))
    form = {"held_on": "2026-11-02", "practice": "x", "step": "x", "step_on": "2026-11-02", "concerns": "true"}
    assert samuel.post(place, form).status_code == 409


def test_the_copy_holds_it_and_it_goes_when_its_time_is_over(
    cast: Cast, clock: FixedClock, client_for: Browser
) -> None:
    kept = a_talk(cast, cast.tomasz, clock)
    assert "Leads a round." in client_for(cast.admin).post(f"/people/{cast.tomasz.id}/copy", {}).text
    assert kept.id not in due(cast.organisation_id, {}, at=clock.move(days=3 * 365)).ids("supervision")
    assert kept.id in due(cast.organisation_id, {}, at=clock.move(days=3)).ids("supervision")


def test_a_record_never_changes(cast: Cast, clock: FixedClock) -> None:
    a_talk(cast, cast.tomasz, clock)
    with pytest.raises(sa.exc.DBAPIError, match="never changes"), db.session.begin_nested():
        db.session.execute(sa.update(Supervision).values(step="Something else."))
