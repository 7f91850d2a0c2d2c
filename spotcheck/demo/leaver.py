"""Somebody who leads an action leaves: their work stays, and the action waits for another lead."""

from __future__ import annotations

from spotcheck.checks.rules.content import Hard, Words
from spotcheck.core.permissions import Thing, Verb
from spotcheck.demo.decide import Gap, Looks, action, agree, judge
from spotcheck.demo.home import Ago, Home, Story
from spotcheck.demo.provider import LARCH, LEAVES
from spotcheck.demo.tell import DIGNITY, observe
from spotcheck.organisation.leaving import end_work
from spotcheck.tracker.rules.strength import Kind

# A story reads as prose: its lines end where a sentence does.
# fmt: off
LETTERS = "Letters are read with the person, and never for them"


def lead_leaves(home: Home) -> Story:
    at = yield Ago(31, "11:05")
    watched = observe(
        home, "tariq", "rhys", at, checklist=DIGNITY, setting="An activity", minutes=12, service=LARCH,
        but={"real-choice": "follow_up"}, notes={"real-choice": "Three letters were opened and put in a drawer."},
        words=Words(hard=(Hard.TIME,), better="A quarter of an hour a week for letters, in the visit plan."),
    )
    at = yield Ago(30, "09:25")
    judge(
        home, "beverley", watched, at, says="It was meant to help. It is still somebody’s own letter.",
        gaps={"choice-real": Gap(
            "Letters are opened and sorted without the person.", LETTERS,
            "Each visit plan says when letters are read together, and who helps if there is something to answer.",
        )},
    )
    at = yield Ago(26, "15:30")
    agree(
        home, "beverley", action(home, LETTERS), at, lead=LEAVES.key, due=home.days_ahead(8),
        support="A quarter of an hour a week in each visit plan.",
        criteria="Ask any person here: they have seen their own letters.",
        kinds=(Kind.REMINDER,),
        plan=[Looks(DIGNITY, "choice-real", 3)],
    )
    at = yield Ago(6, "17:00")
    by = home.allowed("alex", Verb.CHANGE_ROLES, Thing(home.organisation_id), at)
    end_work(home.person(LEAVES.key), by=by, at=at)
