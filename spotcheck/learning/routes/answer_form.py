"""The form of an answer, the same at every door: what was sent with it, and what it shows once more."""

from __future__ import annotations

from typing import Any

from flask import request

from spotcheck.checklists.choice_rules import texts_of
from spotcheck.core.forms import plain_id, read
from spotcheck.core.ids import new_id
from spotcheck.core.languages import ENGLISH, language
from spotcheck.core.refusals import Refusal
from spotcheck.learning.operations.answering import Given
from spotcheck.learning.queries.languages import Shown, shown_in
from spotcheck.learning.queries.rows import Row
from spotcheck.learning.rules.answering import Door, as_kept
from spotcheck.learning.schemas.prompts import Answered


def sent_answer(door: Door) -> Given:
    """What was sent; refuses by field what is no answer at all."""
    given = read(Answered(), request.form)
    return Given(
        id=given["id"],
        words=given["words"] or "",
        door=door,
        chosen=given["chosen"],
        sure=given["sure"],
        language=given["language"],
    )


def question_in(row: Row, *, own: str | None = None) -> Shown:
    """The question with the language beside it that this page is asked for, or else that is chosen once for all."""
    tag = request.form.get("shown") or request.args.get("language") or own
    return shown_in(row.prompt.organisation_id, row.checklist_id, row.item, tag)


def same_language() -> str | None:
    """For the address of the page that follows: the language that stood beside the English; none, where none was."""
    tag = request.form.get("shown", "")
    return tag if tag == ENGLISH or language(tag) else None


def answer_form(row: Row, shown: Shown, refusal: Refusal | None = None) -> dict[str, Any]:
    """What `learning/_answer_fields.html` needs. `kept`: what was sent, to be read where it can no longer be."""
    chosen = request.form.getlist("chosen")
    beside = shown.beside
    return {
        "form_id": plain_id(request.form.get("id")) or new_id(),
        "lines": [(one["key"], one["text"], beside.lines.get(one["key"]) if beside else None) for one in row.lines],
        "shown": shown,
        "chosen": chosen,
        "given": request.form,
        "kept": as_kept(texts_of(row.lines, chosen), request.form.get("words", "")),
        "said": refusal.sentences if refusal else (),
        "wrong": refusal.fields if refusal else {},
    }
