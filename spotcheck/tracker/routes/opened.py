"""An action as a door opens it: with what the permission table needs to know, and what the person asking may do."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, replace

from spotcheck.core.permissions import Answer, Thing, Tie, Verb, may
from spotcheck.tracker import queries
from spotcheck.tracker.models import Action, Requirement
from spotcheck.tracker.queries.actions import Place, opened
from spotcheck.tracker.queries.page import Invited
from spotcheck.tracker.rules.doors import You
from spotcheck.web.guard import now, standing


@dataclass(frozen=True, slots=True)
class Opened:
    action: Action
    thing: Thing
    place: Place
    invited: Invited
    requirement: Requirement | None = None

    @property
    def you(self) -> You:
        return You(
            standing().person_id,
            frozenset(verb for verb in _ASKED if may(standing(), verb, self.thing) is Answer.ALLOWED),
        )

    def may_see_check(self, captured_by: uuid.UUID | None, *, evidence: bool = True) -> bool:
        """Whether a link to a check of this action would open for the person asking.

        A verifier sees the evidence; what the action began with (`evidence` False) lies outside their invitation.
        """
        ties = {tie for tie in self.thing.ties if tie[0] is Tie.VERIFIER and evidence}
        if captured_by is not None:
            ties.add((Tie.AUTHOR, captured_by))
        about = Thing(self.thing.organisation_id, self.thing.service_id, frozenset(ties))
        return may(standing(), Verb.SEE_CHECK, about) is Answer.ALLOWED


def load_action(action_id: uuid.UUID) -> Opened | None:
    found = opened(standing().organisation_id, action_id, at=now())
    if found is None:
        return None
    action, place, invited = found
    return Opened(action, queries.thing_with(action, invited, at=now()), place, invited)


def load_requirement(action_id: uuid.UUID, requirement_id: uuid.UUID) -> Opened | None:
    """The action, and one part of its plan; None when that part belongs to another action."""
    of_action = load_action(action_id)
    found = queries.requirement(standing().organisation_id, requirement_id)
    if of_action is None or found is None or found.action_id != of_action.action.id:
        return None
    return replace(of_action, requirement=found)


_ASKED = (
    Verb.AGREE_ACTION, Verb.CHANGE_PLAN, Verb.REPORT_DONE, Verb.CLOSE_ACTION, Verb.WITHDRAW_ACTION, Verb.CAPTURE,
    Verb.REVIEW_CHECK, Verb.SEE_DRAW, Verb.INVITE_VERIFIER, Verb.HOLD_FOR_LAW, Verb.COMMENT,
    Verb.ASK_PROMPT, Verb.SEE_PROMPT, Verb.READ_ANSWER,
)  # fmt: skip
