"""R3: nobody captures evidence, reviews it or closes for an action they lead, and nobody reviews what they captured.

Who could verify and close is worked out when an action is agreed, so that a plan nobody can carry out shows at once.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from spotcheck.core.permissions import GRANTS, Role, Standing, Tie, Verb
from spotcheck.core.words import Sentence, say
from spotcheck.tracker.rules.facts import ActionFacts, RequirementFacts
from spotcheck.tracker.rules.holding import Holding
from spotcheck.tracker.rules.words import State

# Whoever reads or administers only, across the organisation, is not asked to change practice in a service.
MAY_LEAD = frozenset({Role.CARE_WORKER, Role.SUPERVISOR, Role.MANAGER, Role.QUALITY_LEAD})


@dataclass(frozen=True, slots=True)
class CouldVerify:
    """Who may capture, review and close; `gap` says what is missing when the three cannot be filled."""

    capture: frozenset[uuid.UUID]
    review: frozenset[uuid.UUID]
    close: frozenset[uuid.UUID]
    gap: Sentence | None


def could_verify(
    lead_id: uuid.UUID | None, standings: Mapping[uuid.UUID, Standing], verifiers: frozenset[uuid.UUID]
) -> CouldVerify:
    """Who could do what for this action, the lead left out.

    `standings`: everybody with an account whose roles reach the service. `verifiers`: those invited for this action.
    """
    capture, review, close = (
        frozenset(_able(verb, standings, verifiers) - {lead_id})
        for verb in (Verb.CAPTURE, Verb.REVIEW_CHECK, Verb.CLOSE_ACTION)
    )
    return CouldVerify(capture, review, close, _gap(capture, review, close))


def capturing_refused(
    action: ActionFacts, requirement: RequirementFacts, *, replaced: bool, person_id: uuid.UUID, today: date
) -> tuple[Sentence, ...]:
    """Why a look by this person today could not be evidence for this requirement; empty when it could (R3, R6, R7)."""
    if replaced:
        return (say("This part of the plan was replaced. Open the action to see what is asked now."),)
    if action.state is not State.DONE or action.done_at is None:
        return (say("This action has not been reported done, so a look today could not show that it worked."),)
    if action.lead_id == person_id:
        return (say("You lead this action, so somebody else captures what shows that it worked."),)
    last_day = requirement.last_day(action.done_at)
    if today > last_day:
        return (say("The time for this ended on %(day)s. A manager can give a new last day.", day=last_day),)
    return ()


def drift_look_refused(
    action: ActionFacts,
    answer: Holding,
    requirement_id: uuid.UUID,
    *,
    closed_in: int | None,
    person_id: uuid.UUID,
    today: date,
) -> tuple[Sentence, ...]:
    """Why a look after closing by this person today could not count for this step; empty when it could (R3, R8).
    `closed_in`: the round whose closing planned it.

    One more than was asked for is welcome: it may have been captured where nobody could know."""
    if action.state is not State.CLOSED:
        return (say("This look has ended, because the action is open again. Open it to see what is asked now."),)
    if closed_in != action.round:
        return (say("This look has ended: the action opened again since, and closed on newer looks."),)
    if refused := lead_refused(action, person_id):
        return refused
    part = answer.part_of(requirement_id)
    if part is None:
        return (say("This look is not asked for now. Open the action to see what the first look showed."),)
    if today < part.days.opens_on:
        return (say("This look is planned for %(day)s. One before that day comes too early to show that it holds.",
                    day=part.days.opens_on),)  # fmt: skip
    if part.overtaken(today):
        return (say("The next look has taken the place of this one. Open the action to see what is asked now."),)
    return ()


def lead_refused(action: ActionFacts, person_id: uuid.UUID) -> tuple[Sentence, ...]:
    """Why this person cannot look whether it still holds; empty when they do not lead it (R3)."""
    if action.lead_id == person_id:
        return (say("You lead this action, so somebody else looks whether it still holds."),)
    return ()


def inviting_refused(state: State) -> tuple[Sentence, ...]:
    """Why nobody from outside is invited any more; empty while there is something to verify."""
    if state in {State.PROPOSED, State.AGREED, State.DONE}:
        return ()
    return (say("This action has ended, so there is nothing to verify."),)


def _able(verb: Verb, standings: Mapping[uuid.UUID, Standing], verifiers: frozenset[uuid.UUID]) -> set[uuid.UUID]:
    grants = GRANTS[verb]
    by_role = {
        person_id for person_id, standing in standings.items() if any(held.role in grants for held in standing.roles)
    }
    return by_role | (set(verifiers) if Tie.VERIFIER in grants else set())


def _gap(capture: frozenset[uuid.UUID], review: frozenset[uuid.UUID], close: frozenset[uuid.UUID]) -> Sentence | None:
    if not close:
        return say(
            "Nobody here could close this. Choose another lead, give somebody else a role, or invite a verifier."
        )
    if not any(reviewer != one for reviewer in review for one in capture):
        return say(
            "Whoever looks again cannot review what they saw, and there is nobody else. "
            "Choose another lead, give somebody else a role, or invite a verifier."
        )
    return None
