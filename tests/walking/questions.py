"""Short questions for the parts of a plan: asked, answered through each door, read, taken back."""

from __future__ import annotations

import random
from datetime import timedelta

from spotcheck.core.clock import local_date
from spotcheck.core.database import db
from spotcheck.core.ids import new_id
from spotcheck.core.permissions import Answer, Thing, Verb, may
from spotcheck.learning.models import Prompt
from spotcheck.learning.operations.answering import Given, answer
from spotcheck.learning.operations.asking import Asking, ask, take_back
from spotcheck.learning.operations.handing import answer_handed
from spotcheck.learning.operations.reviewing import Judgement, review
from spotcheck.learning.rules.answering import Door
from spotcheck.learning.rules.asking import Because
from tests.cast import Member
from tests.walking.content import OBSERVED
from tests.walking.looks import LOOKERS, parts
from tests.walking.rows import Row, rows
from tests.walking.walk import Walk


def ask_question(walk: Walk, dice: random.Random, part: Row | None = None, who: Member | None = None) -> None:
    """Mostly all that the plan needs to hear, sometimes less, or of a part that is not due."""
    found = [part] if part else parts(walk, kinds=("interview",))
    if not found:
        return
    part, who, worker = dice.choice(found), who or walk.somebody(dice, *LOOKERS), walk.somebody(dice, *OBSERVED)
    asks = walk.asks[part["checklist_id"]]
    about = [item.id for item in asks.items if item.standard_id == part["standard_id"]]
    asking = Asking(
        id=new_id(), organisation_id=walk.cast.organisation_id, service_id=walk.cast.hazel, version_id=asks.version_id,
        worker_ids=[worker.id], item_ids=about if dice.random() < 0.9 else about[:1],
        due_on=local_date(walk.now) + timedelta(days=7), because=Because.ACTION, requirement_id=part["id"],
    )  # fmt: skip
    by = walk.standing(who)
    walk.tries(who, "asked in short", lambda: ask(asking, by=by, at=walk.now), may=_may(walk, who, Verb.ASK_PROMPT))


def answer_question(walk: Walk, dice: random.Random, row: Row | None = None) -> None:
    """By the worker, by link, or on the phone of whoever hands it over."""
    row = row or _one(dice, [one for one in _asked(walk) if len(_answers(one)) < 2])
    if row is None:
        return
    prompt, words = _prompt(row), "I look, I ask, and I write it down."
    door = dice.choice((Door.SIGNED_IN, Door.SIGNED_IN, Door.SIGNED_IN, Door.HANDED_OVER, Door.LINK))
    given = Given(id=new_id(), words=words, door=door)
    if door is Door.HANDED_OVER:
        who = walk.somebody(dice, *LOOKERS)
        by = walk.standing(who)
        walk.tries(who, "answered in short", lambda: answer_handed(prompt, given, by=by, at=walk.now))
        return
    who = walk.member(walk.named(row["worker_id"])[0])
    author_id = row["worker_id"] if door is Door.SIGNED_IN else None
    walk.tries(who, "answered in short", lambda: answer(prompt, given, author_id=author_id, at=walk.now))


def read_question(walk: Walk, dice: random.Random, row: Row | None = None, who: Member | None = None) -> None:
    waiting = [one for one in _asked(walk) if unread(one)]
    row = row or _one(dice, waiting)
    if row is None:
        return
    who = who or walk.somebody(dice, "samuel", "ruth", "grace", *walk.named(row["asked_by_id"]))
    latest = max(_answers(row), key=lambda one: one["number"])
    points = frozenset() if dice.random() < 0.15 else frozenset(walk.question(row["item_id"]).points)
    judgement, by = Judgement(answer_id=latest["id"], points=points), walk.standing(who)
    walk.tries(
        who, "read in short", lambda: review(_prompt(row), judgement, by=by, at=walk.now),
        may=_may(walk, who, Verb.READ_ANSWER),
    )  # fmt: skip


def take_question_back(walk: Walk, dice: random.Random) -> None:
    row = _one(dice, _asked(walk))
    if row is None:
        return
    who = walk.somebody(dice, *LOOKERS)
    by = walk.standing(who)
    walk.tries(
        who, "taken back in short", lambda: take_back(_prompt(row), reason="On leave.", by=by, at=walk.now),
        may=_may(walk, who, Verb.READ_ANSWER),
    )  # fmt: skip


def to_read(walk: Walk, part: Row) -> list[Row]:
    """Those of this part of a plan with an answer that nobody has read."""
    return [one for one in _asked(walk) if one["requirement_id"] == part["id"] and unread(one)]


def to_answer(walk: Walk, part: Row) -> list[Row]:
    """Those of this part of a plan that nobody has answered, the newest first."""
    return [one for one in reversed(_asked(walk)) if one["requirement_id"] == part["id"] and not _answers(one)]


def unread(row: Row) -> bool:
    answers = _answers(row)
    read = {one["answer_id"] for one in rows("prompt_review", organisation_id=row["organisation_id"])}
    return bool(answers) and max(answers, key=lambda one: one["number"])["id"] not in read


def _asked(walk: Walk) -> list[Row]:
    every = rows("prompt", organisation_id=walk.cast.organisation_id, taken_back_at=None)
    return sorted((one for one in every if one["requirement_id"]), key=lambda one: (one["made_at"], one["id"]))


def _answers(row: Row) -> list[Row]:
    return rows("prompt_answer", organisation_id=row["organisation_id"], prompt_id=row["id"])


def _one(dice: random.Random, found: list[Row]) -> Row | None:
    return dice.choice(found) if found else None


def _prompt(row: Row) -> Prompt:
    return db.session.get_one(Prompt, (row["organisation_id"], row["id"]))


def _may(walk: Walk, who: Member, verb: Verb) -> bool:
    here = Thing(walk.cast.organisation_id, walk.cast.hazel)
    return may(walk.standing(who), verb, here) is Answer.ALLOWED
