"""Evidence as it is brought: when a check is finished, when it is reviewed, and again when it is corrected. A short
question brings it when it is answered, and when the answer was read."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from spotcheck.core.clock import local_date
from spotcheck.core.database import add, db
from spotcheck.core.history import take_turn
from spotcheck.core.ids import new_id
from spotcheck.core.permissions import Standing
from spotcheck.core.refusals import Refusal, Why
from spotcheck.core.words import say
from spotcheck.messages.mail_operations import notify
from spotcheck.messages.mail_rules import About
from spotcheck.tracker import queries
from spotcheck.tracker.models import Action, Evidence, Requirement
from spotcheck.tracker.operations.drift import did_not_hold, end_drift
from spotcheck.tracker.operations.move import move, note
from spotcheck.tracker.operations.raising import tell_from
from spotcheck.tracker.rules.moves import Move
from spotcheck.tracker.rules.questions import ANSWERED, READ
from spotcheck.tracker.rules.rising import Cause, Rung
from spotcheck.tracker.rules.seen import missed_in_words
from spotcheck.tracker.rules.story import last_day
from spotcheck.tracker.rules.weighing import Verdict, Weighed
from spotcheck.tracker.rules.words import Look, Source, State


@dataclass(frozen=True, slots=True)
class Brought:
    """What a check or a short question says about its requirement. `usable` and `misses` count units of the
    requirement's standard; `read_from` and `read_to` are the first and last place a sample met in the order of its
    draw."""

    requirement_id: uuid.UUID
    source_id: uuid.UUID
    began_at: datetime
    captured_by: uuid.UUID
    observed: uuid.UUID | None
    shift: str | None
    draw_id: uuid.UUID | None
    usable: int
    misses: int
    read_from: int | None = None
    read_to: int | None = None
    source: Source = Source.CHECK


def bring_evidence(
    brought: Brought,
    *,
    by: Standing,
    at: datetime,
    reviewed_by: uuid.UUID | None = None,
    stands: bool | None = None,
) -> Evidence:
    """Bring what a check showed; the newest of each check is what counts. The same again changes nothing.

    `reviewed_by` None: finished, or corrected since its review, so it waits. What follows happens at once: a
    requirement that is missed sends the action back; a closed action whose evidence no longer holds is reopened."""
    take_turn(by.organisation_id)
    requirement = db.session.get_one(Requirement, (by.organisation_id, brought.requirement_id))
    action = db.session.get_one(Action, (by.organisation_id, requirement.action_id))
    latest = _latest(by.organisation_id, brought)
    if latest is not None and _same(latest, brought, reviewed_by, stands):
        return latest
    _refuse_impossible(brought, requirement)
    if reviewed_by not in {None, by.person_id}:
        raise Refusal(Why.NOT_YOU, say("A review is given by the person who made it."))
    look = _as_first_brought(brought, latest, at)
    if latest is not None:
        latest.superseded = True
    made = add(
        Evidence(
            organisation_id=by.organisation_id,
            id=new_id(),
            action_id=action.id,
            requirement_id=requirement.id,
            source_id=brought.source_id,
            source=brought.source.value,
            revision=latest.revision + 1 if latest else 1,
            round=latest.round if latest else requirement.drift_round or action.round,
            began_at=look.began_at,
            captured_by_id=look.captured_by,
            observed_id=look.observed,
            shift=look.shift,
            draw_id=look.draw_id,
            read_from=look.read_from,
            read_to=look.read_to,
            usable=brought.usable,
            misses=brought.misses,
            reviewed_by_id=reviewed_by,
            reviewed_at=at if reviewed_by else None,
            stands=bool(stands),
        )
    )
    what, after = _told(brought, again=latest is not None, reviewed=reviewed_by is not None, stands=stands)
    note(action, what, by=by.person_id, at=at, after=after)
    settle(action, by=by.person_id, at=at)
    return made


def settle(action: Action, *, by: uuid.UUID, at: datetime) -> None:
    """Work out where the action stands now, and send it back or reopen it when what was seen says so."""
    answers = queries.answers_of([action], at=at)[action.id]
    answer, holding = answers.closing, answers.holding
    action.missing, action.look_by = sum(not one.settled for one in answer.weighed), last_day(answer)
    action.next_look_on = holding.asks_from(local_date(at))
    state = State(action.state)
    if state is State.DONE and not answer.met:
        action.missing = max(action.missing, 1)  # a plan of supporting looks only is met and still cannot close
    if state is State.DONE and answer.missed:
        go_back(action, Move.SEND_BACK, by=by, at=at, reason=_missed_in_words(answer.missed))
    elif state is State.CLOSED and any(_no_longer_holds(one) for one in answer.weighed):
        go_back(action, Move.REOPEN, by=by, at=at, reason=str(say("The evidence it was closed on no longer holds.")))
    elif state is State.CLOSED and holding.reopens:
        go_back(action, Move.REOPEN, by=by, at=at, reason=did_not_hold(holding.reopens))


def go_back(action: Action, the_move: Move, *, by: uuid.UUID, at: datetime, reason: str) -> None:
    """Sent back or reopened: agreed again, with the reason in history; how often is kept and shown.

    The day of an action that is open again has passed: none is kept, so that a new one is agreed."""
    before: dict[str, date | None] = {}
    if the_move is Move.SEND_BACK:
        action.sent_back += 1
    else:
        action.reopened += 1
        before = {"due": action.due_on}
        action.closed_before_by_id = action.closed_by_id
        action.closed_at = action.closed_by_id = action.closing_text = action.due_on = None
        end_drift(action, reason=reason, at=at)
    action.back_at = at
    move(action, the_move, by=by, at=at, before=before, after={"round": action.round}, reason=reason)
    if action.lead_id is not None and action.lead_id != by:
        notify(action.organisation_id, [action.lead_id], About.SENT_BACK, at=at)
    if the_move is Move.SEND_BACK and action.sent_back > 1:
        tell_from(action, Cause.MISSED_TWICE, Rung.MANAGER, at=at)


def _no_longer_holds(one: Weighed) -> bool:
    """A correction that waits for its review decides nothing yet."""
    return one.verdict is Verdict.MISSED or (one.verdict in {Verdict.OPEN, Verdict.MIXED} and not one.waiting)


def _missed_in_words(missed: tuple[Weighed, ...]) -> str:
    return " ".join(str(missed_in_words(one)) for one in missed)


def _latest(organisation_id: uuid.UUID, brought: Brought) -> Evidence | None:
    return db.session.scalar(
        sa.select(Evidence).where(
            Evidence.organisation_id == organisation_id,
            Evidence.requirement_id == brought.requirement_id,
            Evidence.source_id == brought.source_id,
            Evidence.superseded.is_(False),
        )
    )


def _as_first_brought(brought: Brought, latest: Evidence | None, at: datetime) -> Brought:
    """Who looked, when, and at what stays as it was first brought, and no look begins later than it is brought (R6)."""
    if latest is None:
        return replace(brought, began_at=min(brought.began_at, at))
    return replace(
        brought,
        began_at=latest.began_at,
        captured_by=latest.captured_by_id,
        observed=latest.observed_id,
        shift=latest.shift,
        draw_id=latest.draw_id,
        read_from=latest.read_from,
        read_to=latest.read_to,
    )


def _told(brought: Brought, *, again: bool, reviewed: bool, stands: bool | None) -> tuple[str, dict[str, Any]]:
    """The line of history. What an answer shows is not known before somebody has read it."""
    shown = {"usable": brought.usable, "misses": brought.misses, "stands": stands}
    if brought.source is Source.QUESTION:
        named = {"question": brought.source_id}
        return (READ, {**named, **shown}) if reviewed else (ANSWERED, named)
    what = "evidence reviewed" if reviewed else "evidence corrected" if again else "evidence brought"
    return what, {"check": brought.source_id, **shown}


def _refuse_impossible(brought: Brought, requirement: Requirement) -> None:
    """Counts that no look could give are a mistake in the caller, not something to say to a person."""
    if brought.source is Source.QUESTION and Look(requirement.kind) is not Look.INTERVIEW:
        raise ValueError(f"a short question is no {requirement.kind}")
    most = brought.usable if Look(requirement.kind) is Look.SAMPLE else 1
    if not 0 <= brought.misses <= brought.usable <= most:
        raise ValueError(f"{brought.misses} misses of {brought.usable} in one {requirement.kind}")


def _same(latest: Evidence, brought: Brought, reviewed_by: uuid.UUID | None, stands: bool | None) -> bool:
    return (latest.usable, latest.misses, latest.reviewed_by_id, latest.stands) == (
        brought.usable,
        brought.misses,
        reviewed_by,
        bool(stands),
    )
