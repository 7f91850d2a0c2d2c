"""Bringing to the tracker what short questions show of an action: when they are answered, and when they are read."""

from __future__ import annotations

from datetime import datetime

from spotcheck.core import history
from spotcheck.core.permissions import Standing
from spotcheck.core.words import Sentence
from spotcheck.learning.models import Prompt
from spotcheck.learning.queries.looks import InPlan, in_plan
from spotcheck.learning.rules.looks import Shows, came_in_time
from spotcheck.organisation.queries import standing_of
from spotcheck.tracker.operations import Brought, bring_evidence, note_ended
from spotcheck.tracker.queries import capture_refused
from spotcheck.tracker.rules.questions import asked_since
from spotcheck.tracker.rules.words import Source


def bring(prompt: Prompt, *, at: datetime, read_by: Standing | None = None) -> None:
    """What the look shows now that something is different: an answer came, somebody read it, it was taken back.

    Asked for no action: nothing. What cannot count (any more) is said in the history of the action, once. Only whoever
    reads (`read_by`) brings more than that it waits to be read.
    """
    found = in_plan(prompt)
    if found is None:
        return
    shows = found.look.shows
    if shows is Shows.NOTHING and found.look.why is not None:
        _end(found, found.look.why, at=at)
    elif shows is Shows.UNREAD or (shows in {Shows.MET, Shows.MISSED} and read_by is not None):
        why_not = None if found.evidence is not None else _too_early_or_late(found, at=at)
        if why_not is not None:
            _end(found, why_not, at=at)
        else:
            _bring(found, read_by if shows is not Shows.UNREAD else None, at=at)


def _bring(found: InPlan, read_by: Standing | None, *, at: datetime) -> None:
    """By whoever asked, until somebody has read it: the worker is named nowhere."""
    prompt, began_at, there = found.rows[0].prompt, found.began_at, found.evidence
    if prompt.asked_by_id is None or began_at is None:
        raise LookupError("a look was asked by somebody, and answered")
    misses = int(found.look.shows is Shows.MISSED)
    if there is not None and there.reviewed_by_id is not None and there.misses == misses:
        return  # a miss that was read stays as it was read
    brought = Brought(
        requirement_id=found.requirement.id,
        source_id=found.id,
        source=Source.QUESTION,
        began_at=began_at,
        captured_by=prompt.asked_by_id,
        observed=prompt.worker_id,
        shift=None,
        draw_id=None,
        usable=1,
        misses=misses,
    )
    asker = standing_of(prompt.organisation_id, prompt.asked_by_id, at=at)
    if read_by is None:
        bring_evidence(brought, by=asker, at=at)
    else:
        bring_evidence(brought, by=read_by, at=at, reviewed_by=read_by.person_id, stands=True)


def _too_early_or_late(found: InPlan, *, at: datetime) -> Sentence | None:
    """Why it came at the wrong time; judged as a look of whoever asked, at the moment of the answer."""
    prompt = found.rows[0].prompt
    if prompt.asked_by_id is None:
        raise LookupError("a look was asked by somebody")
    asker = standing_of(prompt.organisation_id, prompt.asked_by_id, at=at)
    closed = capture_refused(asker, found.requirement, at=found.began_at or at)
    return came_in_time(asked_at=prompt.made_at, done_at=found.action.done_at, waits=not closed)


def _end(found: InPlan, why: Sentence, *, at: datetime) -> None:
    """Said once, and not of what is evidence already."""
    lines = history.lines(found.action.organisation_id, "action", found.action.id)
    prompt = found.rows[0].prompt
    waits = [one.question_id for one in asked_since(lines) if one.why_not is None]
    if found.evidence is None and found.id in waits:
        note_ended(found.requirement, question_id=found.id, why=why, by=prompt.asked_by_id, at=at)
