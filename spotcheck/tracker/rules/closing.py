"""The rule this product is for: an action closes only when a fresh look shows that practice changed.

- R5  It was reported done, and has not been closed or withdrawn since.
- R6  Every requirement of its plan is met (`weighing`) by looks that count (`counting`): captured after *done*, inside
      the window, by somebody independent, of the planned size, drawn at random where it is a sample, and judged to
      stand by a reviewer who did not capture them. What only supports (`words.SUPPORTING`) must be met like the rest,
      and never closes an action alone.
- R3  Whoever closes it does not lead it.
- R8  What is seen after closing decides whether it holds (`holding`), and never counts here.

Nothing else closes an action, and no page, script, import or delivery goes another way: all of them ask here. What is
missing is said in sentences (`missing`).
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from spotcheck.core.words import Sentence, listed, say
from spotcheck.tracker.rules.facts import ActionFacts, EvidenceFacts, RequirementFacts
from spotcheck.tracker.rules.missing import Goes, Missing, missing_for
from spotcheck.tracker.rules.weighing import Verdict, Weighed, weigh
from spotcheck.tracker.rules.words import ONLY_SUPPORTING, State, can_close


@dataclass(frozen=True, slots=True)
class Closing:
    """The answer: `met` when nothing is missing. `missed` names the requirements that a look did not meet."""

    weighed: tuple[Weighed, ...]
    missing: tuple[Missing, ...]

    @property
    def met(self) -> bool:
        return not self.missing

    @property
    def missed(self) -> tuple[Weighed, ...]:
        return tuple(one for one in self.weighed if one.verdict is Verdict.MISSED)


def closing(
    action: ActionFacts,
    requirements: Sequence[RequirementFacts],
    evidence: Iterable[EvidenceFacts],
    *,
    today: date,
) -> Closing:
    """Whether the action may close, and what is missing until then.

    `requirements`: those in force; looks planned for after closing are left aside. `evidence`: the newest of each
    check, of any round. `today` is only used to say that a window has ended; evidence is judged by when it was
    captured.
    """
    brought = list(evidence)
    plan = [requirement for requirement in requirements if requirement.drift is None]
    weighed = tuple(weigh(action, requirement, brought) for requirement in plan)
    missing: list[Missing] = []
    if not plan:
        missing.append(Missing(say("Say what must be seen before this can close."), Goes.PLAN, action.id))
    elif not can_close(requirement.look for requirement in plan):
        missing.append(Missing(ONLY_SUPPORTING, Goes.PLAN, action.id))
    if action.state in {State.PROPOSED, State.AGREED}:
        missing.append(Missing(say("It has not been reported done yet."), Goes.DONE, action.id))
    elif action.state is State.DONE:
        for one in weighed:
            missing += missing_for(one, action, today)
    return Closing(weighed, tuple(missing))


def closing_refused(
    action: ActionFacts, answer: Closing, *, by: uuid.UUID, closers: Sequence[str]
) -> tuple[Sentence, ...]:
    """Why this person cannot close this action now; empty when they can. `closers`: names of those who could."""
    if action.state is State.CLOSED:
        return (say("This action is closed already."),)
    if action.state is State.WITHDRAWN:
        return (say("This action was withdrawn, so there is nothing to close."),)
    reasons = [missing.sentence for missing in answer.missing]
    if action.lead_id == by:
        reasons.insert(0, _not_the_lead(closers))
    return tuple(reasons)


def _not_the_lead(closers: Sequence[str]) -> Sentence:
    if not closers:
        return say("You lead this action, so somebody else closes it. Nobody here can yet: invite a verifier.")
    return say("You lead this action, so somebody else closes it: %(who)s.", who=listed(closers, last="or"))
