"""R10 on a real database: raised once, seen by those who can take it, taken by one."""

from __future__ import annotations

import uuid
from datetime import datetime

import pytest
import sqlalchemy as sa

from spotcheck.core import history
from spotcheck.core.clock import FixedClock
from spotcheck.core.database import db
from spotcheck.core.ids import new_id
from spotcheck.messages.models import Alert
from spotcheck.messages.operations import raise_alert, take_alert
from spotcheck.messages.queries import lately, open_for, raised_and_open, raised_by, service_thing, services_to_tell
from tests import make
from tests.cast import Cast, Member

WORDS = "On the floor by the lift."


def raised(
    by: Member, service_id: uuid.UUID, *, at: datetime, words: str = WORDS, form: uuid.UUID | None = None
) -> Alert:
    return raise_alert(form or new_id(), service_id, words, by=by.standing(at), at=at)


def words_for(member: Member) -> list[str]:
    return [seen.alert.words for seen in open_for(member.standing())]


def test_it_is_seen_by_those_who_can_take_it_and_by_whoever_raised_it(cast: Cast, clock: FixedClock) -> None:
    raised(cast.tomasz, cast.hazel, at=clock.now())
    seeing = {
        member.name
        for member in (
            cast.tomasz, cast.amina, cast.grace, cast.priya, cast.samuel, cast.ruth, cast.nadia, cast.admin,
            cast.joseph, cast.leila, cast.outsider,
        )
        if words_for(member)
    }  # fmt: skip
    assert seeing == {"Tomasz", "Samuel", "Ruth"}


def test_sent_twice_it_is_once_even_after_somebody_has_it(cast: Cast, clock: FixedClock) -> None:
    form = new_id()
    first = raised(cast.grace, cast.hazel, at=clock.now(), form=form)
    assert raised(cast.grace, cast.hazel, at=clock.move(minutes=1), form=form) is first
    take_alert(first, by=cast.samuel.standing(), at=clock.now())
    assert raised(cast.grace, cast.hazel, at=clock.move(minutes=1), form=form) is first
    assert len(history.lines(cast.organisation_id, "alert", first.id)) == 2


def test_other_words_from_the_same_page_are_kept_too(cast: Cast, clock: FixedClock) -> None:
    form = new_id()
    raised(cast.grace, cast.hazel, at=clock.now(), form=form)
    for _ in range(2):
        raised(cast.grace, cast.hazel, at=clock.now(), form=form, words="Awake now, in pain.")
    assert words_for(cast.samuel) == [WORDS, "Awake now, in pain."]


def test_somebody_elses_id_hides_nothing(cast: Cast, clock: FixedClock) -> None:
    form = new_id()
    raised(cast.outsider, cast.other_service, at=clock.now(), form=form)
    raised(cast.tomasz, cast.hazel, at=clock.now(), form=form)
    raised(cast.grace, cast.hazel, at=clock.now(), form=form)
    assert words_for(cast.samuel) == [WORDS, WORDS]
    assert words_for(cast.outsider) == [WORDS]


def test_whoever_is_first_has_it(cast: Cast, clock: FixedClock) -> None:
    alert = raised(cast.grace, cast.hazel, at=clock.now())
    taken_at = clock.move(minutes=2)
    assert take_alert(alert, by=cast.samuel.standing(), at=taken_at)
    assert take_alert(alert, by=cast.samuel.standing(), at=clock.move(minutes=1))
    assert not take_alert(alert, by=cast.ruth.standing(), at=clock.move(minutes=1))
    assert (alert.taken_by_id, alert.taken_at) == (cast.samuel.id, taken_at)
    assert [line.what for line in history.lines(cast.organisation_id, "alert", alert.id)] == ["taken", "raised"]


def test_then_it_is_on_nobodys_page_and_whoever_raised_it_knows_who_has_it(cast: Cast, clock: FixedClock) -> None:
    alert = raised(cast.grace, cast.hazel, at=clock.now())
    assert raised_and_open(cast.grace.standing()) == [alert]
    take_alert(alert, by=cast.samuel.standing(), at=clock.move(minutes=2))
    assert words_for(cast.samuel) == words_for(cast.ruth) == words_for(cast.grace) == []
    assert raised_and_open(cast.grace.standing()) == []
    assert [seen.taken_by for seen in raised_by(cast.grace.standing(), at=clock.now())] == ["Samuel"]
    assert raised_by(cast.grace.standing(), at=clock.move(hours=13)) == []


def test_it_stays_however_long_nobody_has_it(cast: Cast, clock: FixedClock) -> None:
    raised(cast.grace, cast.hazel, at=clock.now())
    clock.move(days=90)
    assert words_for(cast.samuel) == words_for(cast.grace) == [WORDS]
    assert len(raised_by(cast.grace.standing(), at=clock.now())) == 1


def test_those_who_look_after_practice_there_find_it_again_for_four_weeks(cast: Cast, clock: FixedClock) -> None:
    raised(cast.tomasz, cast.hazel, at=clock.now())
    clock.move(days=27)
    for member in (cast.grace, cast.samuel, cast.ruth, cast.tomasz):
        assert len(lately(member.standing(), at=clock.now())) == 1
    for member in (cast.amina, cast.nadia, cast.leila, cast.outsider):
        assert lately(member.standing(), at=clock.now()) == []
    assert lately(cast.samuel.standing(), at=clock.move(days=1)) == []


def test_what_was_said_never_changes(cast: Cast, clock: FixedClock) -> None:
    alert = raised(cast.grace, cast.hazel, at=clock.now())
    for column in ("words", "raised_at", "service_id", "raised_by_id"):
        change = sa.update(Alert).where(Alert.id == alert.id).values({column: getattr(Alert, column)})
        with pytest.raises(sa.exc.DBAPIError, match="never changes"), db.session.begin_nested():
            db.session.execute(change)


def test_one_says_it_where_one_works(cast: Cast, clock: FixedClock) -> None:
    def places(member: Member) -> list[str]:
        return [service.name for service in services_to_tell(member.standing(), at=clock.now())]

    assert places(cast.tomasz) == ["Hazel Court"]
    assert places(cast.leila) == ["Mill Lane"]
    assert places(cast.ruth) == ["Hazel Court", "Mill Lane"]
    assert places(cast.outsider) == ["Other House"]


def test_a_verifier_says_it_where_they_verify_and_only_while_invited(cast: Cast, clock: FixedClock) -> None:
    action = make.an_action(cast, at=clock.now())
    vera = make.a_verifier(action, by=cast.samuel, at=clock.now())
    for days, places in ((0, ["Hazel Court"]), (30, [])):
        standing = vera.standing(clock.move(days=days))
        assert [service.name for service in services_to_tell(standing, at=clock.now())] == places
        assert bool(service_thing(standing, cast.hazel, at=clock.now()).ties) is bool(places)
        assert not service_thing(standing, cast.mill, at=clock.now()).ties
