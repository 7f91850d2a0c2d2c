"""One finished check as its page tells it: what was seen, how it was judged, what was answered."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from spotcheck.checklists.rules import Kind
from spotcheck.checks.models import Check, Hold, Reply, Review
from spotcheck.checks.queries.answers import Answers, answers_of
from spotcheck.checks.queries.check import Opened, linked, reviewers
from spotcheck.checks.queries.history import history_of
from spotcheck.checks.queries.holding import held, holds_of
from spotcheck.checks.queries.records import AcrossPart, Record, across, records_of
from spotcheck.checks.queries.told import Part, parts
from spotcheck.checks.rules.findings import judged
from spotcheck.checks.rules.holding import held_until
from spotcheck.checks.rules.outcomes import is_gap
from spotcheck.checks.rules.review import reviewing_refused, waits, who_can_review
from spotcheck.core.database import db
from spotcheck.core.permissions import Answer, Standing, Verb, may
from spotcheck.core.words import Sentence
from spotcheck.organisation.models import Person
from spotcheck.organisation.told import Told
from spotcheck.standards.models import Standard
from spotcheck.tracker.models import Action, Finding


@dataclass(frozen=True, slots=True)
class Judging:
    """A review, by whom, and how many corrections have come since."""

    review: Review
    by: str | None
    since: int


@dataclass(frozen=True, slots=True)
class Found:
    """A finding recorded from the check, and the action it led to."""

    finding: Finding
    action: Action | None


@dataclass(frozen=True, slots=True)
class Story:
    """Everything a check's page shows. What a person may not see is empty here, so no template has to hide it."""

    opened: Opened
    parts: Sequence[Part]
    across: Sequence[AcrossPart]
    records: Sequence[Record]
    shares: Sequence[tuple[int, int, str]]  # held, of, standard
    corrections: int
    judgings: Sequence[Judging]
    found: Sequence[Found]
    replies: Sequence[Reply]
    held_until: datetime | None
    hold: Hold | None
    history: Sequence[Told]
    waits: bool
    can_review: bool
    review_refused: tuple[Sentence, ...]  # with who can, for somebody who reviews and may not review this one


def story_of(opened: Opened, standing: Standing, *, at: datetime) -> Story:
    """The whole story as `opened.sight` allows it. About ten queries, however long the check is."""
    check, sight = opened.check, opened.sight
    answers = answers_of(check)
    sampled = opened.kind is Kind.SAMPLE
    judgings = _judgings(check, len(answers.corrections), names_shown=sight.names)
    waiting = waits(len(answers.corrections), [one.review.corrections_seen for one in judgings])
    refused = _review_refused(opened, standing, at) if waiting else ()
    holds = holds_of(check) if sight.kept and check.worker_id is not None else []
    until = held_until([held(row) for row in holds], at=at)
    return Story(
        opened=opened,
        parts=() if sampled else parts(answers, names=sight.names),
        across=across(answers) if sampled else (),
        records=records_of(check, answers, names=sight.names) if sampled else (),
        shares=_shares(opened, answers) if sampled else (),
        corrections=len(answers.corrections),
        judgings=judgings if sight.judged else (),
        found=_found(check) if sight.judged and judgings else (),
        replies=_replies(check) if check.worker_id is not None else (),
        held_until=until,
        hold=holds[-1] if until is not None else None,
        history=history_of(check, {item.id: item.text for item in answers.items}, sight),
        waits=waiting,
        can_review=waiting and not refused and may(standing, Verb.REVIEW_CHECK, opened.thing) is Answer.ALLOWED,
        review_refused=refused,
    )


def suggested_standards(opened: Opened, standard_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, str]:
    """The sentences of these standards. One query."""
    query = sa.select(Standard.id, Standard.text).where(
        Standard.organisation_id == opened.check.organisation_id, Standard.id.in_(list(standard_ids))
    )
    return dict(db.session.execute(query).tuples().all())


def _judgings(check: Check, corrections: int, *, names_shown: bool) -> list[Judging]:
    """The reviews, newest first."""
    rows = db.session.execute(
        sa.select(Review, Person.name)
        .join(Person, linked(Review, Review.by_id, Person))
        .where(Review.organisation_id == check.organisation_id, Review.check_id == check.id)
        .order_by(Review.corrections_seen.desc())
    )
    return [Judging(row, name if names_shown else None, corrections - row.corrections_seen) for row, name in rows]


def _review_refused(opened: Opened, standing: Standing, at: datetime) -> tuple[Sentence, ...]:
    if may(standing, Verb.REVIEW_CHECK, opened.thing) is not Answer.ALLOWED:
        return ()
    refused = reviewing_refused(standing.person_id, opened.took_part)
    if not refused:
        return ()
    able = reviewers(opened.check, opened.took_part, opened.action, at=at)
    return (*refused, who_can_review(able, for_an_action=opened.action is not None))


def _found(check: Check) -> list[Found]:
    """The findings recorded from this check, strengths first."""
    rows = db.session.execute(
        sa.select(Finding, Action)
        .outerjoin(Action, linked(Finding, Finding.action_id, Action))
        .where(Finding.organisation_id == check.organisation_id, Finding.source_id == check.id)
        .order_by(Finding.kind.desc(), Finding.found_at, Finding.id)
    )
    return [Found(finding, action) for finding, action in rows]


def _replies(check: Check) -> list[Reply]:
    query = sa.select(Reply).where(Reply.organisation_id == check.organisation_id, Reply.check_id == check.id)
    return list(db.session.scalars(query.order_by(Reply.at, Reply.id)))


def _shares(opened: Opened, answers: Answers) -> list[tuple[int, int, str]]:
    """How many records show a standard: the one the plan names, or each that shows a gap."""
    counted = judged(Kind.SAMPLE, answers.counting)
    if opened.requirement is not None and opened.standard is not None:
        named = counted.get(opened.requirement.standard_id)
        return [(named.met, named.usable, opened.standard)] if named else []
    gaps = [
        standard_id
        for standard_id in counted
        if is_gap([answer for answer in answers.counting if answer.standard == standard_id])
    ]
    texts = suggested_standards(opened, gaps) if gaps else {}
    return [(counted[one].met, counted[one].usable, texts[one]) for one in gaps]
