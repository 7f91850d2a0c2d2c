"""A phone and a server through whatever may happen to them, in any order: after each step every check that was shown as
saved is on the phone or on the server, exactly once, as its author's. The phone is the real machinery, in Node."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, TypeVar

import pytest
from flask import Flask
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from tests.cast import Cast, Member
from tests.conftest import MORNING, rolled_back
from tests.faults.home import Home
from tests.faults.moods import Mood, Network
from tests.faults.node_phone import KilledError, NodePhone
from tests.support.rows import Rows, lay

pytestmark = [pytest.mark.slow, pytest.mark.one_database]

WHO = ("grace", "priya", "samuel")
OUTCOMES = ("well", "support", "not_seen")
TAP = st.tuples(st.integers(0, 3), st.sampled_from(OUTCOMES))  # which item, and what was seen
TAPS = st.lists(TAP, min_size=1, max_size=3)
WHICH = st.integers(
    0, 9
)  # of those there are. What is there depends on when exactly a battery died, and the draw must not.
Thing = TypeVar("Thing")
MANY = 4  # a phone that is lost at once shows nothing
STEPS = st.none() | st.none() | st.integers(1, 30)  # of the phone's database until the battery dies
MOODS = st.lists(st.sampled_from(list(Mood)), max_size=3)
SKEWS = st.sampled_from([timedelta(), timedelta(minutes=20), timedelta(days=400), -timedelta(days=400)])


@dataclass
class Look:
    """One check as its author saw it. `kind`: open, then a check that was finished or a draft that was sealed."""

    author: Member
    items: list[str]
    answers: dict[str, str] = field(default_factory=dict)
    kind: str = "open"


class PhoneAndServer(RuleBasedStateMachine):
    house: Callable[[], tuple[Flask, Cast, ExitStack]]

    def __init__(self) -> None:
        super().__init__()
        app, cast, self.until_the_end = self.house()
        self.home = Home(app, cast)
        self.home.clock.set(MORNING)
        self.network = Network(self.home.answers)
        self.phone = NodePhone(self.network)
        self.until_the_end.callback(self.phone.close)
        self.looks: dict[str, Look] = {}
        self.owner: Member | None = None
        self.skew = timedelta()
        self.sessions = 0
        self.may_be_over = False  # the shift of whoever is signed in, by the phone's clock
        self.set_clock()

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

    @invariant()
    def everything_is_somewhere_once_as_its_authors(self) -> None:
        rows = self.phone.ask("rows")
        server = self.home.has()
        on_phone = Counter([one["id"] for one in rows["outbox"]] + rows["drafts"])
        on_server = Counter(one.id for one in server)
        assert self.home.doubles() == 0
        assert max(on_phone.values(), default=0) <= 1, on_phone
        assert max(on_server.values(), default=0) <= 1, on_server
        assert on_phone.keys() | on_server.keys() == self.looks.keys()
        for look_id in self.open():
            assert look_id in rows["drafts"]
        kinds = {one["id"]: one["kind"] for one in rows["outbox"]} | {one.id: one.kind for one in server}
        assert kinds.items() <= {look_id: look.kind for look_id, look in self.looks.items()}.items()
        for one in server:
            look = self.looks[one.id]
            assert one.author == str(look.author.id), (one, look)
            assert (
                one.answers.items() >= {key: said for key, said in look.answers.items() if said != "not_seen"}.items()
            )

    def teardown(self) -> None:
        try:
            if self.looks:
                self.all_is_calm_and_everything_arrives()
        finally:
            self.until_the_end.close()

    def all_is_calm_and_everything_arrives(self) -> None:
        self.network.moods.clear()
        for look_id in self.open():
            self.phone.ask("finish", id=look_id)
            self.looks[look_id].kind = "check"
        for late in self.network.late:
            self.network.passed_on(late)
        self.phone.ask("send")
        self.everything_is_somewhere_once_as_its_authors()
        assert self.phone.ask("rows")["outbox"] == [], self.phone.ask("state")

    def is_begun(self, claim: str, taps: list[tuple[int, str]]) -> str:
        self.who_is_it_now(may_leave=self.may_be_over)
        author = self.owner or getattr(self.home.cast, claim)
        version, items = self.home.questions()
        context: dict[str, Any] = {
            "version": version, "kind": "observation", "service": str(self.home.cast.hazel),
            "worker": str(self.home.cast.tomasz.id), "title": "Hands, Tomasz",
        }  # fmt: skip
        if self.owner is None:
            context["claimed"] = {"sign_in": author.sign_in, "whom": author.name}
        look_id: str = self.phone.ask("start", context=context)["id"]
        self.looks[look_id] = Look(author, items)
        for item, outcome in taps:
            self.is_tapped(look_id, item, outcome, None)
        return look_id

    def is_tapped(self, look_id: str, item: int, outcome: str, kill: int | None, tab: str = "one") -> None:
        look = self.looks[look_id]
        chosen = look.items[item]
        tapped = self.does(
            "change", [], kill, id=look_id, patch={"answers": {f"0/{chosen}": {"outcome": outcome}}}, tab=tab
        )
        read = self.phone.ask("read", id=look_id)["answers"]
        kept = {key.partition("/")[2]: one["outcome"] for key, one in read.items()}
        assert kept == look.answers | {chosen: outcome} or (tapped is KILLED and kept == look.answers)
        look.answers = kept

    def is_finished(self, look_id: str, kill: int | None) -> None:
        done = self.does("finish", [], kill, id=look_id)
        if done is not KILLED or look_id not in self.phone.ask("rows")["drafts"]:
            self.looks[look_id].kind = "check"

    def does(self, what: str, moods: list[Mood], kill: int | None, **more: Any) -> Any:
        self.network.moods.extend(moods)
        try:
            return self.phone.ask(what, **more, **({} if kill is None else {"kill": kill}))
        except KilledError:
            return KILLED
        finally:
            self.network.moods.clear()

    def who_is_it_now(self, *, may_leave: bool, next_one: Member | None = None) -> None:
        """Whoever leaves has every draft sealed that lies there, all of them or none."""
        owner = self.phone.ask("owner")
        now = next((one for one in self.people() if owner and str(one.id) == owner["personId"]), None)
        assert now in {self.owner, next_one} or (now is None and may_leave)
        here = set(self.open()) & set(self.phone.ask("rows")["drafts"])
        assert here in (set(), set(self.open()))
        if self.open() and not here:
            assert may_leave
            for look_id in self.open():
                self.looks[look_id].kind = "draft"
        self.owner = now

    def people(self) -> list[Member]:
        return [getattr(self.home.cast, who) for who in WHO]

    def open(self) -> list[str]:
        return [look_id for look_id, look in self.looks.items() if look.kind == "open"]

    def set_clock(self) -> None:
        self.phone.ask("clock", at=(self.home.clock.now() + self.skew).isoformat())


KILLED = object()


def one_of(things: Sequence[Thing], which: int) -> list[Thing]:
    """One of these; none when there are none."""
    return [things[which % len(things)]] if things else []


@pytest.fixture
def house(_app: Flask, _everybody: tuple[Cast, Rows]) -> Iterator[Callable[[], tuple[Flask, Cast, ExitStack]]]:
    def built() -> tuple[Flask, Cast, ExitStack]:
        cast, rows = _everybody
        until_the_end = ExitStack()
        until_the_end.enter_context(rolled_back(_app))
        lay(rows)
        return _app, cast, until_the_end

    yield built


def test_what_was_shown_as_saved_is_somewhere_once_as_its_authors(
    house: Callable[[], tuple[Flask, Cast, ExitStack]],
) -> None:
    class InThisHouse(PhoneAndServer):
        pass

    InThisHouse.house = staticmethod(house)
    run_state_machine_as_test(
        InThisHouse,
        settings=settings(max_examples=25, stateful_step_count=35, suppress_health_check=list(HealthCheck)),
    )
