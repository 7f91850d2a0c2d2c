"""R1: a finished check never changes. A correction stands beside it, with a reason; everything that counts reads both.

`apply_corrections` is the one place where the two come together: for the page, the review and the evidence alike.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, replace

from spotcheck.checklists.rules import Heard, Outcome
from spotcheck.checks.rules.facts import Asked
from spotcheck.checks.rules.outcomes import AnswerFacts, Said
from spotcheck.checks.rules.review import TookPart
from spotcheck.core.words import Sentence, say

LONGEST_REASON = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """The answer to one item as it is kept. `said`: of an interview, from which its outcome follows."""

    item_id: uuid.UUID
    position: int = 0
    outcome: Outcome
    note: str | None = None
    said: Said | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrected:
    """What one answer was corrected to."""

    item_id: uuid.UUID
    position: int = 0
    outcome: Outcome
    said: Said | None = None


def apply_corrections(answers: Iterable[Answered], corrections: Iterable[Corrected]) -> tuple[Answered, ...]:
    """The answers as they stand: of several corrections of one answer, given in their order, the last one counts."""
    newest = {(corrected.position, corrected.item_id): corrected for corrected in corrections}
    return tuple(_as_corrected(answer, newest.get((answer.position, answer.item_id))) for answer in answers)


def counting(answers: Iterable[Answered], items: Iterable[Asked]) -> tuple[AnswerFacts, ...]:
    """The answers as `outcomes` counts them. `items`: those of the version that the check was asked under."""
    asked = {item.id: item for item in items}
    return tuple(
        AnswerFacts(
            item=answer.item_id,
            standard=asked[answer.item_id].standard,
            must=asked[answer.item_id].must,
            outcome=answer.outcome,
            position=answer.position,
            said=answer.said,
        )
        for answer in answers
    )


def correcting_refused(person_id: uuid.UUID, took_part: TookPart) -> tuple[Sentence, ...]:
    """Why this person cannot correct this check; empty when they can. Being its author is no reason against."""
    refused = []
    if person_id == took_part.observed:
        refused.append(say("This check is about your own practice. Say how you see it in a reply."))
    if person_id == took_part.leads:
        refused.append(say("You lead the action that this is evidence for, so somebody else corrects it."))
    return tuple(refused)


def correction_wanting(now: Answered | None, to: Corrected | None, reason: str) -> dict[str, Sentence]:
    """What a correction still needs, by field; empty when it can be kept. `now`: the answer as it stands."""
    if now is None:
        return {"item": say("Choose the answer to correct.")}
    wrong: dict[str, Sentence] = {}
    if to is None:
        wrong["outcome"] = say("Choose what it should say.")
    elif (to.outcome, _heard(to.said)) == (now.outcome, _heard(now.said)):
        wrong["outcome"] = say("This is what it says already, so nothing changes.")
    if not reason.strip():
        wrong["reason"] = say("Give the reason. It is shown beside the answer.")
    elif len(reason) > LONGEST_REASON:
        wrong["reason"] = say("Keep it to %(n)s characters.", n=LONGEST_REASON)
    return wrong


def _as_corrected(answer: Answered, corrected: Corrected | None) -> Answered:
    return answer if corrected is None else replace(answer, outcome=corrected.outcome, said=corrected.said)


def _heard(said: Said | None) -> object:
    """What was said, in one way of writing it: a point that is not there is a point not yet said."""
    if said is None:
        return None
    points = {key: heard for key, heard in said.points.items() if heard is not Heard.NOT_YET}
    return points, said.alerts, said.reason
