"""One-time links to short questions: made and ended by whoever asks, opened and used by whoever holds one."""

from __future__ import annotations

import secrets
import uuid
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from spotcheck.core.database import add, db
from spotcheck.core.history import take_turn
from spotcheck.core.ids import new_id
from spotcheck.core.permissions import Standing
from spotcheck.core.refusals import Refusal, Why, refuse_unless
from spotcheck.learning.link_models import PromptLink
from spotcheck.learning.models import Prompt, PromptAnswer
from spotcheck.learning.operations.answering import Given, answer
from spotcheck.learning.operations.note import note
from spotcheck.learning.queries.links import Pass, behind, link_of, link_with, row_of, state_of
from spotcheck.learning.rules import links as rules
from spotcheck.learning.rules.links import Lasts, State
from spotcheck.learning.rules.state import last_day, next_number
from spotcheck.organisation.queries import digest, person

GONE = 410


@dataclass(frozen=True, slots=True)
class Link:
    """A link with its code, which is kept nowhere: it is shown to whoever made it, and then never again."""

    row: PromptLink
    code: str


def make_link(prompt: Prompt, *, lasts: Lasts, by: Standing, at: datetime) -> Link:
    """A new one-time link to this prompt; it takes the place of the one before."""
    take_turn(by.organisation_id, prompt)
    ends_at = _end_of_new(prompt, lasts, by=by, at=at)
    _end(prompt, by=by, at=at)
    code = rules.code_of([secrets.randbelow(len(rules.LETTERS)) for _ in range(rules.LENGTH)])
    row = add(
        PromptLink(
            organisation_id=prompt.organisation_id,
            id=new_id(),
            prompt_id=prompt.id,
            token_digest=digest(rules.plain(code)),
            made_by_id=by.person_id,
            made_at=at,
            ends_at=ends_at,
        )
    )
    note(prompt, "link made", by=by.person_id, at=at, after={"until": row.ends_at})
    return Link(row, code)


def end_link(prompt: Prompt, *, reason: str | None, by: Standing, at: datetime) -> None:
    """No link to this prompt opens anything from now on. Twice is once; a link that was used stays as it is."""
    take_turn(by.organisation_id, prompt)
    if _end(prompt, by=by, at=at, reason=reason):
        note(prompt, "link ended", by=by.person_id, at=at, reason=reason)


def open_link(code: str, *, at: datetime) -> Pass:
    """Exchange the code for a pass that answers once. Nothing is spent by it, so whatever looks ahead may look.

    Refused by field when no link has this code, and with 410 when the link has ended.
    """
    link = link_with(code)
    if link is None:
        raise Refusal(Why.INVALID, fields={"code": rules.UNKNOWN})
    take_turn(link.organisation_id, link)
    refuse_unless_waiting(link, at=at)
    link.opened_at = link.opened_at or at
    return Pass(link.organisation_id, link.id, at)


def answer_by_link(holder: Pass, given: Given, *, at: datetime) -> PromptAnswer:
    """Keep the one answer of this link; nobody knows who wrote it. The same one sent again is the same one.

    Decided in the organisation's turn: of many at once, exactly one is kept. What needs another look spends nothing.
    """
    take_turn(holder.organisation_id)
    link = link_of(holder)
    if link is None:
        raise Refusal(Why.NOT_NOW, rules.ENDED_IN_WORDS[State.REVOKED], status=GONE)
    if not _is_sent_again(link, given.id):
        refuse_unless_waiting(link, at=at, opened_at=holder.opened_at)
    kept = answer(behind(link).prompt, given, author_id=None, at=at)
    link.used_at = link.used_at or at
    return kept


def refuse_unless_waiting(link: PromptLink, *, at: datetime, opened_at: datetime | None = None) -> None:
    """410 in words when nothing can be sent with it now; `opened_at`: when this browser opened it."""
    now = state_of(link, at=at, opened_at=opened_at)
    if now is not State.WAITING:
        raise Refusal(Why.NOT_NOW, rules.ENDED_IN_WORDS[now], status=GONE)


def _end_of_new(prompt: Prompt, lasts: Lasts, *, by: Standing, at: datetime) -> datetime:
    worker, facts = person(prompt.organisation_id, prompt.worker_id), row_of(prompt).facts
    refuse_unless(
        rules.making_refused(
            oneself=prompt.worker_id == by.person_id,
            works_here=worker is not None and worker.ended_at is None,
            open_now=next_number(facts) is not None,
        )
    )
    return rules.ends_at(lasts, last_day=last_day(facts), at=at)


def _end(prompt: Prompt, *, by: Standing, at: datetime, reason: str | None = None) -> bool:
    """Whether there was one that waited."""
    ended = db.session.execute(
        sa.update(PromptLink)
        .where(
            PromptLink.organisation_id == prompt.organisation_id,
            PromptLink.prompt_id == prompt.id,
            PromptLink.used_at.is_(None),
            PromptLink.revoked_at.is_(None),
        )
        .values(revoked_at=at, revoked_by_id=by.person_id, revoked_reason=reason)
        .execution_options(synchronize_session=False)
    )
    return bool(ended.rowcount)  # type: ignore[attr-defined]  # an UPDATE gives a CursorResult


def _is_sent_again(link: PromptLink, answer_id: uuid.UUID) -> bool:
    """The same form once more: what came back did not arrive on the phone."""
    kept = db.session.get(PromptAnswer, (link.organisation_id, answer_id))
    return link.used_at is not None and kept is not None and kept.prompt_id == link.prompt_id
