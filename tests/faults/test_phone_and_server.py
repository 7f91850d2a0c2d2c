"""A phone and a server through whatever may happen to them, in any order: after each step every check that was shown as
saved is on the phone or on the server, exactly once, as its author's. The phone is the real machinery, in Node."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
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
ITEMS = 4  # of the checklist are answered
STEPS = st.none() | st.integers(1, 30)  # of the phone's database until the battery dies
MOODS = st.lists(st.sampled_from(list(Mood)), max_size=3)
SKEWS = st.sampled_from([timedelta(), timedelta(minutes=20), timedelta(days=400), -timedelta(days=400)])


@dataclass
class Look:
    """One check as its author saw it. `kind`: open, then a check that was finished or a draft that was sealed."""

    author: Member
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
        with_moods = self.does("ready", moods, kill, **asked)
        del with_moods
        self.who_is_it_now(may_leave=self.owner is not None and self.owner.id != member.id, next_one=member)

    @rule(moods=MOODS, kill=STEPS)
    @precondition(lambda self: self.owner is not None)
    def somebody_signs_out(self, moods: list[Mood], kill: int | None) -> None:
        signed_out = self.does("signOut", moods, kill)
        self.who_is_it_now(may_leave=True)
        assert self.owner is None or signed_out is KILLED

    @rule(claim=st.sampled_from(WHO))
    def begins(self, claim: str) -> None:
        author = self.owner or getattr(self.home.cast, claim)
        version, _ = self.home.questions()
        context: dict[str, Any] = {
            "version": version, "kind": "observation", "service": str(self.home.cast.hazel),
            "worker": str(self.home.cast.tomasz.id), "title": "Hands, Tomasz",
        }  # fmt: skip
        if self.owner is None:
            context["claimed"] = {"sign_in": author.sign_in, "whom": author.name}
        self.looks[self.phone.ask("start", context=context)["id"]] = Look(author)

    @rule(data=st.data(), item=st.integers(0, ITEMS - 1), outcome=st.sampled_from(OUTCOMES), kill=STEPS)
    @precondition(lambda self: self.open())
    def taps(self, data: st.DataObject, item: int, outcome: str, kill: int | None) -> None:
        look_id = data.draw(st.sampled_from(self.open()))
        look, chosen = self.looks[look_id], self.home.questions()[1][item]
        patch = {"answers": {f"0/{chosen}": {"outcome": outcome}}}
        tab = data.draw(st.sampled_from(["one", "two"]))
        tapped = self.does("change", [], kill, id=look_id, patch=patch, tab=tab)
        kept = {
            key.partition("/")[2]: one["outcome"] for key, one in self.phone.ask("read", id=look_id)["answers"].items()
        }
        assert kept == look.answers | {chosen: outcome} or (tapped is KILLED and kept == look.answers)
        look.answers = kept

    @rule(data=st.data(), kill=STEPS)
    @precondition(lambda self: self.open())
    def finishes(self, data: st.DataObject, kill: int | None) -> None:
        look_id = data.draw(st.sampled_from(self.open()))
        done = self.does("finish", [], kill, id=look_id)
        if done is not KILLED or look_id not in self.phone.ask("rows")["drafts"]:
            self.looks[look_id].kind = "check"

    @rule(moods=MOODS, kill=STEPS)
    def sends(self, moods: list[Mood], kill: int | None) -> None:
        self.does("send", moods, kill)

    @rule(data=st.data())
    @precondition(lambda self: self.network.delivered)
    def an_old_batch_comes_again(self, data: st.DataObject) -> None:
        self.network.server(data.draw(st.sampled_from(self.network.delivered)))

    @rule(data=st.data())
    @precondition(lambda self: self.network.late)
    def a_late_one_arrives(self, data: st.DataObject) -> None:
        at = data.draw(st.integers(0, len(self.network.late) - 1))
        self.network.passed_on(self.network.late.pop(at))

    @rule()
    def the_battery_dies(self) -> None:
        self.phone.ask("kill")

    @rule()
    def a_newer_version_is_published(self) -> None:
        self.home.publishes_a_newer_version()

    @rule()
    def the_phone_is_reported_as_lost(self) -> None:
        self.home.phone_is_lost()

    @rule(hours=st.sampled_from([0.1, 1, 14]))
    def time_passes(self, hours: float) -> None:
        self.home.clock.move(hours=hours)
        self.set_clock()

    @rule(skew=SKEWS)
    def somebody_sets_the_phones_clock(self, skew: timedelta) -> None:
        self.skew = skew
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

    def does(self, what: str, moods: list[Mood], kill: int | None, **more: Any) -> Any:
        self.network.moods.extend(moods)
        try:
            return self.phone.ask(what, **more, **({} if kill is None else {"kill": kill}))
        except KilledError:
            return KILLED
        finally:
            self.network.moods.clear()

    def who_is_it_now(self, *, may_leave: bool, next_one: Member | None = None) -> None:
        """Whoever left has their drafts sealed, all of them or none."""
        owner = self.phone.ask("owner")
        now = next((one for one in self.people() if owner and str(one.id) == owner["personId"]), None)
        assert now in {self.owner, next_one, None}
        left = may_leave and self.owner is not None and (now is None or now.id != self.owner.id)
        if left:
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
        settings=settings(max_examples=30, stateful_step_count=30, suppress_health_check=list(HealthCheck)),
    )
