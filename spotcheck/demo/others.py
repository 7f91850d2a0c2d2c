"""What else happens at Hazel Court in these months: hands, doors, a box beside its twin, and good practice seen."""

from __future__ import annotations

from spotcheck.checks.rules.content import Hard, Words
from spotcheck.core.ids import new_id
from spotcheck.core.permissions import Thing, Verb
from spotcheck.demo.decide import (
    Gap,
    Looks,
    action,
    add_to_plan,
    agree,
    change_day,
    correct,
    judge,
    reply,
)
from spotcheck.demo.home import Ago, Home, Story
from spotcheck.demo.people import HAZEL
from spotcheck.demo.tell import DIGNITY, HANDS, MEDICINES, PAGES, observe
from spotcheck.messages.operations import raise_alert, take_alert
from spotcheck.tracker.operations import suggest
from spotcheck.tracker.rules.strength import Kind

# A story reads as prose: its lines end where a sentence does.
# fmt: off
DOORS = "We knock, and wait for an answer"
LUNCH = "Hands are clean before each person at lunch"
TWINS = "Two strengths of one medicine never stand side by side"
CALLED_AWAY = "Nobody is called away from a medicines round"


def doors(home: Home) -> Story:
    """Agreed and overdue: a care worker leads it, and the day was moved once already."""
    at = yield Ago(41, "09:20")
    watched = observe(
        home, "priya", "marek", at, checklist=DIGNITY, setting="Getting up", minutes=12,
        but={"knocks": "follow_up"}, notes={"knocks": "Knocked each time, and was inside before an answer came."},
        words=Words(
            works="Everybody was greeted by the name they like.",
            busy="Six people want to be up by eight.",
            hard=(Hard.TIME,),
            strength="Explained each step, and waited for a nod.",
        ),
    )
    at = yield Ago(40, "10:05")
    judge(
        home, "samuel", watched, at,
        says="Several of us do this when the morning is full. Two people told us that they would like time to answer.",
        strengths={"choice-real": "Each step was explained first, and a nod was waited for."},
        gaps={
            "privacy-kept": Gap(
                "The knock comes, and the door opens before the answer.",
                DOORS,
                "Each person chose what suits them: a knock and five seconds, a bell, or “come in any time”. It is on "
                "the first page of the care plan and inside the door.",
            )
        },
    )
    at = yield Ago(36, "14:30")
    agree(
        home, "samuel", action(home, DOORS), at, lead="sunita", due=home.days_ago(13),
        support="One hour a week to sit with people and ask.",
        criteria="Ask anybody who lives here: the door is opened the way they chose.",
        kinds=(Kind.SAME, Kind.LABEL,),
        plan=[Looks(DIGNITY, "privacy-kept", 4, allowed=0)],
    )
    at = yield Ago(15, "13:50")
    change_day(
        home, "samuel", action(home, DOORS), at, due=home.days_ago(5),
        reason="The lead was away for nine days. 19 of 31 people have chosen so far.",
    )


def hands(home: Home) -> Story:
    """Agreed and under way; and a tap that was put right beside the check."""
    at = yield Ago(17, "12:55")
    first = observe(
        home, "priya", "helen", at, checklist=HANDS, setting="Mealtime", minutes=14,
        but={"before-food": "follow_up", "after-surroundings": "follow_up", "soap-and-water": "not_seen"},
        notes={"before-food": "Straight from the wheelchair brakes to the bread."},
        words=Words(
            busy="The only hand rub is at the door, eleven steps away.", better="A bottle on each table.",
            hard=(Hard.PLACE, Hard.KIT), strength="Sat down to help, and let the person set the pace.",
        ),
    )
    at = yield Ago(16, "12:50")
    second = observe(
        home, "grace", "sunita", at, checklist=HANDS, setting="Mealtime", minutes=12,
        but={"before-food": "follow_up", "gloves": "follow_up", "soap-and-water": "not_seen"},
    )
    at = yield Ago(16, "13:20")
    correct(
        home, "grace", second, at, checklist=HANDS, item="gloves", to="not_seen",
        reason="No gloves were worn at lunch. I tapped the wrong answer.",
    )
    at = yield Ago(15, "10:30")
    judge(home, "ruth", second, at, corrections=1, says="As yesterday, at another table: the rub is too far away.")
    at = yield Ago(15, "10:45")
    judge(
        home, "ruth", first, at,
        says="Both lunches say the same. This is about where the hand rub stands.",
        gaps={
            "hands-right-moments": Gap(
                "At lunch, hands are not cleaned between the chair and the food. The rub is at the door.",
                LUNCH,
                "A pump bottle stands in the middle of each table, and one on the drinks trolley.",
            )
        },
    )
    at = yield Ago(12, "11:20")
    agree(
        home, "ruth", action(home, LUNCH), at, lead="amina", due=home.days_ahead(9),
        support="Twelve bottles, and ten minutes at the next team meeting.",
        criteria="At lunch, everybody can reach hand rub from where they stand, and uses it before food.",
        kinds=(Kind.PLACE, Kind.REMINDER,),
        plan=[Looks(HANDS, "hands-right-moments", 3)],
    )


def twins(home: Home) -> Story:
    """A round that was stopped, a message that someone took, and the action that keeps two boxes apart."""
    at = yield Ago(13, "20:35")
    words = (
        "Two strengths of one tablet were put out for somebody on the first floor. Nothing was taken. I have the "
        "stronger box with me and stay on the round. Please ring me about the stock."
    )
    by = home.allowed("grace", Verb.RAISE_ALERT, Thing(home.organisation_id, home.services[HAZEL]), at)
    alert = raise_alert(new_id(), home.services[HAZEL], words, by=by, at=at)
    at = yield Ago(13, "20:39")
    take_alert(alert, by=home.allowed("samuel", Verb.TAKE_ALERT, alert.thing, at), at=at)
    at = yield Ago(13, "21:00")
    stopped = observe(
        home, "grace", "yusuf", at, setting="Bedtime round", minutes=42,
        but={"right-dose": "stopped", "prn-plan": "not_seen", "prn-entry": "not_seen", "prn-effect": "not_seen"},
        notes={"right-dose": "Same name, same colours, another strength. We saw it when we read the label together."},
        words=Words(
            hard=(Hard.KIT, Hard.PLACE), better="One shelf for each strength, or one box in the home at a time.",
            coaching="We read label and chart aloud for the rest of the round. It went well.",
            strength="Stopped at once and asked.",
        ),
    )
    at = yield Ago(12, "09:05")
    judge(
        home, "samuel", stopped, at, risk="high",
        says="Nobody was harmed, because it was seen in time. Anybody could reach for the wrong box there.",
        gaps={
            "right-medicine": Gap(
                "Two strengths that look the same stand next to each other in the first-floor cupboard.",
                TWINS,
                "Each strength has its own shelf with a coloured edge. The pharmacy sends only one strength where the "
                "GP agrees.",
            )
        },
    )
    at = yield Ago(12, "18:20")
    reply(home, "yusuf", stopped, at, kind="support", text="It shook me. Please be with me on one more bedtime round.")
    at = yield Ago(10, "11:00")
    agree(
        home, "samuel", action(home, TWINS), at, lead="grace", due=home.days_ahead(3),
        support="The pharmacist on Thursday, and a morning to sort the shelves.",
        criteria="Open any medicines cupboard. No two boxes with one name and two strengths touch each other.",
        plan=[Looks(MEDICINES, "right-medicine", 3), Looks(PAGES, "right-medicine", 14, target=99, floor=80)],
    )


def called_away(home: Home) -> Story:
    """Proposed yesterday: the worker sees it differently, and has a point."""
    at = yield Ago(3, "17:10")
    watched = observe(
        home, "grace", "marek", at, setting="Teatime round", minutes=26,
        but={"mar-first": "follow_up", "quiet-place": "follow_up", "prn-effect": "not_seen"},
        notes={"mar-first": "After the second call the pot was in hand before the chart was open again."},
        words=Words(
            busy="Three calls for the person on the round, two of them from the front door.",
            hard=(Hard.TIME, Hard.STAFFING),
            strength="Said sorry to the person for the wait, and began again from the top.",
        ),
    )
    at = yield Ago(2, "21:50")
    reply(
        home, "marek", watched, at, kind="disagree",
        text="The phone rang three times and nobody else could answer. I started again each time. I think the phone "
        "is the gap.",
    )
    at = yield Ago(1, "09:50")
    judge(
        home, "samuel", watched, at, risk="medium",
        says="I agree with the reply. Whoever gives medicines should not be the one who answers the door.",
        strengths={"medicine-consent": "Asked first, and explained the wait."},
        gaps={
            "mar-read-first": Gap("After a call the chart was not the first thing to be opened."),
            "medicine-workspace": Gap(
                "The round was called away three times in 26 minutes.",
                CALLED_AWAY,
                "The phone and the front door go to somebody who is not on the round. A sign on the trolley says: "
                "medicines, please wait.",
            ),
        },
    )
    at = yield Ago(1, "10:05")
    add_to_plan(home, "samuel", action(home, CALLED_AWAY), at, [Looks(MEDICINES, "medicine-workspace", 3)])


def an_idea(home: Home) -> Story:
    """Proposed by a care worker, in one sentence; nobody has decided yet."""
    at = yield Ago(1, "14:20")
    by = home.allowed("tomasz", Verb.SUGGEST, Thing(home.organisation_id, home.services[HAZEL]), at)
    suggest(
        service_id=home.services[HAZEL], standard_id=home.standards["hands-right-moments"], action_id=new_id(),
        words="Keep spare gloves in the hoist bag", more="", by=by, at=at,
    )
