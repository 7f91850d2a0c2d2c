"""What setting up still lacks, and who can be invited with one form. Plain values in, sentences out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from spotcheck.core.permissions import Role
from spotcheck.core.words import Sentence, listed, say, say_n

NAMED = 3  # services in one sentence
ROWS = 4  # people on one form
FIRST_ROLES = (Role.SUPERVISOR, Role.CARE_WORKER, Role.CARE_WORKER, Role.CARE_WORKER)  # what each row begins with
AT_A_SERVICE = (Role.CARE_WORKER, Role.SUPERVISOR, Role.MANAGER)


class Step(StrEnum):
    """Where something that is missing can be put right."""

    SERVICES = "services"
    PEOPLE = "people"
    NUMBERS = "numbers"
    INVITATIONS = "invitations"


@dataclass(frozen=True, slots=True)
class Place:
    """An open service: whether there is a number to ring, somebody who looks at practice, somebody who decides."""

    name: str
    has_number: bool
    looked_at: bool
    managed: bool


@dataclass(frozen=True, slots=True)
class Missing:
    says: Sentence
    step: Step


def missing(places: Sequence[Place], *, not_joined: int) -> tuple[Missing, ...]:
    """What an administrator still has to do, the most useful first; empty when setting up is finished."""
    if not places:
        return (Missing(say("Add your first service."), Step.SERVICES),)
    said = []
    if unseen := [one.name for one in places if not one.looked_at]:
        words = say("Invite somebody who looks at practice, such as a supervisor: %(where)s.", where=_some(unseen))
        said.append(Missing(words, Step.PEOPLE))
    if unmanaged := [one.name for one in places if not one.managed]:
        words = say("Invite a manager, who reviews checks and closes actions: %(where)s.", where=_some(unmanaged))
        said.append(Missing(words, Step.PEOPLE))
    if silent := [one.name for one in places if not one.has_number]:
        words = say("Say whom to ring when someone is at risk: %(where)s.", where=_some(silent))
        said.append(Missing(words, Step.NUMBERS))
    if not_joined:
        waiting = say_n(
            "%(n)s person has not joined yet. Is their link with them?",
            "%(n)s people have not joined yet. Are their links with them?",
            not_joined,
        )
        said.append(Missing(waiting, Step.INVITATIONS))
    return tuple(said)


def people_refused(names: Mapping[str, str]) -> dict[str, Sentence]:
    """By field, why these people cannot be invited together; empty when they can."""
    if not names:
        return {"name_1": say("Write the name of one person at least.")}
    seen: set[str] = set()
    doubles = {}
    for field, name in names.items():
        if name.casefold() in seen:
            doubles[field] = say(
                "This name stands here twice. Somebody with two roles is invited once; give the second role on their "
                "page. Two people of one name need something to tell them apart."
            )
        seen.add(name.casefold())
    return doubles


def _some(names: Sequence[str]) -> object:
    if len(names) <= NAMED:
        return listed(names)
    return say("%(some)s and %(n)s more", some=", ".join(names[:NAMED]), n=len(names) - NAMED)


def looks(roles: Iterable[Role]) -> bool:
    return bool({Role.SUPERVISOR, Role.MANAGER, Role.QUALITY_LEAD} & set(roles))


def decides(roles: Iterable[Role]) -> bool:
    return bool({Role.MANAGER, Role.QUALITY_LEAD} & set(roles))
