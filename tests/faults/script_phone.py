"""A phone that several people share, whose machinery is the product's own script, in Node."""

from __future__ import annotations

from collections.abc import Sequence
from http.client import HTTPException
from random import Random
from typing import Any

from tests.cast import Member
from tests.faults.accounts import Kept, Saved
from tests.faults.line import Line
from tests.faults.node_phone import NodePhone
from tests.faults.world import World, content, seen

CHANGES_HANDS = 0.1  # so often somebody signs out, and mostly somebody else signs in
STAYS_OUT = 0.3
IS_HANDED_OVER = 0.25  # so often it is handed over for a short question, while there are any


class ScriptPhone:
    def __init__(self, name: str, world: World, proxy_port: int, server_port: int, people: Sequence[Member]) -> None:
        self.name, self.world, self.people = name, world, people
        self.proxy_port, self.server_port = proxy_port, server_port
        self.phone = NodePhone()
        self.phone.ask("clock", real=True)
        self._saved: dict[str, Kept] = {}
        self._sign_in(people[0])

    def capture(self, dice: Random) -> Saved:
        if dice.random() < CHANGES_HANDS:
            self._changes_hands(dice)
        owner = self.phone.ask("owner")
        who = next((one for one in self.people if owner and str(one.id) == owner["personId"]), dice.choice(self.people))
        if owner and who.organisation_id == self.world.cast.organisation_id and dice.random() < IS_HANDED_OVER:
            try:
                return self._is_answered(self.world.questions.popleft(), who)
            except IndexError:
                pass  # every question has its answer
        form = dice.choice(self.world.forms[who.organisation_id])
        context: dict[str, Any] = {
            "version": str(form.version), "kind": form.kind, "service": str(self.world.service_of(who)),
            "worker": None if form.kind == "voice" else str(self.world.cast.tomasz.id), "title": "A look",
            "answered_by": "person" if form.kind == "voice" else None,
        }  # fmt: skip
        if owner is None:
            context["claimed"] = {"sign_in": who.sign_in, "whom": who.name}
        draft = self.phone.ask("start", context=context)["id"]
        outcomes = seen(form, dice)
        for item, chosen in outcomes.items():
            self.phone.ask("change", id=draft, patch={"answers": {f"0/{item}": {"outcome": chosen}}})
        mark = f"{self.name}, look {len(self._saved) + 1}"
        self.phone.ask("change", id=draft, patch={"words": {form.mark: mark}})
        self.phone.ask("finish", id=draft)
        self._saved[draft] = Kept(content(form, mark, outcomes), str(who.id))
        return Saved(self._saved[draft].content, str(who.id))

    def _is_answered(self, question: dict[str, str], who: Member) -> Saved:
        """A worker answers on it. What they say is like no other answer."""
        mark = f"{self.name}, answer {len(self._saved) + 1}"
        draft = self.phone.ask("lend", question=question, words=mark)["id"]
        self.phone.ask("answer")
        self.phone.ask("takeBack")
        self._saved[draft] = Kept(mark, str(who.id))
        return Saved(mark, str(who.id))

    def send(self) -> None:
        self.phone.ask("send")

    def waiting(self) -> int:
        return len(self.phone.ask("rows")["outbox"])

    def held(self) -> Sequence[Kept]:
        return [self._saved[one["id"]] for one in self.phone.ask("rows")["outbox"]]

    def close(self) -> None:
        self.phone.close()

    def _changes_hands(self, dice: Random) -> None:
        self.phone.ask("signOut")
        if dice.random() < STAYS_OUT:
            return
        try:
            self._sign_in(dice.choice(self.people))
        except (OSError, HTTPException):
            return  # the server is being started again: they capture without being signed in

    def _sign_in(self, member: Member) -> None:
        line = Line(self.server_port)
        line.sign_in(member)
        cookie = "; ".join(f"{name}={value}" for name, value in line.cookies.items())
        self.phone.ask("network", base=f"http://127.0.0.1:{self.proxy_port}", cookie=cookie)
        self.phone.ask("ready", personId=str(member.id), csrf=line.token, name=self.name, session=cookie)
