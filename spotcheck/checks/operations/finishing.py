"""A draft becomes a check. What there is to say first is said; then it is received like any other."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from spotcheck.checks.models import Check, Draft
from spotcheck.checks.operations.drafts import save_page
from spotcheck.checks.operations.receiving import Receipt, receive_check, receive_in_turn
from spotcheck.checks.queries import drafts as queries
from spotcheck.checks.queries.contents import content_from, content_of
from spotcheck.checks.queries.drafts import Capturing
from spotcheck.checks.queries.facts import known_for, plan_closed_to, requirement_with_action
from spotcheck.checks.queries.versions import version_known
from spotcheck.checks.rules.capture import NOT_OUR_CHECKLIST
from spotcheck.checks.rules.content import read_words
from spotcheck.checks.rules.drafting import Page, content_with
from spotcheck.checks.rules.finishing import Open, leaving_in_words, must_be_done, open_before_finishing
from spotcheck.core.clock import local_date
from spotcheck.core.database import db
from spotcheck.core.history import take_turn
from spotcheck.core.permissions import Standing
from spotcheck.core.refusals import Refusal, Why, refuse_unless
from spotcheck.core.words import Sentence
from spotcheck.sampling.queries import draw as drawing


@dataclass(frozen=True, slots=True)
class Waiting:
    """Not finished yet. `open`: what to look at first. `plan_closed`: why it cannot count for its plan any more.

    `leaving`: what becomes of what is open when the author says to finish anyway. `on_its_own`: they let the plan go.
    """

    open: tuple[Open, ...]
    plan_closed: tuple[Sentence, ...]
    leaving: Sentence | None
    on_its_own: bool = False

    @property
    def may_finish(self) -> bool:
        return all(one.may_stay for one in self.open)


def finish_draft(
    draft_id: uuid.UUID,
    page: Page,
    *,
    by: Standing,
    at: datetime,
    anyway: bool = False,
    on_its_own: bool = False,
) -> Receipt | Waiting:
    """Keep the page it was sent from, then finish. `anyway`: with what may stay open. `on_its_own`: without its plan.

    Finishing twice gives the same receipt. A tab left open that says something else is refused and kept (R1).
    """
    take_turn(by.organisation_id)
    done = queries.finished(by.organisation_id, draft_id)
    if done is not None and done.author_id == by.person_id:
        return _again(done, page, by=by, at=at)
    draft = save_page(draft_id, page, by=by, at=at)
    whole = queries.capturing(draft, at=at)
    waiting = what_waits(whole, by=by, at=at, on_its_own=on_its_own)
    if waiting.plan_closed or not waiting.may_finish or (waiting.open and not anyway):
        return waiting
    content = content_from(draft, whole.sheet, finished_at=at, for_plan=not on_its_own)
    receipt = receive_check(content, by=by, at=at)
    db.session.delete(draft)
    db.session.flush()
    return receipt


@dataclass(frozen=True, slots=True)
class FinishedAway:
    """The receipt of a check that was finished on a phone. `let_go`: why it stands on its own and not for its plan."""

    receipt: Receipt
    let_go: tuple[Sentence, ...]


def finish_kept(
    draft: Draft,
    *,
    finished_at: datetime,
    by: Standing,
    at: datetime,
    on_its_own: bool = False,
    told: Mapping[str, Any] | None = None,
) -> FinishedAway:
    """A draft that was finished away from here, as the phone kept it, at the moment it was finished there.

    `draft` is no row. Whoever calls has taken the turn. A plan that was closed to its author at that moment, or that
    has moved on since, is let go of: the check stands on its own, and its history says why.
    """
    version = version_known(draft.organisation_id, draft.version_id)
    if version is None:
        raise Refusal(Why.INVALID, NOT_OUR_CHECKLIST)
    wanted = None if on_its_own else draft.requirement_id
    let_go = plan_closed_to(by, wanted, at=finished_at)
    plan = None if let_go else requirement_with_action(draft.organisation_id, wanted)
    drawn = drawing(draft.organisation_id, draft.draw_id) if draft.draw_id else None
    sheet = queries.sheet_of(draft, version, plan, drawn, at=finished_at)
    for_plan = wanted is not None and not let_go
    refuse_unless(must_be_done(sheet, for_plan=for_plan), Why.INVALID)
    content = content_from(draft, sheet, finished_at=finished_at, for_plan=for_plan)
    why = {"plan": draft.requirement_id, "let_go": [str(one) for one in let_go]} if let_go else {}
    return FinishedAway(receive_in_turn(content, by=by, at=at, told={**(told or {}), **why}), let_go)


def what_waits(whole: Capturing, *, by: Standing, at: datetime, on_its_own: bool = False) -> Waiting:
    """What there is to say before this draft is finished."""
    for_plan = whole.requirement is not None and not on_its_own
    return Waiting(
        open_before_finishing(
            whole.sheet,
            read_words(whole.draft.words),
            {item.position: item.text for item in whole.items},
            for_plan=for_plan,
            today=local_date(at),
        ),
        plan_closed_to(by, whole.draft.requirement_id, at=at) if for_plan else (),
        leaving_in_words(whole.sheet),
        on_its_own,
    )


def _again(check: Check, page: Page, *, by: Standing, at: datetime) -> Receipt:
    content = content_of(check)
    version = known_for(content).version
    return receive_check(content_with(content, page, version) if version else content, by=by, at=at)
