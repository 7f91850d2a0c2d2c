"""Judging a finished check, by somebody who neither captured it nor was observed (R3)."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import datetime

import sqlalchemy as sa

from spotcheck.checklists.rules import Kind
from spotcheck.checks.models import Check, Review
from spotcheck.checks.operations.evidence import bring
from spotcheck.checks.operations.note import note
from spotcheck.checks.queries.answers import answers_of
from spotcheck.checks.queries.check import action_of, reviewers, took_part
from spotcheck.checks.queries.pairs import watched_with
from spotcheck.checks.queries.records import many_set_aside_in
from spotcheck.checks.rules.findings import judged
from spotcheck.checks.rules.judgement import Judgement, judgement_wanting
from spotcheck.checks.rules.outcomes import Counted
from spotcheck.checks.rules.review import reviewing_refused, who_can_review
from spotcheck.core.clock import local_date
from spotcheck.core.database import add, db
from spotcheck.core.history import take_turn
from spotcheck.core.ids import new_id
from spotcheck.core.permissions import Answer, Standing, Thing, Verb, may, who_can
from spotcheck.core.refusals import Refusal, Why
from spotcheck.core.words import Sentence, say
from spotcheck.organisation.queries import person
from spotcheck.tracker.models import Action
from spotcheck.tracker.operations import propose_action, record_finding, take_back_findings
from spotcheck.tracker.rules.words import FindingKind, Look, Risk


def review(check: Check, judgement: Judgement, *, by: Standing, at: datetime) -> Review:
    """Keep the judgement, record its findings, start its actions, and bring the evidence as reviewed.

    What an earlier review recorded is taken back when this one says that it is not for coaching (R13).

    Refused to whoever took part (R3), when it was reviewed or corrected meanwhile, and by field when something is
    missing.
    """
    take_turn(by.organisation_id, check)
    action = action_of(check)
    _refuse_dependent(check, action, by, at)
    answers = answers_of(check)
    _refuse_late(check, len(answers.corrections), judgement.corrections_seen)
    counted = judged(answers.kind, answers.counting)
    many = many_set_aside_in(check)
    wrong = judgement_wanting(
        judgement,
        for_an_action=action is not None,
        standards=counted,
        finished_on=local_date(check.finished_at),
        today=local_date(at),
        in_short=answers.kind is Kind.VOICE,
        many_set_aside=many is not None,
    )
    if wrong:
        raise Refusal(Why.INVALID, fields=wrong)
    _refuse_starting(check, judgement, by)
    made = _keep(check, judgement, many, by=by, at=at)
    _record(check, counted, judgement, by=by, at=at)
    if judgement.not_for_coaching:
        take_back_findings(source_id=check.id, reason=str(say("Its check is not for coaching.")), by=by, at=at)
    bring(check, answers.counting, by=by, at=at, reviewed_by=by.person_id, stands=made.stands)
    return made


def _refuse_dependent(check: Check, action: Action | None, by: Standing, at: datetime) -> None:
    part = took_part(check, action, watched_with(check))
    if refused := reviewing_refused(by.person_id, part):
        who = who_can_review(reviewers(check, part, action, at=at), for_an_action=action is not None)
        raise Refusal(Why.NOT_YOU, *refused, who)


def _refuse_starting(check: Check, judgement: Judgement, by: Standing) -> None:
    """A verifier from outside judges what was seen, and starts no action here."""
    starting = any(finding.start for finding in judgement.recorded)
    here = Thing(check.organisation_id, check.service_id)
    if starting and may(by, Verb.PROPOSE_ACTION, here) is not Answer.ALLOWED:
        raise Refusal(
            Why.NOT_YOU, say("An action is started by somebody who works here."), who_can(Verb.PROPOSE_ACTION)
        )


def _refuse_late(check: Check, corrections: int, seen: int) -> None:
    """A check is reviewed once for each state of its corrections, by whoever comes first."""
    earlier = db.session.scalar(
        sa.select(Review).where(
            Review.organisation_id == check.organisation_id,
            Review.check_id == check.id,
            Review.corrections_seen == corrections,
        )
    )
    if earlier is not None:
        reviewer = person(check.organisation_id, earlier.by_id)
        raise Refusal(
            Why.STALE,
            say(
                "%(who)s reviewed this check on %(when)s. One review is enough, so nothing was added.",
                who=reviewer.name if reviewer else "",
                when=earlier.at,
            ),
        )
    if seen != corrections:
        raise Refusal(
            Why.STALE,
            say("This check was corrected while you were looking, so nothing was recorded."),
            say("See what changed, then review it again. What you wrote is kept here."),
        )


def _keep(check: Check, judgement: Judgement, many: Sentence | None, *, by: Standing, at: datetime) -> Review:
    passed = judgement.not_for_coaching
    made = add(
        Review(
            organisation_id=check.organisation_id,
            id=new_id(),
            check_id=check.id,
            by_id=by.person_id,
            at=at,
            corrections_seen=judgement.corrections_seen,
            risk=judgement.risk,
            commentary=judgement.commentary.strip(),
            stands=judgement.counts if check.requirement_id is not None else None,
            stands_reason=judgement.stands_reason.strip() or None,
            passed_to=judgement.passed_to if passed else None,
            passed_on=judgement.passed_on if passed else None,
        )
    )
    kinds = [finding.kind for finding in judgement.recorded]
    note(
        check,
        "reviewed",
        by=by,
        at=at,
        after={
            "risk": made.risk,
            "stands": made.stands,
            "strengths": kinds.count(FindingKind.STRENGTH),
            "gaps": kinds.count(FindingKind.GAP),
            **({"set aside": str(many)} if many else {}),
        },
        reason=made.stands_reason,
    )
    if passed:
        note(
            check,
            "passed on",
            by=by,
            at=at,
            after={"to": made.passed_to, "on": made.passed_on},
        )
    return made


def _record(
    check: Check, counted: Mapping[uuid.UUID, Counted], judgement: Judgement, *, by: Standing, at: datetime
) -> None:
    for finding in judgement.recorded:
        units = counted[finding.standard_id]
        recorded = record_finding(
            service_id=check.service_id,
            standard_id=finding.standard_id,
            kind=finding.kind,
            text=finding.text,
            risk=Risk(judgement.risk) if finding.kind is FindingKind.GAP and judgement.risk else None,
            seen=units.usable,
            met=units.met,
            source_id=check.id,
            look=Look(check.kind),
            found_at=check.finished_at,
            by=by,
            at=at,
        )
        if finding.start:
            propose_action(
                service_id=check.service_id,
                standard_id=finding.standard_id,
                title=finding.title,
                change=finding.change,
                finding_ids=[recorded.id],
                by=by,
                at=at,
            )
