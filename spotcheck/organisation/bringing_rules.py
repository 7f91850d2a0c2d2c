"""A list of people that was brought as a table: who each row is, and what it changes. Pure.

Who a row is: whoever has its sign-in name, otherwise the one person of its name. Nothing is done by halves: while one
row needs another look, none is brought in.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from spotcheck.core.columns import guess
from spotcheck.core.permissions import Role
from spotcheck.core.refusals import Refusal, Why
from spotcheck.core.sheets import Sheet
from spotcheck.core.words import Sentence, listed, say
from spotcheck.organisation import rules

MOST = 500
LONGEST_NAME = 80

HEADERS: Mapping[str, Sequence[str]] = {
    "name": ("name", "full name", "staff name", "employee", "employee name", "staff member"),
    "first": ("first name", "forename", "given name"),
    "last": ("last name", "surname", "family name"),
    "sign_in": ("sign in name", "sign in", "username", "user name", "login", "email", "e mail", "email address",
                "work email", "mobile", "mobile number"),
    "role": ("role", "job title", "job role", "position", "job"),
    "service": ("service", "home", "care home", "site", "location", "branch", "workplace", "place of work"),
}  # fmt: skip

# How homes call the roles. What is not here is asked for: a role is never guessed.
CALLED = {
    Role.CARE_WORKER: ("care worker", "carer", "care assistant", "healthcare assistant", "support worker"),
    Role.SUPERVISOR: ("supervisor", "team leader", "senior carer", "senior care worker", "senior", "deputy",
                      "deputy manager"),
    Role.MANAGER: ("manager", "registered manager", "home manager"),
    Role.QUALITY_LEAD: ("quality lead",),
    Role.READER: ("reader",),
    Role.ADMINISTRATOR: ("administrator",),
}  # fmt: skip
ACROSS = ("across the organisation", "across", "all", "all services", "organisation")


@dataclass(frozen=True, slots=True)
class Row:
    """One row as it was written. `number` is the one that the spreadsheet shows beside it."""

    number: int
    name: str
    sign_in: str
    role: str
    service: str


@dataclass(frozen=True, slots=True)
class Here:
    """Somebody who is here, or was. `sign_ins`: the name they sign in with, and those written for them."""

    id: uuid.UUID
    name: str
    sign_ins: frozenset[str] = frozenset()
    outside: bool = False
    ended: bool = False
    roles: frozenset[tuple[Role, uuid.UUID | None]] = frozenset()


@dataclass(slots=True)
class Planned:
    """Somebody of the list: who they are, and the roles they are to have. `here` None: they are new."""

    name: str
    sign_in: str | None  # as it is compared
    here: Here | None
    written: str | None = None  # the sign-in name as it stands in the list
    roles: dict[tuple[Role, uuid.UUID | None], int] = field(default_factory=dict)  # with the first row that says so


@dataclass(frozen=True, slots=True)
class Read:
    """What one row means: `problems` say why it cannot be brought in, `says` what happens otherwise."""

    row: Row
    says: tuple[Sentence, ...] = ()
    problems: tuple[Sentence, ...] = ()


def rows_of(sheet: Sheet) -> list[Row]:
    """The rows below the headers, none left out; refuses, on the field `file`, a table without names or roles."""
    found = guess(sheet, HEADERS)
    columns = found.columns
    if not ({"name", "first"} & columns.keys() and "role" in columns):
        raise _refusal(say("The headers must say “Name” and “Role”. They may also say “Sign-in name” and “Service”."))
    lines = sheet.lines[found.line + 1 :]
    if not lines:
        raise _refusal(say("There are no people below the headers."))
    if len(lines) > MOST:
        raise _refusal(say("There are more than %(n)s people. Bring them in parts of %(n)s.", n=MOST))

    def cell(cells: Sequence[str], name: str) -> str:
        at = columns.get(name)
        return " ".join(cells[at].split()) if at is not None and at < len(cells) else ""

    return [
        Row(
            line.number,
            cell(line.cells, "name") or f"{cell(line.cells, 'first')} {cell(line.cells, 'last')}".strip(),
            cell(line.cells, "sign_in"),
            cell(line.cells, "role"),
            cell(line.cells, "service"),
        )
        for line in lines
    ]


def planned(
    rows: Iterable[Row], people: Sequence[Here], services: Sequence[tuple[uuid.UUID, str]]
) -> tuple[list[Read], list[Planned]]:
    """What each row means, in their order, and what is to be done when no row has a problem."""
    read: list[Read] = []
    plan: list[Planned] = []
    for row in rows:
        roles, problems = _roles(row, services)
        somebody, unclear = (None, ()) if problems else _somebody(row, people, plan)
        problems = (*problems, *unclear)
        if somebody is None or problems:
            read.append(Read(row, problems=problems))
            continue
        if somebody not in plan:
            plan.append(somebody)
        read.append(Read(row, says=tuple(_said(row, somebody, roles, people, dict(services)))))
        for role in roles:
            somebody.roles.setdefault(role, row.number)
    return read, plan


def _refusal(sentence: Sentence) -> Refusal:
    return Refusal(Why.INVALID, fields={"file": sentence})


def _roles(
    row: Row, services: Sequence[tuple[uuid.UUID, str]]
) -> tuple[list[tuple[Role, uuid.UUID | None]], tuple[Sentence, ...]]:
    """The roles this row names, at its service or across, and what is unclear about name, sign-in, role or service."""
    problems: list[Sentence] = []
    if not row.name:
        problems.append(say("There is no name in this row."))
    elif len(row.name) > LONGEST_NAME:
        problems.append(say("Please use at most %(n)s characters for a name.", n=LONGEST_NAME))
    if row.sign_in:
        problems += rules.sign_in_refused(row.sign_in)
    named = [part for part in re.split(r"\s*(?:[,;/&+]|\band\b)\s*", row.role.casefold()) if part]
    known = {word: role for role, words in CALLED.items() for word in words}
    found = [known[name] for name in named if name in known]
    if len(found) < len(named) or not named:
        roles = listed([rules.ROLE_WORDS[role] for role in Role], last="or")
        problems.append(
            say("“%(words)s” is no role here. Write %(roles)s.", words=row.role, roles=roles) if row.role
            else say("There is no role in this row. Write %(roles)s.", roles=roles)
        )  # fmt: skip
        return [], tuple(problems)
    roles_there = []
    for role in found:
        place, unclear = _place(row.service, role, services)
        problems += unclear or rules.role_refused(role, across=place is None)
        roles_there.append((role, place))
    return roles_there, tuple(dict.fromkeys(problems))


def _place(
    text: str, role: Role, services: Sequence[tuple[uuid.UUID, str]]
) -> tuple[uuid.UUID | None, tuple[Sentence, ...]]:
    plain = " ".join(text.casefold().split())
    if role in {Role.QUALITY_LEAD, Role.ADMINISTRATOR}:
        return None, ()  # they hold it everywhere, whatever place is written
    if plain in ACROSS or (not plain and role is Role.READER):
        return None, ()
    if not plain and len(services) == 1:
        return services[0][0], ()
    for service_id, name in services:
        if name.casefold() == plain:
            return service_id, ()
    names = listed([name for _, name in services], last="or")
    if not plain:
        return None, (say("There is no service in this row. Write %(names)s.", names=names),)
    return None, (say("“%(words)s” is no open service here. Write %(names)s.", words=text, names=names),)


def _somebody(row: Row, people: Sequence[Here], plan: Sequence[Planned]) -> tuple[Planned | None, tuple[Sentence, ...]]:
    """Whoever has this sign-in name, here or in a row before; otherwise the one person of this name; otherwise new."""
    sign_in = rules.normal_sign_in(row.sign_in) if row.sign_in else None
    if sign_in:
        here = [one for one in people if sign_in in one.sign_ins]
        before = [one for one in plan if one.sign_in == sign_in or (one.here and sign_in in one.here.sign_ins)]
        if before and not _same(before[0].name, row.name):
            return None, (say("This sign-in name stands beside %(name)s, too.", name=before[0].name),)
        if not here and not before:  # a row before named them without it
            before = [one for one in plan if one.here is None and one.sign_in is None and _same(one.name, row.name)]
            for one in before:
                one.sign_in, one.written = sign_in, row.sign_in
    else:
        here = [one for one in people if _same(one.name, row.name) and not one.outside]
        before = [one for one in plan if _same(one.name, row.name)]
        if len({one.id for one in here} | {id(one) for one in before if one.here is None}) > 1:
            return None, (say("Several people are called %(name)s. Write the sign-in name.", name=row.name),)
    if here and here[0].ended:
        return None, (say("%(name)s does not work here any more. Their page lets them come back.", name=here[0].name),)
    if here and here[0].outside:
        return None, tuple(rules.holder_refused(outside=True, ended=False))
    if before:
        return before[0], ()
    return Planned(here[0].name if here else row.name, sign_in, here[0] if here else None, row.sign_in or None), ()


def _said(
    row: Row,
    somebody: Planned,
    roles: Sequence[tuple[Role, uuid.UUID | None]],
    people: Sequence[Here],
    services: Mapping[uuid.UUID, str],
) -> Iterable[Sentence]:
    held = somebody.here.roles if somebody.here else frozenset()
    for role, place in roles:
        words = rules.role_in_words(role, services[place] if place else None)
        if (role, place) in somebody.roles:
            yield say("Row %(number)s says the same: %(words)s.", number=somebody.roles[role, place], words=words)
        elif (role, place) in held:
            yield say("Here already: %(words)s.", words=words)
        elif somebody.here or somebody.roles:
            yield say("One more role: %(words)s.", words=words)
        else:
            yield say("New: %(words)s.", words=words)
    is_new = somebody.here is None and not somebody.roles
    if is_new and row.sign_in and any(_same(one.name, row.name) for one in people):
        yield say("Somebody of this name is here already. This row adds another person.")


def _same(name: str, other: str) -> bool:
    return name.casefold().split() == other.casefold().split()
