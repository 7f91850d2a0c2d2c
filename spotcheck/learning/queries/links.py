"""Links to short questions: the one of a prompt that counts, and what stands behind the one that somebody holds."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from spotcheck.core.database import db
from spotcheck.core.words import Sentence
from spotcheck.learning.link_models import PromptLink
from spotcheck.learning.models import Prompt
from spotcheck.learning.queries.rows import Row, rows
from spotcheck.learning.rules import links as rules
from spotcheck.learning.rules.links import Moments, State
from spotcheck.learning.rules.state import next_number
from spotcheck.organisation.models import Person
from spotcheck.organisation.queries import digest, is_somebody_at


@dataclass(frozen=True, slots=True)
class Pass:
    """What a browser that opened a link may do, for a while: answer this one. It names nobody."""

    organisation_id: uuid.UUID
    link_id: uuid.UUID
    opened_at: datetime


def newest(prompt: Prompt) -> PromptLink | None:
    """The link to a prompt that was made last; those before it have ended."""
    of = (PromptLink.organisation_id == prompt.organisation_id, PromptLink.prompt_id == prompt.id)
    query = sa.select(PromptLink).where(*of).order_by(PromptLink.made_at.desc(), PromptLink.id.desc())
    return db.session.scalars(query.limit(1)).first()


@dataclass(frozen=True, slots=True)
class Shown:
    """The newest link to a prompt, as its page says it."""

    says: Sentence
    waits: bool


def shown(prompt: Prompt, *, at: datetime) -> Shown | None:
    """Nothing where no link was made. One query."""
    link = newest(prompt)
    if link is None:
        return None
    moments = _moments(link)
    now = rules.state(moments, at=at)
    return Shown(rules.in_words(now, moments, opened_at=link.opened_at), now is State.WAITING)


def link_with(code: str) -> PromptLink | None:
    """The link that this code is of, whatever it is worth."""
    return db.session.scalars(sa.select(PromptLink).where(PromptLink.token_digest == digest(rules.plain(code)))).first()


def link_of(holder: Pass) -> PromptLink | None:
    return db.session.get(PromptLink, (holder.organisation_id, holder.link_id))


def state_of(link: PromptLink, *, at: datetime, opened_at: datetime | None = None) -> State:
    """What a link is worth now. `opened_at`: when the browser that asks opened it."""
    found = rules.state(_moments(link), at=at, opened_at=opened_at)
    return _as_asked(behind(link), at=at) if found is State.WAITING else found


def _as_asked(row: Row, *, at: datetime) -> State:
    """Nothing waits where the question was taken back, answered at another door, or put to somebody who left."""
    here = db.session.scalar(
        sa.select(Person.id).where(
            Person.organisation_id == row.prompt.organisation_id,
            Person.id == row.prompt.worker_id,
            is_somebody_at(at),
        )
    )
    if row.prompt.taken_back_at is not None or here is None:
        return State.REVOKED
    return State.USED if next_number(row.facts) is None else State.WAITING


def behind(link: PromptLink) -> Row:
    """The prompt that a link is to, with its question."""
    return rows(Prompt.organisation_id == link.organisation_id, Prompt.id == link.prompt_id)[0]


def _moments(link: PromptLink) -> Moments:
    return Moments(ends_at=link.ends_at, used_at=link.used_at, revoked_at=link.revoked_at)


def row_of(prompt: Prompt) -> Row:
    return rows(Prompt.organisation_id == prompt.organisation_id, Prompt.id == prompt.id)[0]
