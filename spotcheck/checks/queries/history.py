"""The history of a check in words, as far as the person who looks may read it."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from spotcheck.checklists.rules import Kind, outcome
from spotcheck.checks.queries.answers import Answers
from spotcheck.checks.queries.check import Opened
from spotcheck.checks.rules.judgement import PassedTo
from spotcheck.checks.rules.reply import ReplyKind
from spotcheck.checks.rules.sight import Sight
from spotcheck.core.history import HistoryLine
from spotcheck.core.words import Sentence, day_in_words, say
from spotcheck.organisation.told import Told, tell
from spotcheck.tracker.rules.words import RISK_NAMES, Risk

HISTORY = {
    "captured": say("captured this check"),
    "other content refused": say("sent other content for this check; it was kept beside and changes nothing"),
    "corrected": say("corrected an answer"),
    "reviewed": say("reviewed this check"),
    "passed on": say("passed it on, outside Spotcheck"),
    "replied": say("replied"),
    "photo added": say("added a photo"),
    "photo taken away": say("took a photo away; it is gone"),
    "held back": say("held it back from the person observed"),
    "shown again": say("ended holding it back"),
}

# Lines for those who decide only, and lines for everybody but the person observed.
_KEPT = {"passed on", "held back", "shown again"}
_JUDGED = {"reviewed", "other content refused"}

Changes = tuple[tuple[Sentence, Any, Any], ...]


def history_of(
    opened: Opened, lines: Sequence[HistoryLine], answers: Answers, reviewers: Mapping[uuid.UUID, str]
) -> list[Told]:
    """These lines, as far as this person may read them. A query when somebody is in it who is not among `reviewers` and
    those known."""
    check, sight = opened.check, opened.sight
    known = {check.author_id: opened.author, **answers.names, **reviewers}
    if check.worker_id is not None and opened.worker is not None:
        known[check.worker_id] = opened.worker
    hidden = _hidden(sight, passed_on=opened.shown.passed_on)
    told = [line for line in lines if line.what not in hidden]
    items = {item.id: item.text for item in answers.items}

    def changes(line: HistoryLine) -> Changes:
        return _changes(line, opened.kind, items)

    return tell(told, lambda line: HISTORY[line.what], changes, with_names=sight.names, known=known)


def _hidden(sight: Sight, *, passed_on: bool) -> set[str]:
    """How a check that was passed on was judged is for those who decide, as that it was."""
    if sight.kept:
        return set()
    return _KEPT | (_JUDGED if passed_on or not sight.judged else set())


def _changes(line: HistoryLine, kind: Kind, items: Mapping[uuid.UUID, str]) -> Changes:
    if line.payload is None:  # a retention rule took it; the line itself stays
        return ()
    before, after = line.payload.get("before", {}), line.payload.get("after", {})
    match line.what:
        case "corrected":
            asked = Sentence(items[uuid.UUID(after["item"])])
            return ((asked, _label(kind, before["outcome"]), _label(kind, after["outcome"])),)
        case "reviewed":
            return _reviewed(after)
        case "passed on":
            return ((say("To"), None, PassedTo(after["to"]).label), (say("On"), None, _day(after["on"])))
        case "held back":
            return ((say("Shown from"), None, _day(after["until"])),)
        case "photo added":
            return ((say("Of"), None, items[uuid.UUID(after["item"])]),)
        case "photo taken away":
            return ((say("Of"), None, items[uuid.UUID(before["item"])]),)
        case "replied":
            return ((say("In short"), None, ReplyKind(after["kind"]).label),)
    return ()


def _reviewed(after: Mapping[str, Any]) -> Changes:
    told: list[tuple[Sentence, Any, Any]] = [(say("Risk"), None, RISK_NAMES[Risk(after["risk"])])]
    if "stands" in after:
        told.append((say("Counts as evidence"), None, say("Yes") if after["stands"] else say("No")))
    if after["strengths"]:
        told.append((say("Strengths recorded"), None, after["strengths"]))
    if after["gaps"]:
        told.append((say("Gaps recorded"), None, after["gaps"]))
    return tuple(told)


def _label(kind: Kind, value: str) -> Sentence | str:
    found = outcome(kind, value)
    return found.label if found is not None else value


def _day(iso: str) -> str:
    return day_in_words(date.fromisoformat(iso))
