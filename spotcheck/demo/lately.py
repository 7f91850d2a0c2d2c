"""Checks that began no action; the sample of last night, which waits for its review; and a round that is half seen."""

from __future__ import annotations

from datetime import datetime, timedelta

from spotcheck.checks.operations.drafts import open_draft, save_page
from spotcheck.checks.rules.capture import usual_shift
from spotcheck.checks.rules.content import AnsweredBy, Hard, Words
from spotcheck.checks.rules.drafting import Page, Sent, Start
from spotcheck.checks.rules.judgement import PassedTo
from spotcheck.core.ids import new_id
from spotcheck.core.permissions import Thing, Verb
from spotcheck.demo.decide import hold_back, judge, reply
from spotcheck.demo.home import Ago, Home, Story
from spotcheck.demo.people import HAZEL, LEFT
from spotcheck.demo.records import draw_for, read
from spotcheck.demo.tell import DIGNITY, MEDICINES, TREATED, listen, observe

# A story reads as prose: its lines end where a sentence does.
# fmt: off


def seen_in_passing(home: Home) -> Story:
    """Checks that began no action: two strengths, one that is held back, one that is not for coaching."""
    at = yield Ago(90, "22:40")
    serious = observe(
        home, "daniel", LEFT.key, at, checklist=DIGNITY, setting="Going to bed", minutes=9,
        but={"covered": "stopped", "talks-with": "follow_up", "real-choice": "follow_up"},
        notes={"covered": "I took over and stayed with the person. The manager on call was rung at once."},
    )
    at = yield Ago(89, "08:30")
    judge(
        home, "samuel", serious, at, risk="high", passed_to=PassedTo.SAFEGUARDING, passed_on=home.days_ago(89),
        says="This goes to the council’s safeguarding team, and not into coaching. The person is safe and was asked "
        "what they want to happen.",
    )
    at = yield Ago(31, "20:50")
    draw = draw_for(home, "daniel", at, counted_by="grace", population=33, size=12)
    at = yield Ago(31, "22:05")
    between = read(
        home, "daniel", at, draw, minutes=70, own=(2,), missing={"prn-effect": (3, 8)}, partly={"prn-effect": (10,)},
        words=Words(varies="Still at teatime. The new chart is being printed.", hard=(Hard.TIME,)),
    )
    at = yield Ago(30, "10:15")
    judge(
        home, "ruth", between, at, risk="medium",
        says="Nine of twelve show the effect, before the new chart. The action is under way: nothing new begins here.",
        strengths={"mar-complete": "Every due dose was signed for, on all 12 pages."},
    )
    at = yield Ago(26, "17:15")
    kind = observe(
        home, "grace", "tomasz", at, checklist=DIGNITY, setting="Mealtime", minutes=11, announced=True,
        words=Words(strength="Sat down, turned the radio off, and asked: soup first, or later?"),
    )
    at = yield Ago(25, "11:40")
    judge(
        home, "samuel", kind, at, says="This is what we want every meal to be. Shared at handover, with thanks.",
        strengths={"choice-real": "A real choice, with time to answer it.", "spoken-to-as-equal": "Sat at eye level."},
    )
    at = yield Ago(25, "15:10")
    reply(home, "tomasz", kind, at, kind="thanks", text="Thank you. It was a good evening.")
    at = yield Ago(6, "15:30")
    treated = listen(
        home, "priya", at, checklist=TREATED, answered_by=AnsweredBy.PERSON, but={"you-choose": "sometimes"},
        words=Words(works="They sit down with me first.", better="A bath in the evening."),
    )
    at = yield Ago(5, "10:20")
    judge(
        home, "ruth", treated, at, says="A bath in the evening is possible on four days. The key worker asks which.",
        strengths={"privacy-kept": "We knock and wait, in the person’s own words."},
    )
    at = yield Ago(5, "21:10")
    held = observe(
        home, "daniel", "bronagh", at, checklist=DIGNITY, setting="Going to bed", minutes=13,
        but={"knocks": "support", "eye-level": "support"},
    )
    at = yield Ago(4, "08:50")
    hold_back(
        home, "samuel", held, at, until=home.days_ahead(6),
        reason="On leave until then. I want to go through it together first, on the day back.",
    )
    at = yield Ago(4, "09:05")
    judge(home, "samuel", held, at, says="A tired evening. Two small things, and much warmth in the rest.")


def last_night(home: Home) -> Story:
    """Just captured: the monthly sample waits for its review."""
    at = yield Ago(1, "20:30")
    draw = draw_for(home, "daniel", at, counted_by="grace", population=34, size=12)
    at = yield Ago(1, "21:40")
    read(
        home, "daniel", at, draw, minutes=65, own=(5,), time_critical=(2, 4, 8, 11), missing={"on-time": (4, 11)},
        partly={"prn-effect": (9,)},
        notes={
            (4, "on-time"): "Due at eight, given at ten to nine. Breakfast came first.",
            (11, "on-time"): "Same time of day, another floor.",
        },
        words=Words(
            works="Reason and effect are there, nearly everywhere. The chart does its work.",
            varies="Doses that must come before breakfast.",
            busy="At eight, one person gives medicines on two floors.",
            better="Begin the round with the ones who cannot wait.",
            hard=(Hard.TIME, Hard.STAFFING),
            strength="11 of 12 pages tell the whole PRN story.",
        ),
    )


def half_seen(home: Home) -> Story:
    """A draft: seven of the twelve items of the latest round are answered."""
    began, setting = max(_rounds_begun(home))
    at = yield began
    asked = home.checklists[MEDICINES]
    by = home.allowed("grace", Verb.CAPTURE, Thing(home.organisation_id, home.services[HAZEL]), at)
    start = Start(
        id=new_id(), service_id=home.services[HAZEL], version_id=asked.version_id, worker_id=home.people["helen"],
        shift=usual_shift(at), announced=False, setting=setting,
    )
    draft = open_draft(start, by=by, at=at)
    answered = {place: Sent(outcome="support" if place == 4 else "well") for place in range(1, 8)}
    save_page(draft.id, Page(items=answered), by=by, at=at + timedelta(minutes=8))


ROUNDS = (
    ("08:25", "Morning round"), ("12:35", "Lunchtime round"), ("16:50", "Teatime round"), ("20:40", "Bedtime round"),
)


def _rounds_begun(home: Home) -> list[tuple[datetime, str]]:
    """When the medicines rounds of today and yesterday began, and their names; only those that are under way by now."""
    begun = [(home.moment(Ago(days, clock)), name) for days in (0, 1) for clock, name in ROUNDS]
    return [one for one in begun if one[0] < home.at - timedelta(minutes=10)]
