"""An action plan that a home brings as a table: what its columns are, and what each of its rows says. Pure.

A guess is only ever a guess: it is shown, and somebody corrects it. What is not clear stays empty.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from spotcheck.core.sheets import Sheet
from spotcheck.core.words import Sentence, say, say_n
from spotcheck.tracker.rules.clarity import LONGEST_TITLE

MOST_ROWS = 200


class Field(StrEnum):
    """What a column of an old plan can hold."""

    TITLE = "title"
    CHANGE = "change"
    LEAD = "lead"
    DUE = "due_on"
    STATUS = "status"
    ENDED = "ended_on"
    SERVICE = "service"
    TOPIC = "topic"
    RAISED = "raised_on"
    SUPPORT = "support"
    CRITERIA = "criteria"
    NOTES = "notes"


FIELD_NAMES = {
    Field.TITLE: say("The issue, in a line"),
    Field.CHANGE: say("What will change"),
    Field.LEAD: say("Who leads"),
    Field.DUE: say("Due"),
    Field.STATUS: say("Status"),
    Field.ENDED: say("Completed on"),
    Field.SERVICE: say("Service"),
    Field.TOPIC: say("Topic or standard"),
    Field.RAISED: say("Raised on"),
    Field.SUPPORT: say("Support or resources"),
    Field.CRITERIA: say("What will be seen when it worked"),
    Field.NOTES: say("Evidence or notes"),
}

HEADERS: Mapping[str, Sequence[str]] = {
    Field.TITLE: ("issue", "title", "issue identified", "area for improvement", "finding", "concern", "gap", "problem",
                  "item to be rectified", "area of improvement", "objective", "issues", "findings", "recommendation",
                  "improvement needed", "improvement required", "shortfall", "what needs to improve"),
    Field.CHANGE: ("action", "what will change", "action required", "actions", "action to be taken", "action needed",
                   "actions required", "what we will do", "what will we do", "how", "steps", "task"),
    Field.LEAD: ("lead", "owner", "who", "by whom", "responsible", "person responsible", "responsibility",
                 "responsible person", "assigned to", "led by", "action owner", "staff responsible", "named person"),
    Field.DUE: ("due date", "due", "deadline", "target date", "by when", "when", "timescale", "timeframe",
                "completion due", "target completion date", "date due", "date to be completed", "review date"),
    Field.STATUS: ("status", "progress", "state", "complete", "open closed", "rag status", "rag rating", "brag",
                   "rag"),
    Field.ENDED: ("date completed", "completed on", "completion date", "date closed", "completed date", "closed on",
                  "actual completion date", "completed"),
    Field.SERVICE: ("service", "home", "site", "location", "branch", "unit", "care home"),
    Field.TOPIC: ("topic", "standard", "theme", "area", "category", "quality statement", "key question", "kloe",
                  "regulation", "subject", "domain"),
    Field.RAISED: ("date raised", "raised on", "date identified", "date added", "date", "date of audit", "raised"),
    Field.SUPPORT: ("support", "support needed", "resources", "resources needed", "resources required", "resource"),
    Field.CRITERIA: ("success criteria", "how will we know", "outcome", "measure of success", "expected outcome",
                     "intended outcome", "what good looks like", "criteria"),
    Field.NOTES: ("evidence", "notes", "comments", "update", "updates", "progress", "progress notes", "comment",
                  "evidence of completion", "further comments"),
}  # fmt: skip


class Outcome(StrEnum):
    """What became of a row. One without an outcome still waits to be decided."""

    AGREED = "agreed"
    PROPOSED = "proposed"
    ALREADY = "already"
    LEFT_OUT = "left out"


OUTCOME_NAMES = {
    Outcome.AGREED: say("Agreed"),
    Outcome.PROPOSED: say("Proposed"),
    Outcome.ALREADY: say("Already here"),
    Outcome.LEFT_OUT: say("Left out"),
}


@dataclass(frozen=True, slots=True)
class OldRow:
    """One row as it was written: `fields` are the columns that are known, `written` is every cell with its header."""

    number: int
    fields: Mapping[str, str]
    written: Sequence[tuple[str, str]]


def rows_below(sheet: Sheet, line: int, columns: Mapping[str, int]) -> list[OldRow]:
    """Every row below the headers, none left out and nothing cut."""
    headers = sheet.lines[line].cells if sheet.lines else ()
    return [
        OldRow(
            one.number,
            {field: one.cells[at] for field, at in columns.items() if at < len(one.cells) and one.cells[at]},
            [(_header(headers, at), text) for at, text in enumerate(one.cells) if text],
        )
        for one in sheet.lines[line + 1 :]
    ]


def columns_refused(columns: Mapping[str, int], *, width: int, rows: int) -> dict[str, Sentence]:
    """What is wrong with this reading of the columns, by field; empty when the rows can be read by it."""
    wrong: dict[str, Sentence] = {}
    if Field.TITLE not in columns and Field.CHANGE not in columns:
        wrong[Field.TITLE] = say("Choose the column that says what each action is about.")
    used: dict[int, str] = {}
    for field, column in columns.items():
        if not 0 <= column < width:
            wrong[field] = say("Choose one of the columns of this sheet.")
        elif column in used:
            other = FIELD_NAMES[Field(used[column])]
            wrong[field] = say("This column is used for “%(what)s” too. Choose one.", what=other)
        used.setdefault(column, field)
    if not rows:
        wrong["line"] = say("There are no rows below these headers. Choose another header row or another sheet.")
    elif rows > MOST_ROWS:
        wrong["line"] = say("There are more than %(n)s rows. Bring them in parts of %(n)s.", n=MOST_ROWS)
    return wrong


def title_and_change(fields: Mapping[str, str]) -> tuple[str, str]:
    """The two texts of an action. Where the old plan has one only, its words stand for both; none are added.

    An issue too long for one line is cut there, and stands whole in what will change."""
    title, change = fields.get(Field.TITLE, ""), fields.get(Field.CHANGE, "")
    short = " ".join((title or change).split())
    if len(short) <= LONGEST_TITLE:
        return short, change or title
    whole = "\n\n".join(dict.fromkeys(part for part in (title, change) if part))
    return short[: LONGEST_TITLE - 1].rsplit(" ", 1)[0].rstrip(" ,;:") + "…", whole


def is_ended(fields: Mapping[str, str]) -> bool:
    """Whether the old plan says that it is complete. Here that closes nothing: a fresh look does (R6)."""
    status = fields.get(Field.STATUS, "").casefold()
    if _NOT_YET.search(status):
        return False
    return bool(_ENDED.search(status)) or bool(re.search(r"\d", fields.get(Field.ENDED, "")))


_NOT_YET = re.compile(
    r"\b(not|in|un|partially|partly|part|nearly|almost|to be)[\s-]*(yet[\s-]*)?"
    r"(completed?|closed|done|finished|achieved|actioned)"
)
_ENDED = re.compile(
    r"^(blue|yes)$|\b(complete|completed|closed|done|achieved|finished|actioned|resolved|signed off)\b|\b100 ?%"
)


def digest(fields: Mapping[str, str]) -> str:
    """The same for a row that comes again, though its status, day or lead has moved on meanwhile."""
    about = (Field.TITLE, Field.CHANGE, Field.TOPIC, Field.RAISED)
    plain = "\n".join(" ".join(fields.get(field, "").casefold().split()) for field in about)
    return hashlib.sha256(plain.encode()).hexdigest()


def became(counts: Mapping[str, int]) -> list[Sentence]:
    """What became of the rows that are decided, in sentences that add up to all of them."""
    said = {
        Outcome.AGREED: ("One row was agreed.", "%(n)s rows were agreed."),
        Outcome.PROPOSED: ("One row is proposed.", "%(n)s rows are proposed."),
        Outcome.ALREADY: ("One row was here already.", "%(n)s rows were here already."),
        Outcome.LEFT_OUT: ("One row was left out.", "%(n)s rows were left out."),
    }
    return [say_n(one, many, counts[what]) for what, (one, many) in said.items() if counts.get(what)]


def _header(headers: Sequence[str], at: int) -> str:
    return headers[at] if at < len(headers) and headers[at] else f"Column {at + 1}"
