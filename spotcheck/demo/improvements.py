"""Smaller actions of six months, each told by the same way: seen, agreed, done, looked at three times, closed.

How far each one is depends only on when it began: what lies after the moment of the demo has not happened yet.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import NamedTuple

from spotcheck.checks.rules.content import Hard, Words
from spotcheck.core.clock import local_date
from spotcheck.demo.decide import Gap, Looks, action, agree, close, comment, done, judge
from spotcheck.demo.home import Ago, Home, Story
from spotcheck.demo.people import HAZEL, MILL
from spotcheck.demo.provider import BOATYARD, LARCH, ORCHARD, STATION
from spotcheck.demo.tell import DIGNITY, HANDS, MEDICINES, observe
from spotcheck.tracker.models import Action
from spotcheck.tracker.queries import holding_of, requirement
from spotcheck.tracker.rules.conditions import NOTHING, Conditions, Differ
from spotcheck.tracker.rules.drift import WEEKS
from spotcheck.tracker.rules.strength import Kind

AGREED, DONE, BETWEEN, CLOSED = 4, 19, 4, 2  # days until it is agreed; then done; between two looks; until it is closed


class Improvement(NamedTuple):
    """`observers` take turns and watch `workers`; the first worker is the one with whom it was seen."""

    began: int  # days ago
    service: str
    manager: str
    lead: str
    observers: tuple[str, ...]
    workers: tuple[str, str, str, str]
    checklist: str
    setting: str
    item: str
    standard: str
    note: str
    hard: Hard
    gap: str
    title: str
    change: str
    support: str
    criteria: str
    did: str
    learned: str
    kinds: tuple[Kind, ...]
    said: tuple[str, str] | None = None  # who commented, and what
    later: tuple[bool, ...] = ()  # twelve weeks after closing: each look, whether it was seen as agreed
    found_later: str = ""  # what was noted where it was not
    asks: Conditions = NOTHING  # what the three looks must differ in


def improve(one: Improvement, home: Home) -> Story:
    """Stops where the demo is opened: at a proposal, an agreed action, one that waits, or one that is closed."""
    day = one.began
    at = yield Ago(day, "10:50")
    seen = observe(
        home, one.observers[0], one.workers[0], at, checklist=one.checklist, setting=one.setting, service=one.service,
        but={one.item: "follow_up"}, notes={one.item: one.note}, words=Words(hard=(one.hard,)), minutes=14,
    )  # fmt: skip
    at = yield Ago(day - 1, "09:15")
    judge(home, one.manager, seen, at, says=one.note, gaps={one.standard: Gap(one.gap, one.title, one.change)})
    day -= AGREED
    if day < 1:
        return
    at = yield Ago(day, "15:20")
    changing = action(home, one.title)
    (looks,) = agree(
        home, one.manager, changing, at, lead=one.lead, due=_due(home, day), support=one.support,
        criteria=one.criteria, plan=[Looks(one.checklist, one.standard, 3, asks=one.asks)], kinds=one.kinds,
    )  # fmt: skip
    if one.said and day > 3:
        at = yield Ago(day - 3, "13:10")
        comment(home, one.said[0], changing, at, one.said[1])
    day -= DONE
    if day < 1:
        return
    at = yield Ago(day, "16:20")
    done(home, one.lead, changing, at, one.did)
    for place, worker in enumerate(one.workers[1:]):
        day -= BETWEEN
        if day < 2:
            return
        at = yield Ago(day, "11:35")
        look = observe(
            home, one.observers[place % len(one.observers)], worker, at, checklist=one.checklist, setting=one.setting,
            service=one.service, asked_by=looks, minutes=13,
        )  # fmt: skip
        at = yield Ago(day - 1, "09:25")
        judge(
            home, one.manager, look, at, stands=True, says="It is seen now as it was agreed.",
            strengths={one.standard: "Done as agreed, and without a reminder."} if place == 2 else None,
        )  # fmt: skip
    day -= CLOSED
    if day < 1:
        return
    at = yield Ago(day, "14:10")
    close(home, one.manager, changing, at, one.learned)
    yield from _looked_at_again(one, home, changing, day - 7 * WEEKS[0])


def _looked_at_again(one: Improvement, home: Home, changing: Action, day: int) -> Story:
    """Twelve weeks after closing: one look a day, each reviewed the next morning, until it holds or opens again."""
    for place, met in enumerate(one.later):
        if day < 2:
            return
        at = yield Ago(day, "11:35")
        (asked,) = holding_of(changing, at=at).asks(local_date(at))
        look = observe(
            home, one.observers[place % len(one.observers)], one.workers[1 + place % 3], at, checklist=one.checklist,
            setting=one.setting, service=one.service, asked_by=requirement(home.organisation_id, asked.requirement.id),
            minutes=13, but={} if met else {one.item: "follow_up"}, notes={} if met else {one.item: one.found_later},
        )  # fmt: skip
        day -= 1
        at = yield Ago(day, "09:25")
        says = "Still as it was agreed." if met else one.found_later
        judge(home, one.manager, look, at, risk="low" if met else "medium", stands=True, says=says)


def _due(home: Home, agreed: int) -> date:
    ahead = 21 - agreed
    return home.days_ahead(ahead) if ahead > 0 else home.days_ago(-ahead)


_TOLD = (
    Improvement(
        170, LARCH, "beverley", "stella", ("tariq", "bethan"), ("rhys", "tunde", "orla", "vikram"),
        DIGNITY, "Getting up", "knocks", "privacy-kept",
        "The master key was turned before anybody answered.", Hard.TIME,
        "Doors are opened before the person has answered.",
        "We wait for an answer at every front door",
        "Each visit plan says how long this person needs to answer. The round begins five minutes earlier.",
        "Five minutes more on the morning round.", "Stand in the corridor: nobody goes in before a yes.",
        "The plans say it for each person. The round starts at five to seven.",
        "Three of three waited. People told us that mornings are calmer.",
        (Kind.STAFFING,), ("bethan", "One person asked for longer. It is in the plan now."),
        later=(True,) * 5,
    ),
    Improvement(
        149, BOATYARD, "callum", "wendy", ("mina",), ("roza", "yvonne", "zainab", "eddie"),
        HANDS, "Mealtime", "before-food", "hands-right-moments",
        "Eleven people, one sink, and soup that gets cold.", Hard.KIT,
        "Hands are not cleaned before lunch: the only sink is across the hall.",
        "Warm wipes come round before every lunch",
        "A tray of warm wipes goes round while the table is laid, for people and for staff.",
        "None needed", "Nobody begins to eat, or to help, before the tray has passed.",
        "The tray goes round at ten to twelve. Two people have made it their job.",
        "Three lunches, three times clean hands first. It became a nice moment of the day.",
        (Kind.PLACE,),
        later=(True, False, *(True,) * 8),
        found_later="The tray came when soup was on the table already.",
    ),
    Improvement(
        133, STATION, "declan", "niamh", ("shanice", "piotr"), ("mohammed", "osman", "jade", "kieran"),
        MEDICINES, "Morning round", "quiet-place", "medicine-workspace",
        "The television, two phones and a delivery at the door.", Hard.PLACE,
        "Medicines are prepared in the busiest room of the house.",
        "Medicines are prepared in the small office, door closed",
        "A locked cupboard and a lamp go into the small office. A card on the door says: medicines, please wait.",
        "A locksmith for one morning.", "A round is prepared from beginning to end without anybody coming in.",
        "Cupboard, lamp and card are there. The first week needed a reminder at the door.",
        "Three rounds without a break. Preparing takes half as long.",
        (Kind.PLACE,),
        later=(True, False, False),
        found_later="The lamp is broken, so medicines are prepared in the kitchen again, beside the television.",
    ),
    Improvement(
        112, HAZEL, "samuel", "grace", ("priya", "daniel"), ("ewa", "blessing", "kofi", "helen"),
        DIGNITY, "Going to bed", "eye-level", "spoken-to-as-equal",
        "Kind words, said from above and behind.", Hard.GUIDANCE,
        "People in wheelchairs are spoken to from behind.",
        "We sit down before we speak",
        "A light folding stool hangs on each bedroom door. We say good evening from eye level.",
        "Twelve stools.", "In any room: whoever speaks sits, or bends down, first.",
        "The stools are up. Two were moved for space, with the person.",
        "Seen three evenings out of three. One person said: now I hear you.",
        (Kind.PLACE,),
        asks=Conditions(frozenset({Differ.WORKERS}), observers=2),
    ),
    Improvement(
        96, ORCHARD, "margaret", "anita", ("oluchi", "kwame"), ("gwen", "hamza", "bogdan", "fatima"),
        HANDS, "Personal care", "gloves", "hands-right-way",
        "The same gloves went from the bed table to the water jug.", Hard.HANDOVER,
        "Gloves stay on from one task to the next.",
        "Gloves come off at the bedside, every time",
        "A small bin hangs at each bed. New staff practise it once with glow gel and a lamp.",
        "Bins, and the lamp for a week.", "No gloves are seen in the corridor or at a jug.",
        "All rooms have a bin. 23 people tried the lamp, and laughed.",
        "Three of three. The lamp showed more than any talk.",
        (Kind.PLACE, Kind.PRACTISED,), ("kwame", "The bins fit best on the left of the bed."),
    ),
    Improvement(
        71, MILL, "joseph", "chloe", ("leila",), ("femi", "ibrahim", "femi", "ibrahim"),
        DIGNITY, "Personal care", "explains", "choice-real",
        "The flannel came before the words.", Hard.TIME,
        "Care begins before the person has heard what will happen.",
        "First the words, then the hands",
        "Each visit begins with one sentence and a pause. We practised it in pairs, with eyes closed.",
        "Half an hour of the team meeting.", "Nothing is touched before the person has answered.",
        "Everybody tried it with their eyes closed. That was enough.",
        "Three visits, three pauses. It costs nothing.",
        (Kind.PRACTISED,),
    ),
    Improvement(
        42, LARCH, "beverley", "tunde", ("bethan", "tariq"), ("vikram", "stella", "rhys", "orla"),
        MEDICINES, "Morning round", "signs-at-once", "mar-complete",
        "The chart stays downstairs, so it is signed from memory after four flats.", Hard.PLACE,
        "Doses are signed for after the round, not at the door.",
        "The chart travels with the medicines",
        "A clip folder for each flat hangs inside the kitchen cupboard. It is signed before the door closes.",
        "24 folders and an afternoon.", "Open any kitchen cupboard: the chart is there and today is signed.",
        "All 24 flats have a folder. Two people chose another place for theirs.",
        "Seen three times out of three.",
        (Kind.SAME, Kind.STEPS,), ("tariq", "Could the folder for the top floor be a bigger one?"),
    ),
    Improvement(
        34, BOATYARD, "callum", "eddie", ("mina",), ("zainab", "wendy", "roza", "yvonne"),
        DIGNITY, "An activity", "real-choice", "choice-real",
        "The same three crafts, laid out before anybody came.", Hard.KIT,
        "The day is planned before people arrive, so the choice is between yes and no.",
        "People choose the day with pictures, at ten o’clock",
        "Sixteen picture cards, made with the group. What is chosen goes on the wall.",
        "None needed", "At ten, people point at what they want, and it happens.",
        "The cards are made. Nobody chose crafts in the first week.",
        "Seen on three days.",
        (Kind.PROMPT,),
        asks=Conditions(frozenset({Differ.WORKERS, Differ.DAYS})),
    ),
    Improvement(
        18, STATION, "declan", "kieran", ("piotr", "shanice"), ("lorraine", "jade", "mohammed", "osman"),
        MEDICINES, "Bedtime round", "allergies", "right-medicine",
        "The allergy is on the old chart, and the new one has an empty line.", Hard.HANDOVER,
        "Allergies are lost when a new chart begins.",
        "No chart begins with an empty allergy line",
        "The pharmacy prints allergies on each new chart. Whoever opens one reads the line aloud to a second person.",
        "A call with the pharmacy, by the manager.", "Pick any chart: the allergy line is filled.",
        "", "",
        (Kind.RECORD, Kind.SECOND,), ("piotr", "The pharmacy says the first charts come on Thursday."),
    ),
    Improvement(
        7, ORCHARD, "margaret", "delroy", ("kwame", "oluchi"), ("esther", "carys", "anita", "gwen"),
        DIGNITY, "Mealtime", "talks-with", "spoken-to-as-equal",
        "Two of us talked about the rota across the table.", Hard.STAFFING,
        "At lunch, staff talk to each other over the heads of people.",
        "At the table we talk with the people who eat",
        "Staff sit down and eat a little too. The rota is talked about at two o’clock.",
        "A meal for each of the four who help.", "Listen at any lunch: the talk is with the people at the table.",
        "", "",
        (Kind.LEADERS,),
    ),
    Improvement(
        2, LARCH, "beverley", "orla", ("tariq", "bethan"), ("stella", "rhys", "vikram", "tunde"),
        HANDS, "Personal care", "after-surroundings", "hands-right-moments",
        "From the walking frame straight to the toast.", Hard.KIT,
        "Hand rub is in the office, and the work is in the flats.",
        "A small bottle of hand rub on every belt",
        "Each person on shift gets a bottle with a clip, filled at the start.",
        "", "", "", "",
        (Kind.PLACE,),
    ),
)  # fmt: skip
STORIES: tuple[Callable[[Home], Story], ...] = tuple(partial(improve, one) for one in _TOLD)
