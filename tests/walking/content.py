"""A finished check, as a page or a phone sends it."""

from __future__ import annotations

import random
from datetime import datetime
from typing import Any

from spotcheck.checklists.rules import Heard, Kind, Observation, Sample
from spotcheck.checks.queries.facts import drawn_facts, may_read_from, requirement_with_action
from spotcheck.checks.rules.content import Finished, Given, Met, Shift
from spotcheck.checks.rules.outcomes import Said
from spotcheck.core.database import db
from spotcheck.core.ids import new_id
from spotcheck.sampling.models import Draw
from tests.cast import Member
from tests.walking.rows import Row, rows
from tests.walking.walk import Question, Walk

OBSERVED = ("tomasz", "amina", "grace", "priya")


def a_check(
    walk: Walk, dice: random.Random, part: Row, who: Member, began: datetime, finished: datetime
) -> Finished | None:
    asks = walk.asks[part["checklist_id"]]
    about: dict[str, Any] = {
        "id": new_id(), "organisation_id": who.organisation_id, "author_id": who.id, "service_id": walk.cast.hazel,
        "kind": Kind(part["kind"]), "version_id": asks.version_id, "requirement_id": part["id"], "shift": Shift.EARLY,
        "announced": False, "opened_at": began, "finished_at": finished,
    }  # fmt: skip
    misses = 0.12 if part["drift_weeks"] is None else 0.2
    if part["kind"] == "sample":
        drawn = rows("draw", organisation_id=walk.cast.organisation_id, requirement_id=part["id"])
        if not drawn:
            return None
        chosen = dice.choice((drawn[-1], drawn[-1], drawn[-1], drawn[0]))  # sometimes that of an earlier round
        found = db.session.get_one(Draw, (walk.cast.organisation_id, chosen["id"]))
        records, answers = _read(walk, dice, found, part, Finished(**about, draw_id=found.id), misses)
        return Finished(**about, draw_id=found.id, records=records, answers=answers)
    missed = dice.random() < misses
    worker = walk.somebody(dice, *OBSERVED)
    if part["kind"] == "interview":
        given = [Given(item_id=item.id, said=said(item, missed=missed)) for item in asks.items]
    else:
        outcomes = {True: Observation.FOLLOW_UP, False: Observation.WELL}
        given = [
            Given(item_id=item.id, outcome=outcomes[missed and item.standard_id == part["standard_id"]])
            for item in asks.items
        ]
    return Finished(**about, worker_id=worker.id, answers=tuple(given))


def _read(
    walk: Walk, dice: random.Random, found: Draw, part: Row, content: Finished, misses: float
) -> tuple[tuple[Met, ...], tuple[Given, ...]]:
    plan = requirement_with_action(found.organisation_id, part["id"])
    begins = may_read_from(found, content)
    drawn = drawn_facts(found, plan[0] if plan else None, begins)
    places = range(drawn.read_from, min(drawn.read_from + drawn.size, len(drawn.numbers) + 1))
    met = tuple(
        Met(position=place, number=drawn.numbers[place - 1], reference=drawn.references[place - 1]) for place in places
    )
    missed = {place for place in places if dice.random() < misses}
    given = tuple(
        Given(
            item_id=item.id,
            position=place,
            outcome=Sample.NOT_IN_PLACE
            if place in missed and item.standard_id == part["standard_id"]
            else Sample.IN_PLACE,
        )
        for place in places
        for item in walk.asks[part["checklist_id"]].items
    )
    return met, given


def said(item: Question, *, missed: bool) -> Said:
    return Said(points=dict.fromkeys(item.points, Heard.NOT_YET if missed else Heard.UNPROMPTED))
