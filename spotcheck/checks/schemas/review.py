"""The form of a review. The fields of a finding are named after its standard: `finding-<id>`, `text-<id>`, …"""

from __future__ import annotations

import re
import uuid
from collections.abc import Mapping
from typing import Any

from marshmallow import RAISE, Schema, fields

from spotcheck.checks.rules.judgement import Judged, Judgement, PassedTo
from spotcheck.core.forms import LONGEST_TEXT, Form, choice, read, text, tidy
from spotcheck.core.words import say
from spotcheck.tracker.rules.words import FindingKind, Risk

LEFT_OUT = "none"
_STRANGE = say("The page sent something that is not known here. Load the page again.")
_FIELD = re.compile(r"(finding|text|start|title|change)-([0-9a-f-]{36})")


class _Finding(Schema):
    class Meta:
        unknown = RAISE

    finding = choice((*FindingKind, LEFT_OUT), _STRANGE, optional=True)
    text = fields.String(load_default="")
    start = fields.Boolean(load_default=False)
    title = fields.String(load_default="")
    change = fields.String(load_default="")


class Reviewed(Form):
    """What is missing is said by `rules.judgement`, all at once, so here nothing is required."""

    corrections_seen = fields.Integer(required=True, error_messages={"required": [_STRANGE], "invalid": [_STRANGE]})
    risk = choice(Risk, say("Choose how much risk you see."), optional=True)
    commentary = text(longest=LONGEST_TEXT)
    stands = fields.Boolean(load_default=None, error_messages={"invalid": [say("Choose one of the two.")]})
    stands_reason = text(longest=LONGEST_TEXT)
    not_for_coaching = fields.Boolean(load_default=False)
    passed_to = choice(PassedTo, say("Say who has it now: safeguarding or HR."), optional=True)
    passed_on = fields.Date(load_default=None, error_messages={"invalid": [say("Write the day as 2026-11-27.")]})
    findings = fields.Dict(keys=fields.UUID(), values=fields.Nested(_Finding), load_default={})


def read_review(sent: Mapping[str, str]) -> Judgement:
    """The judgement on the form; refuses by the name of a field as it stands on the page."""
    given = read(Reviewed(), _grouped(sent))
    found: dict[uuid.UUID, dict[str, Any]] = given.pop("findings")
    findings = tuple(
        _judged(standard_id, one) for standard_id, one in found.items() if one["finding"] not in {None, LEFT_OUT}
    )
    words: dict[str, Any] = {name: given.pop(name) or "" for name in ("commentary", "stands_reason")}
    return Judgement(**given, **words, findings=findings)


def _judged(standard_id: uuid.UUID, one: Mapping[str, Any]) -> Judged:
    kind = FindingKind(one["finding"])
    return Judged(
        standard_id=standard_id,
        kind=kind,
        text=one["text"],
        start=one["start"] and kind is FindingKind.GAP,
        title=one["title"],
        change=one["change"],
    )


def _grouped(sent: Mapping[str, str]) -> dict[str, Any]:
    """The form with what belongs to one finding together: {"findings": {id: {"finding": "gap", …}}, …}."""
    findings: dict[str, dict[str, Any]] = {}
    rest: dict[str, Any] = {}
    for name, value in sent.items():
        if found := _FIELD.fullmatch(name):
            findings.setdefault(found[2], {})[found[1]] = tidy(value)
        else:
            rest[name] = value
    return {**rest, "findings": findings} if findings else rest
