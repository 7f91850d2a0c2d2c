"""Who was signed off for medicines at Hazel Court: one nearly a year ago, one lately, one is on the way."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from datetime import datetime
from typing import NamedTuple

from spotcheck.checks.rules.content import Words
from spotcheck.core.database import db
from spotcheck.core.permissions import Thing, Verb
from spotcheck.demo.decide import judge
from spotcheck.demo.home import Ago, Home, Story
from spotcheck.demo.people import HAZEL
from spotcheck.demo.tell import ask, observe
from spotcheck.learning.operations.competence_needed import adopt_ready_made
from spotcheck.learning.operations.competence_signing import sign_off
from spotcheck.learning.operations.supervision import add_words, keep_record
from spotcheck.learning.queries.competence_needed import current
from spotcheck.learning.supervision_models import Supervision
from spotcheck.organisation.queries import service

# A story reads as prose: its lines end where a sentence does.
# fmt: off


class Round(NamedTuple):
    """A medicines round that somebody watched, and what it showed."""

    when: Ago
    who: str
    strength: str
    read: Ago


def what_is_needed(home: Home) -> Story:
    at = yield Ago(398, "11:00")
    adopt_ready_made(by=home.allowed("alex", Verb.CHANGE_COMPETENCE, Thing(home.organisation_id), at), at=at)


def nearly_a_year(home: Home) -> Story:
    """Signed off last year: due again in less than three weeks."""
    yield from _rounds(home, "helen", (
        Round(Ago(372, "08:50"), "daniel", "Read the chart aloud, and waited.", Ago(371, "10:00")),
        Round(Ago(364, "12:50"), "daniel", "Asked first: with water or with tea?", Ago(363, "10:00")),
        Round(Ago(355, "17:05"), "samuel", "Closed the trolley each time.", Ago(354, "10:00")),
    ))
    yield from _questions(home, "helen", Ago(352, "15:00"), "daniel", Ago(351, "10:10"))
    yield from _signed(home, "helen", Ago(347, "14:00"), "Calm and exact. Thank you for a safe year.")


def just_signed(home: Home) -> Story:
    yield from _rounds(home, "ewa", (
        Round(Ago(79, "21:00"), "daniel", "Checked the allergies before each new person.", Ago(78, "09:45")),
        Round(Ago(73, "21:10"), "priya", "Stayed until each tablet was swallowed.", Ago(72, "09:50")),
        Round(Ago(66, "20:55"), "daniel", "Wrote it down before the next door.", Ago(65, "09:40")),
    ))
    yield from _questions(home, "ewa", Ago(64, "21:30"), "daniel", Ago(63, "09:40"))
    yield from _signed(home, "ewa", Ago(61, "13:30"), "You take your time, and people notice.")


def on_the_way(home: Home) -> Story:
    """Two of three rounds, by two people; a third and the talk are still to come."""
    yield from _rounds(home, "yusuf", (
        Round(Ago(24, "12:55"), "priya", "Asked twice when the name on the box was new.", Ago(23, "11:10")),
        Round(Ago(11, "17:10"), "grace", "Gave choice and time, also when it was loud.", Ago(10, "11:20")),
    ))


def a_talk(home: Home) -> Story:
    """Supervision, from what was seen; the worker adds their own words two days later."""
    at = yield Ago(9, "14:15")
    here = service(home.organisation_id, home.services[HAZEL])
    if here is None:
        raise LookupError(HAZEL)
    by = home.allowed("grace", Verb.SUPERVISE, Thing(home.organisation_id, here.id), at)
    talk = keep_record(
        home.person("yusuf"), here, held_on=home.days_ago(9), concerns=True, by=by, at=at,
        practice="Gave choice and time at tea, also when it was loud. Asked twice when the name on the box was new.",
        step="Watch one morning round with Priya, then lead one yourself.", step_on=home.days_ahead(5),
    )
    record_id = talk.id
    at = yield Ago(7, "19:40")
    talk = db.session.get_one(Supervision, (home.organisation_id, record_id))
    words = "I like the rounds now. Mornings are still fast for me, so watching one first is good."
    add_words(talk, words, by=home.standing("yusuf", at), at=at)


def _rounds(home: Home, whom: str, rounds: Sequence[Round]) -> Generator[Ago | datetime, datetime, None]:
    for one in rounds:
        at = yield one.when
        seen = observe(home, one.who, whom, at, words=Words(strength=one.strength))
        at = yield one.read
        judge(home, "ruth", seen, at, says="As it should be, from the chart to the record.")


def _questions(
    home: Home, whom: str, when: Ago, who: str, read: Ago
) -> Generator[Ago | datetime, datetime, None]:
    at = yield when
    said = ask(home, who, whom, at, questions=["written-down", "afterwards"])
    at = yield read
    judge(home, "ruth", said, at, says="Explained clearly, with the reason.")


def _signed(home: Home, whom: str, when: Ago, note: str) -> Generator[Ago | datetime, datetime, None]:
    at = yield when
    here = service(home.organisation_id, home.services[HAZEL])
    if here is None:
        raise LookupError(HAZEL)
    by = home.allowed("samuel", Verb.SIGN_OFF, Thing(home.organisation_id, here.id), at)
    medicines = next(key for key, (_, topic) in current(home.organisation_id).items() if topic.key == "medication")
    sign_off(home.person(whom), here, medicines, note=note, by=by, at=at)
