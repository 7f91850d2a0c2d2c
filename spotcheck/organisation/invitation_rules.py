"""Invitations: who may give which role, how long a link works, what is said of one. No database."""

from __future__ import annotations

import ipaddress
import uuid
from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import StrEnum

from spotcheck.core.clock import local_date
from spotcheck.core.permissions import Answer, Held, Role, Standing, Thing, Verb, may, who_can
from spotcheck.core.words import Sentence, say

LASTS = timedelta(days=7)
STAFF = frozenset({Role.CARE_WORKER, Role.SUPERVISOR})


class State(StrEnum):
    WAITING = "waiting"
    TAKEN = "taken"
    ENDED = "ended"  # by somebody, or by a newer link
    OVER = "over"  # its days have passed


def state(at: datetime, *, ends_at: datetime, taken_at: datetime | None, ended_at: datetime | None) -> State:
    """What a link is worth at this moment."""
    if taken_at is not None:
        return State.TAKEN
    if ended_at is not None:
        return State.ENDED
    return State.OVER if ends_at <= at else State.WAITING


def in_words(
    state: State, *, ends_at: datetime, taken_at: datetime | None = None, ended_at: datetime | None = None
) -> Sentence:
    """What the list of invitations says of a link."""
    match state:
        case State.WAITING:
            return say("Waits to be used, until %(day)s.", day=local_date(ends_at))
        case State.TAKEN if taken_at:
            return say("Used on %(day)s.", day=local_date(taken_at))
        case State.ENDED if ended_at:
            return say("Ended on %(day)s, before it was used.", day=local_date(ended_at))
        case _:
            return say("Not used by %(day)s, so it opens nothing now.", day=local_date(ends_at))


def verb_to_give(role: Role) -> Verb:
    """What one must be allowed to do to bring somebody in with this role."""
    return Verb.INVITE_PERSON if role in STAFF else Verb.CHANGE_ROLES


def gives(standing: Standing, role: Role, service_id: uuid.UUID | None) -> bool:
    """Whether this person may bring somebody in with this role there."""
    return may(standing, verb_to_give(role), Thing(standing.organisation_id, service_id)) is Answer.ALLOWED


def giving_refused(standing: Standing, role: Role, service_id: uuid.UUID | None) -> tuple[Sentence, ...]:
    """Why somebody cannot be brought in with this role there; empty when they can."""
    if gives(standing, role, service_id):
        return ()
    if role in STAFF:
        return (say("You invite people for your own service. An administrator can invite them anywhere."),)
    return (say("You invite care workers and supervisors. For another role, ask an administrator."),)


def looking_after_refused(standing: Standing, held: Iterable[Held]) -> tuple[Sentence, ...]:
    """Why this person cannot make a link for somebody, or end their work: one holds a role that is not theirs to give.

    Otherwise a manager could make a new link for an administrator, and sign in with it.
    """
    if all(gives(standing, one.role, one.service_id) for one in held):
        return ()
    return (
        say("This person also has a role that is not yours to give."),
        who_can(Verb.CHANGE_ROLES),
    )


def link_refused(*, ended: bool, signs_in: bool) -> tuple[Sentence, ...]:
    """Why nobody needs a link; empty when one can be made."""
    if ended:
        return (say("This person does not work here any more, so there is nothing to open with a link."),)
    if signs_in:
        return (say("This person signs in already, so they need no link."),)
    return ()


def opens_only_here(host: str) -> bool:
    """Whether a link with this host leads nowhere on another machine."""
    name = host.rsplit(":", 1)[0].strip("[]").casefold() if not host.endswith("]") else host.strip("[]")
    if name == "localhost" or name.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False
