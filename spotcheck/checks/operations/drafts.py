"""A draft from its first tap to its last. Only its author comes near it, so a tap waits for nobody else's.

Drafts leave no line in history: what was seen is a check once it is finished, and nothing before.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from spotcheck.checklists.queries import version
from spotcheck.checklists.rules import Kind
from spotcheck.checks.models import Draft
from spotcheck.checks.queries import drafts as queries
from spotcheck.checks.queries.facts import known_for, plan_closed_to
from spotcheck.checks.queries.pairs import pair_of
from spotcheck.checks.queries.versions import kind_of
from spotcheck.checks.rules.capture import start_refused, who_answers_refused, worker_refused
from spotcheck.checks.rules.content import AnsweredBy, Finished, Shift
from spotcheck.checks.rules.drafting import (
    Context,
    Page,
    Start,
    answer_refused,
    as_given,
    context_refused,
    record_refused,
)
from spotcheck.checks.rules.pairs import worker_changes_refused
from spotcheck.checks.rules.sheet import keep_answer, keep_set_aside
from spotcheck.core.database import add, db
from spotcheck.core.history import take_turn
from spotcheck.core.permissions import Standing
from spotcheck.core.refusals import Refusal, Why, refuse_unless
from spotcheck.core.words import say
from spotcheck.organisation.queries import people_at, service


def open_draft(start: Start, *, by: Standing, at: datetime) -> Draft:
    """The draft of this id, opened now, or the one that was opened when this was sent before."""
    take_turn(by.organisation_id)
    held = queries.draft(by.organisation_id, start.id)
    if held is not None and held.author_id == by.person_id:
        return held
    if held is not None or queries.finished(by.organisation_id, start.id) is not None:
        raise Refusal(Why.STALE, say("This was started before. Go to Today, and start another check from there."))
    kind, read_from = _refuse_start(start, by, at)
    return add(
        Draft(
            organisation_id=by.organisation_id,
            id=start.id,
            author_id=by.person_id,
            service_id=start.service_id,
            kind=kind.value,
            version_id=start.version_id,
            worker_id=start.worker_id,
            requirement_id=start.requirement_id,
            draw_id=start.draw_id,
            read_from=read_from,
            shift=start.shift.value if start.shift else None,
            announced=start.announced,
            setting=start.setting,
            answered_by=start.answered_by.value if start.answered_by else None,
            answers={},
            words={},
            opened_at=at,
            touched_at=at,
        )
    )


def save_page(draft_id: uuid.UUID, page: Page, *, by: Standing, at: datetime) -> Draft:
    """Keep what was tapped or typed. The same again changes nothing; what the page did not hold stays."""
    found = _locked(draft_id, by)
    if page.items or page.set_aside or page.read_after_all:
        found.answers = _changed_answers(found, page, at)
    if page.words is not None:
        words = {**found.words, **page.words}
        found.words = {name: value for name, value in words.items() if value}
    if page.context is not None and page.context != context_of(found):
        _change_context(found, page.context, at)
    if db.session.is_modified(found):
        found.touched_at = at
        db.session.flush()
    return found


def context_of(found: Draft) -> Context:
    """Who, when and where this draft says now."""
    return Context(
        worker_id=found.worker_id,
        shift=Shift(found.shift) if found.shift else None,
        announced=found.announced,
        setting=found.setting,
        answered_by=AnsweredBy(found.answered_by) if found.answered_by else None,
    )


def delete_draft(draft_id: uuid.UUID, *, by: Standing, at: datetime) -> None:
    """Throw a draft away. Nobody else has seen it, and nothing of it is kept."""
    found = queries.draft(by.organisation_id, draft_id)
    if found is not None and found.author_id == by.person_id:
        db.session.delete(found)
        db.session.flush()


def _refuse_start(start: Start, by: Standing, at: datetime) -> tuple[Kind, int | None]:
    """The kind of what is started, and where in the draw a second step begins."""
    there = service(by.organisation_id, start.service_id)
    if there is not None and there.ended_at is not None:
        raise Refusal(Why.NOT_NOW, say("This service is closed. Start a check at a service that is open."))
    found = version(by.organisation_id, start.version_id)
    if found is None:
        raise Refusal(Why.INVALID, fields={"checklist": say("Choose a checklist.")})
    content = Finished(
        id=start.id,
        organisation_id=by.organisation_id,
        author_id=by.person_id,
        service_id=start.service_id,
        kind=kind_of(found),
        version_id=found.id,
        worker_id=start.worker_id,
        requirement_id=start.requirement_id,
        draw_id=start.draw_id,
        setting=start.setting,
        answered_by=start.answered_by,
        opened_at=at,
        finished_at=at,
    )
    known = known_for(content)
    if wrong := worker_refused(content.kind, by.person_id, start.worker_id, works_here=known.works_here):
        raise Refusal(Why.INVALID, fields={"worker": wrong[0]})
    if wrong := who_answers_refused(content.kind, start.answered_by):
        raise Refusal(Why.INVALID, fields={"answered_by": wrong[0]})
    refuse_unless(start_refused(content, known), Why.INVALID)
    refuse_unless(plan_closed_to(by, start.requirement_id, at=at))
    begins = known.drawn.read_from if known.drawn is not None else 1
    return content.kind, begins if begins > 1 else None


def _locked(draft_id: uuid.UUID, by: Standing) -> Draft:
    """The draft, held until the end of the transaction, so that two taps at once both stay."""
    found = db.session.get(Draft, (by.organisation_id, draft_id), with_for_update=True, populate_existing=True)
    if found is not None and found.author_id == by.person_id:
        return found
    done = queries.finished(by.organisation_id, draft_id)
    if done is not None and done.author_id == by.person_id:
        raise Refusal(
            Why.STALE,
            say("This check was finished on %(at)s and is safe.", at=done.received_at),
            say("What you chose here since then was not added."),
            say("To change something, open the check and correct it with a reason."),
        )
    raise Refusal(Why.STALE, say("This draft was deleted. Go to Today and start again."))


def _changed_answers(found: Draft, page: Page, at: datetime) -> dict[str, Any]:
    sheet = queries.capturing(found, at=at).sheet
    refuse_unless(record_refused(sheet, page.record), Why.INVALID)
    items = {item.position: item for item in sheet.version.items}
    answers: Mapping[str, Mapping[str, Any]] = found.answers
    for position, sent in page.items.items():
        item = items.get(position)
        item_id = item.id if item else uuid.UUID(int=0)
        one = as_given(sheet.given.get((page.record, item_id)), sent, item_id, page.record)
        refuse_unless(answer_refused(sheet, item, one), Why.INVALID)
        answers = keep_answer(answers, one)
    if page.set_aside or page.read_after_all:
        answers = keep_set_aside(answers, page.record, page.set_aside)
    return dict(answers)


def _change_context(found: Draft, context: Context, at: datetime) -> None:
    sheet = queries.capturing(found, at=at).sheet
    together = pair_of(found.organisation_id, found.id)
    refuse_unless(worker_changes_refused(context.worker_id, together.worker_id if together else None), Why.INVALID)
    staff = {person.id for person in people_at(found.organisation_id, found.service_id, at=at)}
    refuse_unless(
        context_refused(
            sheet,
            author_id=found.author_id,
            worker_id=context.worker_id,
            setting=context.setting,
            answered_by=context.answered_by,
            staff=staff,
        ),
        Why.INVALID,
    )
    found.shift = context.shift.value if context.shift else None
    found.announced = context.announced
    found.setting = context.setting
    found.worker_id = context.worker_id
    found.answered_by = context.answered_by.value if context.answered_by else None
