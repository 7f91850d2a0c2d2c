"""A line of an action's history in words: who, when, what, from what to what (R11). Pure.

History keeps plain values; here they get their words. What is not known here is shown as it was kept, never left out.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from spotcheck.core.chances import Scheme
from spotcheck.core.words import Sentence, day_in_words, moment_in_words, say, say_n
from spotcheck.tracker.rules.comments import SAID, TAKEN_BACK
from spotcheck.tracker.rules.conditions import Conditions, Differ
from spotcheck.tracker.rules.measures import DIRECTIONS, Direction
from spotcheck.tracker.rules.strength import kinds_in_words, known
from spotcheck.tracker.rules.words import STATE_NAMES, State, requirement_in_words, together

Change = tuple[Sentence, Any, Any]  # of what, from what, to what


WHAT = {
    "proposed": say("proposed this action."),
    "agreed": say("agreed this action."),
    "reported done": say("reported it done."),
    "closed": say("closed it."),
    "sent back": say("sent it back."),
    "reopened": say("opened it again."),
    "withdrawn": say("withdrew it."),
    "terms changed": say("changed the lead or the day."),
    "plan grew": say("added a look to the plan."),
    "plan replaced": say("replaced a look in the plan."),
    "plan shrank": say("took a look out of the plan."),
    "new window": say("gave a new last day."),
    "records drawn": say("drew records."),
    "evidence brought": say("brought what a check showed."),
    "evidence reviewed": say("reviewed what a check showed."),
    "evidence corrected": say("corrected what a check showed. It needs another review."),
    "question asked": say("asked a short question for this."),
    "question answered": say("has the answer to a short question. Somebody else reads it."),
    "question read": say("read the answer to a short question."),
    "question ended": say("asked a short question that cannot count any more."),
    "brought in": say("brought it in from an old action plan."),
    "finding taken back": say("took back what this action started from."),
    "measure added": say("added something to count each week. It supports, it does not close."),
    "measure taken away": say("took a weekly count away."),
    "week counted": say("counted a week."),
    "week corrected": say("corrected a week’s count."),
    SAID: say("wrote a comment."),
    TAKEN_BACK: say("took back a comment."),
    "rose": say("This rose, so that somebody can act."),
    "acknowledged": say("saw what rose, and said what happens now."),
    "verifier invited": say("invited a verifier."),
    "verifier ended": say("ended the invitation of a verifier."),
}

IMPORT = {
    "file brought": say("brought this file."),
    "headers chosen": say("chose its sheet and header row."),
    "columns settled": say("said which column is what."),
    "row brought in": say("brought in a row."),
    "row already here": say("found that a row is here already."),
    "row left out": say("left a row out."),
}

_LABELS = {
    "state": say("State"),
    "lead": say("Lead"),
    "due": say("Due"),
    "support": say("Support"),
    "criteria": say("What will be seen"),
    "words": say("In words"),
    "title": say("Title"),
    "kinds": say("Kind of change"),
    "plan": say("Look"),
    "apart": say("To tell apart"),
    "last day": say("Last day"),
    "draw": say("Draw"),
    "shown": say("It showed"),
    "stands": say("Counts as evidence"),
    "person": say("Verifier"),
    "until": say("Until"),
    "on": say("Seen"),
    "looks": say("Looked at again from"),
    "file": say("File"),
    "row": say("Row"),
    "as written": say("As it was written there"),
    "what": say("What is counted"),
    "source": say("Counted from"),
    "direction": say("Hoped for"),
    "baseline": say("To compare with, from"),
    "baseline weeks": say("Weeks to compare with"),
    "week": say("Week of"),
    "counted": say("How many"),
    "to": say("Told"),
    "days": say("Days late"),
    "new day": say("New day"),
}
# Said by the line itself, or of use to machines only.
_QUIET = frozenset(
    {"comment", "comment id", "findings", "requirement", "check", "question", "round", "target", "floor"}
)


def people_in(payload: Mapping[str, Any]) -> set[uuid.UUID]:
    """The people that a line names, so that their names can be looked up."""
    sides = (payload.get("before") or {}, payload.get("after") or {})
    return {uuid.UUID(side[key]) for side in sides for key in ("lead", "person", "to") if side.get(key)}


def what_in_words(what: str) -> Sentence:
    return WHAT.get(what) or say("%(what)s", what=what)


def changes_in_words(payload: Mapping[str, Any], names: Mapping[uuid.UUID, object]) -> tuple[Change, ...]:
    """From what to what, label by label; a person by the name (or words) in `names`."""
    before = _spoken(payload.get("before") or {}, names)
    after = _spoken(payload.get("after") or {}, names)
    keys = [key for key in (*after, *(key for key in before if key not in after)) if before.get(key) != after.get(key)]
    nothing = say("nothing")
    return tuple(
        (_LABELS.get(key) or say("%(what)s", what=key), before.get(key), after.get(key, nothing)) for key in keys
    )


def _spoken(side: Mapping[str, Any], names: Mapping[uuid.UUID, object]) -> dict[str, object]:
    spoken = {key: _value(key, value, names) for key, value in _gathered(side).items() if key not in _QUIET}
    return {key: value for key, value in spoken.items() if value not in (None, "")}


def _gathered(side: Mapping[str, Any]) -> dict[str, Any]:
    """Numbers that belong together become one sentence."""
    left = dict(side)
    if {"look", "size", "allowed", "weeks"} <= left.keys():
        look, size, allowed, weeks = (left.pop(key) for key in ("look", "size", "allowed", "weeks"))
        second, in_all = left.pop("second size", None), left.pop("second allowed", None)
        asks = Conditions(frozenset(Differ(one) for one in left.pop("differ", ())), left.pop("observers", 1))
        left["plan"] = requirement_in_words(look, Scheme(size, allowed, second or 0, in_all or 0), weeks, asks)
        if {"target", "floor"} <= left.keys():
            left["apart"] = say("%(target)s from %(floor)s in 100", target=left.pop("target"), floor=left.pop("floor"))
    if {"usable", "misses"} <= left.keys():
        left["shown"] = say("%(misses)s of %(usable)s missed", misses=left.pop("misses"), usable=left.pop("usable"))
    if {"draw", "of", "read"} <= left.keys():
        left["draw"] = say(
            "number %(draw)s: %(read)s of %(of)s records",
            draw=left["draw"], read=left.pop("read"), of=left.pop("of"),
        )  # fmt: skip
    return left


def _value(key: str, value: Any, names: Mapping[uuid.UUID, object]) -> object:
    match key:
        case "state":
            return STATE_NAMES[State(value)]
        case "lead" | "person" | "to":
            return names.get(uuid.UUID(value), say("somebody"))
        case "kinds":
            return kinds_in_words(known(value or ()))
        case "direction":
            return DIRECTIONS[Direction(value)]
        case "due" | "new day" | "last day" | "week" | "baseline":
            return day_in_words(date.fromisoformat(value))
        case "until":
            return moment_in_words(datetime.fromisoformat(value))
        case "stands":
            return say("yes") if value else say("no")
        case "on":
            return _seen(value)
        case "looks":
            return together([say("%(day)s", day=date.fromisoformat(one)) for one in value]) if value else None
        case _:
            return value


def _seen(value: Any) -> Sentence:
    usable, misses = (sum(one[key] for one in value) for key in ("usable", "misses"))
    return say_n("%(n)s look, %(misses)s missed", "%(n)s looks, %(misses)s missed", usable, misses=misses)
