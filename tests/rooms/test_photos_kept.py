"""A photo is kept once, by the author of its check, where the organisation chose it; and can be taken away again."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa
from PIL import Image

from spotcheck.checks.operations.holding import hold_back
from spotcheck.checks.operations.photos import choose_photo_items, keep_photo, take_away
from spotcheck.checks.operations.receiving import Received
from spotcheck.checks.photo_models import Photo, PhotoItem
from spotcheck.checks.queries.check import opened
from spotcheck.checks.queries.photos import chosen_items, items_asked_now, photo_of, photos_of
from spotcheck.checks.queries.story import story_of
from spotcheck.cli.backup.rows import as_line, as_row
from spotcheck.core.database import db
from spotcheck.core.history import broken_at, lines
from spotcheck.core.ids import new_id
from spotcheck.core.permissions import Answer, Verb, may
from spotcheck.core.refusals import Refusal, Why
from spotcheck.governance.legal_hold_rules import On
from spotcheck.governance.legal_holds import lift_hold, place_hold
from spotcheck.governance.photo_removal import remove_photo
from spotcheck.governance.taking import take
from spotcheck.tables import METADATA
from tests import make_checks as make
from tests import make_photos


@pytest.fixture
def check(cast, clock):
    made = make.told(cast, at=clock.now())
    make_photos.allow(made, "mar-first", "clean-hands", by=cast.admin.standing(), at=clock.now())
    return made


def item(cast, check, key="mar-first"):
    return make.item(cast, check, key).id


def kept(check):
    return db.session.scalars(sa.select(Photo).where(Photo.check_id == check.id).order_by(Photo.id)).all()


@pytest.fixture
def taken(cast, clock, check):
    return make_photos.taken(check, item(cast, check), at=clock.now() - timedelta(minutes=5))


@pytest.fixture
def photo(cast, clock, check, taken):
    keep_photo(taken, by=cast.grace.standing(), at=clock.now())
    return kept(check)[0]


def test_a_photo_is_kept_small_and_without_what_came_with_it(cast, clock, check):
    one = make_photos.taken(
        check, item(cast, check), at=clock.now(), sent=make_photos.a_picture((2000, 1000), format="PNG")
    )
    assert keep_photo(one, by=cast.grace.standing(), at=clock.now()) is Received.STORED
    (row,) = kept(check)
    found = Image.open(io.BytesIO(row.jpeg))
    assert (found.format, found.size, row.width, row.height) == ("JPEG", (1280, 640), 1280, 640)
    assert (dict(found.getexif()), row.size) == ({}, len(row.jpeg))


def test_r1_the_same_photo_again_changes_nothing(cast, clock, check, taken):
    states = [keep_photo(taken, by=cast.grace.standing(), at=clock.now()) for _ in range(3)]
    assert states == [Received.STORED, Received.ALREADY, Received.ALREADY]
    assert len(kept(check)) == 1
    assert [line.what for line in lines(cast.organisation_id, "check", check.id)].count("photo added") == 1


@pytest.mark.parametrize("other", ["sent", "item_id"])
def test_r1_another_photo_under_the_same_id_does_not_take_its_place(cast, clock, check, taken, other):
    keep_photo(taken, by=cast.grace.standing(), at=clock.now())
    before = kept(check)[0].digest
    changed = {"sent": make_photos.a_picture(colour="brown"), "item_id": item(cast, check, "clean-hands")}[other]
    assert keep_photo(replace(taken, **{other: changed}), by=cast.grace.standing(), at=clock.now()) is Received.OTHER
    assert [row.digest for row in kept(check)] == [before]


@pytest.mark.parametrize("who", ["samuel", "tomasz", "priya", "ruth"])
def test_only_the_author_of_the_check_adds_one(cast, clock, check, taken, who):
    with pytest.raises(Refusal, match="Only the person who captured"):
        keep_photo(taken, by=getattr(cast, who).standing(), at=clock.now())
    assert kept(check) == []


def test_r12_nobody_adds_one_to_a_check_of_another_organisation(cast, clock, taken):
    with pytest.raises(Refusal, match="not here yet"):
        keep_photo(taken, by=cast.outsider.standing(), at=clock.now())


def test_an_item_that_was_not_chosen_has_no_photos(cast, clock, check):
    one = make_photos.taken(check, item(cast, check, "quiet-place"), at=clock.now())
    with pytest.raises(Refusal, match="has not chosen photos"):
        keep_photo(one, by=cast.grace.standing(), at=clock.now())


def test_an_item_of_another_checklist_is_refused(cast, clock, check):
    other = make.interview(cast, cast.grace, cast.tomasz, at=clock.now())
    one = make_photos.taken(check, item(cast, other, "before-giving"), at=clock.now())
    with pytest.raises(Refusal, match="has no such item"):
        keep_photo(one, by=cast.grace.standing(), at=clock.now())


def test_what_is_no_picture_is_refused_and_nothing_is_kept(cast, clock, check, taken):
    with pytest.raises(Refusal) as refused:
        keep_photo(replace(taken, sent=b"GIF89a"), by=cast.grace.standing(), at=clock.now())
    assert (list(refused.value.fields), kept(check)) == (["photo"], [])


def test_three_of_an_item_are_the_most(cast, clock, check):
    by = cast.grace.standing()
    for _ in range(3):
        keep_photo(make_photos.taken(check, item(cast, check), at=clock.now()), by=by, at=clock.now())
    with pytest.raises(Refusal, match="3 photos of this item") as refused:
        keep_photo(make_photos.taken(check, item(cast, check), at=clock.now()), by=by, at=clock.now())
    assert refused.value.why is Why.NOT_NOW
    more = make_photos.taken(check, item(cast, check, "clean-hands"), at=clock.now())
    assert keep_photo(more, by=by, at=clock.now()) is Received.STORED


def test_one_that_was_taken_away_leaves_room(cast, clock, check):
    by = cast.grace.standing()
    for _ in range(3):
        keep_photo(make_photos.taken(check, item(cast, check), at=clock.now()), by=by, at=clock.now())
    take_away(kept(check)[0], check, reason="A name on the door.", by=by, at=clock.now())
    more = make_photos.taken(check, item(cast, check), at=clock.now())
    assert keep_photo(more, by=by, at=clock.now()) is Received.STORED


def test_a_phone_whose_clock_runs_ahead_took_it_when_it_came(cast, clock, check, taken):
    keep_photo(replace(taken, taken_at=clock.now() + timedelta(days=400)), by=cast.grace.standing(), at=clock.now())
    assert kept(check)[0].taken_at == clock.now()


def test_history_says_that_it_was_added_and_of_what(cast, clock, check, photo):
    story = story_of(opened(cast.samuel.standing(), check.id, at=clock.now()), cast.samuel.standing(), at=clock.now())
    told = story.history[0]
    assert (told.who, str(told.what)) == ("Grace", "added a photo")
    assert told.changes[0][2] == make.item(cast, check, "mar-first").text
    assert told.done_at == clock.now() - timedelta(minutes=5)


def test_one_that_came_after_the_review_says_so_to_whoever_sees_the_review(cast, clock, check, taken):
    make.reviewed(check, cast.samuel, at=clock.now())
    keep_photo(taken, by=cast.grace.standing(), at=clock.now() + timedelta(minutes=1))

    def late(who):
        found = opened(who.standing(), check.id, at=clock.now())
        return [one.late for one in story_of(found, who.standing(), at=clock.now()).photos]

    assert (late(cast.samuel), late(cast.grace), late(cast.tomasz)) == ([True], [True], [False])


def test_one_that_came_before_the_review_says_nothing(cast, clock, check, photo):
    assert [one.late for one in photos_of(check, reviewed_at=clock.now() + timedelta(minutes=1))] == [False]


def test_the_bytes_are_not_read_with_the_list(cast, clock, check, photo, statements):
    db.session.expire_all()
    statements.clear()
    photos_of(check, reviewed_at=None)
    assert not [one for one in statements if "jpeg" in one]


@pytest.mark.parametrize(
    ("who", "sees"), [("grace", True), ("samuel", True), ("ruth", True), ("nadia", True), ("tomasz", True),
    ("amina", False), ("joseph", False), ("leila", False), ("outsider", False)],
)  # fmt: skip
def test_r12_a_photo_is_seen_by_whoever_sees_its_check(cast, clock, check, photo, who, sees):
    standing = getattr(cast, who).standing()
    found = photo_of(standing, photo.id, at=clock.now())
    allowed = found is not None and may(standing, Verb.SEE_CHECK, found.thing) is Answer.ALLOWED
    seen = opened(standing, check.id, at=clock.now())
    check_allowed = seen is not None and may(standing, Verb.SEE_CHECK, seen.thing) is Answer.ALLOWED
    assert allowed is check_allowed is sees


def test_r12_while_the_check_is_held_back_its_photo_is_too(cast, clock, check, photo):
    day = (clock.now() + timedelta(days=7)).date()
    hold_back(check, until=day, reason="It is being looked into.", by=cast.samuel.standing(), at=clock.now())
    assert photo_of(cast.tomasz.standing(), photo.id, at=clock.now()) is None


@pytest.mark.parametrize("who", ["grace", "samuel", "ruth"])
def test_taking_it_away_takes_the_picture_and_leaves_the_line(cast, clock, check, photo, who):
    by = getattr(cast, who).standing()
    for _ in range(2):
        remove_photo(photo, reason=" A name on the door. ", by=by, at=clock.now())
    db.session.expire_all()
    assert (photo.jpeg, photo.taken_away_reason, photo.taken_away_by_id) == (None, "A name on the door.", by.person_id)
    assert (photos_of(check, reviewed_at=None), photo_of(by, photo.id, at=clock.now())) == ([], None)
    told = [line for line in lines(cast.organisation_id, "check", check.id) if line.what == "photo taken away"]
    assert [line.payload["reason"] for line in told] == ["A name on the door."]


def test_what_was_taken_away_does_not_come_back_when_it_is_sent_again(cast, clock, check, taken, photo):
    remove_photo(photo, reason="A name.", by=cast.samuel.standing(), at=clock.now())
    assert keep_photo(taken, by=cast.grace.standing(), at=clock.now()) is Received.ALREADY
    db.session.expire_all()
    assert photo.jpeg is None


def test_it_is_not_taken_away_without_a_reason(cast, clock, photo):
    with pytest.raises(Refusal) as refused:
        remove_photo(photo, reason="  ", by=cast.samuel.standing(), at=clock.now())
    assert (list(refused.value.fields), photo.jpeg is None) == (["reason"], False)


@pytest.mark.parametrize("on", [On.CHECK, On.PERSON])
def test_under_a_legal_hold_it_stays(cast, clock, check, photo, on):
    thing = check.id if on is On.CHECK else cast.tomasz.id
    hold = place_hold(on, thing, reason="A claim.", by=cast.samuel.standing(), at=clock.now())
    with pytest.raises(Refusal, match="has to be kept for now"):
        remove_photo(photo, reason="A name.", by=cast.grace.standing(), at=clock.now())
    lift_hold(hold, reason="It is settled.", by=cast.samuel.standing(), at=clock.now())
    remove_photo(photo, reason="A name.", by=cast.grace.standing(), at=clock.now())
    assert photo.jpeg is None


def test_r3_the_person_observed_does_not_take_it_away(cast, clock, photo):
    with pytest.raises(Refusal, match="your own practice"):
        remove_photo(photo, reason="I do not like it.", by=cast.tomasz.standing(), at=clock.now())


@pytest.mark.parametrize("column", ["digest", "taken_at", "check_id"])
def test_the_database_itself_refuses_to_change_a_photo(photo, clock, column):
    setattr(photo, column, {"digest": "x", "taken_at": clock.now(), "check_id": new_id()}[column])
    with pytest.raises(sa.exc.DBAPIError, match="never changes"):
        db.session.flush()


def test_when_its_check_is_erased_it_goes_too_and_the_chain_verifies(cast, check, photo):
    take(cast.organisation_id, "check", [check.id])
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Photo)) == 0
    assert broken_at(cast.organisation_id) is None


def test_a_backup_holds_the_picture_byte_for_byte(photo):
    table = METADATA.tables["photo"]
    row = dict(db.session.execute(sa.select(table)).mappings().one())
    assert isinstance(row["jpeg"], bytes)
    assert as_row(as_line(row), table) == row


def test_items_are_chosen_by_their_key_and_so_last_over_versions(cast, clock, check):
    of = make.asked(cast, "medicines-observation")[0].checklist_id
    assert chosen_items(cast.organisation_id) == {(of, "mar-first"), (of, "clean-hands")}
    assert {column.name for column in METADATA.tables["photo_item"].c if column.foreign_keys} == {
        "organisation_id", "checklist_id", "chosen_by_id",
    }  # fmt: skip


def test_choosing_again_says_what_changed_and_the_same_again_says_nothing(cast, clock, check):
    of = make.asked(cast, "medicines-observation")[0].checklist_id
    for _ in range(2):
        choose_photo_items({(of, "clean-hands"), (of, "quiet-place")}, by=cast.admin.standing(), at=clock.now())
    assert chosen_items(cast.organisation_id) == {(of, "clean-hands"), (of, "quiet-place")}
    newest, *before = lines(cast.organisation_id, "photo items", cast.organisation_id)
    assert newest.payload["after"] == {"on": [f"{of}/quiet-place"], "off": [f"{of}/mar-first"]}
    assert len(before) == 1


def test_what_only_an_older_version_asked_stays_as_it_was_chosen(cast, clock, check):
    of = make.asked(cast, "medicines-observation")[0].checklist_id
    db.session.add(
        PhotoItem(
            organisation_id=cast.organisation_id, checklist_id=of, item_key="long-gone", chosen_at=clock.now(),
            chosen_by_id=cast.admin.id,
        )
    )  # fmt: skip
    choose_photo_items(set(), by=cast.admin.standing(), at=clock.now())
    assert chosen_items(cast.organisation_id) == {(of, "long-gone")}


@pytest.mark.parametrize("key", ["mar-prn-sample", "prn-interview", "medicines-voice"])
def test_records_and_answers_of_people_are_never_chosen(cast, clock, key):
    version, items = make.asked(cast, key)
    assert version.checklist_id not in {checklist_id for checklist_id, _ in items_asked_now(cast.organisation_id)}
    with pytest.raises(Refusal, match="changed meanwhile"):
        choose_photo_items({(version.checklist_id, items[0].key)}, by=cast.admin.standing(), at=clock.now())
