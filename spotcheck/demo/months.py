"""The ordinary months: what each service looks at, month by month, when nothing much is found.

Who looked, whom they saw and on which day is drawn from a fixed seed, so it is the same story each time.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from functools import partial
from typing import NamedTuple

from spotcheck.checklists.rules import Kind
from spotcheck.checks.rules.content import Words
from spotcheck.core.permissions import Role
from spotcheck.demo.decide import judge, reply
from spotcheck.demo.home import Ago, Home, Story
from spotcheck.demo.people import HAZEL, MILL, PEOPLE
from spotcheck.demo.provider import BOATYARD, LARCH, ORCHARD, STATION
from spotcheck.demo.provider import PEOPLE as OTHERS
from spotcheck.demo.records import draw_for, read
from spotcheck.demo.tell import (
    CARE_TALK,
    DIGNITY,
    HANDS,
    MEDICINES,
    PAGES,
    PLANS,
    PRN,
    SPEAKING,
    SUPERVISION,
    ask,
    observe,
)

DAYS = 182
MONTH = 30
CALENDAR = {
    HAZEL: (MEDICINES, HANDS, DIGNITY, MEDICINES, PRN),
    MILL: (HANDS, DIGNITY, MEDICINES, CARE_TALK),
    ORCHARD: (MEDICINES, HANDS, DIGNITY, PRN, PAGES, CARE_TALK),
    STATION: (MEDICINES, DIGNITY, SUPERVISION),
    LARCH: (MEDICINES, HANDS, DIGNITY, PLANS, CARE_TALK),
    BOATYARD: (HANDS, DIGNITY, SPEAKING),
}
HOURS = ("08:40", "10:35", "12:40", "14:55", "16:55", "18:35")


class Saying(NamedTuple):
    """A strength as the observer wrote it, the standard it shows, and what the reviewer said."""

    strength: str
    standard: str
    review: str


SAYINGS = {
    MEDICINES: (
        Saying("Read the chart aloud before the pot was opened.", "mar-read-first", "Calm and exact on a full round."),
        Saying(
            "Waited until it was swallowed, with a joke and a glass of water.", "medicine-taken", "Nobody was hurried."
        ),
        Saying(
            "Asked first, and came back ten minutes later after a no.", "medicine-consent", "A no was heard. Well done."
        ),
        Saying("Signed before the next door, every time.", "mar-complete", "The chart can be trusted."),
    ),
    HANDS: (
        Saying(
            "Hand rub before touching the hand that was held out.",
            "hands-right-moments",
            "Clean, without making a show.",
        ),
        Saying("Took the gloves off at the bed, then washed.", "hands-right-way", "As we practise it."),
        Saying("Offered the person a wipe before lunch too.", "hands-right-moments", "Kind, and it keeps people well."),
    ),
    DIGNITY: (
        Saying("Knocked, waited, and was asked in.", "privacy-kept", "It is their door. This shows it."),
        Saying("Two cardigans, and time to choose.", "choice-real", "Small choices, all morning."),
        Saying("Sat down and asked about the photograph.", "spoken-to-as-equal", "A talk, not a task."),
        Saying("Said each step before it came.", "choice-real", "The person was part of it."),
    ),
    PRN: (
        Saying("Would try a warm drink first, and knows for whom.", "prn-plan-followed", "Clear, with a reason."),
        Saying("Knows that “no change” is worth writing.", "prn-recorded", "All points, in their own words."),
    ),
    CARE_TALK: (
        Saying("Told me what the hand on the arm means.", "plan-for-today", "Knows the person, and the page."),
        Saying("A sign that belongs to one person only.", "early-signs-known", "This is how we see things early."),
    ),
    SPEAKING: (
        Saying("Could name a change that came from a near miss.", "near-misses-told", "People see that it helps."),
        Saying("Facts only, and told on the same shift.", "routes-known", "Safe, told, written. Nothing promised."),
    ),
    PAGES: (Saying("Every due dose is signed for.", "mar-complete", "A sound month."),),
    PLANS: (Saying("Plans that sound like the person.", "plan-own-voice", "Good plans, and in use."),),
    SUPERVISION: (Saying("Each talk starts from something seen.", "supervision-from-practice", "Good talks."),),
}
IN_A_STORY = {
    "tomasz", "amina", "kofi", "bronagh", "helen", "blessing", "yusuf",
    "delroy", "bogdan", "fatima", "irena", "carys",
}  # fmt: skip
THANKS = ("", "Thank you.", "Good to hear.", "Thank you. I passed it on to the team.")
SMALL = {MEDICINES: "quiet-place", HANDS: "every-part", DIGNITY: "explains"}  # done with support, now and then


def ordinary(service: str, checklist: str, place: int, home: Home) -> Story:
    """One look of the calendar, each month anew, and its review the day after."""
    dice = random.Random(f"{service} {checklist} {place}")  # noqa: S311  # a story, not a secret
    team = {role: [one.key for one in (*PEOPLE, *OTHERS) if (one.role, one.at) == (role, service)] for role in Role}
    (manager,) = team[Role.MANAGER]
    asked: dict[tuple[str, str], datetime] = {}
    for begin in range(DAYS, MONTH, -MONTH):
        day = begin - dice.randrange(MONTH - 5)
        who, *others = dice.sample(team[Role.SUPERVISOR], k=len(team[Role.SUPERVISOR]))
        whom, saying = dice.choice(team[Role.CARE_WORKER]), dice.choice(SAYINGS[checklist])
        words = Words(strength=saying.strength)
        at = yield Ago(day, dice.choice(HOURS))
        match home.checklists[checklist].kind:
            case Kind.INTERVIEW:
                question = home.item_of(checklist, saying.standard)
                fresh = [one for one in team[Role.CARE_WORKER] if _not_asked_lately(asked, one, question, at)]
                if not fresh:
                    continue
                whom = dice.choice(fresh)
                asked[whom, question] = at
                check = ask(
                    home, who, whom, at, checklist=checklist, questions=[question], service=service, words=words,
                    explained=[question] if dice.random() < 0.5 else (),
                )  # fmt: skip
            case Kind.OBSERVATION:
                check = observe(
                    home, who, whom, at, checklist=checklist, service=service, minutes=dice.randrange(8, 20),
                    but={SMALL[checklist]: "support"} if dice.random() < 0.3 else None,
                    announced=dice.random() < 0.4, words=words,
                )  # fmt: skip
            case _:
                draw = draw_for(
                    home, who, at, checklist=checklist, counted_by=others[0] if others else manager,
                    population=dice.randrange(24, 46), size=8, service=service,
                )  # fmt: skip
                at = yield at + timedelta(minutes=50)
                check = read(home, who, at, draw, checklist=checklist, minutes=45, service=service, words=words)
        at = yield Ago(day - 1, "09:35")
        judge(home, manager, check, at, says=saying.review, strengths={saying.standard: saying.strength})
        if check.worker_id and dice.random() < 0.3:
            at = yield Ago(day - 1, "19:50")
            reply(home, whom, check, at, kind="thanks", text=dice.choice(THANKS))


def _not_asked_lately(asked: Mapping[tuple[str, str], datetime], whom: str, question: str, at: datetime) -> bool:
    """No question comes twice to one person in 90 days. Whoever is asked in a story is left to it."""
    last = asked.get((whom, question))
    return whom not in IN_A_STORY and (last is None or at - last > timedelta(days=91))


STORIES: tuple[Callable[[Home], Story], ...] = tuple(
    partial(ordinary, service, checklist, place)
    for service, looks in CALENDAR.items()
    for place, checklist in enumerate(looks)
)
