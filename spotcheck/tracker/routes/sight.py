"""One action as one person sees it now: what was read, what they may do, the day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from spotcheck.core.clock import local_date
from spotcheck.core.permissions import Standing, Verb
from spotcheck.tracker import queries
from spotcheck.tracker.queries.page import Told, told
from spotcheck.tracker.queries.rising import OPEN
from spotcheck.tracker.routes.opened import Opened
from spotcheck.tracker.rules.doors import Door, You, doors
from spotcheck.tracker.rules.next_step import NextStep, next_step
from spotcheck.tracker.rules.next_step import Told as Telling
from spotcheck.tracker.rules.words import State, day_near


@dataclass(frozen=True, slots=True)
class Sight:
    told: Told
    opened: Opened
    you: You
    doors: frozenset[Door]
    today: date

    @property
    def state(self) -> State:
        return State(self.told.action.state)

    @property
    def leads(self) -> bool:
        """Whoever looks leads the action."""
        return self.told.action.lead_id == self.you.person_id

    def near(self, when: date | datetime | None) -> str:
        """The day in words, without the year when it is this one."""
        if when is None:
            return ""
        return day_near(local_date(when) if isinstance(when, datetime) else when, self.today)

    @property
    def step(self) -> NextStep:
        """The next step for whoever looks."""
        told, action = self.told, self.told.action
        ended = action.closed_at or action.withdrawn_at
        return next_step(
            queries.action_facts(action),
            told.answer,
            self.you,
            Telling(
                due_on=action.due_on,
                lead=told.known.name(action.lead_id),
                lead_left=self.opened.place.lead_left,
                closers=told.known.listed(told.able.close),
                ended_on=local_date(ended) if ended else None,
                reason=action.withdrawn_reason or "",
            ),
            today=self.today,
        )


def sight_of(opened: Opened, standing: Standing, *, at: datetime) -> Sight:
    """What this person sees of the action at this moment."""
    action, you = opened.action, opened.you
    inviting = standing if Verb.INVITE_VERIFIER in you.may and State(action.state) in OPEN else None
    read = told(action, standing, opened.invited, inviting=inviting, at=at)
    return Sight(read, opened, you, doors(queries.action_facts(action), read.answer, you), local_date(at))
