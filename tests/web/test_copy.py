"""Everything held about somebody in one file: all of theirs, nobody else's name, and nothing that is held back."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from datetime import timedelta

import pytest
import sqlalchemy as sa

from spotcheck.checks.operations.holding import hold_back
from spotcheck.checks.operations.reply import reply
from spotcheck.checks.operations.review import review
from spotcheck.checks.rules.judgement import Judgement
from spotcheck.core.clock import FixedClock, local_date
from spotcheck.core.database import db
from spotcheck.core.history import HistoryLine
from spotcheck.core.ids import new_id
from spotcheck.desk import copy_queries
from spotcheck.messages.operations import raise_alert
from spotcheck.organisation.models import Person
from spotcheck.tables import METADATA
from tests import make, make_checks
from tests.cast import Cast
from tests.client import Client
from tests.html import audit
from tests.make_phones import ready

ClientFor = Callable[..., Client]
PLANTED = "Wilhelmina Quennell"


def file_about(client: Client, person_id: object) -> str:
    client.get(f"/people/{person_id}/copy")
    answer = client.post(f"/people/{person_id}/copy")
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"].startswith("attachment; filename=")
    return answer.text


@pytest.fixture
def tomasz(cast: Cast, clock: FixedClock) -> str:
    """His file, after a check with everything in it, a reply, an action he leads and an alert; made by Alex."""
    at = clock.now()
    db.session.execute(sa.update(Person).where(Person.id == cast.grace.id).values(name=PLANTED))
    check = make_checks.observation(
        cast, cast.grace, cast.tomasz, at=at, outcomes={"hands": "follow_up"},
        words=make_checks.Words(strength=f"He waited. {PLANTED} saw it.", coaching="Quennell showed the chart."),
    )  # fmt: skip
    judged = Judgement(corrections_seen=0, risk="low", commentary="Wilhelmina is right: calm and clear.", stands=True)
    review(check, judged, by=cast.ruth.standing(), at=at + timedelta(hours=1))
    make.an_action(cast, at=at, lead=cast.tomasz, title="The prompt is on each trolley")
    raise_alert(new_id(), cast.hazel, "WILHELMINA fell.", by=cast.tomasz.standing(), at=at)
    db.session.commit()
    return str(check.id)


def test_all_that_is_theirs_is_in_it(tomasz: str, cast: Cast, client_for: ClientFor) -> None:
    text = file_about(client_for(cast.admin), cast.tomasz.id)
    for theirs in (
        "What Hazel Group holds about Tomasz", "Care worker", "He waited.", "showed the chart.", "calm and clear.",
        "The prompt is on each trolley", " fell.", "What is left out, and why", "2 November 2026",
    ):  # fmt: skip
        assert theirs in text, theirs


def test_nobody_else_is_named_in_it(tomasz: str, cast: Cast, client_for: ClientFor) -> None:
    text = file_about(client_for(cast.admin), cast.tomasz.id).casefold()
    others = set(db.session.scalars(sa.select(Person.name).where(Person.id != cast.tomasz.id)))
    assert PLANTED in others
    parts = [part.casefold() for name in others for part in name.split()]
    assert [part for part in parts if re.search(rf"\b{part}\b", text)] == []


def test_it_is_one_sound_page_that_loads_nothing(tomasz: str, cast: Cast, client_for: ClientFor) -> None:
    text = file_about(client_for(cast.admin), cast.tomasz.id)
    audit(text)
    assert [found for found in ("src=", "href=", "<script", "url(", "@import", "csrf") if found in text] == []


def test_what_is_held_back_or_was_passed_on_is_not_in_it_and_leaves_no_line(
    cast: Cast, clock: FixedClock, client_for: ClientFor
) -> None:
    at = clock.now()
    held, passed = (
        make_checks.observation(cast, cast.grace, cast.tomasz, at=at, words=make_checks.Words(strength=words))
        for words in ("Held words.", "Passed words.")
    )
    until = local_date(at + timedelta(days=7))
    hold_back(held, until=until, reason="It is looked into.", by=cast.ruth.standing(), at=at)
    judged = Judgement(
        corrections_seen=0, risk="high", commentary="Serious words.", stands=True, not_for_coaching=True,
        passed_to="hr", passed_on=local_date(at),
    )  # fmt: skip
    review(passed, judged, by=cast.ruth.standing(), at=at)
    db.session.commit()
    held_about, left_out = file_about(client_for(cast.admin), cast.tomasz.id).split("What is left out, and why")
    assert "if there is any" in left_out
    kept = ("Held words", "Passed words", "Serious", "looked into", "Check: ", "Medicines round", "Evidence")
    assert [one for one in kept if one in held_about] == []


def test_after_the_day_it_is_in_it_and_that_it_was_held_back_is_not(
    cast: Cast, clock: FixedClock, client_for: ClientFor
) -> None:
    held = make_checks.observation(
        cast, cast.grace, cast.tomasz, at=clock.now(), words=make_checks.Words(strength="Held words.")
    )
    until = local_date(clock.now() + timedelta(days=7))
    hold_back(held, until=until, reason="It is looked into.", by=cast.ruth.standing(), at=clock.now())
    db.session.commit()
    clock.move(days=8)
    text = file_about(client_for(cast.admin), cast.tomasz.id)
    assert "Held words." in text
    assert not [one for one in ("held back", "looked into") if one in text.casefold().split("what is left out")[0]]


def test_their_own_words_are_theirs(tomasz: str, cast: Cast, clock: FixedClock, client_for: ClientFor) -> None:
    client_for(cast.tomasz).get(f"/checks/{tomasz}")
    checks = sa.select(copy_queries.Check)
    reply(
        db.session.scalars(checks).one(), kind="thanks", text="I had help.", by=cast.tomasz.standing(), at=clock.now()
    )
    db.session.commit()
    assert "I had help." in file_about(client_for(cast.admin), cast.tomasz.id)


def test_their_phones_are_in_it_and_those_of_others_are_not(
    cast: Cast, client_for: ClientFor, clock: FixedClock
) -> None:
    ready(cast.tomasz, at=clock.now(), name="Firefox on Android")
    ready(cast.amina, at=clock.now(), name="Safari on iPhone")
    db.session.commit()
    text = re.sub(r"<[^>]+>|\s+", " ", file_about(client_for(cast.admin), cast.tomasz.id))
    assert re.search(r"Firefox on Android.{0,80}Sign-ins +1 ", text)
    assert "Safari" not in text


def test_that_a_copy_was_made_stays_in_the_history(tomasz: str, cast: Cast, client_for: ClientFor) -> None:
    alex = client_for(cast.admin)
    file_about(alex, cast.tomasz.id)
    line = db.session.scalars(sa.select(HistoryLine).order_by(HistoryLine.number.desc())).first()
    assert line is not None
    assert (line.what, line.thing_id, line.by_id) == ("copied", cast.tomasz.id, cast.admin.id)
    assert "made a copy of what is held about them" in alex.get(f"/people/{cast.tomasz.id}").text


@pytest.mark.parametrize("who", ["tomasz", "grace", "samuel", "ruth", "nadia", "outsider"])
def test_nobody_but_an_administrator_makes_one(cast: Cast, client_for: ClientFor, who: str) -> None:
    answer = client_for(getattr(cast, who)).post(f"/people/{cast.tomasz.id}/copy")
    assert answer.status_code in {403, 404}
    assert "Content-Disposition" not in answer.headers


def test_every_link_to_a_person_is_told_counted_or_left_out_with_a_reason() -> None:
    links = {
        f"{table.name}.{column.name}"
        for table in METADATA.sorted_tables
        for column in copy_queries.links_to_person(table)
    }
    assert links >= copy_queries.IN_FULL
    assert all(copy_queries.NOT_TOLD.values())


def test_a_file_about_somebody_with_much_is_made_in_seconds(
    cast: Cast, clock: FixedClock, client_for: ClientFor
) -> None:
    for n in range(40):
        make_checks.observation(cast, cast.grace, cast.tomasz, at=clock.now() + timedelta(minutes=n))
    db.session.commit()
    began = time.monotonic()
    assert file_about(client_for(cast.admin), cast.tomasz.id).count("Medicines round") == 40
    assert time.monotonic() - began < 20
