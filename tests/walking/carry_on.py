"""The next thing an action needs, by somebody who may: so that walks come to an end often enough to prove something."""

from __future__ import annotations

import random
import uuid
from datetime import timedelta

from spotcheck.core.clock import local_date
from spotcheck.core.permissions import Verb
from spotcheck.tracker import operations, queries
from spotcheck.tracker.models import Action
from tests.cast import Member
from tests.make import agree, done
from tests.walking import looks, naive, planning, questions, steps
from tests.walking.rows import Row, one, rows
from tests.walking.walk import Walk

ABLE = ("grace", "samuel", "ruth", "priya")
DECIDING = ("samuel", "ruth")


def carry_on(walk: Walk, dice: random.Random) -> None:
    open_ones = walk.actions("proposed", "agreed", "done", "closed")
    if not open_ones:
        steps.propose(walk, dice)
        return
    row = dice.choice(open_ones)
    action = walk.action(row)
    match row["state"]:
        case "proposed" if not naive.plan_of(row):
            planning.add_to_plan(walk, dice)
        case "proposed":
            lead, by = _not(walk, dice, ("priya", "samuel")), _not(walk, dice, DECIDING)
            walk.tries(by, "agreed", lambda: agree(action, lead=lead, by=by, at=walk.now))
        case "agreed":
            _get_it_done(walk, dice, row, action)
        case "done":
            _see_it(walk, dice, row, action)
        case _:
            _see_whether_it_holds(walk, dice, row, action)


def _get_it_done(walk: Walk, dice: random.Random, row: Row, action: Action) -> None:
    [lead] = rows("person", organisation_id=row["organisation_id"], id=row["lead_id"])
    if lead["ended_at"] is None:
        walk.tries(walk.member(walk.named(lead["id"])[0]), "reported done", lambda: done(action, at=walk.now))
        return
    by = _not(walk, dice, DECIDING)
    terms = {"lead_id": by.id, "due_on": local_date(walk.now) + timedelta(days=7), "reason": "The lead has left."}
    told = {"by": walk.standing(by), "at": walk.now}
    walk.tries(by, "terms changed", lambda: operations.change_terms(action, **terms, **told))


def _see_it(walk: Walk, dice: random.Random, row: Row, action: Action) -> None:
    by = _not(walk, dice, DECIDING, row["lead_id"])
    told = {"by": walk.standing(by), "at": walk.now}
    if not naive.why_open(row):
        if dice.random() < 0.5:
            _lead_tries_to_close(walk, row, action)
        walk.tries(by, "closed", lambda: operations.close(action, words="Seen.", **told))
        return
    parts = ((requirement, naive.part(row, requirement)) for requirement in naive.plan_of(row))
    part, found = next((part, found) for part, found in parts if found.waiting or not found.met)
    if not found.left or found.last_day >= local_date(walk.now):
        _look_or_review(walk, dice, row, part, waiting=bool(found.waiting))
        return
    later = {"until_on": local_date(walk.now) + timedelta(days=21), "reason": "Leave."}
    walk.tries(by, "new window", lambda: operations.give_new_window(walk.requirement(part), **later, **told))


def _lead_tries_to_close(walk: Walk, row: Row, action: Action) -> None:
    lead = _lead(walk, row)
    told = {"by": walk.standing(lead), "at": walk.now}
    may = walk.may(lead, Verb.CLOSE_ACTION, action)
    walk.tries(lead, "closed by its lead", lambda: operations.close(action, words="Seen.", **told), may=may)


def _see_whether_it_holds(walk: Walk, dice: random.Random, row: Row, action: Action) -> None:
    """Wait until the next look after closing is due, and look."""
    checks = rows("check", organisation_id=row["organisation_id"])
    unread = [one for one in checks if one["requirement_id"] and not looks.reviewed(one)]
    of_this = {one["id"] for one in rows("requirement", organisation_id=row["organisation_id"], action_id=row["id"])}
    waiting = [one["requirement_id"] for one in unread if one["requirement_id"] in of_this]
    if not waiting and row["next_look_on"]:
        walk.now = max(walk.now, looks.morning(row["next_look_on"]))
    asked = [one.requirement.id for one in queries.holding_of(action, at=walk.now).asks(local_date(walk.now))]
    if waiting or asked:
        wanted = one("requirement", organisation_id=row["organisation_id"], id=(waiting or asked)[0])
        _look_or_review(walk, dice, row, wanted, waiting=bool(waiting))


def _look_or_review(walk: Walk, dice: random.Random, row: Row, part: Row, *, waiting: bool) -> None:
    here = {"organisation_id": row["organisation_id"], "requirement_id": part["id"]}
    if waiting:
        check = next((check for check in rows("check", **here) if not looks.reviewed(check)), None)
        if check is None:
            _read(walk, dice, row, part)
            return
        if dice.random() < 0.2:
            looks.review_one(walk, dice, check, _lead(walk, row))
        if not looks.reviewed(check):
            who = _not(walk, dice, DECIDING, row["lead_id"], check["author_id"], check["worker_id"])
            looks.review_one(walk, dice, check, who)
    elif part["kind"] == "sample" and not rows("draw", **here, round=row["round"]):
        looks.draw(walk, dice, part, _not(walk, dice, ABLE, row["lead_id"]))
    elif dice.random() < 0.2:
        looks.look(walk, dice, part, _lead(walk, row))
    elif part["kind"] == "interview" and dice.random() < 0.5:
        _ask(walk, dice, row, part)
    else:
        looks.look(walk, dice, part, _not(walk, dice, ("grace", "grace", "priya", "samuel"), row["lead_id"]))


def _ask(walk: Walk, dice: random.Random, row: Row, part: Row) -> None:
    """A short question, and now and then its answer."""
    for prompt in questions.to_answer(walk, part):
        questions.answer_question(walk, dice, prompt)
        return
    questions.ask_question(walk, dice, part, _not(walk, dice, ("grace", "grace", "samuel"), row["lead_id"]))


def _read(walk: Walk, dice: random.Random, row: Row, part: Row) -> None:
    for prompt in questions.to_read(walk, part):
        but = (row["lead_id"], prompt["asked_by_id"], prompt["worker_id"])
        questions.read_question(walk, dice, prompt, _not(walk, dice, DECIDING, *but))
        return


def _lead(walk: Walk, row: Row) -> Member:
    return walk.member(walk.named(row["lead_id"])[0])


def _not(walk: Walk, dice: random.Random, names: tuple[str, ...], *but: uuid.UUID | None) -> Member:
    """One of these who is none of those, where there is one."""
    left = [name for name in names if walk.member(name).id not in but]
    return walk.member(dice.choice(left or names))
