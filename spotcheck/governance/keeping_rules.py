"""How long each kind of data is kept, from which day, and what remains afterwards. The one table; pure.

`docs/retention.md` shows the same table to people, with where each figure comes from; a test holds the two together.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from spotcheck.core.words import Sentence, say, say_n


class Kind(StrEnum):
    CHECKS = "checks"
    LEAVERS_CHECKS = "leavers_checks"
    REPLIES = "replies"
    ACTIONS = "actions"
    SIGN_OFFS = "sign_offs"
    SUPERVISIONS = "supervisions"
    PROMPTS = "prompts"
    ALERTS = "alerts"
    HISTORY = "history"
    LEAVERS = "leavers"
    DRAFTS = "drafts"
    SESSIONS = "sessions"
    INVITATIONS = "invitations"
    GRANTS = "grants"
    ARRIVALS = "arrivals"
    QUARANTINED = "quarantined"
    TRIES = "tries"


class Unit(StrEnum):
    YEARS = "years"
    DAYS = "days"


@dataclass(frozen=True, slots=True)
class Term:
    """`usual` is the default; an organisation may choose from `shortest` to `longest`. Equal: nobody chooses."""

    what: Sentence
    unit: Unit
    usual: int
    shortest: int
    longest: int
    counted_from: Sentence
    remains: Sentence
    over: tuple[Sentence, Sentence]  # why it goes: one, and many

    @property
    def is_chosen(self) -> bool:
        return self.shortest < self.longest


def _over(one: str, many: str) -> tuple[Sentence, Sentence]:
    return say(one), say(many)


TERMS: dict[Kind, Term] = {
    Kind.CHECKS: Term(
        say("Checks: answers, notes, records read, corrections, reviews"), Unit.YEARS, 5, 2, 8,
        say("the day the check was finished"),
        say("Numbers only, under the action it was evidence for: how many were looked at, and how many were missed."),
        _over("Finished more than a year ago.", "Finished more than %(n)s years ago."),
    ),
    Kind.LEAVERS_CHECKS: Term(
        say("Checks about somebody who left"), Unit.YEARS, 3, 1, 6,
        say("the day they left, if that ends sooner than the line above"),
        say("The same numbers."),
        _over("The person left more than a year ago.", "The person left more than %(n)s years ago."),
    ),
    Kind.REPLIES: Term(
        say("Replies to a check"), Unit.YEARS, 5, 5, 5,
        say("the same day as the check: they go together"),
        say("Nothing."),
        _over("Finished more than a year ago.", "Finished more than %(n)s years ago."),
    ),
    Kind.ACTIONS: Term(
        say("Findings and actions: plan, evidence, draws"), Unit.YEARS, 6, 3, 10,
        say("the day the action was closed or withdrawn; for a finding with no action, the day it was found"),
        say("A line in the history that says when each step was taken, without its words."),
        _over("Ended more than a year ago.", "Ended more than %(n)s years ago."),
    ),
    Kind.SIGN_OFFS: Term(
        say("Sign-offs: who was signed off in what, by whom, on which checks"), Unit.YEARS, 3, 1, 6,
        say("the day it was to be looked at again"),
        say("A line in the history, without its words."),
        _over("Its day was more than a year ago.", "Its day was more than %(n)s years ago."),
    ),
    Kind.SUPERVISIONS: Term(
        say("Records of supervision: practice seen, their words, the next step"), Unit.YEARS, 3, 1, 6,
        say("the day of the talk"),
        say("A line in the history, without its words."),
        _over("The talk was more than a year ago.", "The talk was more than %(n)s years ago."),
    ),
    Kind.PROMPTS: Term(
        say("Short questions to staff: answers, what was read in them, support, coaching"), Unit.YEARS, 2, 1, 3,
        say("the day the question was asked"),
        say("A line in the history, without the words."),
        _over("Asked more than a year ago.", "Asked more than %(n)s years ago."),
    ),
    Kind.ALERTS: Term(
        say("Messages that someone is at risk"), Unit.YEARS, 3, 1, 10,
        say("the day somebody took the message"),
        say("A line in the history, without the words of the message."),
        _over("Taken more than a year ago.", "Taken more than %(n)s years ago."),
    ),
    Kind.HISTORY: Term(
        say("Details in the history of people, roles, services and checklists"), Unit.YEARS, 6, 3, 10,
        say("the day of the line; of a check, an action or a message: they go with it"),
        say("The line itself: who, when and what kind of change. The chain still verifies."),
        _over("Written more than a year ago.", "Written more than %(n)s years ago."),
    ),
    Kind.LEAVERS: Term(
        say("Names and sign-ins of people who left"), Unit.YEARS, 6, 1, 8,
        say("the day they left; for a verifier from outside, the day their invitation ended"),
        say("What they did, by “Somebody who left”."),
        _over("They left more than a year ago.", "They left more than %(n)s years ago."),
    ),
    Kind.DRAFTS: Term(
        say("Checks that were never finished"), Unit.DAYS, 14, 3, 14,
        say("the day they were last touched"),
        say("Nothing."),
        _over("Not touched for more than a day.", "Not touched for more than %(n)s days."),
    ),
    Kind.SESSIONS: Term(
        say("Sessions: who was signed in, and when"), Unit.DAYS, 90, 30, 365,
        say("the day the session ended"),
        say("Nothing."),
        _over("Ended more than a day ago.", "Ended more than %(n)s days ago."),
    ),
    Kind.INVITATIONS: Term(
        say("Invitations to sign in"), Unit.DAYS, 90, 30, 365,
        say("the day the invitation was used or ended"),
        say("A line in the history."),
        _over("Ended more than a day ago.", "Ended more than %(n)s days ago."),
    ),
    Kind.GRANTS: Term(
        say("Who could capture on which phone, and until when"), Unit.YEARS, 2, 1, 3,
        say("the last moment they could capture"),
        say("Nothing. What a phone brings later cannot be taken."),
        _over("Ended more than a year ago.", "Ended more than %(n)s years ago."),
    ),
    Kind.ARRIVALS: Term(
        say("That something came from a phone, and what nobody has decided about"), Unit.YEARS, 2, 1, 3,
        say("the day it arrived"),
        say("The check that came of it, which has its own line."),
        _over("Arrived more than a year ago.", "Arrived more than %(n)s years ago."),
    ),
    Kind.QUARANTINED: Term(
        say("What came from a phone and could not be opened"), Unit.DAYS, 90, 30, 365,
        say("the day it arrived"),
        say("Nothing."),
        _over("Arrived more than a day ago.", "Arrived more than %(n)s days ago."),
    ),
    Kind.TRIES: Term(
        say("Tries to sign in, kept as digests"), Unit.DAYS, 1, 1, 1,
        say("the try"),
        say("Nothing."),
        _over("Tried more than a day ago.", "Tried more than %(n)s days ago."),
    ),
}  # fmt: skip


class Need(StrEnum):
    """What keeps a row beyond its day, beside a legal hold."""

    OPEN_ACTION = "open action"
    A_CHECK = "a check"
    LEADS = "leads"
    A_GRANT = "a grant"
    AN_ARRIVAL = "an arrival"


NEEDED: dict[Need, Sentence] = {
    Need.OPEN_ACTION: say("An action that is not closed yet needs it."),
    Need.A_CHECK: say("A check that is still kept belongs to it."),
    Need.LEADS: say("They still lead an action. Give it another lead first."),
    Need.A_GRANT: say("A phone may still bring what was captured under it."),
    Need.AN_ARRIVAL: say("Something that came under it is still kept."),
}
HELD = say("A legal hold keeps it.")
NOT_BEGUN = say("The day it is counted from has not come.")


@dataclass(frozen=True, slots=True)
class Row:
    """What the rule needs to know of one row. `passed_on`: not for coaching (R13), so leaving does not shorten it."""

    kind: Kind
    counted_from: date | None
    left_on: date | None = None
    held: bool = False
    needed: Need | None = None
    passed_on: bool = False


@dataclass(frozen=True, slots=True)
class Kept:
    """The last day it is kept; None: no day can be said yet. `because` is why it goes after that day, or stays."""

    until: date | None
    because: Sentence
    beyond: bool = False  # its day is over, and something else keeps it


Chosen = Mapping[Kind, int]


def kept(row: Row, chosen: Chosen, *, today: date) -> Kept:
    """Until which day this row is kept, and why. A legal hold comes before everything, then what still needs it."""
    until, because = _by_the_clock(row, chosen)
    over = until is not None and until < today
    if row.held:
        return Kept(None, HELD, beyond=over)
    if row.needed is not None:
        return Kept(None, NEEDED[row.needed], beyond=over)
    return Kept(until, because)


def goes(found: Kept, *, today: date) -> bool:
    """The last day it is kept is behind us."""
    return found.until is not None and found.until < today


def _by_the_clock(row: Row, chosen: Chosen) -> tuple[date | None, Sentence]:
    if row.counted_from is None:
        return None, NOT_BEGUN
    until, kind = last_day(row.counted_from, row.kind, chosen), row.kind
    if row.kind is Kind.CHECKS and row.left_on is not None and not row.passed_on:
        after_leaving = last_day(row.left_on, Kind.LEAVERS_CHECKS, chosen)
        if after_leaving < until:
            until, kind = after_leaving, Kind.LEAVERS_CHECKS
    one, many = TERMS[kind].over
    return until, say_n(one.text, many.text, length(kind, chosen))


def last_day(counted_from: date, kind: Kind, chosen: Chosen) -> date:
    """The last day something of this kind is kept."""
    n = length(kind, chosen)
    return _years_later(counted_from, n) if TERMS[kind].unit is Unit.YEARS else counted_from + timedelta(days=n)


def first_day(today: date, kind: Kind, chosen: Chosen) -> date:
    """Nothing counted from this day or later is over: where a look through the rows may stop."""
    n = length(kind, chosen)
    return _years_later(today, -n) if TERMS[kind].unit is Unit.YEARS else today - timedelta(days=n)


def length(kind: Kind, chosen: Chosen) -> int:
    if kind is Kind.REPLIES:
        kind = Kind.CHECKS  # they go together
    return chosen.get(kind, TERMS[kind].usual)


def length_in_words(kind: Kind, n: int) -> Sentence:
    """`5 years`, `14 days`."""
    if TERMS[kind].unit is Unit.YEARS:
        return say_n("%(n)s year", "%(n)s years", n)
    return say_n("%(n)s day", "%(n)s days", n)


def field(kind: Kind) -> str:
    """How a form calls the length of this kind."""
    return f"for_{kind.value}"


def lengths_refused(lengths: Mapping[Kind, int]) -> dict[Kind, Sentence]:
    """Which lengths lie outside what may be chosen, and what may."""
    return {
        kind: say(
            "Choose from %(shortest)s to %(longest)s.", shortest=TERMS[kind].shortest, longest=TERMS[kind].longest
        )
        for kind, n in lengths.items()
        if not TERMS[kind].shortest <= n <= TERMS[kind].longest
    }


def _years_later(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return date(day.year + years, 3, 1)
