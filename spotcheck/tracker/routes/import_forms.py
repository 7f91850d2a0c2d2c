"""The forms over an old plan as they are shown: its columns, and for each row what it lacks, with what is likely."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask import url_for
from openpyxl.utils.cell import get_column_letter
from werkzeug.wrappers import Response

from spotcheck.core.chances import Scheme
from spotcheck.core.clock import local_date
from spotcheck.core.permissions import Answer, Standing, Thing, Verb, may
from spotcheck.core.refusals import Refusal
from spotcheck.core.sheets import Line
from spotcheck.core.words import Sentence, say
from spotcheck.tracker.import_models import ActionImport, ImportedRow
from spotcheck.tracker.operations.imports import said_of, sheets_of
from spotcheck.tracker.queries import imports as queries
from spotcheck.tracker.queries.ways import ways_to_look
from spotcheck.tracker.rules import old_plan, plan
from spotcheck.tracker.rules.meant import Known, lead_meant, service_meant, standard_meant
from spotcheck.tracker.rules.old_plan import FIELD_NAMES, Field
from spotcheck.tracker.rules.typed_days import TypedDay, months_come_first, read_day
from spotcheck.tracker.rules.words import Look, dotted, requirement_in_words
from spotcheck.web.errors import status_of
from spotcheck.web.guard import standing
from spotcheck.web.respond import respond

# What a row is asked for, in this order; what it has already is folded away.
ASKED = ("title", "change", "service_id", "standard_id", "lead_id", "due_on", "support", "criteria")


@dataclass(frozen=True, slots=True)
class _Knows:
    """What a row can mean, as it stands here."""

    services: Sequence[tuple[Any, str]]
    people: Sequence[Known]
    standards: Sequence[tuple[Any, str, str]]
    today: date
    month_first: bool
    firsts: Mapping[str, int]  # the first row that says this


def back() -> tuple[str, Sentence]:
    """Where the pages of a file lead back to: to all of them, while this person may bring one."""
    if may(standing(), Verb.BRING_ACTIONS, Thing(standing().organisation_id)) is Answer.ALLOWED:
        return url_for(".imports_page"), say("Bring your open actions")
    return url_for(".actions_page"), say("Actions")


def columns_again(one: ActionImport, refusal: Refusal | None = None, sent: Mapping[str, str] | None = None) -> Response:
    """The columns as they are guessed, were settled before, or were sent; each with its header and a first example."""
    sheets = sheets_of(one)
    sheet = sheets[one.sheet]
    headers, below = sheet.lines[one.line].cells, sheet.lines[one.line + 1 :]
    width = max(len(line.cells) for line in sheet.lines)
    services = queries.services_to_bring_to(standing())
    return respond(
        "tracker/imports/columns.html",
        status=status_of(refusal) if refusal else 200,
        one=one,
        back=back(),
        wrong=refusal.fields if refusal else {},
        said=refusal.sentences if refusal else (),
        fields=[(field.value, FIELD_NAMES[field]) for field in Field],
        values=sent if sent is not None else {**one.columns, "service_id": one.service_id},
        choices=[(at, _column(headers, below, at)) for at in range(width)],
        services=services if len(services) > 1 else (),
        sheets=[(at, found.name or say("The table")) for at, found in enumerate(sheets)],
        line=sheet.lines[one.line].number,
        rows=len(below),
        notes=said_of(one),
    )


def _column(headers: Sequence[str], below: Sequence[Line], at: int) -> Sentence:
    """`B: Issue, such as “Gaps in the chart”`."""
    header = headers[at] if at < len(headers) and headers[at] else say("no header")
    example = next((line.cells[at] for line in below if at < len(line.cells) and line.cells[at]), "")
    letter = get_column_letter(at + 1)
    if not example:
        return say("%(letter)s: %(header)s (empty)", letter=letter, header=header)
    short = example if len(example) <= 30 else example[:29] + "…"
    return say("%(letter)s: %(header)s, such as “%(example)s”", letter=letter, header=header, example=short)


def rows_shown(
    one: ActionImport, rows: Sequence[ImportedRow], shown: Sequence[ImportedRow], standing: Standing, *, at: datetime
) -> dict[str, Any]:
    """The cards of these rows, and what their forms let one choose from. Nothing is read where no row is shown."""
    if not shown:
        return {"cards": [], "choices": {}}
    services = queries.services_to_bring_to(standing)
    people = queries.people_known(standing.organisation_id, [service for service, _ in services], at=at)
    standards = queries.standards_with_topics(standing.organisation_id)
    firsts: dict[str, int] = {}
    for row in rows:
        firsts.setdefault(row.digest, row.number)
    month_first = months_come_first(row.fields.get(Field.DUE, "") for row in rows)
    knows = _Knows(services, people, standards, local_date(at), month_first, firsts)
    ways: dict[Any, Sentence] = {}
    for way in ways_to_look(standing.organisation_id):
        ways.setdefault(way.checklist_id, say("%(title)s: %(rule)s", title=way.title, rule=_usual(way.look)))
    return {
        "cards": [_card(one, row, knows) for row in shown],
        "choices": {
            "service_id": services,
            "lead_id": [(person.id, _named(person)) for person in people if person.may_lead],
            "standard_id": [(standard, text) for standard, text, _ in standards],
            "checklist_id": list(ways.items()),
        },
    }


def _usual(look: Look) -> Sentence:
    """The usual look, wherever it will be: which service a row is for may still be open."""
    size, allowed, weeks = plan.numbers(look, None, None, None)
    said = requirement_in_words(look.value, Scheme(size, allowed), weeks)
    if not plan.usual_conditions(look, size, size):
        return said
    return say("%(rule)s; of different workers, where enough people give care", rule=said)


def _named(person: Known) -> Sentence:
    """`Priya Sharma: supervisor at Hazel Court`, because a name may be that of two people."""
    return say("%(name)s: %(does)s", name=person.name, does=person.does)


def came_back(card: Mapping[str, Any], sent: Mapping[str, str], refusal: Refusal) -> dict[str, Any]:
    """The card with what was sent, and what needs another look shown openly."""
    wrong = dict(refusal.fields)
    return {
        "given": {name: value for name, value in sent.items() if name not in {"choice", "csrf_token"}},
        "wrong": wrong,
        "asked": [name for name in ASKED if name in wrong or name in card["asked"]],
        "refused": refusal.sentences or (say("Some things are still needed. What you wrote is kept."),),
    }


def kept(card: Mapping[str, Any]) -> dict[str, Any]:
    """The card of a row that was kept for later."""
    return {"says": [*card["says"], say("What you wrote is kept.")]}


def title_of(row: ImportedRow) -> str:
    return old_plan.title_and_change(row.fields)[0] or (row.written[0]["text"] if row.written else "")


def _card(one: ActionImport, row: ImportedRow, knows: _Knows) -> dict[str, Any]:
    fields = row.fields
    title, change = old_plan.title_and_change(fields)
    service = service_meant(fields.get(Field.SERVICE, ""), knows.services, one.service_id)
    lead = lead_meant(fields.get(Field.LEAD, ""), knows.people)
    due = read_day(fields.get(Field.DUE, ""), today=knows.today, month_first=knows.month_first)
    likely = {
        "service_id": service.id,
        "standard_id": standard_meant(fields, knows.standards),
        "title": title,
        "change": change,
        "lead_id": lead.id,
        "due_on": due.day if due.day and due.day >= knows.today else None,
        "support": fields.get(Field.SUPPORT, ""),
        "criteria": fields.get(Field.CRITERIA, ""),
    }
    values: dict[str, Any] = dict(row.answers) if row.answers is not None else likely
    has_support = values.get("support") or values.get("no_support")
    lacks = [name for name in ASKED if not (has_support if name == "support" else values.get(name))]
    says = {"service_id": service.says, "lead_id": lead.says, "due_on": _due_says(due, knows.today)}
    return {
        "number": row.number,
        "id": f"row-{row.number}",
        "action": url_for(".decide_row", import_id=one.id, number=row.number),
        "title": title_of(row),
        "ended": old_plan.is_ended(fields),
        "given": values,
        "asked": lacks,
        "wrong": {},
        "hints": says,
        "holds": _holds(values, knows),
        "refused": (),
        "says": _about(row, knows, title=title),
        "written": [(cell["header"], cell["text"]) for cell in row.written],
    }


def _holds(values: Mapping[str, Any], knows: _Knows) -> Sentence | None:
    """`Priya leads · due 31 December 2026`: what needs no look when it is right."""
    lead = next((one.name for one in knows.people if str(one.id) == str(values.get("lead_id"))), None)
    due = values.get("due_on")
    parts = [say("%(name)s leads", name=lead)] if lead else []
    parts += [say("due %(day)s", day=due if isinstance(due, date) else date.fromisoformat(due))] if due else []
    return dotted(parts) if parts else None


def _about(row: ImportedRow, knows: _Knows, *, title: str) -> list[Sentence]:
    said = []
    if not title:
        said.append(say("No words say what this row is about. Write them, or leave the row out."))
    if knows.firsts[row.digest] != row.number:
        said.append(say("Row %(number)s says the same. In one service, both are one action.",
                        number=knows.firsts[row.digest]))  # fmt: skip
    if old_plan.is_ended(row.fields):
        said.append(say("It was complete in the old plan. Here, only a fresh look closes an action."))
        said.append(say("Propose it, so that somebody can look, or leave it out."))
    return said


def _due_says(due: TypedDay, today: date) -> Sentence | None:
    if due.day is not None and due.day < today:
        return say("Its day was %(day)s and has passed. Choose a new one to agree it.", day=due.day)
    if due.could_be:
        first, *more = due.could_be
        days = say("%(a)s or %(b)s", a=first, b=more[0]) if more else first
        return say("%(says)s Perhaps %(days)s?", says=due.says, days=days)
    return due.says
