"""What a reviewer decides on: the suggestions of a check, and what was recorded from it before."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from spotcheck.checks.models import Check, Review
from spotcheck.checks.queries.answers import answers_of, standard_texts
from spotcheck.checks.queries.check import Opened, reviewers
from spotcheck.checks.queries.records import many_set_aside_in
from spotcheck.checks.rules.content import Words, read_words
from spotcheck.checks.rules.findings import Suggested, judged, suggestions
from spotcheck.checks.rules.review import reviewing_refused, waits, who_can_review
from spotcheck.core.database import db
from spotcheck.core.permissions import Answer, Standing, Thing, Verb, may
from spotcheck.core.words import Sentence
from spotcheck.tracker.models import Finding
from spotcheck.tracker.rules.words import FindingKind


@dataclass(frozen=True, slots=True)
class Proposal:
    """A suggested finding; `already` when one of its kind was recorded from this check before.

    `chosen`: what is picked when the page opens. A gap is; which strengths others could learn from, the reviewer says.
    """

    suggested: Suggested
    standard: str
    already: Finding | None

    @property
    def chosen(self) -> str:
        gap = self.suggested.kind is FindingKind.GAP and self.already is None
        return FindingKind.GAP.value if gap else "none"


@dataclass(frozen=True, slots=True)
class Reviewing:
    """`waits`: a review is due. `may_start`: this person may start an action here.

    `many_set_aside`: said of a sample in which more than 1 in 5 records were."""

    opened: Opened
    words: Words
    proposals: Sequence[Proposal]
    corrections: int
    waits: bool
    may_start: bool
    many_set_aside: Sentence | None


def reviewing(opened: Opened, standing: Standing, *, at: datetime) -> Reviewing:
    """Eight queries at most, however long the check is."""
    check = opened.check
    answers = answers_of(check, corrected=opened.corrected)
    counted = judged(opened.kind, answers.counting)
    standards = standard_texts(check.organisation_id, counted)
    suggested = suggestions(
        opened.kind,
        answers.counting,
        standards=standards,
        items={item.id: item.text for item in answers.items},
        named=opened.requirement.standard_id if opened.requirement else None,
    )
    before = _recorded(check)
    here = Thing(check.organisation_id, check.service_id)
    return Reviewing(
        opened=opened,
        words=read_words(check.words),
        proposals=[
            Proposal(one, standards[one.standard_id], before.get((one.standard_id, one.kind and one.kind.value)))
            for one in suggested
        ],
        corrections=len(answers.corrections),
        waits=waits(len(answers.corrections), _reviewed(check)),
        may_start=may(standing, Verb.PROPOSE_ACTION, here) is Answer.ALLOWED,
        many_set_aside=many_set_aside_in(check),
    )


def review_refused(opened: Opened, standing: Standing, *, at: datetime) -> tuple[Sentence, ...]:
    """Why this person cannot review this check though reviews are theirs to do (R3), with who can."""
    refused = reviewing_refused(standing.person_id, opened.took_part)
    if not refused:
        return ()
    able = reviewers(opened.check, opened.took_part, opened.action, at=at)
    return (*refused, who_can_review(able, for_an_action=opened.action is not None))


def _reviewed(check: Check) -> list[int]:
    query = sa.select(Review.corrections_seen).where(
        Review.organisation_id == check.organisation_id, Review.check_id == check.id
    )
    return list(db.session.scalars(query))


def _recorded(check: Check) -> dict[tuple[uuid.UUID, str | None], Finding]:
    """The findings recorded from this check before and still standing, by standard and kind."""
    query = sa.select(Finding).where(
        Finding.organisation_id == check.organisation_id,
        Finding.source_id == check.id,
        Finding.taken_back_at.is_(None),
    )
    return {(finding.standard_id, finding.kind): finding for finding in db.session.scalars(query)}
