"""The pages before the first item: one question at a time, and none that has only one answer."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from typing import Any

from flask import request, url_for
from werkzeug.wrappers import Response

from spotcheck.checklists.models import ChecklistVersion
from spotcheck.checklists.rules import Kind
from spotcheck.checks.queries.facts import drawn_facts
from spotcheck.checks.queries.starting import Starting
from spotcheck.checks.rules.capture import usual_shift
from spotcheck.checks.rules.content import AnsweredBy, Shift
from spotcheck.core.clock import local_date
from spotcheck.core.forms import plain_id
from spotcheck.core.ids import new_id
from spotcheck.core.permissions import Answer, Thing, Verb, may
from spotcheck.core.refusals import Refusal
from spotcheck.core.words import Sentence, say
from spotcheck.organisation.rules import KIND_WORDS
from spotcheck.sampling.rules.words import spread_in_words
from spotcheck.tracker.models import Action
from spotcheck.tracker.rules.asked_words import WORKER_SEEN
from spotcheck.tracker.rules.words import reference
from spotcheck.web.errors import status_of
from spotcheck.web.guard import now, standing
from spotcheck.web.respond import respond

KINDS = (
    (Kind.OBSERVATION, say("Observe"), say("See how a colleague works, and say what you saw."), "eye"),
    (Kind.INTERVIEW, say("Ask"), say("Hear how a colleague would do it, and why."), "ask"),
    (Kind.SAMPLE, say("Sample"), say("Read records that chance has chosen."), "read"),
    (Kind.VOICE, say("Listen"), say("Ask a person or their family three short questions."), "talk"),
)
_WHICH = {
    Kind.OBSERVATION: say("What will you watch?"),
    Kind.INTERVIEW: say("What will you ask about?"),
    Kind.SAMPLE: say("What will you read?"),
    Kind.VOICE: say("What will you ask people about?"),
}
WHOM = {Kind.OBSERVATION: say("Whom do you observe?"), Kind.INTERVIEW: say("Whom do you ask?")}


def starting_page(found: Starting, refusal: Refusal | None = None) -> Response:
    """The next thing to choose, or the form that opens the draft."""
    context: dict[str, Any] = {
        "back": to_today(),
        "said": refusal.sentences if refusal else (),
        "wrong": refusal.fields if refusal else {},
        "given": request.form,
        "can_join": found.kind is Kind.OBSERVATION and found.plan is None,
        "plan": plan_in_words(found.plan[1] if found.plan else None),
    }
    status = status_of(refusal) if refusal else 200
    if found.kind is None:
        rows = [(title, says, icon, {"kind": kind.value}) for kind, title, says, icon in KINDS]
        return _choose(say("What kind of check?"), rows, **context)
    if found.service is None:
        places = [(one.name, KIND_WORDS[one.kind], "place", _with(found, service=one.id)) for one in found.services]
        return _choose(say("Where are you?"), places, **context)
    if found.closed:
        return respond("checks/capture/plan_closed.html", sentences=found.closed, status=409, **context)
    if found.chosen is None:
        titles = [
            (version.title, version.about, _ICONS[found.kind], _with(found, checklist=checklist.id))
            for checklist, version in found.checklists
        ]
        return _choose(_WHICH[found.kind], titles, **context)
    context |= {"found": found, "checklist": found.chosen[0], "version": found.chosen[1]}
    if found.kind is Kind.SAMPLE and found.draw is None:
        counters = [(one.id, one.name) for one in found.counters]
        return respond("checks/capture/new_draw.html", status=status, counters=counters, **context)
    return respond(
        _page(found),
        status=status,
        heading=WHOM.get(found.kind),
        counts=found.repeats.told(local_date(now())) if found.repeats else (),
        worker_seen=WORKER_SEEN,
        in_short=_in_short(found),
        draft_id=plain_id(request.form.get("id")) or new_id(),
        shift=request.form.get("shift") or usual_shift(now()).value,
        announced=request.form.get("announced", "false"),
        setting=request.form.get("setting", ""),
        **context_choices(found.chosen[1]),
        **_drawn(found),
        **context,
    )


def _in_short(found: Starting) -> str:
    """Where the interview that a plan asks for can be a short question instead; nothing for whoever asks none there."""
    if found.plan is None or found.kind is not Kind.INTERVIEW:
        return ""
    here = Thing(found.thing.organisation_id, found.thing.service_id)
    asks = may(standing(), Verb.ASK_PROMPT, here) is Answer.ALLOWED
    return f"/prompts/new?requirement={found.plan[0].id}" if asks else ""


def _page(found: Starting) -> str:
    if found.kind is Kind.VOICE:
        return "checks/capture/new_voice.html"
    return "checks/capture/new_sample.html" if found.draw else "checks/capture/new_check.html"


def to_today() -> dict[str, Any]:
    """The way back from every page of capturing."""
    return {"label": say("Today"), "href": url_for("desk.today_page")}


def plan_in_words(action: Action | None) -> Sentence | None:
    """What this check is for, when an action waits for it."""
    if action is None:
        return None
    return say("For action %(reference)s: %(title)s", reference=reference(action.number), title=action.title)


def context_choices(version: ChecklistVersion) -> dict[str, Any]:
    """What can be chosen about the shift and the place."""
    return {
        "shifts": [{"value": one.value, "words": one.label} for one in Shift],
        "answerers": [(one.value, one.label) for one in AnsweredBy],
        "settings": [(one, one) for one in version.settings],
    }


def _drawn(found: Starting) -> dict[str, Any]:
    """The records to fetch, in drawn order, and how they are spread where codes were given."""
    if found.draw is None:
        return {}
    drawn = drawn_facts(found.draw, found.plan[0] if found.plan else None, found.read_from)
    first, last = drawn.read_from - 1, drawn.read_from - 1 + drawn.size
    records = list(islice(zip(drawn.numbers, drawn.references, strict=True), first, last))
    return {
        "spread": spread_in_words([number for number, _ in records], found.draw.sheet),
        "numbers": [
            {"place": place, "number": number, "reference": name}
            for place, (number, name) in enumerate(records, start=drawn.read_from)
        ],
    }


def _choose(heading: Sentence, rows: Sequence[tuple[Any, Any, str, dict[str, Any]]], **context: Any) -> Response:
    choices = [
        {"title": title, "says": says, "icon": icon, "href": url_for("checks.new_check", **values)}
        for title, says, icon, values in rows
    ]
    return respond("checks/capture/choose.html", heading=heading, choices=choices, **context)


def _with(found: Starting, **values: Any) -> dict[str, Any]:
    """The address so far, and one thing more."""
    if found.plan is not None:
        return {"requirement": found.plan[0].id, **values}
    there = {"service": found.service.id} if found.service else {}
    return {"kind": found.kind.value if found.kind else None, **there, **values}


_ICONS = {kind: icon for kind, _, _, icon in KINDS}
