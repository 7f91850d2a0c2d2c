"""Short questions. A prompt is asked once; answers, reviews and what follows stand beside it in rows of their own."""

from __future__ import annotations

import uuid
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped

from spotcheck.core.database import Base, Owned, link
from spotcheck.core.guards import never_changes
from spotcheck.core.permissions import Thing, Tie


class PromptPlan(Owned, Base):
    """A rule that asks: these questions of a checklist, every so many weeks, of the care workers of a service.

    `item_keys` are questions of the checklist, in whatever version is current; none chosen: all of them. `whom`: every
    care worker there, or those who are signed off in the topic of the checklist."""

    __tablename__ = "prompt_plan"
    __table_args__ = (
        link("service_id", "service"),
        link("checklist_id", "checklist"),
        link("made_by_id", "person"),
        link("ended_by_id", "person"),
        sa.Index(None, "organisation_id", "service_id"),
    )
    service_id: Mapped[uuid.UUID]
    checklist_id: Mapped[uuid.UUID]
    item_keys: Mapped[list[str]]
    whom: Mapped[str]
    every_weeks: Mapped[int]
    days_to_answer: Mapped[int]
    from_on: Mapped[date]
    made_by_id: Mapped[uuid.UUID]
    made_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    ended_by_id: Mapped[uuid.UUID | None]

    @property
    def thing(self) -> Thing:
        return Thing(self.organisation_id, self.service_id)


class Prompt(Owned, Base):
    """One question of an interview, to one worker, by a day. `asked_by_id` is empty when a rule asked.

    `requirement_id`: the part of an action's plan it was asked for. `look_id` is then the first of the questions that
    were put to this worker at the same time: together they are one look (`rules/looks.py`). Its state is never stored:
    `rules/state.py` works it out."""

    __tablename__ = "prompt"
    __table_args__ = (
        link("service_id", "service"),
        link("worker_id", "person"),
        link("item_id", "item"),
        link("asked_by_id", "person"),
        link("finding_id", "finding"),
        link("plan_id", "prompt_plan"),
        link("requirement_id", "requirement"),
        link("taken_back_by_id", "person"),
        sa.Index(None, "organisation_id", "worker_id", "made_at"),
        sa.Index(None, "organisation_id", "service_id", "made_at"),
        sa.Index(None, "organisation_id", "look_id"),
    )
    service_id: Mapped[uuid.UUID]
    worker_id: Mapped[uuid.UUID]
    item_id: Mapped[uuid.UUID]
    because: Mapped[str]
    asked_by_id: Mapped[uuid.UUID | None]
    finding_id: Mapped[uuid.UUID | None]
    plan_id: Mapped[uuid.UUID | None]
    requirement_id: Mapped[uuid.UUID | None]
    look_id: Mapped[uuid.UUID | None]
    made_at: Mapped[datetime]
    due_on: Mapped[date]
    taken_back_at: Mapped[datetime | None]
    taken_back_by_id: Mapped[uuid.UUID | None]
    taken_back_reason: Mapped[str | None]

    @property
    def thing(self) -> Thing:
        ties = {(Tie.OBSERVED, self.worker_id)}
        if self.asked_by_id is not None:
            ties.add((Tie.AUTHOR, self.asked_by_id))
        return Thing(self.organisation_id, self.service_id, frozenset(ties))


class PromptAnswer(Owned, Base):
    """What was answered, in the person's words. `number` 2: after it was explained in another way; both are kept.

    `author_id` is who was signed in: the worker, whoever wrote it down when the phone was handed over, nobody by link.
    `opened_at` and `answered_at` are the device's own when there was no signal. `language`: of the words, if it is not
    English. `chosen`: the keys of the lines that were chosen; `words` begins with those lines as they stood then."""

    __tablename__ = "prompt_answer"
    __table_args__ = (
        link("prompt_id", "prompt"),
        link("author_id", "person"),
        sa.UniqueConstraint("organisation_id", "prompt_id", "number"),
    )
    prompt_id: Mapped[uuid.UUID]
    number: Mapped[int]
    door: Mapped[str]
    words: Mapped[str]
    chosen: Mapped[list[str] | None]
    language: Mapped[str | None]
    opened_at: Mapped[datetime | None]
    answered_at: Mapped[datetime]
    received_at: Mapped[datetime]
    author_id: Mapped[uuid.UUID | None]


class PromptReview(Owned, Base):
    """Which must-say points one answer holds. The level follows from this (`checks.rules.outcomes.level`)."""

    __tablename__ = "prompt_review"
    __table_args__ = (
        link("answer_id", "prompt_answer"),
        link("by_id", "person"),
        sa.UniqueConstraint("organisation_id", "answer_id"),
    )
    answer_id: Mapped[uuid.UUID]
    by_id: Mapped[uuid.UUID]
    at: Mapped[datetime]
    points: Mapped[list[str]]
    alerts: Mapped[list[str]]
    reason: Mapped[bool]
    words: Mapped[str | None]


class PromptTalk(Owned, Base):
    """Somebody talked with the worker about an answer that could put somebody at risk. Until then it waits."""

    __tablename__ = "prompt_talk"
    __table_args__ = (
        link("review_id", "prompt_review"),
        link("by_id", "person"),
        sa.UniqueConstraint("organisation_id", "review_id"),
    )
    review_id: Mapped[uuid.UUID]
    by_id: Mapped[uuid.UUID]
    at: Mapped[datetime]


class SupportWish(Owned, Base):
    """A worker asks for support from one of their questions; a supervisor or manager replies."""

    __tablename__ = "support_wish"
    __table_args__ = (
        link("prompt_id", "prompt"),
        link("replied_by_id", "person"),
        sa.UniqueConstraint("organisation_id", "prompt_id"),
    )
    prompt_id: Mapped[uuid.UUID]
    at: Mapped[datetime]
    words: Mapped[str]
    replied_at: Mapped[datetime | None]
    replied_by_id: Mapped[uuid.UUID | None]
    reply: Mapped[str | None]


class Coaching(Owned, Base):
    """A time to go through something together: never a mark. Moved with a reason; the history keeps each day."""

    __tablename__ = "coaching"
    __table_args__ = (
        link("prompt_id", "prompt"),
        link("with_id", "person"),
        link("booked_by_id", "person"),
        link("kept_by_id", "person"),
        sa.UniqueConstraint("organisation_id", "prompt_id"),
        sa.Index(None, "organisation_id", "on_day"),
    )
    prompt_id: Mapped[uuid.UUID]
    with_id: Mapped[uuid.UUID]  # who sits down with the worker
    on_day: Mapped[date]
    booked_by_id: Mapped[uuid.UUID]
    booked_at: Mapped[datetime]
    moved_because: Mapped[str | None]
    kept_at: Mapped[datetime | None]
    kept_by_id: Mapped[uuid.UUID | None]


for _kept in (PromptAnswer, PromptReview, PromptTalk):
    never_changes(_kept, may_go=True)
_ASKED = (
    "organisation_id", "id", "service_id", "worker_id", "item_id", "because", "asked_by_id", "finding_id", "plan_id",
    "requirement_id", "look_id", "made_at", "due_on",
)  # fmt: skip
never_changes(Prompt, *_ASKED, may_go=True)
_WISHED = ("organisation_id", "id", "prompt_id", "at", "words")
never_changes(SupportWish, *_WISHED, may_go=True)
