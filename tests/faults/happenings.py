"""Whatever may happen to a phone and a server, in any order."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import TypeVar

from hypothesis import strategies as st
from hypothesis.stateful import initialize, rule

from tests.cast import Member
from tests.faults.moods import Mood
from tests.faults.story import KILLED, WHO, Story

OUTCOMES = ("well", "support", "not_seen")
TAP = st.tuples(st.integers(0, 3), st.sampled_from(OUTCOMES))  # which item, and what was seen
TAPS = st.lists(TAP, min_size=1, max_size=3)
# Of those there are. What is there depends on when exactly a battery died, and the draw must not.
WHICH = st.integers(0, 9)
MANY = 4  # a phone that is lost at once shows nothing
STEPS = st.none() | st.none() | st.integers(1, 30)  # of the phone's database until the battery dies
MOODS = st.lists(st.sampled_from(list(Mood)), max_size=3)
SKEWS = st.sampled_from([timedelta(), timedelta(minutes=20), timedelta(days=400), -timedelta(days=400)])
Thing = TypeVar("Thing")


class Happenings(Story):
    @initialize(who=st.sampled_from(WHO))
    def the_first_sign_in(self, who: str) -> None:
        self.somebody_signs_in(who, [], None)
        assert self.owner is not None

    @rule(who=st.sampled_from(WHO), moods=MOODS, kill=STEPS)
    def somebody_signs_in(self, who: str, moods: list[Mood], kill: int | None) -> None:
        member: Member = getattr(self.home.cast, who)
        token = self.home.signs_in(member)
        self.sessions += 1
        asked = {"personId": str(member.id), "csrf": token, "name": "Test", "session": str(self.sessions)}
        self.does("ready", moods, kill, **asked)
        self.who_is_it_now(may_leave=self.owner != member or self.may_be_over, next_one=member)
        self.may_be_over = self.owner is None

    @rule(moods=MOODS, kill=STEPS)
    def somebody_signs_out(self, moods: list[Mood], kill: int | None) -> None:
        signed_out = self.does("signOut", moods, kill)
        self.who_is_it_now(may_leave=True)
        assert self.owner is None or signed_out is KILLED

    @rule(claim=st.sampled_from(WHO), taps=TAPS)
    def begins(self, claim: str, taps: list[tuple[int, str]]) -> None:
        self.is_begun(claim, taps)

    @rule(claim=st.sampled_from(WHO), taps=TAPS, moods=MOODS, kill=STEPS)
    def captures_and_sends(self, claim: str, taps: list[tuple[int, str]], moods: list[Mood], kill: int | None) -> None:
        look_id = self.is_begun(claim, taps)
        self.is_finished(look_id, None)
        self.sends(moods, kill)

    @rule(which=WHICH, tap=TAP, kill=STEPS, tab=st.sampled_from(["one", "two"]))
    def taps(self, which: int, tap: tuple[int, str], kill: int | None, tab: str) -> None:
        for look_id in one_of(self.open(), which):
            self.is_tapped(look_id, *tap, kill, tab)

    @rule(which=WHICH, kill=STEPS)
    def finishes(self, which: int, kill: int | None) -> None:
        for look_id in one_of(self.open(), which):
            self.is_finished(look_id, kill)

    @rule(kill=STEPS, moods=MOODS)
    def a_worker_answers(self, kill: int | None, moods: list[Mood]) -> None:
        self.is_answered(kill)
        self.sends(moods, None)

    @rule(moods=MOODS, kill=STEPS)
    def sends(self, moods: list[Mood], kill: int | None) -> None:
        self.does("send", moods, kill)

    @rule(which=WHICH)
    def an_old_batch_comes_again(self, which: int) -> None:
        for request in one_of(self.network.delivered, which):
            self.network.server(request)

    @rule(which=WHICH)
    def a_late_one_arrives(self, which: int) -> None:
        for request in one_of(self.network.late, which):
            self.network.late.remove(request)
            self.network.passed_on(request)

    @rule()
    def the_battery_dies(self) -> None:
        self.phone.ask("kill")

    @rule(what=st.sampled_from(["hour", "shift", "version", "skew", "skew", "lost"]), skew=SKEWS)
    def the_world_turns(self, what: str, skew: timedelta) -> None:
        """Time passes, a newer version is published, the phone's clock is set, the phone is reported as lost."""
        if what in {"hour", "shift"}:
            self.home.clock.move(hours=1 if what == "hour" else 14)
        if what == "version":
            self.home.publishes_a_newer_version()
        if what == "lost" and len(self.looks) > MANY:
            self.home.phone_is_lost()
        self.skew = skew if what == "skew" else self.skew
        self.may_be_over = self.may_be_over or what in {"shift", "skew", "hour"}
        self.set_clock()


def one_of(things: Sequence[Thing], which: int) -> list[Thing]:
    """One of these; none when there are none."""
    return [things[which % len(things)]] if things else []
