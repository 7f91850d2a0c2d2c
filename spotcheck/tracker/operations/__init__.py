"""The verbs of the tracker. Each takes its turn, asks the rule, changes, and leaves a line in history; none commits."""

from spotcheck.tracker.operations.actions import (
    agree,
    change_terms,
    propose_action,
    report_done,
    withdraw,
)
from spotcheck.tracker.operations.closing import close, send_back
from spotcheck.tracker.operations.comments import comment, take_back_comment
from spotcheck.tracker.operations.evidence import Brought, bring_evidence
from spotcheck.tracker.operations.findings import record_finding, take_back_findings
from spotcheck.tracker.operations.ideas import suggest
from spotcheck.tracker.operations.imported_rows import Said, bring_row, keep_answers, leave_out
from spotcheck.tracker.operations.imports import bring_file, choose_headers, settle_columns
from spotcheck.tracker.operations.measures import add_measure, count_week, take_away_measure
from spotcheck.tracker.operations.outside import invite_to_verify
from spotcheck.tracker.operations.plan import (
    add_requirement,
    draw_for_requirement,
    give_new_window,
    replace_requirement,
    take_away_requirement,
)
from spotcheck.tracker.operations.questions import note_asked, note_ended
from spotcheck.tracker.operations.several import Several, change_several

__all__ = [
    "Brought",
    "Said",
    "Several",
    "add_measure",
    "add_requirement",
    "agree",
    "bring_evidence",
    "bring_file",
    "bring_row",
    "change_several",
    "change_terms",
    "choose_headers",
    "close",
    "comment",
    "count_week",
    "draw_for_requirement",
    "give_new_window",
    "invite_to_verify",
    "keep_answers",
    "leave_out",
    "note_asked",
    "note_ended",
    "propose_action",
    "record_finding",
    "replace_requirement",
    "report_done",
    "send_back",
    "settle_columns",
    "suggest",
    "take_away_measure",
    "take_away_requirement",
    "take_back_comment",
    "take_back_findings",
    "withdraw",
]
