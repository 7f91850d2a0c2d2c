"""What is chosen before a check is opened: what kind, where, which checklist, whom or which records."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from spotcheck.checklists import queries as checklists
from spotcheck.checklists.models import Checklist, ChecklistVersion
from spotcheck.checklists.rules import Kind
from spotcheck.checks.queries.asked import last_asked
from spotcheck.checks.queries.drafts import draws_ready
from spotcheck.checks.queries.facts import capturing_at, next_look, plan_closed_to, requirement_with_action
from spotcheck.checks.rules.repeats import free_from
from spotcheck.core.forms import plain_id
from spotcheck.core.permissions import Standing, Thing, Verb
from spotcheck.core.words import Sentence
from spotcheck.organisation.models import Person, Service
from spotcheck.organisation.queries import people_at, person, service, services
from spotcheck.sampling.models import Draw
from spotcheck.sampling.queries import draw, live_draw
from spotcheck.tracker.models import Action, Requirement
from spotcheck.tracker.queries import read_on_from
from spotcheck.tracker.rules.asked_words import Repeats


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody to observe or ask. `free_from`: every question was put to them lately, and the day they come again.
    `seen`: they fill the plan already. `named`: the address names them."""

    person: Person
    free_from: date | None = None
    seen: bool = False
    named: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Starting:
    """How far the choice has come; the first thing that is still None is what to ask next."""

    thing: Thing
    kind: Kind | None = None
    service: Service | None = None
    services: list[Service] = field(default_factory=list)
    plan: tuple[Requirement, Action] | None = None
    closed: tuple[Sentence, ...] = ()
    chosen: tuple[Checklist, ChecklistVersion] | None = None
    checklists: list[tuple[Checklist, ChecklistVersion]] = field(default_factory=list)
    draw: Draw | None = None
    read_from: int | None = None
    draws: list[Draw] = field(default_factory=list)
    colleagues: list[Colleague] = field(default_factory=list)
    counters: list[Person] = field(default_factory=list)
    repeats: Repeats | None = None

    @property
    def version(self) -> ChecklistVersion | None:
        return self.chosen[1] if self.chosen else None

    @property
    def named(self) -> Colleague | None:
        """Whom the address names, where they can be looked at or asked now."""
        return next((one for one in self.colleagues if one.named and one.free_from is None), None)


def starting(standing: Standing, asked: Mapping[str, str | None], *, at: datetime) -> Starting | None:
    """The choice as the address tells it; None when it names something that is not there. About eight queries."""
    requirement_id = plain_id(asked.get("requirement"))
    plan = requirement_with_action(standing.organisation_id, requirement_id)
    if asked.get("requirement") and plan is None:
        return None
    named = plan[0].kind if plan else asked.get("kind")
    kind = Kind(named) if named else None
    here = _services(standing, plan)
    there = _named_service(standing, plan[1].service_id if plan else plain_id(asked.get("service")), asked, here)
    thing = capturing_at(standing, there.id if there else None, plan)
    if there is None or kind is None:
        if asked.get("service") and there is None:
            return None
        return Starting(thing=thing, kind=kind, service=there, services=here, plan=plan)
    offered = _checklists(standing.organisation_id, kind, plan)
    chosen = _chosen(offered, plain_id(asked.get("checklist")))
    begun = Starting(
        thing=thing,
        kind=kind,
        service=there,
        plan=plan,
        closed=plan_closed_to(standing, requirement_id, at=at),
        chosen=chosen,
        checklists=offered,
    )
    return begun if chosen is None else _with_whom(begun, standing, asked, chosen[0], at)


def _with_whom(
    begun: Starting, standing: Standing, asked: Mapping[str, str | None], checklist: Checklist, at: datetime
) -> Starting | None:
    """The colleagues to choose from, or the records drawn."""
    if begun.service is None or begun.kind is Kind.VOICE:
        return begun
    staff = people_at(standing.organisation_id, begun.service.id, at=at)
    values = {name: getattr(begun, name) for name in begun.__slots__}
    if begun.kind is Kind.SAMPLE:
        drawn = _draw(begun, standing, plain_id(asked.get("draw")))
        if asked.get("draw") and drawn is None:
            return None
        ready = [] if begun.plan else draws_ready(standing.organisation_id, begun.service.id, checklist.id, at=at)
        goes_on = read_on_from(standing.organisation_id, begun.plan[0].id, at=at) if begun.plan and drawn else None
        values |= {"draw": drawn, "read_from": goes_on}
        return Starting(**{**values, "draws": ready, "counters": _counters(staff, begun, standing)})
    others = [one for one in staff if one.id != standing.person_id]
    repeats = next_look(begun.plan[0], by=standing.person_id, at=at) if begun.plan else None
    colleagues = [
        replace(
            one,
            seen=repeats is not None and one.person.id in repeats.workers,
            named=one.person.id == plain_id(asked.get("worker")),
        )
        for one in _colleagues(others, begun, checklist, at)
    ]
    return Starting(**{**values, "colleagues": colleagues, "repeats": repeats})


def _services(standing: Standing, plan: tuple[Requirement, Action] | None) -> list[Service]:
    """Where this person may capture."""
    if plan is not None:
        return []
    return services(standing.organisation_id, standing.services_for(Verb.CAPTURE))


def _named_service(
    standing: Standing, named: uuid.UUID | None, asked: Mapping[str, str | None], here: list[Service]
) -> Service | None:
    if named is None:
        return here[0] if len(here) == 1 and not asked.get("service") else None
    return service(standing.organisation_id, named)


def _checklists(
    organisation_id: uuid.UUID, kind: Kind, plan: tuple[Requirement, Action] | None
) -> list[tuple[Checklist, ChecklistVersion]]:
    offered = checklists.current_versions(organisation_id, kind)
    return [pair for pair in offered if plan is None or pair[0].id == plan[0].checklist_id]


def _chosen(
    offered: list[tuple[Checklist, ChecklistVersion]], named: uuid.UUID | None
) -> tuple[Checklist, ChecklistVersion] | None:
    if len(offered) == 1:
        return offered[0]
    return next((pair for pair in offered if pair[0].id == named), None)


def _draw(begun: Starting, standing: Standing, named: uuid.UUID | None) -> Draw | None:
    """The draw to read: that of the plan's round, or the one that was named, of this service."""
    if begun.plan is not None:
        requirement, action = begun.plan
        return live_draw(standing.organisation_id, requirement.id, action.round)
    found = draw(standing.organisation_id, named) if named else None
    fits = found is not None and begun.service is not None and found.service_id == begun.service.id
    return found if fits else None


def _counters(staff: list[Person], begun: Starting, standing: Standing) -> list[Person]:
    """Who may have counted the records: whoever works here, or is asking; never the lead of the plan's action."""
    found = list(staff)
    if all(one.id != standing.person_id for one in staff):
        me = person(standing.organisation_id, standing.person_id)
        found += [me] if me is not None else []
    lead = begun.plan[1].lead_id if begun.plan else None
    return [one for one in found if one.id != lead]


def _colleagues(others: list[Person], begun: Starting, checklist: Checklist, at: datetime) -> list[Colleague]:
    """Everybody else here; of whom a question can still be asked, for an interview."""
    version = begun.version
    if begun.kind is not Kind.INTERVIEW or version is None or not others:
        return [Colleague(one) for one in others]
    about = begun.plan[0].standard_id if begun.plan else None
    keys = [item.key for item in checklists.items_of(version) if about in {None, item.standard_id}]
    asked = last_asked(version.organisation_id, checklist.id, [one.id for one in others], at=at)
    return [Colleague(one, _all_free_from([asked.get(one.id, {}).get(key) for key in keys], at)) for one in others]


def _all_free_from(asked_at: list[datetime | None], at: datetime) -> date | None:
    """The first day one of these questions can be asked again; None when one can be asked now."""
    days = [free_from(moment, at) for moment in asked_at]
    known = [day for day in days if day is not None]
    return min(known) if known and len(known) == len(days) else None
