"""A photo is an envelope of its own: it follows its check, whichever of the two arrives first."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
import sqlalchemy as sa

from spotcheck.checks.operations.finishing import finish_draft
from spotcheck.checks.operations.photos import choose_photo_items
from spotcheck.checks.photo_models import Photo
from spotcheck.checks.rules.drafting import Page
from spotcheck.core.database import db
from spotcheck.core.history import broken_at, lines
from spotcheck.core.ids import new_id
from spotcheck.delivery.models import Arrival
from spotcheck.delivery.operations.settling import Chosen, confirm, name_author
from tests.delivering import count, grace, sent
from tests.make_checks import asked
from tests.make_drafts import OBSERVATION
from tests.make_letters import a_check, a_photo, an_unfinished
from tests.make_phones import ready
from tests.make_photos import MAKER
from tests.phones import is_received

__all__ = ["grace"]


@pytest.fixture
def item(cast, clock):
    """An item that may have photos."""
    version, items = asked(cast, OBSERVATION)
    choose_photo_items({(version.checklist_id, items[0].key)}, by=cast.admin.standing(), at=clock.now())
    db.session.commit()
    return items[0]


@pytest.fixture
def check(cast, clock, grace):
    return a_check(cast, grace.pocket, at=clock.move(minutes=10))


def the_photo():
    return db.session.scalars(sa.select(Photo)).one()


def states():
    return sorted((row.kind, row.state) for row in db.session.scalars(sa.select(Arrival)))


def test_it_comes_after_its_check(app, cast, clock, grace, item, check):
    photo = a_photo(grace.pocket, check["id"], item.id, at=clock.now() - timedelta(minutes=4), sealed_at=clock.now())
    clock.move(hours=1)
    answers = sent(app, grace.pocket.seal(check), grace.pocket.seal(photo))
    assert [one["state"] for one in answers] == ["stored", "stored"]
    assert is_received(answers[1], photo)
    row = the_photo()
    assert (str(row.id), str(row.check_id), row.item_id) == (photo["id"], check["id"], item.id)
    assert (row.taken_at, row.received_at) == (clock.now() - timedelta(minutes=64), clock.now())
    assert MAKER.encode() not in row.jpeg
    assert states() == [("check", "taken"), ("photo", "taken")]
    line = lines(cast.organisation_id, "check", row.check_id)[0]
    assert (line.what, line.by_id, line.device_at) == ("photo added", cast.grace.id, row.taken_at)


def test_it_comes_before_its_check_and_follows_it(app, cast, clock, grace, item, check):
    photo = a_photo(grace.pocket, check["id"], item.id, at=clock.now())
    [early] = sent(app, grace.pocket.seal(photo))
    assert (early["state"], is_received(early, photo)) == ("stored", True)
    assert "follows its check" in early["says"][0]
    assert (count(Photo), states()) == (0, [("photo", "early")])
    clock.move(days=1)
    sent(app, grace.pocket.seal(check))
    assert (str(the_photo().id), states()) == (photo["id"], [("check", "taken"), ("photo", "taken")])
    assert {row.content for row in db.session.scalars(sa.select(Arrival))} == {None}
    assert broken_at(cast.organisation_id) is None


def test_in_one_request_the_other_way_round_it_is_the_same(app, cast, clock, grace, item, check):
    photo = a_photo(grace.pocket, check["id"], item.id, at=clock.now())
    answers = sent(app, grace.pocket.seal(photo), grace.pocket.seal(check))
    assert [one["state"] for one in answers] == ["stored", "stored"]
    assert str(the_photo().check_id) == check["id"]


def test_it_follows_a_draft_that_came_back_and_was_finished_on_a_page(app, cast, clock, grace, item):
    draft = an_unfinished(cast, grace.pocket, at=clock.move(minutes=5))
    photo = a_photo(grace.pocket, draft["id"], item.id, at=clock.now())
    sent(app, grace.pocket.seal(draft), grace.pocket.seal(photo))
    assert count(Photo) == 0
    finish_draft(
        uuid.UUID(draft["id"]),
        Page(record=0, items={}),
        by=cast.grace.standing(),
        at=clock.move(minutes=5),
        anyway=True,
    )
    assert str(the_photo().check_id) == draft["id"]


def test_r1_sent_again_before_and_after_it_is_one_photo(app, cast, clock, grace, item, check):
    photo = a_photo(grace.pocket, check["id"], item.id, at=clock.now())
    said = [sent(app, grace.pocket.seal(photo))[0]["state"] for _ in range(2)]
    sent(app, grace.pocket.seal(check))
    [again] = sent(app, grace.pocket.seal(photo))
    assert (said, again["state"], is_received(again, photo)) == (["stored", "already"], "already", True)
    assert count(Photo) == 1


def test_r1_another_photo_under_its_id_is_refused_and_kept(app, cast, clock, grace, item, check):
    photo = a_photo(grace.pocket, check["id"], item.id, at=clock.now())
    other = {**photo, "taken_at": (clock.now() - timedelta(minutes=1)).isoformat()}
    answers = sent(app, *(grace.pocket.seal(one) for one in (check, photo, other)))
    assert [one["state"] for one in answers] == ["stored", "stored", "refused"]
    assert (count(Photo), states()) == (1, [("check", "taken"), ("photo", "refused"), ("photo", "taken")])


@pytest.mark.parametrize("first", ["check", "photo"])
def test_where_photos_were_switched_off_meanwhile_it_is_refused_and_kept(app, cast, clock, grace, item, check, first):
    photo = a_photo(grace.pocket, check["id"], item.id, at=clock.now())
    choose_photo_items(set(), by=cast.admin.standing(), at=clock.now())
    db.session.commit()
    order = [check, photo] if first == "check" else [photo, check]
    for one in order:
        sent(app, grace.pocket.seal(one))
    kept = db.session.scalars(sa.select(Arrival).where(Arrival.kind == "photo")).one()
    assert (kept.state, kept.service_id, count(Photo)) == ("refused", cast.hazel, 0)
    assert kept.reasons == ["Your organisation has not chosen photos for this item."]
    assert kept.content["photo"]["jpeg"] == photo["jpeg"]


def test_r12_nobody_puts_a_photo_beside_the_check_of_a_colleague(app, cast, clock, grace, item, check):
    sent(app, grace.pocket.seal(check))
    priya = ready(cast.priya, at=clock.now())
    db.session.commit()
    photo = a_photo(priya.pocket, check["id"], item.id, at=clock.now())
    [answer] = sent(app, priya.pocket.seal(photo))
    assert (answer["state"], count(Photo)) == ("refused", 0)
    assert answer["says"] == ["Only the person who captured a check adds photos to it."]


def test_r12_one_that_waits_follows_only_the_check_of_whoever_took_it(app, cast, clock, grace, item, check):
    priya = ready(cast.priya, at=clock.now())
    db.session.commit()
    sent(app, priya.pocket.seal(a_photo(priya.pocket, check["id"], item.id, at=clock.now())))
    sent(app, grace.pocket.seal(check))
    assert (count(Photo), states()) == (0, [("check", "taken"), ("photo", "early")])


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"jpeg": "R0lGODlh"}, "no photo that can be read"),
        ({"jpeg": "???"}, "could not be read"),
        ({"jpeg": None}, "could not be read"),
        ({"item": None}, "could not be read"),
        ({"item": str(new_id())}, "no such item"),
        ({"position": 3}, "no such item"),
        ({"position": True}, "could not be read"),
        ({"position": 10_000}, "could not be read"),
        ({"check": "x"}, "could not be read"),
        ({"taken_at": "yesterday"}, "could not be read"),
    ],
)
def test_what_is_wrong_with_it_is_said_and_it_is_kept_as_it_came(app, cast, clock, grace, item, check, wrong, says):
    photo = a_photo(grace.pocket, check["id"], item.id, at=clock.now()) | wrong
    answers = sent(app, grace.pocket.seal(check), grace.pocket.seal(photo))
    assert (answers[1]["state"], is_received(answers[1], photo)) == ("refused", True)
    assert says in answers[1]["says"][0]
    assert count(Photo) == 0


def test_a_phone_whose_clock_is_off_by_a_day_still_took_it_four_minutes_before(app, cast, clock, item):
    ahead = timedelta(days=1)
    phone = ready(cast.grace, at=clock.now(), device_at=clock.now() + ahead)
    db.session.commit()
    heard = {"server": clock.now().isoformat(), "device": (clock.now() + ahead).isoformat()}
    now = clock.move(minutes=10)
    check = a_check(cast, phone.pocket, at=now + ahead) | {"contact": heard}
    photo = a_photo(
        phone.pocket, check["id"], item.id, at=now + ahead - timedelta(minutes=4), sealed_at=now + ahead
    ) | {"contact": heard}
    answers = sent(app, phone.pocket.seal(check), phone.pocket.seal(photo))
    assert [one["state"] for one in answers] == ["stored", "stored"]
    assert the_photo().taken_at == now - timedelta(minutes=4)


def test_one_whose_time_is_odd_waits_with_its_picture(app, cast, clock, grace, item, check):
    sent(app, grace.pocket.seal(check))
    photo = a_photo(grace.pocket, check["id"], item.id, at=clock.now() + timedelta(days=400))
    [answer] = sent(app, grace.pocket.seal(photo))
    assert (answer["state"], count(Photo)) == ("stored", 0)
    waiting = db.session.scalars(sa.select(Arrival).where(Arrival.kind == "photo")).one()
    assert (waiting.state, waiting.content["photo"]["check"]) == ("waits", check["id"])


def test_one_that_waited_is_taken_in_once_a_person_says_that_it_is_right(app, cast, clock, grace, item, check):
    sent(app, grace.pocket.seal(check))
    photo = a_photo(grace.pocket, check["id"], item.id, at=clock.now() + timedelta(days=400))
    sent(app, grace.pocket.seal(photo))
    waiting = db.session.scalars(sa.select(Arrival).where(Arrival.kind == "photo")).one()
    confirm(waiting, Chosen(), by=cast.samuel.standing(), at=clock.now())
    assert (str(the_photo().id), waiting.state, waiting.content) == (photo["id"], "taken", None)


def test_taken_by_somebody_who_was_not_signed_in_it_follows_once_they_say_that_it_was_them(
    app, cast, clock, grace, item
):
    claimed = {"sign_in": cast.priya.sign_in, "whom": "Tomasz"}
    check = a_check(cast, grace.phone_pocket, at=clock.move(minutes=10)) | {"claimed": claimed}
    photo = a_photo(grace.phone_pocket, check["id"], item.id, at=clock.now()) | {"claimed": claimed}
    answers = sent(app, grace.phone_pocket.seal(check), grace.phone_pocket.seal(photo))
    assert [one["state"] for one in answers] == ["stored", "stored"]
    assert (count(Photo), states()) == (0, [("check", "waits"), ("photo", "early")])
    waiting = db.session.scalars(sa.select(Arrival).where(Arrival.kind == "check")).one()
    confirm(waiting, Chosen(), by=cast.priya.standing(), at=clock.now())
    assert str(the_photo().check_id) == check["id"]
    assert states() == [("check", "taken"), ("photo", "taken")]


def test_it_follows_its_check_when_a_manager_named_who_captured_it(app, cast, clock, grace, item):
    claimed = {"sign_in": "nobody.here", "whom": None}
    check = a_check(cast, grace.phone_pocket, at=clock.move(minutes=10)) | {"claimed": claimed}
    photo = a_photo(grace.phone_pocket, check["id"], item.id, at=clock.now()) | {"claimed": claimed}
    sent(app, grace.phone_pocket.seal(photo), grace.phone_pocket.seal(check))
    waiting = db.session.scalars(sa.select(Arrival).where(Arrival.kind == "check")).one()
    name_author(waiting, cast.priya.id, by=cast.samuel.standing(), at=clock.now())
    confirm(waiting, Chosen(), by=cast.priya.standing(), at=clock.now())
    kept = db.session.scalars(sa.select(Arrival).where(Arrival.kind == "photo")).one()
    assert (count(Photo), kept.author_id, kept.state) == (1, cast.priya.id, "taken")
