"""Mill Lane, the small home-care branch: one manager, one supervisor, and somebody from the council who looks too."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from spotcheck.checks.rules.content import Hard, Words
from spotcheck.core.clock import LONDON
from spotcheck.core.permissions import Thing, Verb
from spotcheck.demo.decide import Gap, Looks, action, agree, done, judge, reply
from spotcheck.demo.home import Ago, Home, Story
from spotcheck.demo.people import MILL
from spotcheck.demo.tell import DIGNITY, HANDS, observe
from spotcheck.organisation.verifying import invite_verifier
from spotcheck.tracker.operations import propose_action
from spotcheck.tracker.queries import action_thing
from spotcheck.tracker.rules.strength import Kind

# A story reads as prose: its lines end where a sentence does.
# fmt: off
BAGS = "Hand gel is in every visit bag, and used at the door"
NEXT_VISIT = "People know when we come next"


def visit_bags(home: Home) -> Story:
    """Done and waiting: the manager leads it, so the quality lead and somebody from outside do the looking."""
    at = yield Ago(38, "11:30")
    watched = observe(
        home, "leila", "ibrahim", at, checklist=HANDS, service=MILL, setting="Personal care", minutes=18,
        but={"before-person": "follow_up", "after-surroundings": "follow_up", "soap-and-water": "not_seen"},
        notes={"before-person": "The gel was in the car. Hands were washed in the kitchen, after the greeting."},
        words=Words(
            busy="Nine visits before one o’clock.", hard=(Hard.KIT, Hard.TIME), better="Gel that hangs on the bag.",
            strength="Asked which towel to use.",
        ),
    )
    at = yield Ago(37, "09:40")
    judge(
        home, "joseph", watched, at, risk="medium",
        says="We carry germs from home to home if the gel stays in the car.",
        gaps={
            "hands-right-moments": Gap(
                "Gel is not at hand when somebody comes through the door.",
                BAGS,
                "A small bottle is clipped to each visit bag, and the office fills them up on Mondays.",
            )
        },
    )
    at = yield Ago(35, "16:10")
    bags = action(home, BAGS)
    (rounds,) = agree(
        home, "ruth", bags, at, lead="joseph", due=home.days_ago(14), support="None needed",
        criteria="At any visit, gel is used before the person is touched.",
        kinds=(Kind.PLACE,),
        plan=[Looks(HANDS, "hands-right-moments", 3)],
    )
    at = yield Ago(15, "17:05")
    done(home, "joseph", bags, at, "Each bag has its clip and bottle. The first Monday took the office ten minutes.")
    at = yield Ago(14, "10:20")
    _invite(home, at, days=30)
    at = yield Ago(9, "10:45")
    first = observe(
        home, "leila", "chloe", at, checklist=HANDS, service=MILL, setting="Personal care", asked_by=rounds,
        but={"soap-and-water": "not_seen"}, words=Words(works="The clip. It is the first thing your hand meets."),
    )
    at = yield Ago(8, "14:00")
    judge(
        home, "ruth", first, at, stands=True, says="Gel at the door, and again after the bed table.",
        strengths={"hands-right-moments": "Hands were clean at each moment of the visit."},
    )
    at = yield Ago(8, "18:30")
    reply(home, "chloe", first, at, kind="thanks")
    at = yield Ago(3, "09:35")
    observe(
        home, "olwen", "femi", at, checklist=HANDS, service=MILL, setting="Mealtime", minutes=20, announced=True,
        asked_by=rounds, but={"soap-and-water": "not_seen", "before-clean-task": "not_seen"},
        words=Words(strength="Explained to the person why the gel comes first."),
    )


def next_visit(home: Home) -> Story:
    """Proposed by the supervisor, in words that nobody could check yet."""
    at = yield Ago(2, "15:45")
    by = home.allowed("leila", Verb.PROPOSE_ACTION, Thing(home.organisation_id, home.services[MILL]), at)
    propose_action(
        service_id=home.services[MILL], standard_id=home.standards["choice-real"], title=NEXT_VISIT,
        change="Remind everybody to say when the next visit is before they leave.", by=by, at=at,
    )


def a_good_visit(home: Home) -> Story:
    at = yield Ago(22, "08:50")
    visit = observe(
        home, "leila", "femi", at, checklist=DIGNITY, service=MILL, setting="Getting up",
        words=Words(strength="Laid out two shirts and waited."),
    )
    at = yield Ago(21, "09:30")
    judge(
        home, "joseph", visit, at, says="Calm, warm, and in the person’s own time.",
        strengths={"choice-real": "Two shirts, and time to choose."},
    )


def _invite(home: Home, at: datetime, *, days: int) -> None:
    bags = action(home, BAGS)
    by = home.allowed("ruth", Verb.INVITE_VERIFIER, action_thing(bags, at=at), at)
    until = datetime.combine(home.days_ahead(days), time(), LONDON)
    invite_verifier(
        home.person("olwen"), bags.id, service_id=home.services[MILL], until=until - timedelta(minutes=1), by=by, at=at
    )
