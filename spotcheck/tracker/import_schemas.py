"""The forms that bring an old plan: where its headers stand, which column is what, and a decision about one row."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from marshmallow import fields

from spotcheck.core.forms import Address, Form, choice, line, one_id, text
from spotcheck.core.words import say
from spotcheck.tracker.rules.old_plan import Field
from spotcheck.tracker.schemas import day, number

AGREE, PROPOSE, LATER, LEAVE_OUT = "agree", "propose", "later", "leave"


class Headers(Form):
    """`sheet`: a place among the sheets, from 0. `line`: the number of the header row, as the spreadsheet shows it."""

    sheet = number()
    line = number()


class Columns(Form):
    """Each field of an old plan names a column, from 0, or nothing. `service_id` is for rows that name no service."""

    service_id = one_id()
    title = number()
    change = number()
    lead = number()
    due_on = number()
    status = number()
    ended_on = number()
    service = number()
    topic = number()
    raised_on = number()
    support = number()
    criteria = number()
    notes = number()


class ImportAsked(Address):
    """From which row on to show, and whether to show the columns."""

    first = number()
    columns = fields.Boolean(load_default=False)


class RowDecided(Form):
    choice = choice((AGREE, PROPOSE, LATER, LEAVE_OUT), say("Choose what becomes of this row."))
    service_id = one_id()
    standard_id = one_id()
    title = line(longest=1000)
    change = text()
    lead_id = one_id()
    due_on = day()
    support = text()
    no_support = fields.Boolean(load_default=False)
    criteria = text()
    checklist_id = one_id()
    reason = text()


ANSWERS = tuple(name for name in RowDecided._declared_fields if name != "choice")


def columns_in(given: Mapping[str, Any]) -> dict[str, int]:
    """The columns that were named."""
    return {field.value: given[field.value] for field in Field if given[field.value] is not None}


def as_kept(given: Mapping[str, Any]) -> dict[str, str]:
    """What was said about a row, as its form shows it again."""
    said = {name: given[name] for name in ANSWERS if given[name] not in (None, False)}
    return {name: "yes" if value is True else str(value) for name, value in said.items()}
