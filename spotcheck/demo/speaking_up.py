"""“Nothing to report”, in supported living: hardly anything was told, because nobody heard what came of it.

More small reports are a good sign here. It is closed when people can name something that changed.
"""

from __future__ import annotations

from spotcheck.checks.rules.content import Hard, Words
from spotcheck.demo.decide import Gap, Looks, action, agree, close, done, judge, reply
from spotcheck.demo.home import Ago, Home, Story
from spotcheck.demo.provider import STATION
from spotcheck.demo.records import draw_for, read
from spotcheck.demo.tell import SPEAKING, SUPERVISION, ask

# A story reads as prose: its lines end where a sentence does.
# fmt: off
HEARD = "What we heard, what we changed: told every Friday"
NUMBERS = "The outside numbers are on the back of every badge"
ROUTES = Gap(
    "Neither of two people could name a route outside without help.",
    NUMBERS,
    "The council’s safeguarding number and CQC’s are printed on the back of each badge.",
)
ALL = ("near-miss", "worry", "not-heard")


def what_we_heard(home: Home) -> Story:
    """Closed last week: three people can name something that changed, and supervision asks."""
    for who, whom, asked, judged, but, busy in (
        (
            "shanice", "kieran", Ago(101, "14:20"), Ago(100, "10:00"),
            {"near-miss": {"changed": "not_yet", "same-day": "asked"}, "not-heard": {"outside": "not_yet"}},
            "I told two things last year. I never heard what came of them.",
        ),
        (
            "piotr", "niamh", Ago(99, "19:30"), Ago(98, "09:40"),
            {"near-miss": {"changed": "not_yet"}, "not-heard": {"outside": "asked", "protected": "not_yet"}},
            "The form takes twenty minutes, at the end of a sleep-in.",
        ),
    ):
        at = yield asked
        talk = ask(
            home, who, whom, at, checklist=SPEAKING, questions=ALL, but=but, service=STATION,
            words=Words(busy=busy, hard=(Hard.TIME, Hard.GUIDANCE), strength="Safe first, without a pause."),
        )
        at = yield judged
        judge(
            home, "declan", talk, at, says="Would act at once. What is missing is ours: nobody said what changed.",
            gaps={"routes-known": ROUTES} if whom == "niamh" else None,
        )
    at = yield Ago(96, "10:30")
    draw = draw_for(
        home, "shanice", at, checklist=SUPERVISION, counted_by="piotr", population=28, size=12, left_out=1,
        why="One record was open on somebody’s desk, half written.", service=STATION,
    )
    at = yield Ago(96, "11:40")
    records = read(
        home, "shanice", at, draw, checklist=SUPERVISION, minutes=65, own=(3, 8), service=STATION,
        missing={"worries-asked": (1, 2, 5, 7, 11), "practice-seen": (5, 11), "worry-followed": (4, 9)},
        partly={"worries-asked": (10, 13), "reflection": (5, 11)},
        does_not_apply={"worry-followed": (1, 2, 5, 6, 7, 10, 11, 12, 13)},
        notes={
            (5, "worries-asked"): "The box says “none” in the same pen as the date.",
            (9, "worry-followed"): "A near miss with a hoist in June. Nothing more about it in August.",
        },
        words=Words(
            works="Where practice was seen first, the talk is alive.",
            better="Ask “what nearly went wrong?” instead of “any concerns?”.",
            hard=(Hard.TIME, Hard.GUIDANCE),
            strength="Ten of 12 records start from something that was seen.",
        ),
    )
    at = yield Ago(95, "09:30")
    judge(
        home, "ruth", records, at, risk="medium",
        says="Two reports in three months, from a place with 31 staff. Nothing to report is not what we hope for. "
        "People told us why: they never hear what came of it.",
        strengths={"supervision-from-practice": "Ten of 12 records talk about practice that somebody saw."},
        gaps={
            "near-misses-told": Gap(
                "Near misses are hardly told, and whoever tells one does not hear what came of it.",
                HEARD,
                "A near miss takes one minute: a card by the kettle, no name needed. Each Friday one sheet goes up: "
                "what we heard, what we changed.",
            ),
            "concerns-asked-about": Gap("5 of 12 supervision records show that somebody asked about worries."),
        },
    )
    at = yield Ago(92, "15:20")
    heard = action(home, HEARD)
    talks, supervision = agree(
        home, "ruth", heard, at, lead="piotr", due=home.days_ago(54),
        support="Ten minutes every Friday for the sheet, and the manager’s own first near miss on it.",
        criteria="Ask anybody: they can name one thing that changed because somebody told it.",
        plan=[
            Looks(SPEAKING, "near-misses-told", 3, weeks=6),
            Looks(SUPERVISION, "concerns-asked-about", 10, allowed=1, weeks=6),
        ],
    )
    at = yield Ago(54, "16:10")
    done(
        home, "piotr", heard, at,
        "The cards are by the kettle. Nine Fridays, 14 near misses, seven changes on the wall. Supervision now asks: "
        "what nearly went wrong?",
    )
    for who, whom, asked, judged, says in (
        ("shanice", "jade", Ago(48, "11:10"), Ago(47, "09:30"), "Named the new light on the back steps."),
        ("shanice", "osman", Ago(41, "15:50"), Ago(40, "10:15"), "Named the second key for the medicines box."),
        ("declan", "lorraine", Ago(35, "18:20"), Ago(34, "09:45"), "Named two, and said which one may not last."),
    ):
        at = yield asked
        talk = ask(
            home, who, whom, at, checklist=SPEAKING, questions=["near-miss"], explained=["near-miss"], service=STATION,
            asked_by=talks, words=Words(strength="An example of their own."),
        )
        at = yield judged
        judge(home, "ruth", talk, at, stands=True, says=says)
        if whom == "jade":
            at = yield Ago(46, "20:05")
            reply(home, "jade", talk, at, kind="thanks", text="I like that the manager’s own near miss came first.")
    at = yield Ago(27, "10:15")
    draw = draw_for(
        home, "shanice", at, checklist=SUPERVISION, counted_by="declan", population=30, service=STATION,
        asked_by=supervision,
    )
    at = yield Ago(27, "11:20")
    again = read(
        home, "shanice", at, draw, checklist=SUPERVISION, minutes=60, own=(6,), service=STATION, asked_by=supervision,
        partly={"worries-asked": (4,)}, does_not_apply={"worry-followed": (1, 2, 4, 7, 8)},
        notes={(4, "worries-asked"): "Asked, and the answer is one word."},
    )
    at = yield Ago(26, "09:10")
    judge(
        home, "ruth", again, at, stands=True, says="Nine of ten ask, and most answers are a story. It was 5 of 12.",
        strengths={"concerns-asked-about": "9 of 10 records ask what nearly went wrong, and write the answer."},
    )
    at = yield Ago(8, "14:00")
    close(
        home, "ruth", heard, at,
        "Fourteen small reports in nine weeks, after two in three months: that is the good sign we hoped for. Three of "
        "three could name a change. 9 of 10 records ask.",
    )


def outside_numbers(home: Home) -> Story:
    """Agreed and overdue: the badges are printed, and half of them are handed out."""
    at = yield Ago(33, "10:40")
    agree(
        home, "declan", action(home, NUMBERS), at, lead="shanice", due=home.days_ago(3),
        support="A morning with the badge printer, and 40 blank cards.",
        criteria="Anybody can turn their badge and read two numbers aloud.",
        plan=[Looks(SPEAKING, "routes-known", 4)],
    )
