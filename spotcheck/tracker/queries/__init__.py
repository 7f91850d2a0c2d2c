"""Reads of the tracker, from what a person may see; and the plain facts that its rules decide on."""

from spotcheck.tracker.queries.actions import (
    action,
    action_thing,
    every_requirement,
    evidence_of,
    finding,
    findings_of,
    plan_of,
    requirement,
    standards_asked_by,
    visible_to,
)
from spotcheck.tracker.queries.closing import (
    action_facts,
    capture_refused,
    closing_of,
    closings_of,
    could_verify_action,
    draw_facts,
    evidence_fact,
    requirement_facts,
    standard_texts,
    used_in_this_round,
)
from spotcheck.tracker.queries.needs import Need, needs_at
from spotcheck.tracker.queries.page import candidates

__all__ = [
    "Need",
    "action",
    "action_facts",
    "action_thing",
    "candidates",
    "capture_refused",
    "closing_of",
    "closings_of",
    "could_verify_action",
    "draw_facts",
    "every_requirement",
    "evidence_fact",
    "evidence_of",
    "finding",
    "findings_of",
    "needs_at",
    "plan_of",
    "requirement",
    "requirement_facts",
    "standard_texts",
    "standards_asked_by",
    "used_in_this_round",
    "visible_to",
]
