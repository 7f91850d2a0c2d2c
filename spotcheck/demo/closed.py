"""Two older actions: one that came back once before it was closed, and one that was withdrawn."""

from __future__ import annotations

from spotcheck.checks.rules.content import Hard, Words
from spotcheck.demo.decide import Gap, Looks, action, agree, change_day, close, done, judge, more_time, withdraw
from spotcheck.demo.home import Ago, Home, Story
from spotcheck.demo.records import draw_for, read
from spotcheck.demo.tell import MEDICINES, PAGES, observe
from spotcheck.tracker.rules.strength import Kind

# A story reads as prose: its lines end where a sentence does.
# fmt: off
NO_EMPTY_BOX = "No chart is handed over with an empty box"
CUPBOARD = "The top floor has a medicines cupboard of its own"


def no_empty_box(home: Home) -> Story:
    """Closed: the first re-sample missed and sent it back; the second way of working held."""
    at = yield Ago(172, "14:05")
    draw = draw_for(home, "priya", at, counted_by="daniel", population=29, size=15)
    at = yield Ago(172, "15:30")
    found = read(
        home, "priya", at, draw, minutes=75, missing={"no-gaps": (1, 3, 6, 8, 9, 11, 14, 15)},
        notes={(6, "no-gaps"): "Two boxes, both at bedtime, both on a Sunday."},
        words=Words(
            works="Weekday mornings are complete.",
            varies="Sunday evenings. The bank staff do not know our codes.",
            hard=(Hard.STAFFING, Hard.HANDOVER),
        ),
    )
    at = yield Ago(171, "10:15")
    judge(
        home, "samuel", found, at, risk="medium",
        says="An empty box can mean a dose left out, or a dose given twice. The stock count shows that all were given.",
        gaps={
            "mar-complete": Gap(
                "7 of 15 pages are complete. The empty boxes are at bedtime, mostly on Sundays.",
                NO_EMPTY_BOX,
                "Two people look through the charts together at handover. The one who gave the dose fills the box "
                "before going home.",
            )
        },
    )
    at = yield Ago(166, "11:30")
    boxes = action(home, NO_EMPTY_BOX)
    pages, rounds = agree(
        home, "samuel", boxes, at, lead="grace", due=home.days_ago(140),
        support="Ten minutes more at each handover.",
        criteria="At the start of any shift, no box from the shift before is empty.",
        kinds=(Kind.PROMPT,),
        plan=[Looks(PAGES, "mar-complete", 10, allowed=1), Looks(MEDICINES, "mar-complete", 2)],
    )
    at = yield Ago(141, "15:00")
    done(home, "grace", boxes, at, "We look through the charts in pairs at every handover. It takes eight minutes.")
    at = yield Ago(128, "20:45")
    draw = draw_for(home, "daniel", at, counted_by="priya", population=30, asked_by=pages)
    at = yield Ago(128, "21:50")
    missed = read(
        home, "daniel", at, draw, minutes=60, missing={"no-gaps": (2, 5, 9)}, asked_by=pages,
        notes={(5, "no-gaps"): "Sunday again. The bank worker had gone before handover began."},
        words=Words(varies="Whenever bank staff leave at eight and handover is at half past.", hard=(Hard.STAFFING,)),
    )
    at = yield Ago(127, "09:35")
    judge(
        home, "samuel", missed, at, risk="medium", stands=True,
        says="Seven of ten. It works when everybody stays for handover, and bank staff cannot. Thank you for looking "
        "at a Sunday: now we know where to change it.",
    )
    at = yield Ago(126, "14:20")
    change_day(
        home, "samuel", boxes, at, due=home.days_ago(96),
        reason="The agency has to agree to bank shifts that end after handover. That takes until the next rota.",
    )
    at = yield Ago(97, "16:10")
    done(
        home, "grace", boxes, at,
        "Bank shifts now end at a quarter to nine, after handover. Our codes are on a card that is clipped to each "
        "chart.",
    )
    at = yield Ago(88, "21:05")
    first = observe(
        home, "daniel", "helen", at, setting="Bedtime round", asked_by=rounds,
        words=Words(strength="Signed each time before the next door.", works="The card: no more guessing at codes."),
    )
    at = yield Ago(87, "10:20")
    judge(home, "samuel", first, at, stands=True, says="Signed at once, each time, on a full evening.")
    at = yield Ago(82, "14:15")
    draw = draw_for(
        home, "priya", at, counted_by="daniel", population=32, asked_by=pages,
        excluded="19 in hospital the whole month",
        codes="1-6 A early; 7-11 B early; 12-16 C late; 17-22 D late; 23-27 E night; 28-32 F night",
    )  # fmt: skip
    at = yield Ago(82, "15:20")
    held = read(home, "priya", at, draw, minutes=60, time_critical=(4, 7), asked_by=pages)
    at = yield Ago(81, "09:45")
    judge(
        home, "ruth", held, at, stands=True, says="Ten of ten, two of them from Sundays.",
        strengths={"mar-complete": "All 10 pages are complete, Sundays too."},
    )
    at = yield Ago(70, "12:10")
    more_time(
        home, "samuel", boxes, rounds, at, until=home.days_ago(60),
        reason="The last round was put off twice, because the home was closed to visitors with a stomach bug.",
    )
    at = yield Ago(66, "17:20")
    second = observe(home, "priya", "marek", at, setting="Teatime round", asked_by=rounds, announced=True)
    at = yield Ago(65, "10:00")
    judge(home, "samuel", second, at, stands=True, says="The box was filled before the next person, all four times.")
    at = yield Ago(64, "11:25")
    close(
        home, "samuel", boxes, at,
        "Ten of ten pages, Sundays included, and two rounds where each box was filled at once. What made the "
        "difference was the end of the bank shift.",
    )


def top_floor_cupboard(home: Home) -> Story:
    """Withdrawn with a reason: the place itself changed."""
    at = yield Ago(98, "09:10")
    watched = observe(
        home, "priya", "bronagh", at, setting="Morning round", minutes=24,
        but={"quiet-place": "follow_up"}, notes={"quiet-place": "Three walks down to the cupboard in one round."},
        words=Words(busy="The stairs, with the lift in use at breakfast.", hard=(Hard.PLACE,)),
    )
    at = yield Ago(97, "11:05")
    judge(
        home, "samuel", watched, at,
        says="Each walk is a moment when the trolley is alone or a person waits.",
        strengths={"right-medicine": "Person, medicine and dose were matched to the chart each time."},
        gaps={
            "medicine-workspace": Gap(
                "On the top floor the round stops for walks to the cupboard downstairs.",
                CUPBOARD,
                "A locked cupboard goes into the small office on the top floor.",
            )
        },
    )
    at = yield Ago(93, "15:40")
    cupboard = action(home, CUPBOARD)
    agree(
        home, "samuel", cupboard, at, lead="priya", due=home.days_ago(50), support="None needed",
        criteria="A round on the top floor is done without a walk downstairs.",
        kinds=(Kind.PLACE, Kind.STEPS,),
        plan=[Looks(MEDICINES, "medicine-workspace", 3)],
    )
    at = yield Ago(63, "13:30")
    withdraw(
        home, "samuel", cupboard, at,
        "The pharmacy now puts a small locked cupboard into each person’s own room, so no round starts from an office.",
    )
