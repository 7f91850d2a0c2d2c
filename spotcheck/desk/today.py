"""What waits for one person today, read across the rooms."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from spotcheck.checklists.models import Checklist
from spotcheck.checks.queries.drafts import Unfinished, unfinished
from spotcheck.core.database import db
from spotcheck.core.permissions import Standing, Verb
from spotcheck.desk.rules import Counts
from spotcheck.desk.set_up_queries import missing
from spotcheck.desk.set_up_rules import Missing
from spotcheck.desk.today_actions import MOST, actions_waiting
from spotcheck.desk.today_counts import Numbers, numbers
from spotcheck.learning.queries.competence_due import Waits, ready_to_sign, waits_of
from spotcheck.learning.queries.competence_signed import Again, to_look_at_again
from spotcheck.learning.queries.prompts import open_for
from spotcheck.learning.queries.rows import Row
from spotcheck.learning.queries.supervision_due import TalksDue, talks_due
from spotcheck.learning.queries.waiting import Waiting, waiting
from spotcheck.organisation.models import Service
from spotcheck.organisation.queries import services
from spotcheck.tracker.models import Action
from spotcheck.tracker.queries import Need, needs_at
from spotcheck.tracker.queries.measures import WeekToCount, weeks_to_count
from spotcheck.tracker.queries.rising import risen_to
from spotcheck.tracker.rising_models import Rise


@dataclass(frozen=True, slots=True)
class Due:
    """A look that an action waits for and that this person can capture."""

    need: Need
    checklist: str


@dataclass(frozen=True, slots=True)
class Today:
    person_id: uuid.UUID
    services: Sequence[Service]
    numbers: Numbers
    risen: Sequence[tuple[Rise, Action]]  # to this person, and waits for a word from them
    due: Sequence[Due]
    to_count: Sequence[WeekToCount]
    drafts: Sequence[Unfinished]
    ready: Sequence[Action]
    to_agree: Sequence[Action]
    drifted: Sequence[Action]  # closed before, did not hold, and no new day is agreed
    leads: Sequence[Action]
    questions: Sequence[Row]  # short ones, put to this person
    learning: Waiting  # what waits of the short questions to others
    captures: bool  # this person may capture what a plan asks for
    missing: Sequence[Missing]  # of setting up, for an administrator
    again: Sequence[Waits]  # sign-offs of others that wait for somebody, in numbers
    to_sign: Sequence[Waits]  # … and that this person can sign
    own_again: Sequence[Again]  # … and this person's own
    talks: Sequence[TalksDue]  # of supervision
    starts: bool  # … and may start a check of their own; a verifier looks where the plan says

    @property
    def counts(self) -> Counts:
        return Counts(
            unseen_alerts=self.numbers.unseen_alerts,
            risen=len(self.risen),
            due=len(self.due),
            to_count=len(self.to_count),
            again=_how_many(self.again),
            to_sign=_how_many(self.to_sign),
            own_again=len(self.own_again),
            talks=sum(one.others for one in self.talks),
            own_talks=sum(one.own for one in self.talks),
            reviews=self.numbers.reviews,
            ready=len(self.ready),
            to_agree=len(self.to_agree),
            drifted=len(self.drifted),
            leads=len(self.leads),
            to_answer=len(self.questions),
            unread=self.numbers.unread,
            to_talk=len(self.learning.talks),
            wishes=len(self.learning.wishes),
            noted=self.numbers.noted,
            from_my_phone=self.numbers.from_my_phone,
            from_phones=self.numbers.from_phones,
            drafts=len(self.drafts),
            missing=len(self.missing),
        )


def today(standing: Standing, *, at: datetime) -> Today:
    """Everything on Today; sixteen queries at most while nobody is near a sign-off, fewer for fewer roles."""
    starts = standing.services_for(Verb.CAPTURE) != frozenset()
    captures = starts or bool(standing.verifies)
    decides = standing.services_for(Verb.CLOSE_ACTION) != frozenset() or bool(standing.verifies)
    here = services(standing.organisation_id, standing.services_for(Verb.OPEN_APP))
    signed = to_look_at_again(standing, at=at)
    of_others = [one for one in signed if one.row.worker_id != standing.person_id]
    return Today(
        person_id=standing.person_id,
        services=here,
        numbers=numbers(standing, at=at),
        risen=risen_to(standing, at=at),
        due=_due(standing, at) if captures else (),
        to_count=weeks_to_count(standing, at=at)[:MOST] if starts else (),
        drafts=unfinished(standing) if captures else (),
        **actions_waiting(standing, decides=decides),
        questions=open_for(standing, at=at),
        learning=waiting(standing, at=at),
        captures=captures,
        missing=missing(standing, at=at),
        again=waits_of(of_others),
        to_sign=ready_to_sign(standing, here, of_others, at=at),
        own_again=[one for one in signed if one.row.worker_id == standing.person_id],
        talks=talks_due(standing, at=at),
        starts=starts,
    )


def _how_many(waits: Sequence[Waits]) -> int:
    return sum(n for one in waits for n in one.counts.values())


def _due(standing: Standing, at: datetime) -> list[Due]:
    needs = [need for need in needs_at(standing, at=at) if not need.refused]
    titles = _titles(standing.organisation_id, {need.requirement.checklist_id for need in needs})
    return [Due(need, titles[need.requirement.checklist_id]) for need in needs]


def _titles(organisation_id: uuid.UUID, checklist_ids: set[uuid.UUID]) -> dict[uuid.UUID, str]:
    if not checklist_ids:
        return {}
    query = sa.select(Checklist.id, Checklist.title).where(
        Checklist.organisation_id == organisation_id, Checklist.id.in_(checklist_ids)
    )
    return dict(db.session.execute(query).all())
