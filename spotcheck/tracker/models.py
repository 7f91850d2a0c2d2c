"""Findings, actions, what must be seen before closing (requirements), and what was seen (evidence, as plain facts)."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from spotcheck.core.chances import Scheme
from spotcheck.core.database import Base, Owned, link
from spotcheck.core.guards import never_changes
from spotcheck.tracker.indexes import DRIFTED, REPEATED, few
from spotcheck.tracker.rules.conditions import Conditions, Differ
from spotcheck.tracker.rules.order import stands_on
from spotcheck.tracker.rules.words import Source, State


class Finding(Owned, Base):
    """A strength or a gap that a look showed. `source_id` is the check it came from; the tracker knows no more of
    it than what kind of `look` it was. Once it is taken back (R13) nothing is learned from it any more; the row stays
    for the history."""

    __tablename__ = "finding"
    __table_args__ = (
        link("service_id", "service"),
        link("standard_id", "standard"),
        link("recorded_by_id", "person"),
        link("taken_back_by_id", "person"),
        link("action_id", "action"),
        sa.Index(None, "organisation_id", "service_id", "found_at"),
        sa.Index(None, "organisation_id", "source_id"),
        sa.Index(None, "organisation_id", "action_id"),
    )
    service_id: Mapped[uuid.UUID]
    standard_id: Mapped[uuid.UUID]
    kind: Mapped[str]
    text: Mapped[str]
    risk: Mapped[str | None]
    seen: Mapped[int | None]
    met: Mapped[int | None]
    source_id: Mapped[uuid.UUID | None]
    look: Mapped[str | None]
    found_at: Mapped[datetime]
    recorded_by_id: Mapped[uuid.UUID]
    taken_back_at: Mapped[datetime | None]
    taken_back_by_id: Mapped[uuid.UUID | None]
    action_id: Mapped[uuid.UUID | None]


class Action(Owned, Base):
    """What will change, and the one person who leads it.

    `state` moves in `tracker.operations` only. `round` counts how often it was reported done; evidence belongs to a
    round. `missing` is how many requirements are not met in this round (0 with state *done*: ready to close), and
    `look_by` the first last day by which one of them must still be looked at. `back_at` is when it last came back to be
    done again.
    `stands_on` is the day that an open one stands on in a list (`rules.order`), kept with every change.
    For a closed one `next_look_on` is the first day on which somebody is asked to look whether it holds, and may have
    passed. `closed_before_by_id`: who closed it when it was opened again since.
    `version` counts changes, so that a page left open shows when it is stale. `kinds` are the kinds of change that
    were chosen, and `strength` that of the strongest (`rules.strength`), for the database to ask; None: not said.
    `is_repeat`: a `RepeatFlag` is on it."""

    __tablename__ = "action"
    __table_args__ = (
        link("service_id", "service"),
        link("standard_id", "standard"),
        link("lead_id", "person"),
        link("proposed_by_id", "person"),
        link("agreed_by_id", "person"),
        link("done_by_id", "person"),
        link("closed_by_id", "person"),
        link("closed_before_by_id", "person"),
        sa.UniqueConstraint("organisation_id", "number"),
        sa.Index(None, "organisation_id", "proposed_by_id", "proposed_at"),
        sa.Index(None, "organisation_id", "stands_on", "id"),
        sa.Index(None, "organisation_id", "state", "stands_on", "id"),
        sa.Index(None, "organisation_id", "service_id", "state", "stands_on", "id"),
        sa.Index(None, "organisation_id", "service_id", "stands_on", "id"),
        sa.Index(None, "organisation_id", "service_id", "standard_id", "stands_on"),
        sa.Index(None, "organisation_id", "service_id", "lead_id"),
        sa.Index(None, "organisation_id", "lead_id", "stands_on", "id"),
        sa.Index(None, "organisation_id", "lead_id", "state", "stands_on", "id"),
        sa.Index(None, "organisation_id", "standard_id", "stands_on", "id"),
        sa.Index(None, "organisation_id", "closed_at", "id"),
        sa.Index(None, "organisation_id", "withdrawn_at", "id"),
        sa.Index(None, "organisation_id", "next_look_on"),
        few(DRIFTED, "reopened > 0", "reopened > 0"),
        few(REPEATED, "is_repeat = 1", "is_repeat"),
    )
    number: Mapped[int]
    service_id: Mapped[uuid.UUID]
    standard_id: Mapped[uuid.UUID]
    title: Mapped[str]
    change: Mapped[str]
    state: Mapped[str]
    lead_id: Mapped[uuid.UUID | None]
    due_on: Mapped[date | None]
    support: Mapped[str | None]
    criteria: Mapped[str | None]
    proposed_at: Mapped[datetime]
    proposed_by_id: Mapped[uuid.UUID]
    agreed_at: Mapped[datetime | None]
    agreed_by_id: Mapped[uuid.UUID | None]
    done_at: Mapped[datetime | None]
    done_by_id: Mapped[uuid.UUID | None]
    done_text: Mapped[str | None]
    closed_at: Mapped[datetime | None]
    closed_by_id: Mapped[uuid.UUID | None]
    closing_text: Mapped[str | None]
    withdrawn_at: Mapped[datetime | None]
    withdrawn_reason: Mapped[str | None]
    back_at: Mapped[datetime | None]
    sent_back: Mapped[int] = mapped_column(default=0)
    reopened: Mapped[int] = mapped_column(default=0)
    round: Mapped[int] = mapped_column(default=0)
    missing: Mapped[int] = mapped_column(default=0)
    look_by: Mapped[date | None]
    stands_on: Mapped[date | None]
    next_look_on: Mapped[date | None]
    closed_before_by_id: Mapped[uuid.UUID | None]
    version: Mapped[int] = mapped_column(default=1)
    kinds: Mapped[list[str] | None]
    strength: Mapped[str | None]
    is_repeat: Mapped[bool] = mapped_column(default=False, server_default=sa.false())


@sa.event.listens_for(Action, "before_insert")
@sa.event.listens_for(Action, "before_update")
def _stand(_mapper: Any, _connection: Any, action: Action) -> None:
    state = State(action.state)
    action.stands_on = stands_on(state, due_on=action.due_on, look_by=action.look_by, missing=action.missing or 0)


class Requirement(Owned, Base):
    """One thing that must be seen before closing: `size` records, observations or interviews of one standard, at most
    `allowed` of them missed, within `weeks` weeks of *done* (or until `until_on`, when a new window was given).

    In two steps where `second_size` is given: with more missed, yet no more than `second_allowed`, so many more records
    are read, and in both steps together at most `second_allowed` are missed. `target` and `floor` are the shares (in
    100) that it was chosen to tell apart. `other_workers`, `other_days`, `other_shifts`: no two looks share one; they
    are by at least so many `observers`. None of this is ever edited: a requirement is replaced, with a reason (R7).

    With `drift_weeks` it is a look after closing (R8), which the rule of closing leaves aside: planned by closing for
    the round it closed, from `opens_on`, late after `due_on`, until the next one takes its place on `overtaken_on`.
    With `after_id` it is the second step of that one, asked for only when the first is mixed."""

    __tablename__ = "requirement"
    __table_args__ = (
        link("action_id", "action"),
        link("standard_id", "standard"),
        link("checklist_id", "checklist"),
        link("made_by_id", "person"),
        link("after_id", "requirement"),
        sa.Index(None, "organisation_id", "action_id"),
    )
    action_id: Mapped[uuid.UUID]
    kind: Mapped[str]
    standard_id: Mapped[uuid.UUID]
    checklist_id: Mapped[uuid.UUID]
    size: Mapped[int]
    allowed: Mapped[int]
    second_size: Mapped[int | None]
    second_allowed: Mapped[int | None]
    target: Mapped[int]
    floor: Mapped[int]
    weeks: Mapped[int]
    made_at: Mapped[datetime]
    made_by_id: Mapped[uuid.UUID]
    until_on: Mapped[date | None]
    replaced_at: Mapped[datetime | None]
    replaced_reason: Mapped[str | None]
    drift_weeks: Mapped[int | None]
    drift_round: Mapped[int | None]
    opens_on: Mapped[date | None]
    due_on: Mapped[date | None]
    overtaken_on: Mapped[date | None]
    after_id: Mapped[uuid.UUID | None]
    other_workers: Mapped[bool] = mapped_column(default=False, server_default=sa.false())
    other_days: Mapped[bool] = mapped_column(default=False, server_default=sa.false())
    other_shifts: Mapped[bool] = mapped_column(default=False, server_default=sa.false())
    observers: Mapped[int] = mapped_column(default=1, server_default="1")

    @property
    def scheme(self) -> Scheme:
        """How many are looked at and how many of them may be missed, in one step or two."""
        return Scheme(self.size, self.allowed, self.second_size or 0, self.second_allowed or 0)

    @property
    def asks(self) -> Conditions:
        """What its looks must differ in."""
        asked = {
            Differ.WORKERS: self.other_workers,
            Differ.DAYS: self.other_days,
            Differ.SHIFTS: self.other_shifts,
        }
        return Conditions(frozenset(what for what, so in asked.items() if so), self.observers)


class Measure(Owned, Base):
    """A count over time that stands beside the plan of an action: it supports, and never closes.

    No requirement, so that no rule of closing can count it. What is counted, where, and which way is hoped for never
    change: it is taken away, with a reason, and another is made."""

    __tablename__ = "measure"
    __table_args__ = (
        link("action_id", "action"),
        link("made_by_id", "person"),
        sa.Index(None, "organisation_id", "action_id"),
    )
    action_id: Mapped[uuid.UUID]
    what: Mapped[str]
    source: Mapped[str]
    direction: Mapped[str]
    baseline_from: Mapped[date]
    baseline_weeks: Mapped[int]
    made_at: Mapped[datetime]
    made_by_id: Mapped[uuid.UUID]
    ended_at: Mapped[datetime | None]
    ended_reason: Mapped[str | None]


class WeeklyCount(Owned, Base):
    """How many in the week that began on the Monday `week_on`. A correction is the next `revision`, with a reason."""

    __tablename__ = "weekly_count"
    __table_args__ = (
        link("measure_id", "measure"),
        link("counted_by_id", "person"),
        sa.UniqueConstraint("organisation_id", "measure_id", "week_on", "revision"),
    )
    measure_id: Mapped[uuid.UUID]
    week_on: Mapped[date]
    revision: Mapped[int]
    count: Mapped[int]
    counted_from: Mapped[str]
    counted_by_id: Mapped[uuid.UUID]
    counted_at: Mapped[datetime]
    reason: Mapped[str | None]


class Evidence(Owned, Base):
    """What a reviewed check showed about one requirement. A correction brings it again as the next `revision`.

    `source`: what `source_id` names, a check or a short question. `began_at` is when the look began on the server's
    clock. `usable` is how many units counted (records read, or 1 for an observation or interview), `misses` how many
    of them did not show the standard. `stands` is the reviewer's judgement. `read_from` and `read_to` are the first
    and last place that a sample read in the order of its draw (None: from the first on). `worker_number` takes the
    place of `observed_id` once the check itself was erased: the same number is the same worker within one action, and
    nobody can say who."""

    __tablename__ = "evidence"
    __table_args__ = (
        link("action_id", "action"),
        link("requirement_id", "requirement"),
        link("captured_by_id", "person"),
        link("observed_id", "person"),
        link("reviewed_by_id", "person"),
        link("draw_id", "draw"),
        sa.UniqueConstraint("organisation_id", "requirement_id", "source_id", "revision"),
        sa.Index(None, "organisation_id", "action_id"),
        sa.Index(None, "organisation_id", "source_id"),
    )
    action_id: Mapped[uuid.UUID]
    requirement_id: Mapped[uuid.UUID]
    source_id: Mapped[uuid.UUID]
    source: Mapped[str] = mapped_column(default=Source.CHECK.value, server_default=Source.CHECK.value)
    revision: Mapped[int]
    round: Mapped[int]
    began_at: Mapped[datetime]
    captured_by_id: Mapped[uuid.UUID]
    observed_id: Mapped[uuid.UUID | None]
    worker_number: Mapped[int | None]
    shift: Mapped[str | None]
    draw_id: Mapped[uuid.UUID | None]
    read_from: Mapped[int | None]
    read_to: Mapped[int | None]
    usable: Mapped[int]
    misses: Mapped[int]
    reviewed_by_id: Mapped[uuid.UUID | None]
    reviewed_at: Mapped[datetime | None]
    stands: Mapped[bool]
    superseded: Mapped[bool] = mapped_column(default=False)


_FIXED = (
    "organisation_id", "id", "action_id", "what", "source", "direction", "baseline_from", "baseline_weeks", "made_at",
    "made_by_id",
)  # fmt: skip
never_changes(Measure, *_FIXED, may_go=True)
never_changes(WeeklyCount, may_go=True)
