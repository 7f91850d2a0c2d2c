"""PRN recording, from a monthly sample to the last look that is still to come; and the PRN plans beside it.

Thirteen of 24 pages gave reason and effect. It is treated as a matter of time and tools, not of people: tea was in the
way, and the chart had no space for it.
"""

from __future__ import annotations

from spotcheck.checks.rules.content import AnsweredBy, Hard, Words
from spotcheck.demo.decide import Gap, Looks, action, agree, comment, done, judge, reply
from spotcheck.demo.home import Ago, Home, Story
from spotcheck.demo.learning import put, said, seen
from spotcheck.demo.records import draw_for, read
from spotcheck.demo.tell import MEDICINES, PAGES, PRN, VOICES, ask, listen, observe
from spotcheck.tracker.rules.strength import Kind

# A story reads as prose: its lines end where a sentence does.
# fmt: off
RECORDS = "PRN records show the reason and the effect"
PRN_PLANS = "Every PRN medicine has a complete plan"
RECORDING_QUESTIONS = ("written-down", "afterwards")


def prn_recording(home: Home) -> Story:
    """Done and waiting: the re-sample holds, the answers are in, one round is to be reviewed and one to be watched."""
    at = yield Ago(61, "20:40")
    draw = draw_for(home, "daniel", at, counted_by="priya", population=31, size=24)
    at = yield Ago(61, "22:15")
    monthly = read(
        home, "daniel", at, draw, minutes=85, own=(7,), time_critical=(2, 5, 14),
        missing={"prn-effect": (2, 4, 9, 13, 18, 21, 24), "prn-reason": (4, 13, 19)},
        partly={"prn-effect": (6, 15, 22), "prn-plan": (3, 8, 11, 12, 17, 20, 23)},
        notes={
            (4, "prn-effect"): "Given just before tea. Nobody was free to go back.",
            (9, "prn-effect"): "Signed on the early shift, and not handed over.",
            (12, "prn-plan"): "No review date, and no shortest gap.",
            (19, "prn-reason"): "Says “pain”. Not where, and not how it showed.",
        },
        words=Words(
            works="Times and doses are clear on every page. Nobody has to guess what was given.",
            varies="Effects are there in the mornings. From half past four they are mostly blank.",
            busy="The effect is due an hour later, in the middle of tea.",
            better="A space for the effect on the chart, and somebody free to go back.",
            hard=(Hard.TIME, Hard.GUIDANCE, Hard.HANDOVER),
            strength="No due dose was left unsigned on any page.",
        ),
    )
    at = yield Ago(60, "09:40")
    judge(
        home, "samuel", monthly, at, risk="medium",
        says="People do get their pain relief. But we cannot see if it helped, so a medicine that no longer works "
        "could be given for weeks. It is the same on all three floors, so this is about how we work.",
        strengths={"mar-complete": "Every due dose was signed for or explained, on all 24 pages."},
        gaps={
            "prn-recorded": Gap(
                "13 of 24 pages show the reason and the effect. Times and doses are clear on all 24.",
                RECORDS,
                "A chart with a space for each: time, dose, reason, effect. Tea moves to half past five, so that "
                "somebody can go back and ask.",
            ),
            "prn-plan-followed": Gap(
                "17 of 24 pages have a complete PRN plan. Review dates and shortest gaps are what is left out.",
                PRN_PLANS,
                "The pharmacist and the senior go through each PRN plan once. A plan with an empty line does not go "
                "into the folder.",
            ),
        },
    )
    at = yield Ago(57, "15:50")
    early_talk = ask(
        home, "priya", "tomasz", at, questions=RECORDING_QUESTIONS,
        but={"written-down": {"effect": "asked"}, "afterwards": {"write": "not_yet", "escalate": "asked"}},
        again={"afterwards": {"write": "unprompted"}},
        words=Words(coaching="We read one clear entry together and found all four answers in it."),
    )
    at = yield Ago(56, "10:30")
    judge(
        home, "samuel", early_talk, at,
        says="Knows the time, the dose and the reason by heart. The effect is new to more than one of us.",
    )
    at = yield Ago(55, "11:15")
    prn = action(home, RECORDS)
    pages, rounds, answers, voices = agree(
        home, "samuel", prn, at, lead="priya", due=home.days_ago(23),
        support="Two hours for the team meeting, and cover at tea for three days.",
        criteria="Pick any PRN entry. You can read the time, the dose, the reason and the effect without asking.",
        kinds=(Kind.PROMPT, Kind.RECORD, Kind.STAFFING,),
        plan=[
            Looks(PAGES, "prn-recorded", 10, allowed=1),
            Looks(MEDICINES, "prn-recorded", 3),
            Looks(PRN, "prn-recorded", 3),
            Looks(VOICES, "prn-recorded", 3, allowed=1),
        ],
    )
    at = yield Ago(23, "16:45")
    done(
        home, "priya", prn, at,
        "The chart with four spaces is in use on all three floors. Tea is at half past five. The team tried it with "
        "five made-up examples.",
    )
    at = yield Ago(20, "11:20")
    first = ask(
        home, "grace", "amina", at, questions=RECORDING_QUESTIONS, explained=["afterwards"], asked_by=answers,
        words=Words(strength="Told me about a tablet that had stopped helping, and that she rang the GP."),
    )
    at = yield Ago(19, "10:05")
    judge(
        home, "samuel", first, at, stands=True,
        says="Clear, with an example of a call to the GP. This is what we hoped for.",
        strengths={"prn-recorded": "Knows what to write, and rings for advice when a medicine no longer helps."},
    )
    at = yield Ago(18, "22:50")
    second = ask(
        home, "daniel", "kofi", at, questions=RECORDING_QUESTIONS, but={"written-down": {"reason": "asked"}},
        asked_by=answers,
    )
    at = yield Ago(17, "09:20")
    judge(home, "ruth", second, at, stands=True, says="All four, one of them when asked. Clear about whom to ring.")
    at = yield Ago(15, "15:35")
    third = ask(
        home, "grace", "bronagh", at, questions=RECORDING_QUESTIONS, explained=["written-down"], asked_by=answers,
    )
    at = yield Ago(14, "09:10")
    judge(home, "samuel", third, at, stands=True, says="Explained why the reason matters to whoever comes next.")
    at = yield Ago(12, "09:25")
    morning = observe(
        home, "grace", "sunita", at, setting="Morning round", minutes=22, asked_by=rounds,
        notes={"prn-effect": "Went back after 50 minutes, asked, and wrote: “easier now, walked to the window”."},
        words=Words(
            works="The new chart asks for the effect, so it does not have to be kept in mind.",
            strength="Sat down, waited for the answer, then wrote it.",
        ),
    )
    at = yield Ago(11, "10:40")
    judge(
        home, "samuel", morning, at, stands=True, says="Unhurried. The effect was asked for and written.",
        strengths={"prn-recorded": "Reason and effect were written with the person, in the person’s own words."},
    )
    at = yield Ago(11, "13:05")
    reply(home, "sunita", morning, at, kind="thanks", text="The chart makes it easy. Please keep it.")
    at = yield Ago(10, "14:20")
    heard = [listen(home, "grace", at, answered_by=AnsweredBy.PERSON, asked_by=voices)]
    at = yield Ago(9, "11:05")
    heard.append(listen(
        home, "daniel", at, answered_by=AnsweredBy.FAMILY, asked_by=voices, but={"can-say-no": "not_sure"},
        words=Words(works="They ring us when something new is tried."),
    ))
    at = yield Ago(9, "16:40")
    heard.append(listen(
        home, "grace", at, answered_by=AnsweredBy.PERSON, asked_by=voices,
        but={"when-needed": "sometimes", "asked-if-it-helped": "sometimes"},
        words=Words(better="Somebody new does not always come back to ask."),
    ))
    at = yield Ago(8, "10:15")
    for one in heard:
        judge(home, "samuel", one, at, stands=True, says="")
    at = yield Ago(7, "20:50")
    draw = draw_for(
        home, "daniel", at, counted_by="grace", population=34, left_out=2, asked_by=pages,
        why="Two pages went back to the pharmacy when the new cycle began.",
    )
    at = yield Ago(7, "22:05")
    again = read(
        home, "daniel", at, draw, minutes=70, own=(4,), time_critical=(3,), partly={"prn-effect": (8,)},
        notes={(8, "prn-effect"): "Three of four entries have it. The fourth was given at the end of the shift."},
        words=Words(works="The four spaces. An empty one is seen at once.", hard=(Hard.HANDOVER,)), asked_by=pages,
    )
    at = yield Ago(4, "09:30")
    judge(
        home, "samuel", again, at, stands=True,
        says="One entry at the end of a shift had no effect. Nine pages tell the whole story. It holds so far.",
        strengths={"prn-recorded": "9 of 10 pages show time, dose, reason and effect."},
    )
    at = yield Ago(2, "17:25")
    observe(
        home, "grace", "tomasz", at, setting="Teatime round", minutes=18, asked_by=rounds,
        but={"quiet-place": "support"},
        notes={
            "quiet-place": "The phone rang twice. A colleague took it the second time.",
            "prn-effect": "Came back at twenty past five and wrote “no change yet, will look again at six”.",
        },
        words=Words(busy="The phone, even with tea later.", strength="“No change” was written down as well."),
    )


def prn_plans(home: Home) -> Story:
    """Ready to close: ten of ten pages have a plan, and three people could say what to try first."""
    at = yield Ago(54, "14:10")
    plans = action(home, PRN_PLANS)
    pages, answers = agree(
        home, "samuel", plans, at, lead="daniel", due=home.days_ago(20),
        support="The pharmacist for one morning, and two nights with an extra pair of hands.",
        criteria="Open any PRN plan. No line is empty, and the review date is still to come.",
        kinds=(Kind.RECORD, Kind.TRAINING,),
        plan=[
            Looks(PAGES, "prn-plan-followed", 10, second_size=10, second_allowed=2),
            Looks(PRN, "prn-plan-followed", 3),
        ],
    )
    at = yield Ago(21, "08:05")
    done(
        home, "daniel", plans, at,
        "The pharmacist and I went through all 34 plans. Six medicines were stopped by the GP. The new sheet has a "
        "line for each point, and the review dates are in the diary.",
    )
    talks = (
        ("grace", "helen", Ago(16, "11:40"), Ago(15, "11:10"), "Would try a drink and a warm pack first, and say why."),
        ("priya", "blessing", Ago(13, "07:25"), Ago(12, "11:30"), "Knew the shortest gap, and looked all the same."),
    )
    for who, whom, asked, judged, strength in talks:
        at = yield asked
        talk = ask(
            home, who, whom, at, questions=["before-giving"], explained=["before-giving"], asked_by=answers,
            words=Words(strength=strength),
        )
        at = yield judged
        judge(home, "ruth", talk, at, stands=True, says="Plan, limits and other help first: all said without a prompt.")
    at = yield Ago(9, "16:15")
    on_nights = put(home, "priya", "yusuf", at, checklist=PRN, which=0, for_plan=answers)
    at = yield Ago(9, "21:40")
    said(
        on_nights, at, "I read the sheet behind the chart: what it is for, when the last one was, how many in a day. "
        "Then I ask what has helped before. Mostly it is a drink, or turning over.",
    )
    at = yield Ago(8, "09:15")
    seen(
        home, "ruth", on_nights, at, all_said=True, reason=True,
        words="You ask what has helped before. Thank you for that.",
    )
    at = yield Ago(6, "14:10")
    draw = draw_for(home, "grace", at, counted_by="priya", population=34, asked_by=pages)
    at = yield Ago(6, "15:20")
    checked = read(
        home, "grace", at, draw, minutes=55, time_critical=(1, 6), asked_by=pages, partly={"prn-reason": (9,)},
        words=Words(works="The plan is behind the chart, so both are in one hand."),
    )
    at = yield Ago(5, "09:50")
    judge(
        home, "samuel", checked, at, stands=True,
        says="Ten of ten. Staff who have just met somebody can help them safely.",
        strengths={"prn-plan-followed": "All 10 pages have a complete plan."},
    )


def prn_comments(home: Home) -> Story:
    """What two people said to each other while the chart was being changed."""
    at = yield Ago(30, "14:05")
    prn = action(home, RECORDS)
    comment(home, "grace", prn, at, "The new chart works on my floor. Could tea move by half an hour on Sundays, too?")
    at = yield Ago(29, "09:40")
    comment(home, "samuel", action(home, RECORDS), at, "Yes, from this Sunday. The kitchen knows.")
