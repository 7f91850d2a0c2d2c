"""What must hold after every step of a walk, whoever did whatever."""

from __future__ import annotations

import random
from collections import Counter
from datetime import date
from typing import NamedTuple

from spotcheck.core.database import db
from spotcheck.core.history import broken_at
from spotcheck.tracker.queries import lists
from spotcheck.tracker.queries.lists import Filters
from spotcheck.tracker.rules.order import stands_on
from spotcheck.tracker.rules.views import View
from spotcheck.tracker.rules.words import State
from tests.cast import Member
from tests.walking.naive import Part, day, parts_of, plan_of, why_open
from tests.walking.rows import Row, one, rows
from tests.walking.told import kept, lines_of, told
from tests.walking.walk import Walk


class Stands(NamedTuple):
    """Where an action stands, by the rows: what speaks against closing it, and each part of its plan."""

    against: list[str]
    parts: list[Part]


class Holds:
    """`check` after each step; it remembers what was closed before, to look hardest at the moment of closing."""

    def __init__(self, walk: Walk) -> None:
        self.walk = walk
        self.closed: set[object] = set()
        self.counted: set[object] = set()
        self.events: Counter[object] = Counter()
        self.stands: dict[object, Stands] = {}

    def check(self, dice: random.Random) -> None:
        db.session.flush()
        db.session.expire_all()
        self.stands = {one["id"]: Stands(why_open(one), parts_of(one)) for one in self.walk.actions()}
        for action in self.walk.actions():
            self._closed_on_what_was_seen(action)
            self._kept_as_the_rows_say(action)
            self._told_as_it_is_shown(action)
        self._nobody_judged_their_own()
        self._views_show_what_the_rules_say(dice)
        if dice.random() < 0.1:
            self.chain()

    def chain(self) -> None:
        assert broken_at(self.walk.cast.organisation_id) is None

    def _closed_on_what_was_seen(self, action: Row) -> None:
        """R6. At the moment of closing nothing speaks against it; later only what waits for a review may."""
        if action["state"] != "closed":
            self.closed.discard(action["id"])
            return
        assert action["closed_by_id"] not in {None, action["lead_id"]}
        if (action["id"], action["round"]) not in self.counted:
            self.counted.add((action["id"], action["round"]))
            self.walk.tally["rounds closed"] += 1
        if action["id"] not in self.closed:
            self.closed.add(action["id"])
            assert self.stands[action["id"]].against == []
        for part in self.stands[action["id"]].parts:
            assert not part.missed
            assert part.met or part.waiting, part

    def _kept_as_the_rows_say(self, action: Row) -> None:
        """What is stored because lists ask for it is what the rows say, seen without it."""
        where = stands_on(
            State(action["state"]), due_on=action["due_on"], look_by=action["look_by"], missing=action["missing"]
        )
        assert action["stands_on"] == where
        if action["state"] != "done":
            return
        against, parts = self.stands[action["id"]]
        assert (action["missing"] == 0) is (not against), (action["missing"], against)
        assert action["look_by"] == min((one.last_day for one in parts if one.left), default=None)
        assert not any(part.missed for part in parts), "a miss sends it back at once"

    def _told_as_it_is_shown(self, action: Row) -> None:
        lines = lines_of(action)
        now = told(lines)
        assert now.shown() == kept(action, plan_of(action))
        for what in ("sent back", "reopened", "closed", "withdrawn"):
            n = sum(line["what"] == what for line in lines)
            self.walk.tally[f"{what}, in history"] += n - self.events[action["id"], what]
            self.events[action["id"], what] = n

    def _nobody_judged_their_own(self) -> None:
        """R3, of every check and review that is new."""
        here = {"organisation_id": self.walk.cast.organisation_id}
        for review in rows("review", **here):
            if review["id"] in self.counted:
                continue
            self.counted.add(review["id"])
            check = one("check", **here, id=review["check_id"])
            assert review["by_id"] not in {check["author_id"], check["worker_id"], self._lead(check)}
        for prompt in rows("prompt", **here):
            self._nobody_read_their_own(prompt)
        for check in rows("check", **here):
            if check["id"] in self.counted:
                continue
            self.counted.add(check["id"])
            assert check["author_id"] not in {check["worker_id"], self._lead(check)}

    def _nobody_read_their_own(self, prompt: Row) -> None:
        """… and of every short question for an action, and of what was read in its answers."""
        here = {"organisation_id": prompt["organisation_id"]}
        if prompt["id"] not in self.counted:
            self.counted.add(prompt["id"])
            assert len({prompt["asked_by_id"], prompt["worker_id"], self._lead(prompt)}) == 3
        for answer in rows("prompt_answer", **here, prompt_id=prompt["id"]):
            for review in rows("prompt_review", **here, answer_id=answer["id"]):
                if review["id"] not in self.counted:
                    self.counted.add(review["id"])
                    part_in_it = {prompt["asked_by_id"], prompt["worker_id"], answer["author_id"], self._lead(prompt)}
                    assert review["by_id"] not in part_in_it

    def _lead(self, check: Row) -> object:
        if check["requirement_id"] is None:
            return object()
        part = one("requirement", organisation_id=check["organisation_id"], id=check["requirement_id"])
        lead = one("action", organisation_id=check["organisation_id"], id=part["action_id"])["lead_id"]
        return lead or object()

    def _views_show_what_the_rules_say(self, dice: random.Random) -> None:
        walk = self.walk
        who = walk.member(dice.choice(("samuel", "ruth", "nadia", "tomasz", "priya", "joseph")))
        by, today = walk.standing(who), day(walk.now)
        mine = [one for one in walk.actions() if one["lead_id"] == who.id]
        there = walk.actions() if self._looks_after_hazel_court(who) else mine
        counts = lists.counts(by, Filters(), at=walk.now)
        for view in View:
            among = mine if view is View.MINE else there
            assert counts[view] == sum(self._in_view(view, one, today) for one in among), (view, who.name)
        view = dice.choice(list(View))
        found = {row.action.id for row in lists.page(by, view, Filters(), at=walk.now).rows}
        assert found == {one["id"] for one in (mine if view is View.MINE else there) if self._in_view(view, one, today)}

    def _looks_after_hazel_court(self, who: Member) -> bool:
        held = rows("role", organisation_id=who.organisation_id, person_id=who.id, ended_at=None)
        looking = {"supervisor", "manager", "quality lead", "reader"}
        return any(one["role"] in looking and one["service_id"] in {None, self.walk.cast.hazel} for one in held)

    def _in_view(self, view: View, action: Row, today: date) -> bool:
        """What each view is for, said simply."""
        state = action["state"]
        here = {"organisation_id": action["organisation_id"]}
        if state == "done" and view in {View.WAITING, View.READY, View.VERIFICATION_LATE}:
            against, parts = self.stands[action["id"]]
            late = any(part.left and part.last_day < today for part in parts)
            return {View.WAITING: bool(against), View.READY: not against, View.VERIFICATION_LATE: late}[view]
        match view:
            case View.MINE | View.OPEN:
                return state in {"proposed", "agreed", "done"}
            case View.PROPOSED:
                return state == "proposed"
            case View.OVERDUE:
                return state == "agreed" and action["due_on"] is not None and action["due_on"] < today
            case View.LEFT:
                lead = rows("person", **here, id=action["lead_id"]) if action["lead_id"] else []
                return state in {"proposed", "agreed", "done"} and any(one["ended_at"] for one in lead)
            case View.REPEATED:
                flags = rows("repeat_flag", **here, action_id=action["id"])
                return state in {"proposed", "agreed", "done"} and bool(flags)
            case View.DRIFTED:
                return state in {"agreed", "done"} and action["reopened"] > 0
            case View.CLOSED:
                return state == "closed"
            case View.WITHDRAWN:
                return state == "withdrawn"
            case _:
                return False
