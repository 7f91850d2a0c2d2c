"""A draft becomes a check. What there is to say first is said; then it is received like any other."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime

from spotcheck.checks.models import Check
from spotcheck.checks.operations.drafts import save_page
from spotcheck.checks.operations.receiving import Receipt, receive_check
from spotcheck.checks.queries import drafts as queries
from spotcheck.checks.queries.contents import content_from, content_of
from spotcheck.checks.queries.drafts import Capturing
from spotcheck.checks.queries.facts import known_for, plan_closed_to
from spotcheck.checks.rules.content import read_words
from spotcheck.checks.rules.drafting import Page, content_with
from spotcheck.checks.rules.finishing import Open, leaving_in_words, open_before_finishing
from spotcheck.core.clock import local_date
from spotcheck.core.database import db
from spotcheck.core.history import take_turn
from spotcheck.core.permissions import Standing
from spotcheck.core.words import Sentence


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
