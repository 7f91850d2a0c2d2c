"""R11: what happened stays as it was written, and a line that is changed, left out or slipped in shows."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Iterator
from datetime import date, datetime, timedelta, timezone
from typing import Any

import pytest
import sqlalchemy as sa

from spotcheck.core.database import db
from spotcheck.core.history import HistoryHead, HistoryLine, broken_at, lines, record, take_turn
from spotcheck.core.ids import new_id
from tests.cast import Cast
from tests.conftest import MORNING

THING = uuid.UUID(int=7)


def told(cast: Cast, what: str = "changed", **more: Any) -> HistoryLine:
    known = {"kind": "thing", "thing_id": THING, "by": cast.samuel.id, "at": MORNING}
    record(cast.organisation_id, what=what, **{**known, **more})
    newest = sa.select(HistoryLine).where(HistoryLine.organisation_id == cast.organisation_id)
    return db.session.scalars(newest.order_by(HistoryLine.number.desc()).limit(1)).one()


def test_a_line_says_who_when_what_and_from_what_to_what(cast: Cast) -> None:
    device = MORNING - timedelta(hours=2)
    line = told(cast, before={"lead": None, "due": date(2026, 11, 2)}, after={"lead": cast.priya.id}, reason="Leave.",
                device_at=device, service_id=cast.hazel)  # fmt: skip
    db.session.expire_all()
    (found,) = lines(cast.organisation_id, "thing", THING)
    assert found is line
    assert (found.by_id, found.at, found.device_at, found.service_id) == (cast.samuel.id, MORNING, device, cast.hazel)
    assert found.payload == {"before": {"due": "2026-11-02"}, "after": {"lead": str(cast.priya.id)}, "reason": "Leave."}


def test_lines_of_one_thing_come_newest_first(cast: Cast) -> None:
    for what in ("first", "second", "third"):
        told(cast, what)
    told(cast, "of another", thing_id=uuid.UUID(int=8))
    told(cast, "of another kind", kind="other")
    assert [line.what for line in lines(cast.organisation_id, "thing", THING)] == ["third", "second", "first"]
    assert lines(cast.other_organisation_id, "thing", THING) == []


def test_lines_are_numbered_without_a_gap_in_each_organisation(cast: Cast) -> None:
    told(cast)
    for organisation_id in (cast.organisation_id, cast.other_organisation_id):
        query = sa.select(HistoryLine.number).where(HistoryLine.organisation_id == organisation_id)
        numbers = list(db.session.scalars(query.order_by(HistoryLine.number)))
        assert numbers == list(range(1, len(numbers) + 1))


def test_a_chain_that_nobody_touched_holds(cast: Cast) -> None:
    told(cast)
    assert broken_at(cast.organisation_id) is None
    assert broken_at(cast.other_organisation_id) is None


VALUES = {
    "text in any script": {"words": "Żółć “quoted” 🌧"},
    "numbers and truths": {"n": 3, "share": 0.25, "yes": True, "none": None},
    "lists and things in them": {"ids": [THING, uuid.UUID(int=8)], "parts": ({"a": 1}, {"b": None})},
    "days and moments": {"day": date(2026, 11, 2), "at": datetime(2026, 6, 1, 9, tzinfo=timezone(timedelta(hours=1)))},
    "keys in any order": {"b": 1, "a": {"d": 1, "c": 2}},
    "nothing": {},
}


@pytest.mark.parametrize("after", VALUES.values(), ids=VALUES)
def test_a_payload_reads_back_as_it_was_hashed(cast: Cast, after: dict[str, Any]) -> None:
    told(cast, after=after)
    db.session.expire_all()
    assert broken_at(cast.organisation_id) is None


def test_a_moment_reads_back_as_it_was_hashed_to_the_microsecond(cast: Cast) -> None:
    told(cast, at=datetime(2026, 11, 2, 9, 0, 0, 123456, tzinfo=timezone(timedelta(hours=-5))))
    db.session.expire_all()
    assert broken_at(cast.organisation_id) is None


# The database itself refuses.


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE history SET what = 'never' WHERE thing_id = :thing",
        "UPDATE history SET at = :at WHERE thing_id = :thing",
        "UPDATE history SET by_id = NULL WHERE thing_id = :thing",
        "UPDATE history SET payload_digest = 'x' WHERE thing_id = :thing",
        "UPDATE history SET digest = 'x' WHERE thing_id = :thing",
        "UPDATE history SET number = 999 WHERE thing_id = :thing",
        "DELETE FROM history WHERE thing_id = :thing",
        "DELETE FROM history",
    ],
)
def test_a_script_cannot_change_or_delete_a_line(cast: Cast, statement: str) -> None:
    told(cast)
    values = {"thing": THING, "at": MORNING}
    typed = [sa.bindparam("thing", type_=sa.Uuid()), sa.bindparam("at", type_=sa.DateTime(timezone=True))]
    used = [bound for bound in typed if f":{bound.key}" in statement]
    query = sa.text(statement).bindparams(*used) if used else sa.text(statement)
    with pytest.raises(sa.exc.DBAPIError, match="a row of history never changes"), db.session.begin_nested():
        db.session.execute(query, {bound.key: values[bound.key] for bound in used})
    assert broken_at(cast.organisation_id) is None


def test_a_script_cannot_replace_or_empty_the_table(cast: Cast) -> None:
    line = told(cast)
    sqlite = db.session.get_bind().dialect.name == "sqlite"
    statement = "REPLACE INTO history SELECT * FROM history" if sqlite else "TRUNCATE history CASCADE"
    with pytest.raises(sa.exc.DBAPIError, match="a row of history never changes"), db.session.begin_nested():
        db.session.execute(sa.text(statement))
    assert lines(cast.organisation_id, "thing", THING) == [line]


def test_an_object_cannot_change_a_line_either(cast: Cast) -> None:
    line = told(cast)
    with pytest.raises(sa.exc.DBAPIError, match="never changes"), db.session.begin_nested():
        line.what = "never"
        db.session.flush()


# A payload may go, as a retention rule wants it.


def test_a_payload_can_be_taken_away_and_the_chain_still_holds(cast: Cast) -> None:
    line = told(cast, after={"words": "Something personal."}, reason="Because.")
    told(cast)
    line.payload = line.salt = None
    db.session.flush()
    db.session.expire_all()
    assert broken_at(cast.organisation_id) is None
    kept = lines(cast.organisation_id, "thing", THING)[1]
    assert (kept.payload, kept.salt, kept.what, kept.by_id) == (None, None, "changed", cast.samuel.id)


def test_what_was_taken_away_cannot_be_guessed_from_its_digest(cast: Cast) -> None:
    one, other = told(cast, reason="Yes."), told(cast, reason="Yes.")
    assert one.payload == other.payload
    assert one.payload_digest != other.payload_digest
    plain = hashlib.sha256(b'{"reason": "Yes."}').hexdigest()
    assert plain not in {one.payload_digest, other.payload_digest}
    assert len(one.salt or "") == 32


# Whoever gets past the database still shows.


@pytest.fixture
def tampered(cast: Cast) -> Iterator[int]:
    """Three lines, whose guards are taken down and which the session remembers. Gives the number of the middle one."""
    context = {"after": {"n": 1}, "service_id": cast.hazel, "device_at": MORNING - timedelta(hours=1)}
    kept = [told(cast, what, **context) for what in ("one", "two", "three")]
    on_postgres = "" if db.session.get_bind().dialect.name == "sqlite" else " ON history"
    for name in ("history_never_changes", "history_never_goes"):
        db.session.execute(sa.text(f"DROP TRIGGER {name}{on_postgres}"))
    assert broken_at(cast.organisation_id) is None
    yield kept[1].number


def by_script(change: sa.Update | sa.Delete, cast: Cast, number: int) -> None:
    """Past the session, so that it still remembers how it was."""
    here = sa.and_(HistoryLine.organisation_id == cast.organisation_id, HistoryLine.number == number)
    db.session.connection().execute(change.where(here))


CHANGED = {
    "what": {"what": "never"},
    "who": {"by_id": None},
    "when": {"at": MORNING + timedelta(seconds=1)},
    "when on the device": {"device_at": MORNING},
    "the kind of thing": {"kind": "other"},
    "which thing": {"thing_id": uuid.UUID(int=9)},
    "which service": {"service_id": None},
    "the payload": {"payload": {"after": {"n": 2}}},
    "the salt": {"salt": "00"},
    "the digest of the payload": {"payload_digest": "0" * 64},
    "the digest": {"digest": "0" * 64},
    "the id": {"id": uuid.UUID(int=10)},
}


@pytest.mark.parametrize("change", CHANGED.values(), ids=CHANGED)
def test_a_changed_line_shows(cast: Cast, tampered: int, change: dict[str, Any]) -> None:
    by_script(sa.update(HistoryLine).values(**change), cast, tampered)
    assert broken_at(cast.organisation_id) == tampered


def test_a_line_that_was_left_out_shows(cast: Cast, tampered: int) -> None:
    by_script(sa.delete(HistoryLine), cast, tampered)
    assert broken_at(cast.organisation_id) == tampered


def test_a_line_that_was_left_out_at_the_end_shows(cast: Cast, tampered: int) -> None:
    by_script(sa.delete(HistoryLine), cast, tampered + 1)
    assert broken_at(cast.organisation_id) == tampered + 1


def test_a_line_that_was_slipped_in_shows(cast: Cast, tampered: int) -> None:
    table = HistoryLine.__table__
    shift = sa.update(HistoryLine).values(number=HistoryLine.number + 1)
    by_script(shift, cast, tampered + 1)
    row = db.session.execute(sa.select(table).where(table.c.number == tampered, here(cast))).mappings().one()
    slipped = {**row, "id": new_id(), "number": tampered + 1, "what": "approved"}
    db.session.connection().execute(sa.insert(table).values(slipped))
    assert broken_at(cast.organisation_id) == tampered + 1


def test_lines_that_changed_places_show(cast: Cast, tampered: int) -> None:
    for number, to in ((tampered, -1), (tampered + 1, tampered), (-1, tampered + 1)):
        by_script(sa.update(HistoryLine).values(number=to), cast, number)
    assert broken_at(cast.organisation_id) == tampered


def test_an_end_that_was_moved_shows(cast: Cast) -> None:
    told(cast)
    end = db.session.get_one(HistoryHead, cast.organisation_id).number
    table = HistoryHead.__table__
    db.session.connection().execute(sa.update(table).values(number=end - 1))
    assert broken_at(cast.organisation_id) == end + 1


def here(cast: Cast) -> sa.ColumnElement[bool]:
    return HistoryLine.__table__.c.organisation_id == cast.organisation_id


# Taking a turn.


def test_there_is_no_turn_in_an_organisation_that_is_not_there(cast: Cast) -> None:
    with pytest.raises(LookupError, match="no organisation"):
        take_turn(uuid.UUID(int=404))


def test_there_is_no_turn_for_a_thing_of_another_organisation(cast: Cast) -> None:
    take_turn(cast.organisation_id, cast.hazel_court)
    with pytest.raises(LookupError, match="not a thing of organisation"):
        take_turn(cast.other_organisation_id, cast.hazel_court)


def test_a_turn_forgets_what_was_read_before_it(cast: Cast) -> None:
    court = cast.hazel_court
    table = court.__table__
    db.session.connection().execute(sa.update(table).where(table.c.id == court.id).values(name="Hazel House"))
    assert court.name == "Hazel Court"
    take_turn(cast.organisation_id)
    assert court.name == "Hazel House"


def test_a_turn_keeps_what_was_changed_and_not_yet_written(cast: Cast) -> None:
    court = cast.hazel_court
    court.name = "Hazel House"
    take_turn(cast.organisation_id)
    assert court.name == "Hazel House"


def test_the_salt_is_new_for_each_line(cast: Cast) -> None:
    assert len({told(cast).salt for _ in range(5)}) == 5
