"""Bringing to the tracker what a check says about its requirement: when finished, when reviewed, when corrected."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import datetime

from spotcheck.checks.models import Check
from spotcheck.checks.queries.contents import records_met
from spotcheck.checks.rules.outcomes import AnswerFacts, counts_for
from spotcheck.core.permissions import Standing
from spotcheck.tracker.operations import Brought, bring_evidence
from spotcheck.tracker.queries import requirement


def bring(
    check: Check,
    answers: Iterable[AnswerFacts],
    *,
    by: Standing,
    at: datetime,
    reviewed_by: uuid.UUID | None = None,
    stands: bool | None = None,
) -> None:
    """What the answers as they stand say about the one standard that the requirement names. No requirement: nothing."""
    if check.requirement_id is None:
        return
    wanted = requirement(check.organisation_id, check.requirement_id)
    if wanted is None:
        raise LookupError(f"no requirement {check.requirement_id}")
    counted = counts_for(wanted.standard_id, answers)
    first, last = records_met(check)
    brought = Brought(
        requirement_id=wanted.id,
        source_id=check.id,
        began_at=check.opened_at,
        captured_by=check.author_id,
        observed=check.worker_id,
        shift=check.shift,
        draw_id=check.draw_id,
        read_from=first,
        read_to=last,
        usable=counted.usable,
        misses=counted.misses,
    )
    bring_evidence(brought, by=by, at=at, reviewed_by=reviewed_by, stands=stands)
