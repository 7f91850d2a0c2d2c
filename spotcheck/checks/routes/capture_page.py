"""The two pages of a draft (items, then words), and where each way of sending them leads."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from flask import request, url_for
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from spotcheck.checklists.rules import Kind
from spotcheck.checks.models import Draft
from spotcheck.checks.operations.drafts import context_of
from spotcheck.checks.operations.finishing import Waiting
from spotcheck.checks.queries.drafts import Capturing, capturing
from spotcheck.checks.queries.facts import next_look
from spotcheck.checks.queries.pairs import pair_of
from spotcheck.checks.routes import sheet_view
from spotcheck.checks.routes.starting_page import context_choices, plan_in_words, to_today
from spotcheck.checks.rules.drafting import Page
from spotcheck.checks.rules.finishing import Open
from spotcheck.checks.rules.progress import Spot, next_open, page_done, record_after
from spotcheck.checks.schemas.capture import grouped
from spotcheck.core.clock import local_date
from spotcheck.core.refusals import Refusal, Why
from spotcheck.core.words import Sentence, say
from spotcheck.organisation.other_numbers import other_numbers
from spotcheck.organisation.queries import names, people_at, service
from spotcheck.web.errors import status_of
from spotcheck.web.guard import now
from spotcheck.web.respond import go, respond
from spotcheck.web.transaction import undo

PAGES = {
    Kind.OBSERVATION: "checks/capture/observation.html",
    Kind.INTERVIEW: "checks/capture/interview.html",
    Kind.SAMPLE: "checks/capture/sample.html",
    Kind.VOICE: "checks/capture/voice.html",
}


def capture_page(draft: Draft) -> Response:
    """The page that the address names; a sample opens at the record to go on with."""
    whole = capturing(draft, at=now())
    if request.args.get("page") == "words":
        return words_page(whole)
    return items_page(whole, _record_asked(whole))


def items_page(whole: Capturing, record: int, refusal: Refusal | None = None) -> Response:
    """What is seen, heard or read."""
    shown = sheet_view.record_view(whole, record)
    if whole.kind is Kind.SAMPLE and shown is None:
        raise NotFound
    typed = grouped(request.form).get("items", {}) if refusal else {}
    wrong = refusal.fields if refusal else {}
    return respond(
        PAGES[whole.kind],
        part="checks/capture/_bar.html",
        also=("checks/capture/_about.html",),
        status=status_of(refusal) if refusal else 200,
        parts=sheet_view.parts(whole, record, typed, wrong),
        choices=sheet_view.choices(whole.kind),
        again=sheet_view.HEARD_AGAIN,
        record=shown,
        states=sheet_view.STATES,
        reasons=sheet_view.REASONS,
        next_words=say("Next record") if record_after(whole.sheet, record) else say("Next"),
        next_value="next",
        **context_choices(whole.version),
        colleagues=_colleagues(whole),
        **_frame(whole, record, refusal),
    )


def words_page(whole: Capturing, refusal: Refusal | None = None, waiting: Waiting | None = None) -> Response:
    """What is said in words, all of it optional; then finish."""
    status = status_of(refusal) if refusal else 422 if waiting else 200
    return respond(
        "checks/capture/words.html",
        part="checks/capture/_bar.html",
        status=status,
        words=request.form if refusal else whole.draft.words,
        hard=request.form.getlist("hard") if refusal else whole.draft.words.get("hard", ()),
        **sheet_view.asked_in_words(whole.kind),
        waiting=waiting,
        next_words=say("Finish"),
        next_value="",
        todo=[_as_link(whole, one) for one in waiting.open] if waiting else [],
        **_frame(whole, 0, refusal),
    )


def saved(draft: Draft, page: Page, then: str | None) -> Response:
    """After a tap: what changed on the page. After a button: on to what it says."""
    whole = capturing(draft, at=now())
    if then is None:
        return words_page(whole) if page.words is not None else items_page(whole, page.record)
    if then == "stay":
        return go("checks.draft_page", **_at(draft, next_open(whole.sheet, page.record), page))
    after = record_after(whole.sheet, page.record) if whole.kind is Kind.SAMPLE and then == "next" else None
    if after is not None:
        return go("checks.draft_page", draft_id=draft.id, record=after)
    return go("checks.draft_page", draft_id=draft.id, page="words")


def refused_page(draft: Draft | None, refusal: Refusal) -> Response:
    """The page as it was sent, with what still needs another look. Nothing typed is lost."""
    undo()
    if draft is None or refusal.why is not Why.INVALID:
        raise refusal
    whole = capturing(draft, at=now())
    if request.form.get("with_words"):
        return words_page(whole, refusal)
    return items_page(whole, request.form.get("record", 0, type=int), refusal)


def waiting_page(draft: Draft | None, waiting: Waiting) -> Response:
    """What to look at before finishing, each a link, and the way to finish anyway."""
    if draft is None:
        raise NotFound
    return words_page(capturing(draft, at=now()), waiting=waiting)


def _frame(whole: Capturing, record: int, refusal: Refusal | None) -> dict[str, Any]:
    """What both pages show around their content."""
    draft = whole.draft
    there = service(draft.organisation_id, draft.service_id)
    done, total = page_done(whole.sheet, record)
    return {
        "back": to_today(),
        "draft": draft,
        "version": whole.version,
        "kind": whole.kind,
        "context": context_of(draft),
        "about": sheet_view.about(draft, _worker(draft)),
        "plan": plan_in_words(whole.action),
        "counts": _counts(whole),
        "done": done,
        "total": total,
        "saved": say("Saved") if draft.answers or draft.words else None,
        "service": there,
        "pair": pair_of(draft.organisation_id, draft.id),
        "closed": say(
            "This service closed on %(day)s. You can still finish this check.", day=local_date(there.ended_at)
        )
        if there and there.ended_at
        else None,
        "others_to_ring": other_numbers(there) if there else (),
        "at_risk": url_for("messages.at_risk", service=draft.service_id),
        "said": refusal.sentences if refusal else (),
        "wrong": refusal.fields if refusal else {},
    }


def _counts(whole: Capturing) -> Sequence[Sentence]:
    """What would count for the plan, and what this check would repeat as it is."""
    draft = whole.draft
    repeats = next_look(whole.requirement, by=draft.author_id, at=now())
    return repeats.told(local_date(draft.opened_at), draft.worker_id) if repeats else ()


def _worker(draft: Draft) -> str | None:
    return names(draft.organisation_id, [draft.worker_id]).get(draft.worker_id) if draft.worker_id else None


def _colleagues(whole: Capturing) -> list[tuple[uuid.UUID, str]]:
    """Whom this may be about, in case the wrong name was tapped."""
    if whole.kind in {Kind.SAMPLE, Kind.VOICE}:
        return []
    staff = people_at(whole.draft.organisation_id, whole.draft.service_id, at=now())
    return [(one.id, one.name) for one in staff if one.id != whole.draft.author_id]


def _record_asked(whole: Capturing) -> int:
    """The record that the address names, else the one to go on with."""
    if whole.kind is not Kind.SAMPLE:
        return 0
    to_go = next_open(whole.sheet)
    return request.args.get("record", to_go.record if to_go else 1, type=int)


def _at(draft: Draft, to_go: Spot | None, page: Page) -> dict[str, Any]:
    """The address of the next open item; of the page that was sent when none is open."""
    if page.words is not None:
        return {"draft_id": draft.id, "page": "words"}
    record = {"record": to_go.record if to_go else page.record} if page.record else {}
    return {"draft_id": draft.id, **record, "_anchor": f"item-{to_go.item}" if to_go else None}


def _as_link(whole: Capturing, one: Open) -> dict[str, Any]:
    if one.field is not None:
        return {"says": one.says, "href": f"#{one.field}"}
    if one.spot is None:
        return {"says": one.says}
    record: dict[str, Any] = {"record": one.spot.record} if one.spot.record else {}
    anchor = f"item-{one.spot.item}" if one.spot.item else None
    return {"says": one.says, "href": url_for("checks.draft_page", draft_id=whole.draft.id, **record, _anchor=anchor)}
