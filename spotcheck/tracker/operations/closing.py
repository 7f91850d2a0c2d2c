"""Closing an action, and sending one back. The rule itself is `tracker.rules.closing`."""

from __future__ import annotations

from datetime import datetime

from spotcheck.core.history import take_turn
from spotcheck.core.permissions import Standing
from spotcheck.core.refusals import Refusal, Why, refuse_unless
from spotcheck.core.words import say
from spotcheck.organisation.queries import names
from spotcheck.tracker import queries
from spotcheck.tracker.models import Action
from spotcheck.tracker.operations.drift import plan_drift
from spotcheck.tracker.operations.evidence import go_back
from spotcheck.tracker.operations.move import begin, move, refuse_stale
from spotcheck.tracker.rules.closing import closing_refused
from spotcheck.tracker.rules.moves import Move


def close(action: Action, *, words: str, by: Standing, at: datetime, seen_version: int | None = None) -> None:
    """Verified and closed: only when every requirement is met, by somebody who does not lead it (R3, R6).

    Whoever asks, from wherever, comes through here. Refused with everything that is missing, in sentences. With it the
    looks are planned that show whether it holds (R8).
    """
    take_turn(by.organisation_id, action)
    answer = queries.closing_of(action, at=at)
    able = queries.could_verify_action(action, action.lead_id, at=at).close
    who = names(action.organisation_id, able)
    facts = queries.action_facts(action)
    refuse_unless(closing_refused(facts, answer, by=by.person_id, closers=sorted(who.values())))
    if by.person_id not in able:
        raise Refusal(Why.NOT_YOU, say("Closing is for a manager, a quality lead or an invited verifier."))
    refuse_stale(action, seen_version)
    if not words.strip():
        raise Refusal(
            Why.INVALID, fields={"words": say("Say in a sentence what convinced you. It is kept for the minutes.")}
        )
    action.closed_at, action.closed_by_id, action.closing_text = at, by.person_id, words.strip()
    seen = [
        {"requirement": one.requirement.id, "usable": one.usable, "misses": one.misses,
         "checks": [counted.source_id for counted in one.counted]}
        for one in answer.weighed
    ]  # fmt: skip
    after = {"words": action.closing_text, "on": seen, "looks": plan_drift(action, by=by.person_id, at=at)}
    move(action, Move.CLOSE, by=by.person_id, at=at, after=after)


def send_back(action: Action, *, reason: str, by: Standing, at: datetime, seen_version: int | None = None) -> None:
    """A manager who is not convinced sends a done action back, with a reason. A new round begins with the next
    *done*."""
    begin(action, by=by, seen_version=seen_version, the_move=Move.SEND_BACK)
    if not reason.strip():
        raise Refusal(Why.INVALID, fields={"reason": say("Say what still needs to change. The lead reads this.")})
    go_back(action, Move.SEND_BACK, by=by.person_id, at=at, reason=reason.strip())
