"""What somebody can do with an action as it stands. Pure; the operations ask the same rules again."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from enum import StrEnum

from spotcheck.core.permissions import Verb
from spotcheck.tracker.rules.closing import Closing
from spotcheck.tracker.rules.facts import ActionFacts
from spotcheck.tracker.rules.words import State


class Door(StrEnum):
    """A thing to do on the page of an action: the noun of its address, or the look or review it leads to."""

    AGREE = "agreement"
    REPORT_DONE = "completion"
    CLOSE = "closure"
    SEND_BACK = "return"
    WITHDRAW = "withdrawal"
    CHANGE_TERMS = "terms"
    PLAN = "plan"
    NEW_WINDOW = "window"
    INVITE = "verifier"
    LOOK = "look"
    REVIEW = "review"
    READ = "reading"


@dataclass(frozen=True, slots=True)
class You:
    """Who looks at the page: what the permission table lets them do with this action."""

    person_id: uuid.UUID
    may: frozenset[Verb]

    def leads(self, action: ActionFacts) -> bool:
        return action.lead_id == self.person_id


def doors(action: ActionFacts, answer: Closing, you: You) -> frozenset[Door]:
    """The doors that are open to this person: by permission, by the state of the action, and by R3 for its lead."""
    open_doors = {door for door, (verb, states) in _DOORS.items() if verb in you.may and action.state in states}
    if you.leads(action):
        open_doors -= _NOT_FOR_THE_LEAD if action.state is State.DONE else _PLAN_OF_OTHERS[action.state]
    if answer.missing:
        open_doors.discard(Door.CLOSE)
    return frozenset(open_doors)


_ENDING = frozenset({State.PROPOSED, State.AGREED, State.DONE})
_DOORS: dict[Door, tuple[Verb, frozenset[State]]] = {
    Door.AGREE: (Verb.AGREE_ACTION, frozenset({State.PROPOSED})),
    Door.REPORT_DONE: (Verb.REPORT_DONE, frozenset({State.AGREED})),
    Door.CLOSE: (Verb.CLOSE_ACTION, frozenset({State.DONE})),
    Door.SEND_BACK: (Verb.CLOSE_ACTION, frozenset({State.DONE})),
    Door.WITHDRAW: (Verb.WITHDRAW_ACTION, _ENDING),
    Door.CHANGE_TERMS: (Verb.AGREE_ACTION, frozenset({State.AGREED})),
    Door.PLAN: (Verb.CHANGE_PLAN, _ENDING),
    Door.NEW_WINDOW: (Verb.CHANGE_PLAN, frozenset({State.DONE})),
    Door.INVITE: (Verb.INVITE_VERIFIER, _ENDING),
    Door.LOOK: (Verb.CAPTURE, frozenset({State.DONE})),
    Door.REVIEW: (Verb.REVIEW_CHECK, frozenset({State.DONE})),
    Door.READ: (Verb.READ_ANSWER, frozenset({State.DONE})),
}
_NOT_FOR_THE_LEAD = frozenset(
    {Door.CLOSE, Door.SEND_BACK, Door.PLAN, Door.NEW_WINDOW, Door.LOOK, Door.REVIEW, Door.READ}
)
_PLAN_OF_OTHERS: dict[State, frozenset[Door]] = {
    State.PROPOSED: frozenset(),
    State.AGREED: frozenset({Door.PLAN}),
    State.CLOSED: frozenset(),
    State.WITHDRAWN: frozenset(),
}
