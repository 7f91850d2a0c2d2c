"""What happens on one phone, told step by step beside what its authors saw."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from flask import Flask
from hypothesis.stateful import RuleBasedStateMachine

from tests.cast import Cast, Member
from tests.conftest import MORNING
from tests.faults.home import Home
from tests.faults.moods import Mood, Network
from tests.faults.node_phone import KilledError, NodePhone

WHO = ("grace", "priya", "samuel")
KILLED = object()


@dataclass
class Look:
    """One check as its author saw it, or an answer. `kind`: open, then a check that was finished or a draft that was
    sealed; a prompt-answer from the first."""

    author: Member
    items: list[str]
    answers: dict[str, str] = field(default_factory=dict)
    kind: str = "open"


class Story(RuleBasedStateMachine):
    """A phone, the network and a home. What is done here is done on the phone, and noted as its author saw it."""

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

    def is_answered(self, kill: int | None) -> None:
        """The phone is handed over, and somebody answers: the same answer again after the battery died under it."""
        self.who_is_it_now(may_leave=self.may_be_over)
        if self.owner is None:
            return
        draft = self.phone.ask("lend", question=self.home.asks(), words="I ask, then I write it down.")
        self.looks[draft["id"]] = Look(self.owner, [], kind="prompt-answer")
        if self.does("answer", [], kill) is KILLED:
            assert self.phone.ask("answer") == {"id": draft["id"]}
        self.phone.ask("takeBack")

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
