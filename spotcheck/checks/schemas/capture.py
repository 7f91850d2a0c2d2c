"""The forms of capturing. A page names its fields after the item's number: `outcome-6`, `note-6`, `point-2-time`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from marshmallow import RAISE, Schema, ValidationError, fields, validate
from werkzeug.datastructures import MultiDict

from spotcheck.checklists.rules import SCALES, Heard, Kind
from spotcheck.checks.rules.content import QUESTIONS, AnsweredBy, Hard, SetAside, Shift
from spotcheck.checks.rules.drafting import Context, Page, Sent, Start
from spotcheck.checks.rules.outcomes import Said
from spotcheck.core.forms import Address, Form, choice, line, one_id, text, tidy
from spotcheck.core.refusals import Refusal, Why
from spotcheck.core.words import Sentence, say
from spotcheck.sampling.rules import MOST_RECORDS

LONGEST_NOTE = 500
LONGEST_WORDS = 2000
LONGEST_SHEET = 120_000  # a line for each of 5,000 numbers
_STRANGE = say("The page sent something that is not known here. Load the page again.")
_POPULATION = say("Write the highest number on your sheet.")
_FIELD = re.compile(r"(outcome|note|asked|reason|alert|point|again)-([0-9]{1,3})(?:-(.+))?")


def _a_place(position: int) -> None:
    if not 1 <= position <= MOST_RECORDS:
        raise ValidationError([_STRANGE])


def _who_answers() -> fields.Field[str]:
    return choice(AnsweredBy, say("Choose who answers: the person, or their family."), optional=True)


class Asked(Address):
    """What the address of the starting page says."""

    kind = choice(Kind, say("Choose Observe, Ask, Sample or Listen."), optional=True)
    requirement = line()
    service = line()
    checklist = line()
    draw = line()
    worker = line()


class _Chosen(Form):
    """What the form was reached by; it shows the same page again when something is still needed."""

    kind = choice(Kind, say("Choose Observe, Ask, Sample or Listen."), optional=True)
    requirement = one_id()
    service = one_id(say("Choose the service."))
    checklist = one_id()


class NewDraw(_Chosen):
    population = fields.Integer(
        required=True,
        error_messages={"required": [_POPULATION], "invalid": [_POPULATION]},
    )
    left_out = fields.Integer(load_default=0, error_messages={"invalid": [say("Write a number, or leave it empty.")]})
    left_out_reason = line()
    counted_by_id = one_id(say("Choose who counted the records."))
    excluded = text(longest=LONGEST_SHEET)
    codes = text(longest=LONGEST_SHEET)
    size = fields.Integer(load_default=10, error_messages={"invalid": [say("Choose how many records to read.")]})


class NewDraft(_Chosen):
    id = one_id(say("Start again from Today."))
    version = one_id(say("Choose a checklist."))
    worker = one_id()
    draw = one_id()
    shift = choice(Shift, say("Choose a shift."), optional=True)
    announced = fields.Boolean(load_default=None, error_messages={"invalid": [say("Choose one of the two.")]})
    setting = line()
    answered_by = _who_answers()
    own = fields.List(fields.Integer(validate=_a_place), load_default=[])


def draw_asked(given: Mapping[str, Any]) -> dict[str, Any]:
    """What `draw_sample` takes."""
    renamed = {f"{name}_id": given[name] for name in ("service", "checklist", "requirement")}
    kept = ("population", "left_out", "left_out_reason", "counted_by_id", "size")
    typed = {name: given[name] or "" for name in ("excluded", "codes")}
    return {**renamed, **typed, **{name: given[name] for name in kept}}


def start(given: Mapping[str, Any]) -> Start:
    return Start(
        id=given["id"],
        service_id=given["service"],
        version_id=given["version"],
        worker_id=given["worker"],
        requirement_id=given["requirement"],
        draw_id=given["draw"],
        shift=Shift(given["shift"]) if given["shift"] else None,
        announced=given["announced"],
        setting=given["setting"],
        answered_by=AnsweredBy(given["answered_by"]) if given["answered_by"] else None,
        own=tuple(sorted(set(given["own"]))),
    )


class _Item(Schema):
    """What one item sent; a note that is there and blank takes the note away."""

    class Meta:
        unknown = RAISE

    outcome = choice({value.value for scale in SCALES.values() for value in scale}, _STRANGE, optional=True)
    note = text(longest=LONGEST_NOTE)
    asked = fields.Boolean(load_default=False)
    reason = fields.Boolean(load_default=False)
    alert = fields.List(fields.String(), load_default=[])
    point = fields.Dict(keys=fields.String(), values=choice(Heard, _STRANGE), load_default={})
    again = fields.Dict(keys=fields.String(), values=choice(Heard, _STRANGE), load_default={})


class _Page(Form):
    """One tap, or a whole page. `with_context` and `with_words` say that the page held those fields, blank ones too."""

    record = fields.Integer(load_default=0, validate=validate.Range(0, 9999))
    items = fields.Dict(keys=fields.Integer(), values=fields.Nested(_Item), load_default={})
    with_context = fields.Boolean(load_default=False)
    worker = one_id()
    shift = choice(Shift, say("Choose a shift."), optional=True)
    announced = fields.Boolean(load_default=None)
    setting = line()
    answered_by = _who_answers()
    with_words = fields.Boolean(load_default=False)
    hard = fields.List(choice(Hard, _STRANGE), load_default=[])
    strength = text(longest=LONGEST_WORDS)
    coaching = text(longest=LONGEST_WORDS)
    works = text(longest=LONGEST_WORDS)
    varies = text(longest=LONGEST_WORDS)
    busy = text(longest=LONGEST_WORDS)
    better = text(longest=LONGEST_WORDS)


class SavedPage(_Page):
    """`then`: where to go after it is saved. `set_aside`: this record is not read, or (`read`) it is after all."""

    then = choice(("next", "words", "stay"), _STRANGE, optional=True)
    set_aside = choice([*SetAside, "read"], say("Choose why this record is not read."), optional=True)


class FinishedPage(_Page):
    draft = one_id(say("Start again from Today."))
    anyway = fields.Boolean(load_default=False)
    on_its_own = fields.Boolean(load_default=False)


def read_page(form: _Page, sent: MultiDict[str, str]) -> dict[str, Any]:
    """The form's values, with `page` in them; refuses by the name of the field as it stands on the page."""
    try:
        given: dict[str, Any] = form.load(grouped(sent))
    except ValidationError as error:
        wrong = dict(_named(error.messages_dict, form))
        strange = wrong.pop("", None)
        raise Refusal(Why.INVALID, *((strange,) if strange else ()), fields=wrong) from error
    return {**given, "page": _page(given)}


def grouped(sent: MultiDict[str, str]) -> dict[str, Any]:
    """The form with what belongs to one item together: {"items": {6: {"outcome": "well"}}, …}."""
    items: dict[int, dict[str, Any]] = {}
    rest: dict[str, Any] = {}
    for name, values in sent.lists():
        if (found := _FIELD.fullmatch(name)) is None:
            rest[name] = values if name == "hard" else values[0]
            continue
        what, number, key = found.groups()
        item = items.setdefault(int(number), {})
        if key is not None:
            item.setdefault(what, {})[key] = values[0]
        else:
            item[what] = values if what == "alert" else tidy(values[0])
    return {**rest, "items": items} if items else rest


def _page(given: Mapping[str, Any]) -> Page:
    set_aside = given.get("set_aside")
    return Page(
        record=given["record"],
        items={number: _sent(item) for number, item in given["items"].items()},
        words={name: given[name] for name in (*QUESTIONS, "hard", "strength", "coaching")}
        if given["with_words"]
        else None,
        context=Context(
            worker_id=given["worker"],
            shift=Shift(given["shift"]) if given["shift"] else None,
            announced=given["announced"],
            setting=given["setting"],
            answered_by=AnsweredBy(given["answered_by"]) if given["answered_by"] else None,
        )
        if given["with_context"]
        else None,
        set_aside=SetAside(set_aside) if set_aside not in {None, "read"} else None,
        read_after_all=set_aside == "read",
    )


def _sent(item: Mapping[str, Any]) -> Sent:
    said = Said(
        points={key: Heard(heard) for key, heard in item["point"].items()},
        alerts=frozenset(item["alert"]),
        reason=item["reason"],
        again={key: Heard(heard) for key, heard in item["again"].items()},
    )
    return Sent(outcome=item["outcome"], note=item["note"], said=said if item["asked"] else None)


def _named(messages: Mapping[str, Any], form: _Page) -> list[tuple[str, Sentence]]:
    """Each field that needs another look; what no page sends is told once, under no name."""
    found: list[tuple[str, Sentence]] = []
    for name, inner in messages.items():
        if name == "items" and isinstance(inner, dict):
            for number, item in inner.items():
                said = item.get("value", {}) if isinstance(item, dict) else {}
                note = said.get("note") if isinstance(said, dict) else None
                found.append((f"note-{number}", note[0]) if note else ("", _STRANGE))
        elif name in form.fields and isinstance(inner, list) and isinstance(inner[0], Sentence):
            found.append((name, inner[0]))
        else:
            found.append(("", _STRANGE))
    return found
