"""What people do to see whether practice changed: draw, look, judge, correct; and time goes by."""

from __future__ import annotations

import random
import uuid
from datetime import date, datetime, time, timedelta
from typing import Any

from spotcheck.checks.models import Check
from spotcheck.checks.operations.correction import correct
from spotcheck.checks.operations.drawing import draw_sample
from spotcheck.checks.operations.receiving import receive_check
from spotcheck.checks.operations.review import review
from spotcheck.checks.queries.check import opened
from spotcheck.checks.queries.facts import capturing_at, requirement_with_action
from spotcheck.checks.rules.judgement import Judgement
from spotcheck.cli.tick.jobs import JOBS
from spotcheck.core.clock import LONDON, local_date
from spotcheck.core.database import db
from spotcheck.core.permissions import Answer, Verb, may
from tests.cast import Member
from tests.walking.content import a_check, said
from tests.walking.rows import Row, rows
from tests.walking.walk import Walk

LOOKERS = ("grace", "grace", "priya", "samuel", "ruth")


def draw(walk: Walk, dice: random.Random, part: Row | None = None, who: Member | None = None) -> None:
    """The records of a sample; sometimes of a part that is not due, or for a second time."""
    found = [part] if part else parts(walk, kinds=("sample",))
    if not found:
        return
    part, counted_by = dice.choice(found), who or walk.somebody(dice, "grace", "samuel")
    who = who or walk.somebody(dice, *LOOKERS)
    population = dice.choice((2, 5, 12, 40))
    excluded = "1" if dice.random() < 0.2 else ""
    told: dict[str, Any] = {
        "service_id": walk.cast.hazel, "checklist_id": None, "requirement_id": part["id"], "population": population,
        "left_out": 0, "left_out_reason": None, "counted_by_id": counted_by.id, "size": 1,
        "excluded": f"{excluded} away" if excluded else "",
    }  # fmt: skip
    by = walk.standing(who)
    walk.tries(
        who, "drew", lambda: draw_sample(**told, by=by, at=walk.now), may=_may_at(walk, who, Verb.DRAW, part["id"])
    )


def look(walk: Walk, dice: random.Random, part: Row | None = None, who: Member | None = None) -> None:
    """A finished check for some part of a plan: now, or from a phone that tells of earlier."""
    found = [part] if part else parts(walk)
    if not found:
        return
    part, who = dice.choice(found), who or walk.somebody(dice, *LOOKERS)
    finished = walk.now - dice.choice((timedelta(0), timedelta(0), timedelta(0), timedelta(hours=5)))
    began = finished - dice.choice(
        (timedelta(minutes=12), timedelta(minutes=12), timedelta(hours=3), timedelta(days=2))
    )
    content = a_check(walk, dice, part, who, began, finished)
    if content is None:
        return
    by, what = walk.standing(who), "looked again" if part["drift_weeks"] else "looked"
    if walk.tries(who, what, lambda: receive_check(content, by=by, at=walk.now)) and dice.random() < 0.1:
        walk.tries(who, "sent twice", lambda: receive_check(content, by=by, at=walk.now))


def review_one(walk: Walk, dice: random.Random, row: Row | None = None, who: Member | None = None) -> None:
    checks = rows("check", organisation_id=walk.cast.organisation_id)
    waiting = [one for one in checks if not reviewed(one)]
    if not checks:
        return
    row = row or dice.choice(waiting if waiting and dice.random() < 0.9 else checks)
    who = who or walk.somebody(dice, "samuel", "ruth", *(one.name for one in walk.outside))
    stands, passed_on = dice.random() < 0.85, dice.random() < 0.04
    judgement = Judgement(
        corrections_seen=_corrections(row),
        risk="low",
        commentary="Calm and clear.",
        stands=stands,
        stands_reason="" if stands else "It was the wrong round.",
        not_for_coaching=passed_on,
        passed_to="hr" if passed_on else None,
        passed_on=local_date(walk.now) if passed_on else None,
    )
    check, by = db.session.get_one(Check, (row["organisation_id"], row["id"])), walk.standing(who)
    walk.tries(
        who, "reviewed", lambda: review(check, judgement, by=by, at=walk.now),
        may=_may_check(walk, who, Verb.REVIEW_CHECK, row["id"]),
    )  # fmt: skip


def correct_one(walk: Walk, dice: random.Random) -> None:
    """One answer of a check, to something else: for the better or for the worse."""
    checks = rows("check", organisation_id=walk.cast.organisation_id)
    if not checks:
        return
    row = dice.choice(checks)
    answers = rows("answer", organisation_id=row["organisation_id"], check_id=row["id"])
    answer = dice.choice(sorted(answers, key=lambda one: (one["position"], walk.question(one["item_id"]).place)))
    author = walk.named(row["author_id"])
    who, told = walk.somebody(dice, "samuel", *author), {"item_id": answer["item_id"], "position": answer["position"]}
    if row["kind"] == "interview":
        question = walk.question(answer["item_id"])
        told["said"] = said(question, missed=dice.random() < 0.5)
    else:
        told["to"] = dice.choice(_WORSE[row["kind"]] + _BETTER[row["kind"]])
    check, by = db.session.get_one(Check, (row["organisation_id"], row["id"])), walk.standing(who)
    walk.tries(
        who, "corrected", lambda: correct(check, **told, reason="Looked up again.", by=by, at=walk.now),
        may=_may_check(walk, who, Verb.CORRECT_CHECK, row["id"]),
    )  # fmt: skip


def wait(walk: Walk, dice: random.Random) -> None:
    """Hours, days, weeks; or until the next look after closing is due."""
    days = [row["next_look_on"] for row in walk.actions("closed") if row["next_look_on"]]
    to = dice.choice(("an hour", "a day", "a week", "the next look", "the next look", "too long"))
    if to == "the next look" and days:
        walk.now = max(walk.now, morning(min(days)))
    else:
        walk.now += {"an hour": timedelta(hours=1), "a day": timedelta(days=1), "too long": timedelta(weeks=5)}.get(
            to, timedelta(weeks=1)
        )


def tick(walk: Walk, _dice: random.Random) -> None:
    """The clock's work; the mail is written and stays here."""
    for job in JOBS:
        if job.name == "send":
            continue
        for organisation_id in job.due(walk.now):
            walk.tally["ticked"] += job.do(organisation_id, walk.now)


_BETTER = {"sample": ["in_place"], "observation": ["well"]}
_WORSE = {"sample": ["not_in_place", "partly"], "observation": ["follow_up", "support", "not_seen"]}


def parts(walk: Walk, kinds: tuple[str, ...] = ()) -> list[Row]:
    """Parts of plans: those in force three times as often as those that were replaced, and what is due first."""
    found = []
    for action in walk.actions("agreed", "done", "closed"):
        for part in rows("requirement", organisation_id=walk.cast.organisation_id, action_id=action["id"]):
            if kinds and part["kind"] not in kinds:
                continue
            opens = part["opens_on"] or date.min
            live = part["replaced_at"] is None and (part["drift_weeks"] is not None) == (action["state"] == "closed")
            found += [part] * (4 if live and opens <= local_date(walk.now) else 1)
    return found


def reviewed(check: Row) -> bool:
    reviews = rows("review", organisation_id=check["organisation_id"], check_id=check["id"])
    return _corrections(check) in {one["corrections_seen"] for one in reviews}


def _corrections(check: Row) -> int:
    return len(rows("correction", organisation_id=check["organisation_id"], check_id=check["id"]))


def _may_at(walk: Walk, who: Member, verb: Verb, requirement_id: uuid.UUID) -> bool:
    by = walk.standing(who)
    plan = requirement_with_action(by.organisation_id, requirement_id)
    return may(by, verb, capturing_at(by, walk.cast.hazel, plan)) is Answer.ALLOWED


def _may_check(walk: Walk, who: Member, verb: Verb, check_id: uuid.UUID) -> bool:
    by = walk.standing(who)
    found = opened(by, check_id, at=walk.now)
    return found is not None and may(by, verb, found.thing) is Answer.ALLOWED


def morning(day: date) -> datetime:
    return datetime.combine(day, time(10), LONDON)
