"""What the rules say about each row today. Rows are looked at from the oldest on; the rule decides, not the query."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from spotcheck.checks.models import Check, Draft
from spotcheck.core.clock import local_date
from spotcheck.core.database import db
from spotcheck.core.history import HistoryLine
from spotcheck.delivery.models import Arrival, Grant, Quarantined
from spotcheck.governance.erasure_rules import fingerprint
from spotcheck.governance.keeping_rules import Chosen, Kept, Kind, Need, goes
from spotcheck.governance.learning_due_queries import LearningLook
from spotcheck.governance.looking import Looking
from spotcheck.governance.register import HISTORY_OF
from spotcheck.governance.retention_models import LegalHold
from spotcheck.governance.ties_queries import OPEN, check_ties, prompt_ties
from spotcheck.learning.models import Prompt
from spotcheck.messages.models import Alert
from spotcheck.organisation.models import Invitation, Person, SignInSession, Verifier
from spotcheck.sampling.models import Draw
from spotcheck.tracker.models import Action, Finding, Requirement

_Judged = tuple[uuid.UUID, Kept]


@dataclass(frozen=True, slots=True)
class Due:
    """What would go today, by table, and why; and what is kept beyond its day."""

    rows: dict[str, list[uuid.UUID]] = field(default_factory=dict)
    why: dict[tuple[Kind, str], int] = field(default_factory=dict)
    beyond: dict[tuple[Kind, str], int] = field(default_factory=dict)

    def add(self, table: str, kind: Kind, found: Iterator[_Judged], *, today: date) -> None:
        """The rows of `found` that go; those that something keeps are counted."""
        for row_id, judged in found:
            says = (kind, str(judged.because))
            if goes(judged, today=today):
                self.rows.setdefault(table, []).append(row_id)
                self.why[says] = self.why.get(says, 0) + 1
            elif judged.beyond:
                self.beyond[says] = self.beyond.get(says, 0) + 1

    def ids(self, table: str) -> frozenset[uuid.UUID]:
        return frozenset(self.rows.get(table, ()))

    @property
    def total(self) -> int:
        return sum(len(ids) for ids in self.rows.values())

    @property
    def fingerprint(self) -> str:
        return fingerprint((table, row_id) for table, ids in self.rows.items() for row_id in ids)


def due(organisation_id: uuid.UUID, chosen: Chosen, *, at: datetime) -> Due:
    """Everything of this organisation that the rules no longer keep at this moment."""
    look = _Look(organisation_id, chosen, local_date(at))
    learning = LearningLook(organisation_id, chosen, local_date(at))
    found = Due()
    steps: tuple[tuple[str, Kind, Callable[[Due], Iterator[_Judged]]], ...] = (
        ("draft", Kind.DRAFTS, look.drafts),
        ("check", Kind.CHECKS, look.checks),
        ("prompt", Kind.PROMPTS, look.prompts),
        ("draw", Kind.CHECKS, look.draws_for_no_plan),
        ("action", Kind.ACTIONS, look.actions),
        ("finding", Kind.ACTIONS, look.findings_without_action),
        ("sign_off", Kind.SIGN_OFFS, learning.sign_offs),
        ("supervision", Kind.SUPERVISIONS, learning.supervisions),
        ("alert", Kind.ALERTS, look.alerts),
        ("history", Kind.HISTORY, look.history),
        ("arrival", Kind.ARRIVALS, look.arrivals),
        ("quarantined", Kind.QUARANTINED, look.quarantined),
        ("capture_grant", Kind.GRANTS, look.grants),
        ("session", Kind.SESSIONS, look.sessions),
        ("invitation", Kind.INVITATIONS, look.invitations),
        ("person", Kind.LEAVERS, look.leavers),
    )
    for table, kind, rows in steps:
        found.add(table, kind, rows(found), today=look.today)
    return found


@dataclass(frozen=True, slots=True)
class _Look(Looking):
    def drafts(self, _so_far: Due) -> Iterator[_Judged]:
        held = self._person_held(Draft.author_id, Draft.worker_id)
        query = sa.select(Draft.id, Draft.touched_at, held).where(
            Draft.organisation_id == self.organisation_id, Draft.touched_at < self._before(Kind.DRAFTS)
        )
        for draft_id, touched_at, is_held in db.session.execute(query):
            yield draft_id, self._judge(Kind.DRAFTS, touched_at, held=is_held)

    def checks(self, _so_far: Due) -> Iterator[_Judged]:
        ties = check_ties(self.organisation_id)
        query = (
            sa.select(Check.id, Check.finished_at, Person.ended_at, ties.held, ties.needed, ties.passed_on)
            .outerjoin(Person, sa.and_(Person.organisation_id == Check.organisation_id, Person.id == Check.worker_id))
            .where(
                Check.organisation_id == self.organisation_id,
                sa.or_(
                    Check.finished_at < self._before(Kind.CHECKS),
                    Person.ended_at < self._before(Kind.LEAVERS_CHECKS),
                ),
            )
        )
        for check_id, finished_at, left_at, is_held, is_needed, passed in db.session.execute(query):
            need = Need.OPEN_ACTION if is_needed else None
            yield (
                check_id,
                self._judge(Kind.CHECKS, finished_at, held=is_held, left_at=left_at, needed=need, passed_on=passed),
            )

    def draws_for_no_plan(self, so_far: Due) -> Iterator[_Judged]:
        query = sa.select(Draw.id, Draw.drawn_at, self._person_held(Draw.drawn_by_id, Draw.counted_by_id)).where(
            Draw.organisation_id == self.organisation_id,
            Draw.requirement_id.is_(None),
            Draw.drawn_at < self._before(Kind.CHECKS),
        )
        rows = db.session.execute(query).all()
        used = self._still_named([row.id for row in rows], so_far, Check.draw_id, Draft.draw_id)
        for draw_id, drawn_at, is_held in rows:
            need = Need.A_CHECK if draw_id in used else None
            yield draw_id, self._judge(Kind.CHECKS, drawn_at, held=is_held, needed=need)

    def actions(self, so_far: Due) -> Iterator[_Judged]:
        ended_at = sa.func.coalesce(Action.closed_at, Action.withdrawn_at, type_=Action.closed_at.type)
        held = sa.or_(
            self._held(LegalHold.action_id == Action.id),
            self._person_held(Action.lead_id, Action.proposed_by_id, Action.agreed_by_id, Action.closed_by_id),
        )
        query = sa.select(Action.id, ended_at, held).where(
            Action.organisation_id == self.organisation_id,
            Action.state.not_in(OPEN),
            ended_at < self._before(Kind.ACTIONS),
        )
        rows = db.session.execute(query).all()
        used = self._actions_in_use([row.id for row in rows], so_far)
        for action_id, ended, is_held in rows:
            need = Need.A_CHECK if action_id in used else None
            yield action_id, self._judge(Kind.ACTIONS, ended, held=is_held, needed=need)

    def findings_without_action(self, _so_far: Due) -> Iterator[_Judged]:
        held = sa.or_(self._held(LegalHold.check_id == Finding.source_id), self._person_held(Finding.recorded_by_id))
        query = sa.select(Finding.id, Finding.found_at, held).where(
            Finding.organisation_id == self.organisation_id,
            Finding.action_id.is_(None),
            Finding.found_at < self._before(Kind.ACTIONS),
        )
        for finding_id, found_at, is_held in db.session.execute(query):
            yield finding_id, self._judge(Kind.ACTIONS, found_at, held=is_held)

    def prompts(self, _so_far: Due) -> Iterator[_Judged]:
        ties = prompt_ties(self.organisation_id)
        query = sa.select(Prompt.id, Prompt.made_at, ties.held, ties.needed).where(
            Prompt.organisation_id == self.organisation_id, Prompt.made_at < self._before(Kind.PROMPTS)
        )
        for prompt_id, made_at, is_held, is_needed in db.session.execute(query):
            need = Need.OPEN_ACTION if is_needed else None
            yield prompt_id, self._judge(Kind.PROMPTS, made_at, held=is_held, needed=need)

    def alerts(self, _so_far: Due) -> Iterator[_Judged]:
        query = sa.select(Alert.id, Alert.taken_at, self._person_held(Alert.raised_by_id, Alert.taken_by_id)).where(
            Alert.organisation_id == self.organisation_id, Alert.taken_at < self._before(Kind.ALERTS)
        )
        for alert_id, taken_at, is_held in db.session.execute(query):
            yield alert_id, self._judge(Kind.ALERTS, taken_at, held=is_held)

    def history(self, _so_far: Due) -> Iterator[_Judged]:
        about = sa.and_(HistoryLine.kind == "person", LegalHold.person_id == HistoryLine.thing_id)
        held = sa.or_(self._held(about), self._person_held(HistoryLine.by_id))
        query = sa.select(HistoryLine.id, HistoryLine.at, held).where(
            HistoryLine.organisation_id == self.organisation_id,
            HistoryLine.kind.not_in((*HISTORY_OF, "retention")),
            HistoryLine.payload.is_not(None),
            HistoryLine.at < self._before(Kind.HISTORY),
        )
        for line_id, at, is_held in db.session.execute(query):
            yield line_id, self._judge(Kind.HISTORY, at, held=is_held)

    def arrivals(self, _so_far: Due) -> Iterator[_Judged]:
        query = sa.select(Arrival.id, Arrival.received_at, self._person_held(Arrival.author_id)).where(
            Arrival.organisation_id == self.organisation_id, Arrival.received_at < self._before(Kind.ARRIVALS)
        )
        for arrival_id, received_at, is_held in db.session.execute(query):
            yield arrival_id, self._judge(Kind.ARRIVALS, received_at, held=is_held)

    def quarantined(self, _so_far: Due) -> Iterator[_Judged]:
        query = sa.select(Quarantined.id, Quarantined.received_at).where(
            Quarantined.organisation_id == self.organisation_id,
            Quarantined.received_at < self._before(Kind.QUARANTINED),
        )
        for copy_id, received_at in db.session.execute(query):
            yield copy_id, self._judge(Kind.QUARANTINED, received_at)

    def grants(self, so_far: Due) -> Iterator[_Judged]:
        """Those of people. A phone's own has no end: it stays with the phone, and is nobody's."""
        query = sa.select(Grant.id, Grant.capture_until, self._person_held(Grant.person_id)).where(
            Grant.organisation_id == self.organisation_id, Grant.capture_until < self._before(Kind.GRANTS)
        )
        rows = db.session.execute(query).all()
        used = self._still_named([row.id for row in rows], so_far, Arrival.grant_id, Quarantined.grant_id)
        for grant_id, until, is_held in rows:
            need = Need.AN_ARRIVAL if grant_id in used else None
            yield grant_id, self._judge(Kind.GRANTS, until, held=is_held, needed=need)

    def sessions(self, so_far: Due) -> Iterator[_Judged]:
        ended_at = sa.func.coalesce(SignInSession.ended_at, SignInSession.ends_at, type_=SignInSession.ends_at.type)
        query = sa.select(SignInSession.id, ended_at, self._person_held(SignInSession.person_id)).where(
            SignInSession.organisation_id == self.organisation_id, ended_at < self._before(Kind.SESSIONS)
        )
        rows = db.session.execute(query).all()
        used = self._still_named([row.id for row in rows], so_far, Grant.session_id)
        for session_id, ended, is_held in rows:
            need = Need.A_GRANT if session_id in used else None
            yield session_id, self._judge(Kind.SESSIONS, ended, held=is_held, needed=need)

    def invitations(self, _so_far: Due) -> Iterator[_Judged]:
        over_at = sa.type_coerce(
            sa.func.coalesce(Invitation.taken_at, Invitation.ended_at, Invitation.ends_at), Invitation.ends_at.type
        )
        query = sa.select(Invitation.id, over_at, self._person_held(Invitation.person_id)).where(
            Invitation.organisation_id == self.organisation_id, over_at < self._before(Kind.INVITATIONS)
        )
        for invitation_id, over, is_held in db.session.execute(query):
            yield invitation_id, self._judge(Kind.INVITATIONS, over, held=is_held)

    def leavers(self, _so_far: Due) -> Iterator[_Judged]:
        invited_until = (
            sa.select(sa.func.max(sa.func.coalesce(Verifier.ended_at, Verifier.until_at)))
            .where(Verifier.organisation_id == Person.organisation_id, Verifier.person_id == Person.id)
            .scalar_subquery()
        )
        left = sa.case((Person.outside, sa.func.coalesce(Person.ended_at, invited_until)), else_=Person.ended_at)
        left_at = sa.type_coerce(left, Person.ended_at.type)
        leads = sa.exists().where(
            Action.organisation_id == Person.organisation_id, Action.lead_id == Person.id, Action.state.in_(OPEN)
        )
        query = sa.select(Person.id, left_at, self._person_held(Person.id), leads).where(
            Person.organisation_id == self.organisation_id,
            Person.forgotten_at.is_(None),
            left_at < self._before(Kind.LEAVERS),
        )
        for person_id, went, is_held, still_leads in db.session.execute(query):
            yield person_id, self._judge(Kind.LEAVERS, went, held=is_held, needed=Need.LEADS if still_leads else None)

    def _still_named(self, ids: Collection[uuid.UUID], so_far: Due, *columns: Any) -> frozenset[uuid.UUID]:
        """Those of `ids` that a row which stays still names in one of these columns."""
        named = set()
        for column in columns:
            model = column.class_
            going = so_far.ids(model.__tablename__)
            for some in in_batches(ids):
                query = sa.select(column, model.id).where(
                    model.organisation_id == self.organisation_id, column.in_(some)
                )
                named |= {used for used, row_id in db.session.execute(query) if row_id not in going}
        return frozenset(named)

    def _actions_in_use(self, ids: Collection[uuid.UUID], so_far: Due) -> frozenset[uuid.UUID]:
        of: dict[uuid.UUID, uuid.UUID] = {}
        for some in in_batches(ids):
            query = sa.select(Requirement.id, Requirement.action_id).where(
                Requirement.organisation_id == self.organisation_id, Requirement.action_id.in_(some)
            )
            of |= dict(db.session.execute(query).all())
        named = self._still_named(of, so_far, Check.requirement_id, Draft.requirement_id, Prompt.requirement_id)
        return frozenset(of[requirement_id] for requirement_id in named)


def in_batches(ids: Collection[uuid.UUID], size: int = 500) -> Iterator[list[uuid.UUID]]:
    """The ids, some at a time: a statement takes only so many values."""
    every = list(ids)
    for start in range(0, len(every), size):
        yield every[start : start + size]
