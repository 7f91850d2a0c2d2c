"""What is decided after a look: the review, the action, its plan, and the way to its closing.

Each asks the permission table first, as a page does. The rules themselves are the operations' own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple

import sqlalchemy as sa

from spotcheck.checks.models import Check
from spotcheck.checks.operations import correction, holding
from spotcheck.checks.operations.reply import reply as send_reply
from spotcheck.checks.operations.review import review
from spotcheck.checks.queries.check import opened
from spotcheck.checks.rules.judgement import Judged, Judgement, PassedTo
from spotcheck.core.database import db
from spotcheck.core.ids import new_id
from spotcheck.core.permissions import Standing, Verb
from spotcheck.demo.home import Home
from spotcheck.tracker import operations as tracker
from spotcheck.tracker.models import Action, Requirement
from spotcheck.tracker.queries import action_thing
from spotcheck.tracker.rules.conditions import NOTHING, Conditions
from spotcheck.tracker.rules.strength import Kind
from spotcheck.tracker.rules.words import FindingKind


class Gap(NamedTuple):
    """What was found, and the action that begins with it, if one does."""

    text: str
    title: str = ""
    change: str = ""


class Looks(NamedTuple):
    """One part of a plan: `size` looks at a standard with this checklist, at most `allowed` missed, in `weeks`; with
    `second_size`, so many more are read in doubt and at most `second_allowed` may be missed in all. `asks`: what they
    must differ in."""

    checklist: str
    standard: str
    size: int
    allowed: int = 0
    weeks: int = 4
    second_size: int = 0
    second_allowed: int = 0
    target: int = 95
    floor: int = 70
    asks: Conditions = NOTHING


def judge(
    home: Home,
    who: str,
    check: Check,
    at: datetime,
    *,
    risk: str = "low",
    says: str,
    strengths: Mapping[str, str] | None = None,
    gaps: Mapping[str, Gap] | None = None,
    stands: bool | None = None,
    corrections: int = 0,
    passed_to: PassedTo | None = None,
    passed_on: date | None = None,
) -> None:
    """`who` reviews a check. `strengths` and `gaps` are by standard; `stands` where it is evidence for an action."""
    found = [
        Judged(standard_id=home.standards[key], kind=FindingKind.STRENGTH, text=text)
        for key, text in (strengths or {}).items()
    ]
    found += [
        Judged(
            standard_id=home.standards[key], kind=FindingKind.GAP, text=gap.text, start=bool(gap.title),
            title=gap.title, change=gap.change,
        )
        for key, gap in (gaps or {}).items()
    ]  # fmt: skip
    judgement = Judgement(
        corrections_seen=corrections,
        risk=risk,
        commentary=says,
        findings=tuple(found),
        stands=stands,
        not_for_coaching=passed_to is not None,
        passed_to=passed_to,
        passed_on=passed_on,
    )
    review(check, judgement, by=_of_check(home, who, Verb.REVIEW_CHECK, check, at), at=at)


def reply(home: Home, who: str, check: Check, at: datetime, *, kind: str, text: str = "") -> None:
    send_reply(check, kind=kind, text=text, by=_of_check(home, who, Verb.REPLY_TO_CHECK, check, at), at=at)


def hold_back(home: Home, who: str, check: Check, at: datetime, *, until: date, reason: str) -> None:
    by = _of_check(home, who, Verb.HOLD_BACK_CHECK, check, at)
    holding.hold_back(check, until=until, reason=reason, by=by, at=at)


def correct(
    home: Home, who: str, check: Check, at: datetime, *, checklist: str, item: str, to: str, reason: str
) -> None:
    by = _of_check(home, who, Verb.CORRECT_CHECK, check, at)
    item_id = next(one.id for one in home.checklists[checklist].questions if one.key == item)
    correction.correct(check, item_id=item_id, to=to, reason=reason, by=by, at=at)


def action(home: Home, title: str) -> Action:
    """The action of this title."""
    query = sa.select(Action).where(Action.organisation_id == home.organisation_id, Action.title == title)
    return db.session.scalars(query).one()


def agree(
    home: Home,
    who: str,
    of: Action,
    at: datetime,
    *,
    lead: str,
    due: date,
    support: str,
    criteria: str,
    plan: Sequence[Looks],
    kinds: Sequence[Kind] = (),
) -> list[Requirement]:
    """`who` writes the plan and agrees the action. Gives its parts, in the order in which they were named."""
    made = add_to_plan(home, who, of, at, plan)
    by = _of_action(home, who, Verb.AGREE_ACTION, of, at)
    tracker.agree(
        of, lead_id=home.people[lead], due_on=due, support=support, criteria=criteria, kinds=kinds, by=by, at=at
    )  # fmt: skip
    return made


def comment(home: Home, who: str, on: Action, at: datetime, words: str) -> None:
    by = _of_action(home, who, Verb.COMMENT, on, at)
    tracker.comment(on, comment_id=new_id(), words=words, by=by, at=at)


def add_to_plan(home: Home, who: str, of: Action, at: datetime, plan: Sequence[Looks]) -> list[Requirement]:
    by = _of_action(home, who, Verb.CHANGE_PLAN, of, at)
    return [
        tracker.add_requirement(
            of, standard_id=home.standards[looks.standard], checklist_id=home.checklists[looks.checklist].id,
            size=looks.size, allowed=looks.allowed, weeks=looks.weeks,
            second_size=looks.second_size, second_allowed=looks.second_allowed, target=looks.target, floor=looks.floor,
            asks=looks.asks, by=by, at=at,
        )
        for looks in plan
    ]  # fmt: skip


def change_day(home: Home, who: str, of: Action, at: datetime, *, due: date, reason: str) -> None:
    by = _of_action(home, who, Verb.AGREE_ACTION, of, at)
    tracker.change_terms(of, lead_id=of.lead_id, due_on=due, reason=reason, by=by, at=at)


def done(home: Home, who: str, of: Action, at: datetime, words: str) -> None:
    tracker.report_done(of, words=words, by=_of_action(home, who, Verb.REPORT_DONE, of, at), at=at)


def more_time(home: Home, who: str, of: Action, part: Requirement, at: datetime, *, until: date, reason: str) -> None:
    by = _of_action(home, who, Verb.CHANGE_PLAN, of, at)
    tracker.give_new_window(part, until_on=until, reason=reason, by=by, at=at)


def close(home: Home, who: str, of: Action, at: datetime, words: str) -> None:
    tracker.close(of, words=words, by=_of_action(home, who, Verb.CLOSE_ACTION, of, at), at=at)


def withdraw(home: Home, who: str, of: Action, at: datetime, reason: str) -> None:
    tracker.withdraw(of, reason=reason, by=_of_action(home, who, Verb.WITHDRAW_ACTION, of, at), at=at)


def _of_action(home: Home, who: str, verb: Verb, of: Action, at: datetime) -> Standing:
    return home.allowed(who, verb, action_thing(of, at=at), at)


def _of_check(home: Home, who: str, verb: Verb, check: Check, at: datetime) -> Standing:
    """Somebody for whom this check exists (it may be held back) and who may do this to it."""
    seen = opened(home.standing(who, at), check.id, at=at)
    if seen is None:
        raise PermissionError(f"{who} does not see this check")
    return home.allowed(who, verb, seen.thing, at)
