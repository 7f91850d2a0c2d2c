"""Mail from its cause to the mail server: rows, a real SMTP talk, nothing lost and nothing personal."""

from __future__ import annotations

import smtplib
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa

from spotcheck.cli.tick import post
from spotcheck.cli.tick.once import tick_once
from spotcheck.core.clock import FixedClock
from spotcheck.core.database import db
from spotcheck.core.ids import new_id
from spotcheck.core.refusals import Refusal
from spotcheck.messages import mail_operations as operations
from spotcheck.messages import mail_queries as queries
from spotcheck.messages import mail_rules as rules
from spotcheck.messages.mail_models import Letter, MailAddress, Notice
from spotcheck.messages.mail_rules import About, Wants
from spotcheck.messages.operations import raise_alert
from tests import make
from tests.cast import Cast, Member
from tests.conftest import MORNING
from tests.post_box import PostBox, post_box
from tests.racing import House

SITE = "https://spotcheck.example.org"


def with_address(person: Member, wants: Wants = Wants.DAILY, *, at: datetime = MORNING) -> None:
    """This person gave an address and confirmed it, and the letter with its code is long gone."""
    operations.give_address(f"{person.sign_in}@example.org", by=person.standing(), at=at)
    letter = db.session.scalars(sa.select(Letter).where(Letter.person_id == person.id)).one()
    assert operations.confirm_address(str((letter.holds or {})["code"]), by=person.standing(), at=at)
    operations.choose_mail(wants, by=person.standing(), at=at)
    db.session.delete(letter)
    db.session.flush()


def letters(cast: Cast) -> list[tuple[str, str, object]]:
    query = sa.select(Letter).where(Letter.organisation_id == cast.organisation_id).order_by(Letter.made_at, Letter.id)
    return [(one.address.split("@")[0], one.kind, one.holds) for one in db.session.scalars(query)]


def notices(cast: Cast) -> int:
    query = sa.select(sa.func.count()).select_from(Notice).where(Notice.organisation_id == cast.organisation_id)
    return db.session.scalar(query) or 0


def test_nobody_gets_mail_who_did_not_confirm_an_address(cast: Cast) -> None:
    operations.give_address("ruth@example.org", by=cast.ruth.standing(), at=MORNING)
    everybody = [cast.ruth.id, cast.samuel.id]
    operations.notify(cast.organisation_id, everybody, About.RISEN, at=MORNING)
    assert notices(cast) == 0


def test_a_code_confirms_an_address_once_and_in_time(cast: Cast) -> None:
    by = cast.ruth.standing()
    operations.give_address("ruth@example.org", by=by, at=MORNING)
    [(_, kind, holds)] = letters(cast)
    code = str(holds["code"])  # type: ignore[index]  # a code has its letter
    assert kind == "code"
    assert not operations.confirm_address("22222222", by=by, at=MORNING)
    with pytest.raises(Refusal):
        operations.confirm_address(code, by=by, at=MORNING + rules.CODE_LASTS)
    assert operations.confirm_address(f" {code.lower()} ", by=by, at=MORNING)
    with pytest.raises(Refusal):
        operations.confirm_address(code, by=by, at=MORNING)


def test_a_code_cannot_be_guessed_at_leisure(cast: Cast) -> None:
    by = cast.ruth.standing()
    operations.give_address("ruth@example.org", by=by, at=MORNING)
    code = str(letters(cast)[0][2]["code"])  # type: ignore[index]  # a code has its letter
    for _ in range(rules.MOST_TRIES):
        assert not operations.confirm_address("22222222", by=by, at=MORNING)
    with pytest.raises(Refusal):
        operations.confirm_address(code, by=by, at=MORNING)


def test_what_rises_is_written_at_once_in_one_letter_a_person(cast: Cast, clock: FixedClock) -> None:
    with_address(cast.samuel)
    for _ in range(2):
        operations.notify(cast.organisation_id, [cast.samuel.id], About.RISEN, at=MORNING)
    assert queries.organisations_to_write_for(MORNING) == [cast.organisation_id]
    assert operations.write_letters(cast.organisation_id, at=MORNING) == 1
    assert letters(cast) == [("samuel", "act", {"risen": 2})]
    assert operations.write_letters(cast.organisation_id, at=clock.now()) == 0
    assert queries.organisations_to_write_for(MORNING) == []


def test_the_rest_waits_for_one_letter_a_day_in_working_hours(cast: Cast) -> None:
    with_address(cast.priya)
    night = MORNING.replace(hour=20)
    make.an_action(cast, at=night, plan=(make.AN_OBSERVATION,))
    assert queries.organisations_to_write_for(night) == []
    assert operations.write_letters(cast.organisation_id, at=night) == 0
    next_day = night + timedelta(hours=13)
    assert operations.write_letters(cast.organisation_id, at=next_day) == 1
    assert letters(cast) == [("priya", "daily", {"agreed": 1})]
    make.an_action(cast, at=next_day, plan=(make.AN_OBSERVATION,))
    assert operations.write_letters(cast.organisation_id, at=next_day + timedelta(hours=3)) == 0
    assert operations.write_letters(cast.organisation_id, at=next_day + timedelta(days=1)) == 1


def test_a_message_that_someone_is_at_risk_reaches_who_can_take_it(cast: Cast) -> None:
    for person in (cast.samuel, cast.ruth, cast.joseph, cast.grace):
        with_address(person, Wants.MUST_ACT)
    raise_alert(new_id(), cast.hazel, "Rose fell in the hall.", by=cast.grace.standing(), at=MORNING)
    operations.write_letters(cast.organisation_id, at=MORNING)
    assert sorted(letters(cast)) == [("ruth", "act", {"at risk": 1}), ("samuel", "act", {"at risk": 1})]


def test_taking_the_address_away_takes_what_waits_with_it(cast: Cast) -> None:
    with_address(cast.samuel)
    operations.notify(cast.organisation_id, [cast.samuel.id], About.RISEN, at=MORNING)
    operations.write_letters(cast.organisation_id, at=MORNING)
    operations.notify(cast.organisation_id, [cast.samuel.id], About.RISEN, at=MORNING)
    for _ in range(2):
        operations.take_address_away(by=cast.samuel.standing(), at=MORNING)
    assert (letters(cast), notices(cast)) == ([], 0)
    assert queries.address_of(cast.organisation_id, cast.samuel.id) is None


def test_nothing_queues_up_for_ever_while_mail_is_off(cast: Cast) -> None:
    with_address(cast.priya)
    operations.notify(cast.organisation_id, [cast.priya.id], About.AGREED, at=MORNING.replace(hour=20))
    later = MORNING + rules.WAITS_AT_MOST + timedelta(days=5, hours=12)  # a Saturday
    assert queries.organisations_to_write_for(later) == [cast.organisation_id]
    assert operations.write_letters(cast.organisation_id, at=later) == 0
    assert notices(cast) == 0


# Over a real socket, on a database of the test's own.


@pytest.fixture
def box() -> Iterator[PostBox]:
    with post_box() as box:
        yield box


@pytest.fixture
def sending(house: House, box: PostBox) -> House:
    """Mail is on, and Priya and Samuel have addresses; an action of Priya is due this morning."""
    settings = house.app.extensions["settings"]
    house.app.extensions["settings"] = replace(
        settings,
        site=SITE,
        smtp_host="127.0.0.1",
        smtp_port=box.port,
        smtp_security="none",
        smtp_from="spotcheck@example.org",
    )
    with house.app.app_context():
        for person in (house.cast.priya, house.cast.samuel):
            with_address(person)
        make.an_action(house.cast, at=MORNING, plan=(make.AN_OBSERVATION,), title="Ask Rose about her tablets")
        db.session.execute(sa.delete(Notice))
        db.session.commit()
    turn(house, days=1)
    return house


def turn(house: House, **more: float) -> datetime:
    clock: FixedClock = house.app.extensions["clock"]
    return clock.move(**more)


def rows(house: House) -> list[Letter]:
    with house.app.app_context():
        return list(db.session.scalars(sa.select(Letter).order_by(Letter.made_at)))


def test_what_rises_arrives_and_names_nobody(sending: House, box: PostBox) -> None:
    assert str(tick_once(sending.app)) == "1 thing rose, 1 mail written, 1 mail sent, nothing else was due."
    [mail] = box.taken
    assert (mail["To"], mail["From"]) == ("priya@example.org", "spotcheck@example.org")
    assert mail["Subject"] == "Spotcheck: one thing waits for you"
    whole = mail.as_string()
    assert f"{SITE}/today" in whole
    assert not any(word in whole for word in ("Rose", "tablets", "Priya", "Samuel", "Hazel"))
    [row] = rows(sending)
    assert (row.sent_at, row.next_try_at, row.holds) == (turn(sending), None, None)
    assert str(tick_once(sending.app)) == "Nothing was due."


def test_a_server_that_hangs_up_gets_it_again_with_the_same_id(sending: House, box: PostBox) -> None:
    box.hangs_up = 1
    assert tick_once(sending.app).left == 0
    assert str(tick_once(sending.app)) == "Nothing was due."
    turn(sending, minutes=1)
    assert str(tick_once(sending.app)) == "1 mail sent, nothing else was due."
    first, second = box.taken
    assert first["Message-ID"] == second["Message-ID"]
    assert len(rows(sending)) == 1


def test_a_server_that_is_away_is_tried_later(sending: House, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*_: object) -> None:
        raise ConnectionRefusedError

    with monkeypatch.context() as patch:
        patch.setattr(post, "deliver", away)
        tick_once(sending.app)
    [row] = rows(sending)
    assert (row.tries, row.says, row.sent_at) == (1, "ConnectionRefusedError", None)
    turn(sending, minutes=1)
    assert str(tick_once(sending.app)) == "1 mail sent, nothing else was due."


def test_a_refusal_for_now_is_tried_again(sending: House, box: PostBox) -> None:
    box.recipient, box.data = ["451 later please"], ["452 full"]
    tick_once(sending.app)
    turn(sending, minutes=1)
    tick_once(sending.app)
    assert box.taken == []
    turn(sending, minutes=5)
    assert str(tick_once(sending.app)) == "1 mail sent, nothing else was due."


def test_a_refusal_for_good_is_shown_and_not_tried_again(sending: House, box: PostBox) -> None:
    box.recipient = ["550 <priya@example.org> is nobody here"]
    tick_once(sending.app)
    with sending.app.app_context():
        [one] = queries.not_delivered(sending.cast.organisation_id)
        assert (one.name, one.given_up, one.says) == ("Priya", True, "550 is nobody here")
    turn(sending, hours=5)
    assert str(tick_once(sending.app)) == "Nothing was due."
    assert box.taken == []


def test_after_five_days_it_is_given_up(sending: House, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*_: object) -> None:
        raise smtplib.SMTPServerDisconnected

    monkeypatch.setattr(post, "deliver", away)
    tick_once(sending.app)
    first = rows(sending)[0].id
    turn(sending, days=5)
    tick_once(sending.app)
    [row] = [one for one in rows(sending) if one.id == first]
    assert (row.next_try_at, row.given_up_at is not None, row.holds) == (None, True, None)


def test_a_process_that_dies_after_sending_sends_the_same_again(
    sending: House, box: PostBox, monkeypatch: pytest.MonkeyPatch
) -> None:
    deliver = post.deliver

    def and_dies(*given: object) -> None:
        deliver(*given)  # type: ignore[arg-type]  # as they were given
        raise SystemExit

    with monkeypatch.context() as patch:
        patch.setattr(post, "deliver", and_dies)
        with pytest.raises(SystemExit):
            tick_once(sending.app)
    turn(sending, minutes=4)
    tick_once(sending.app)
    assert len(box.taken) == 2
    assert len({mail["Message-ID"] for mail in box.taken}) == 1


def test_without_a_mail_server_nothing_is_tried(sending: House, box: PostBox) -> None:
    sending.app.extensions["settings"] = replace(sending.app.extensions["settings"], smtp_host="")
    assert str(tick_once(sending.app)) == "1 thing rose, 1 mail written, nothing else was due."
    assert str(tick_once(sending.app)) == "Nothing was due."
    assert box.taken == []


def test_a_server_without_the_secrecy_that_was_asked_for_gets_nothing(sending: House, box: PostBox) -> None:
    settings = sending.app.extensions["settings"]
    sending.app.extensions["settings"] = replace(settings, smtp_security="starttls")
    tick_once(sending.app)
    assert box.taken == []
    assert [row.says for row in rows(sending)] == ["SMTPNotSupportedError"]


def test_what_is_undone_is_told_to_nobody(house: House) -> None:
    with house.app.app_context():
        with_address(house.cast.samuel)
        db.session.commit()
        operations.notify(house.cast.organisation_id, [house.cast.samuel.id], About.RISEN, at=MORNING)
        db.session.rollback()
        assert notices(house.cast) == 0
        assert db.session.scalar(sa.select(sa.func.count()).select_from(MailAddress)) == 1
