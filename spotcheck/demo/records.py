"""Drawing records at random, and reading them in their order."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from spotcheck.checks.models import Check
from spotcheck.checks.rules.content import Given, Met, SetAside, Words
from spotcheck.core.permissions import Thing, Verb
from spotcheck.demo.home import Home
from spotcheck.demo.people import HAZEL
from spotcheck.demo.tell import PAGES, PLANS, SUPERVISION, finish, known
from spotcheck.sampling.models import Draw
from spotcheck.sampling.operations import draw_records
from spotcheck.sampling.queries import drawn_records
from spotcheck.sampling.rules import read_codes, read_excluded
from spotcheck.tracker.models import Requirement
from spotcheck.tracker.operations import draw_for_requirement

WHICH = {PAGES: "This month's charts", PLANS: "All plans in use", SUPERVISION: "The last three months"}
Places = Collection[int]  # of records, in the order in which they were drawn, from 1


def read(
    home: Home,
    who: str,
    at: datetime,
    draw: Draw,
    *,
    checklist: str = PAGES,
    partly: Mapping[str, Places] | None = None,
    missing: Mapping[str, Places] | None = None,
    time_critical: Places = (2, 5),
    does_not_apply: Mapping[str, Places] | None = None,
    own: Places = (),
    notes: Mapping[tuple[int, str], str] | None = None,
    words: Words | None = None,
    minutes: int = 60,
    service: str = HAZEL,
    asked_by: Requirement | None = None,
) -> Check:
    """`who` read the drawn records in their order and finished at `at`.

    The draw's numbers are chance, so what was found is told by place: `partly`, `missing` and `does_not_apply` by item
    key; `own` are records with the reader's own entries, which the next number replaces. MAR chart pages: only those
    in `time_critical` hold a medicine of that sort.
    """
    asked = home.checklists[checklist]
    drawn = drawn_records(draw)
    places = range(1, draw.size + len(own) + 1)
    records = [
        Met(position=place, number=drawn[place - 1].number, reference=drawn[place - 1].reference,
            set_aside=SetAside.OWN if place in own else None)
        for place in places
    ]  # fmt: skip
    if checklist == PAGES:
        does_not_apply = {"on-time": [place for place in places if place not in time_critical]}
    found = {"not_in_place": missing or {}, "partly": partly or {}, "does_not_apply": does_not_apply or {}}
    answers = [
        Given(
            item_id=one.id,
            position=place,
            outcome=_shows(found, one.key, place),
            note=(notes or {}).get((place, one.key)),
        )
        for place in places
        if place not in own
        for one in known(asked, *found.values())
    ]
    return finish(
        home, who, asked, at, minutes=minutes, service=service, answers=answers, records=records, words=words,
        setting=WHICH[checklist], draw=draw, asked_by=asked_by,
    )  # fmt: skip


def draw_for(
    home: Home,
    who: str,
    at: datetime,
    *,
    checklist: str = PAGES,
    counted_by: str,
    population: int,
    size: int = 0,
    left_out: int = 0,
    why: str | None = None,
    service: str = HAZEL,
    excluded: str = "",
    codes: str = "",
    asked_by: Requirement | None = None,
) -> Draw:
    """A random draw of records: for a plan, which says what and how many, or of `size` for the month."""
    fixed: dict[str, Any] = {
        "excluded": read_excluded(excluded, population),
        "codes": read_codes(codes, population),
        "left_out": left_out,
        "left_out_reason": why,
    }
    of = Thing(home.organisation_id, home.services[service])
    by, counted_by_id = home.allowed(who, Verb.DRAW, of, at), home.people[counted_by]
    if asked_by is not None:
        return draw_for_requirement(asked_by, population=population, counted_by_id=counted_by_id, **fixed, by=by, at=at)
    return draw_records(
        service_id=home.services[service], checklist_id=home.checklists[checklist].id, population=population,
        counted_by_id=counted_by_id, size=size, **fixed, by=by, at=at,
    )  # fmt: skip


def _shows(found: Mapping[str, Mapping[str, Places]], item: str, place: int) -> str:
    return next((outcome for outcome, of in found.items() if place in of.get(item, ())), "in_place")
