"""The plain facts that the tracker's rules decide on. Nothing here knows of a database."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from spotcheck.core.chances import Scheme
from spotcheck.core.clock import local_date
from spotcheck.tracker.rules.conditions import NOTHING, Conditions, Seen
from spotcheck.tracker.rules.words import Look, Source, State


@dataclass(frozen=True, slots=True)
class ActionFacts:
    id: uuid.UUID
    state: State
    lead_id: uuid.UUID | None
    round: int = 0  # how often it was reported done
    done_at: datetime | None = None  # the last time


@dataclass(frozen=True, slots=True)
class DriftFacts:
    """What makes a requirement a look after closing (R8), which never counts for closing.

    `after_id`: it is a second step, asked for when the first one is mixed; its own days are known only then. A look
    before `opens_on` could not show that practice held so long; after `due_on` it is late and still counts, until the
    next one takes its place on `overtaken_on`. `after`: a second step is a fresh look, so it begins later than this."""

    weeks: int  # after closing
    opens_on: date
    due_on: date
    overtaken_on: date | None = None
    after_id: uuid.UUID | None = None
    after: datetime | None = None


@dataclass(frozen=True, slots=True)
class RequirementFacts:
    """`size` looks of one standard, at most `allowed` missed, within `weeks` of done or until a later day; in two steps
    where `second_size` is not 0 (`chances.Scheme`). `asks`: what the looks must differ in.

    `drift`: it belongs to a later look and not to the plan that the action closes on."""

    id: uuid.UUID
    look: Look
    size: int
    allowed: int
    weeks: int
    standard: str
    until_on: date | None = None
    made_at: datetime | None = None  # when it was asked for: what was seen before shows what one would like to ask
    drift: DriftFacts | None = None
    second_size: int = 0
    second_allowed: int = 0
    asks: Conditions = NOTHING

    @property
    def scheme(self) -> Scheme:
        return Scheme(self.size, self.allowed, self.second_size, self.second_allowed)

    def last_day(self, done_at: datetime) -> date:
        """The last day of the window, where care is given; of a look after closing the day after which it is late."""
        if self.drift is not None:
            return self.drift.due_on
        planned = local_date(done_at) + timedelta(weeks=self.weeks)
        return max(planned, self.until_on) if self.until_on else planned


@dataclass(frozen=True, slots=True)
class DrawFacts:
    """The random draw a sample was read from, out of `population` records that could be drawn."""

    requirement_id: uuid.UUID | None
    round: int | None
    drawn_at: datetime
    population: int
    drawn_by: uuid.UUID
    counted_by: uuid.UUID


@dataclass(frozen=True, slots=True)
class EvidenceFacts:
    """What one check, or one short question, showed of one requirement's standard.

    `usable` counts units: records read, or 1 for an observation or interview in which the standard was seen; `misses`
    of them did not show it. `reviewed_by` None: nobody has judged it yet, or it was corrected since. `worker_number`
    stands for the worker where a retention rule took away who it was. `read_from` and `read_to`: the first and last
    place a sample read in the order of its draw; a second step begins after the first."""

    requirement_id: uuid.UUID
    source_id: uuid.UUID
    round: int
    began_at: datetime
    captured_by: uuid.UUID
    observed: uuid.UUID | None
    shift: str | None
    draw: DrawFacts | None
    usable: int
    misses: int
    reviewed_by: uuid.UUID | None = None
    stands: bool = False
    worker_number: int | None = None
    reviewed_at: datetime | None = None
    read_from: int = 1
    read_to: int = 0
    source: Source = Source.CHECK

    @property
    def second_step(self) -> bool:
        return self.read_from > 1

    @property
    def seen(self) -> Seen:
        """Of whom, when and by whom it was, to tell it from other looks; a day is one where care is given."""
        worker = self.observed or self.worker_number
        return Seen(worker, local_date(self.began_at), self.shift or None, self.captured_by)
