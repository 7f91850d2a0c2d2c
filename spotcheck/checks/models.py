"""A draft changes with every tap; a finished check never changes, and what comes later stands in rows beside it
(R1)."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from spotcheck.core.database import Base, Owned, link
from spotcheck.core.guards import never_changes


class Draft(Owned, Base):
    """A check being captured. Its id becomes the check's id. `answers`: {"position/item id": {…}}; `words`: free
    text. `read_from`: the place in the draw where a second step begins (None: from the first)."""

    __tablename__ = "draft"
    __table_args__ = (
        link("author_id", "person"),
        link("service_id", "service"),
        link("version_id", "checklist_version"),
        link("worker_id", "person"),
        link("requirement_id", "requirement"),
        link("draw_id", "draw"),
        sa.Index(None, "organisation_id", "author_id"),
    )
    author_id: Mapped[uuid.UUID]
    service_id: Mapped[uuid.UUID]
    kind: Mapped[str]
    version_id: Mapped[uuid.UUID]
    worker_id: Mapped[uuid.UUID | None]
    requirement_id: Mapped[uuid.UUID | None]
    draw_id: Mapped[uuid.UUID | None]
    read_from: Mapped[int | None]
    shift: Mapped[str | None]
    announced: Mapped[bool | None]
    setting: Mapped[str | None]
    answered_by: Mapped[str | None]
    answers: Mapped[dict[str, Any]]
    words: Mapped[dict[str, Any]]
    opened_at: Mapped[datetime]
    touched_at: Mapped[datetime]


class Check(Owned, Base):
    """One captured look. Shift, announced and setting are its context, or `answered_by`: a person supported or their
    family, and never who. `digest` is that of the whole content as sent."""

    __tablename__ = "check"
    __table_args__ = (
        link("author_id", "person"),
        link("service_id", "service"),
        link("version_id", "checklist_version"),
        link("worker_id", "person"),
        link("requirement_id", "requirement"),
        link("draw_id", "draw"),
        sa.Index(None, "organisation_id", "service_id", "finished_at"),
        sa.Index(None, "organisation_id", "worker_id", "finished_at"),
        sa.Index(None, "organisation_id", "author_id", "finished_at"),
        sa.Index(None, "organisation_id", "requirement_id"),
        sa.Index(None, "organisation_id", "draw_id"),
    )
    author_id: Mapped[uuid.UUID]
    service_id: Mapped[uuid.UUID]
    kind: Mapped[str]
    version_id: Mapped[uuid.UUID]
    worker_id: Mapped[uuid.UUID | None]
    requirement_id: Mapped[uuid.UUID | None]
    draw_id: Mapped[uuid.UUID | None]
    shift: Mapped[str | None]
    announced: Mapped[bool | None]
    setting: Mapped[str | None]
    answered_by: Mapped[str | None]
    opened_at: Mapped[datetime]
    finished_at: Mapped[datetime]
    received_at: Mapped[datetime]
    digest: Mapped[str]
    words: Mapped[dict[str, Any]]


class CheckAnswer(Base):
    """What was chosen for one item; `position` is 0, or the record's place in the draw for a sample.

    `detail` is for interviews: {"points": {key: said}, "alerts": [key], "reason": bool, "again": {key: said}}.
    """

    __tablename__ = "answer"
    __table_args__ = (
        link("check_id", "check"),
        link("item_id", "item"),
    )
    organisation_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    check_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    outcome: Mapped[str]
    note: Mapped[str | None]
    detail: Mapped[dict[str, Any] | None]


class SampledRecord(Base):
    """A drawn record as the sampler met it: read, or set aside with a reason so that the next number took its place."""

    __tablename__ = "sampled_record"
    __table_args__ = (link("check_id", "check"),)
    organisation_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    check_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int]
    reference: Mapped[str]
    set_aside: Mapped[str | None]


class Pair(Owned, Base):
    """Two people who watch one piece of work separately, each on a look of their own (a draft, then a check of the same
    id). The second joins with the code. What they agree on is worked out when they look, and never kept."""

    __tablename__ = "pair"
    __table_args__ = (
        link("service_id", "service"),
        link("version_id", "checklist_version"),
        link("worker_id", "person"),
        link("first_id", "person"),
        link("second_id", "person"),
        sa.UniqueConstraint("organisation_id", "code"),
        sa.UniqueConstraint("organisation_id", "first_look_id"),
        sa.UniqueConstraint("organisation_id", "second_look_id"),
    )
    service_id: Mapped[uuid.UUID]
    version_id: Mapped[uuid.UUID]
    worker_id: Mapped[uuid.UUID]
    code: Mapped[str]
    first_id: Mapped[uuid.UUID]
    first_look_id: Mapped[uuid.UUID]
    made_at: Mapped[datetime]
    second_id: Mapped[uuid.UUID | None]
    second_look_id: Mapped[uuid.UUID | None]
    joined_at: Mapped[datetime | None]


class SecondContent(Owned, Base):
    """The same check id arrived with other content: refused, and kept (R1)."""

    __tablename__ = "second_content"
    __table_args__ = (
        link("check_id", "check"),
        link("sent_by_id", "person"),
        sa.UniqueConstraint("organisation_id", "check_id", "digest"),
    )
    check_id: Mapped[uuid.UUID]
    digest: Mapped[str]
    content: Mapped[dict[str, Any]]
    sent_by_id: Mapped[uuid.UUID]
    received_at: Mapped[datetime]


class Correction(Owned, Base):
    """A correction beside a finished check: one item, from what to what, with a reason. Numbered from 1 per check."""

    __tablename__ = "correction"
    __table_args__ = (
        link("check_id", "check"),
        link("item_id", "item"),
        link("by_id", "person"),
        sa.UniqueConstraint("organisation_id", "check_id", "number"),
    )
    check_id: Mapped[uuid.UUID]
    number: Mapped[int]
    position: Mapped[int]
    item_id: Mapped[uuid.UUID]
    outcome_before: Mapped[str]
    outcome: Mapped[str]
    detail: Mapped[dict[str, Any] | None]
    reason: Mapped[str]
    by_id: Mapped[uuid.UUID]
    at: Mapped[datetime]


class Review(Owned, Base):
    """Judging what was seen, by somebody who neither captured it nor was observed (R3).

    `corrections_seen` is how many corrections the check had when it was judged; a later one asks for a new review.
    `passed_to` is set when the check is not for coaching (R13): to whom outside Spotcheck it was passed. `passed_on`
    is the day.
    """

    __tablename__ = "review"
    __table_args__ = (
        link("check_id", "check"),
        link("by_id", "person"),
        sa.UniqueConstraint("organisation_id", "check_id", "corrections_seen"),
    )
    check_id: Mapped[uuid.UUID]
    by_id: Mapped[uuid.UUID]
    at: Mapped[datetime]
    corrections_seen: Mapped[int]
    risk: Mapped[str]
    commentary: Mapped[str]
    stands: Mapped[bool | None]
    stands_reason: Mapped[str | None]
    passed_to: Mapped[str | None]
    passed_on: Mapped[date | None]


class Reply(Owned, Base):
    """What the person observed answers: thanks, another view, or a wish for support."""

    __tablename__ = "reply"
    __table_args__ = (link("check_id", "check"), link("by_id", "person"), sa.Index(None, "organisation_id", "check_id"))
    check_id: Mapped[uuid.UUID]
    by_id: Mapped[uuid.UUID]
    at: Mapped[datetime]
    kind: Mapped[str]
    text: Mapped[str]


class Hold(Owned, Base):
    """A manager outside the check holds it back from the person observed, for at most 28 days, with a reason (R12)."""

    __tablename__ = "hold"
    __table_args__ = (link("check_id", "check"), link("by_id", "person"), sa.Index(None, "organisation_id", "check_id"))
    check_id: Mapped[uuid.UUID]
    by_id: Mapped[uuid.UUID]
    at: Mapped[datetime]
    until_at: Mapped[datetime]
    reason: Mapped[str]
    ended_at: Mapped[datetime | None] = mapped_column(default=None)


for _kept in (Check, CheckAnswer, SampledRecord, SecondContent, Correction, Review, Reply):
    never_changes(_kept, may_go=True)
