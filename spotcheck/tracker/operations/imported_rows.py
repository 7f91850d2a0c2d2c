"""What becomes of a row of an old plan: an action, made by the same verbs as by hand; here already; or left out.

Nothing closes here: what was complete in the old plan comes in as proposed, or is left out by choice (R6)."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from spotcheck.core.clock import local_date
from spotcheck.core.history import take_turn
from spotcheck.core.permissions import Answer, Standing, Thing, Verb, may
from spotcheck.core.refusals import Refusal, Why
from spotcheck.core.words import Sentence, say
from spotcheck.tracker.import_models import ActionImport, ImportedRow
from spotcheck.tracker.models import Action
from spotcheck.tracker.operations.actions import agree, propose_action
from spotcheck.tracker.operations.imports import record
from spotcheck.tracker.operations.move import note
from spotcheck.tracker.operations.plan import add_requirement
from spotcheck.tracker.queries import imports as queries
from spotcheck.tracker.queries.ways import ways_to_look
from spotcheck.tracker.rules import clarity, old_plan, plan
from spotcheck.tracker.rules.old_plan import Outcome
from spotcheck.tracker.rules.words import Look


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody said about a row. `checklist_id` None: the usual look."""

    service_id: uuid.UUID | None
    standard_id: uuid.UUID | None
    title: str
    change: str
    lead_id: uuid.UUID | None = None
    due_on: date | None = None
    support: str = ""
    criteria: str = ""
    checklist_id: uuid.UUID | None = None


def keep_answers(row: ImportedRow, answers: Mapping[str, str], *, by: Standing) -> None:
    """Keep what was said about a row so far, so that it can be gone on with later."""
    take_turn(by.organisation_id, row)
    if row.outcome is None:
        row.answers = dict(answers)


def bring_row(
    one: ActionImport, row: ImportedRow, said: Said, *, agreed: bool, by: Standing, at: datetime
) -> ImportedRow:
    """Make an action of this row: proposed, or agreed when it has all that R4 asks for.

    A row that was decided before stays as it is; one that says the same as an action brought before is here already."""
    take_turn(by.organisation_id, one, row)
    if row.outcome is not None:
        return row
    if agreed and old_plan.is_ended(row.fields):
        raise Refusal(
            Why.INVALID,
            say("It was complete in the old plan, so it comes in as proposed. A fresh look is what closes it."),
        )
    service_id, standard_id = _placed(said, _lacks(said, at=at) if agreed else {}, by)
    if before := queries.brought_before(one.organisation_id, [row.digest]).get((row.digest, service_id)):
        _decided(one, row, Outcome.ALREADY, action_id=before)
        record(one, "row already here", by=by, at=at, after={"row": row.number})
        return row
    action = propose_action(
        service_id=service_id, standard_id=standard_id, title=said.title, change=said.change, by=by, at=at
    )
    written = "\n".join(f"{cell['header']}: {cell['text']}" for cell in row.written)
    after = {"file": one.file_name, "row": row.number, "as written": written}
    note(action, "brought in", by=by.person_id, at=at, after=after)
    if agreed:
        _agree(action, said, by=by, at=at)
    _decided(one, row, Outcome.AGREED if agreed else Outcome.PROPOSED, action_id=action.id)
    record(one, "row brought in", by=by, at=at, after={"row": row.number})
    return row


def leave_out(one: ActionImport, row: ImportedRow, *, reason: str, by: Standing, at: datetime) -> ImportedRow:
    """No action is made of this row, with a reason."""
    take_turn(by.organisation_id, one, row)
    if row.outcome is not None:
        return row
    if not reason.strip():
        raise Refusal(Why.INVALID, fields={"reason": say("Say why this row is left out. It is kept in the history.")})
    row.reason = reason.strip()
    _decided(one, row, Outcome.LEFT_OUT)
    record(one, "row left out", by=by, at=at, after={"row": row.number}, reason=row.reason)
    return row


def _decided(one: ActionImport, row: ImportedRow, outcome: Outcome, *, action_id: uuid.UUID | None = None) -> None:
    row.outcome, row.action_id = outcome.value, action_id
    one.sheets = None  # the rows stand for themselves now


def _lacks(said: Said, *, at: datetime) -> dict[str, Sentence]:
    """What R4 asks for and nobody said, so that it is asked for together with the rest."""
    return clarity.agreement_refused(
        lead_has_account=True if said.lead_id else None,
        lead_works_there=True,  # asked when the action is agreed, below
        due_on=said.due_on,
        support=said.support,
        criteria=said.criteria,
        looks=[Look.SAMPLE],  # what is looked at is asked of the row's standard, below
        today=local_date(at),
    )


def _placed(said: Said, lacks: Mapping[str, Sentence], by: Standing) -> tuple[uuid.UUID, uuid.UUID]:
    wrong: dict[str, Sentence] = {}
    about = Thing(by.organisation_id, said.service_id)
    if said.service_id is None or may(by, Verb.AGREE_ACTION, about) is not Answer.ALLOWED:
        wrong["service_id"] = say("Choose the service.")
    elif said.service_id not in dict(queries.services_to_bring_to(by)):
        wrong["service_id"] = say("Choose a service that is open.")
    if said.standard_id is None:
        wrong["standard_id"] = say("Choose the standard this is about.")
    if said.service_id is None or said.standard_id is None or wrong:
        raise Refusal(Why.INVALID, fields={**wrong, **lacks})
    return said.service_id, said.standard_id


def _agree(action: Action, said: Said, *, by: Standing, at: datetime) -> None:
    """With the look that was chosen, or the usual one: the first that asks about the standard, in the usual size."""
    ways = [way for way in ways_to_look(action.organisation_id) if way.standard_id == action.standard_id]
    chosen = next((way for way in ways if said.checklist_id in {None, way.checklist_id}), None)
    wrong: dict[str, Sentence] = {}
    if chosen is None:
        wrong["checklist_id"] = (
            say("This checklist does not ask about this standard. Choose another, or the usual look.") if ways
            else say("No checklist asks about this standard yet. Propose it for now, or choose another standard.")
        )  # fmt: skip
    else:
        size, allowed, weeks = plan.numbers(chosen.look, None, None, None)
        add_requirement(
            action,
            standard_id=action.standard_id,
            checklist_id=chosen.checklist_id,
            size=size,
            allowed=allowed,
            weeks=weeks,
            asks=plan.usual_conditions(chosen.look, size, queries.give_care(action, at=at)),
            by=by,
            at=at,
        )
    try:
        agree(
            action,
            lead_id=said.lead_id,
            due_on=said.due_on,
            support=said.support,
            criteria=said.criteria,
            by=by,
            at=at,
        )
    except Refusal as refusal:  # all that is needed is said at once, and nothing of it is kept
        fields = {_OF_THE_ROW.get(name, name): why for name, why in refusal.fields.items()}
        raise Refusal(Why.INVALID, fields=fields | wrong) from refusal


_OF_THE_ROW = {"requirements": "checklist_id"}  # the one look that a row asks for
