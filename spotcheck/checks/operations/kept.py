"""What a phone kept and sealed: finished there it becomes a check here, unfinished it comes back as its author's draft.

Both go the same way as what a page sends. Whoever calls has taken the turn.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from spotcheck.checklists.rules import Kind
from spotcheck.checks.models import Draft
from spotcheck.checks.operations.receiving import Receipt, receive_in_turn
from spotcheck.checks.queries import drafts as queries
from spotcheck.checks.queries.contents import content_from
from spotcheck.checks.queries.facts import asked_since, plan_closed_to, requirement_with_action
from spotcheck.checks.queries.versions import version_known
from spotcheck.checks.rules.capture import NOT_OUR_CHECKLIST
from spotcheck.checks.rules.facts import Version
from spotcheck.checks.rules.finishing import credited_once, lost_in_finishing, must_be_done, stays_out
from spotcheck.checks.schemas.kept import Kept
from spotcheck.core.database import add
from spotcheck.core.permissions import Standing
from spotcheck.core.refusals import Refusal, Why, refuse_unless
from spotcheck.core.words import Sentence, say
from spotcheck.organisation.queries import person, service
from spotcheck.sampling.queries import draw
from spotcheck.tracker.queries import read_on_from


@dataclass(frozen=True, slots=True)
class FinishedAway:
    """The receipt of a check that was finished on a phone. `let_go`: why it stands on its own and not for its plan.
    `left_out`: what of it is not in the check."""

    receipt: Receipt
    let_go: tuple[Sentence, ...]
    left_out: tuple[Sentence, ...]


def finish_kept(
    kept: Kept, *, finished_at: datetime, by: Standing, at: datetime, told: Mapping[str, Any] | None = None
) -> FinishedAway:
    """The check of this draft, finished at `finished_at` by `by`, its author as they stood then.

    A plan that was closed to its author at that moment, or has moved on since, is let go of: the check stands on its
    own, and its history says why. Refused by the rules of capturing, as on a page.
    """
    version, draft = _version(kept, by), _draft(kept, by=by, at=at)
    wanted = None if kept.on_its_own else kept.requirement_id
    let_go = plan_closed_to(by, wanted, at=finished_at)
    plan = None if let_go else requirement_with_action(by.organisation_id, wanted)
    drawn = draw(by.organisation_id, kept.draw_id) if kept.draw_id else None
    sheet = queries.sheet_of(draft, version, plan, drawn, at=finished_at)
    since = asked_since(by.organisation_id, version, draft.worker_id, at=finished_at, but=kept.id)
    sheet = credited_once(sheet, since) if since else sheet
    for_plan = wanted is not None and not let_go
    refuse_unless(lost_in_finishing(sheet) or must_be_done(sheet, for_plan=for_plan), Why.INVALID)
    content = content_from(draft, sheet, finished_at=finished_at, for_plan=for_plan)
    why = {"plan": wanted, "let_go": [str(one) for one in let_go]} if let_go else {}
    receipt = receive_in_turn(content, by=by, at=at, told={**(told or {}), **why})
    return FinishedAway(receipt, let_go, stays_out(sheet))


def bring_back(kept: Kept, *, by: Standing, at: datetime) -> Draft | None:
    """The draft on the server, its author's alone; None when it is here already, or was finished meanwhile.

    What it names and is no longer there is left out: its author chooses again before it is finished.
    """
    there = queries.draft(by.organisation_id, kept.id) or queries.finished(by.organisation_id, kept.id)
    if there is not None:
        return None
    version, draft = _version(kept, by), _draft(kept, by=by, at=at)
    draft.kind = version.kind.value
    if draft.worker_id is not None and person(by.organisation_id, draft.worker_id) is None:
        draft.worker_id = None
    if requirement_with_action(by.organisation_id, draft.requirement_id) is None:
        draft.requirement_id = None
    if draft.draw_id is not None and draw(by.organisation_id, draft.draw_id) is None:
        draft.draw_id = None
    if version.kind is Kind.SAMPLE and draft.draw_id is None:
        raise Refusal(Why.INVALID, say("The draw that these records belong to is not here."))
    return add(draft)


def _version(kept: Kept, by: Standing) -> Version:
    found = version_known(by.organisation_id, kept.version_id)
    if found is None:
        raise Refusal(Why.INVALID, NOT_OUR_CHECKLIST)
    if kept.service_id is None:
        raise Refusal(Why.INVALID, say("It does not say at which service it was captured."))
    here = any(held.service_id == kept.service_id for held in by.roles)
    if not here and service(by.organisation_id, kept.service_id) is None:
        raise Refusal(Why.INVALID, say("The service it names is not one of this organisation."))
    return found


def _draft(kept: Kept, *, by: Standing, at: datetime) -> Draft:
    """As a page would have kept it; not a row yet."""
    return Draft(
        organisation_id=by.organisation_id,
        id=kept.id,
        author_id=by.person_id,
        service_id=kept.service_id,
        kind="",
        version_id=kept.version_id,
        worker_id=kept.worker_id,
        requirement_id=kept.requirement_id,
        draw_id=kept.draw_id,
        read_from=_read_from(kept, by=by, at=at),
        shift=kept.shift.value if kept.shift else None,
        announced=kept.announced,
        setting=kept.setting,
        answered_by=kept.answered_by.value if kept.answered_by else None,
        answers=kept.answers,
        words=kept.words,
        opened_at=kept.opened_at,
        touched_at=at,
    )


def _read_from(kept: Kept, *, by: Standing, at: datetime) -> int | None:
    """Where in the draw a second step began on the phone: where the plan goes on, or with its first record here."""
    met = [int(key.partition("/")[0]) for key in kept.answers]
    drawn = draw(by.organisation_id, kept.draw_id) if kept.draw_id and met else None
    if drawn is None or not drawn.size < min(met) <= drawn.population:
        return None
    goes_on = None if kept.on_its_own else read_on_from(by.organisation_id, kept.requirement_id, at=at)
    return goes_on if goes_on is not None and goes_on <= min(met) else min(met)
