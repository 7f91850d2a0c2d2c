"""The doors about how questions to staff are worded: lines to choose from, and other languages."""

from __future__ import annotations

from spotcheck.core.permissions import Verb
from tests.matrix.door import get, post

LIST = {"checklist_id": "question list"}
IN_POLISH = {**LIST, "tag": "pl"}
ONE = {"key": "before-giving"}
LINES = {"version": "{version of prn-interview}", "line_1": "I read the plan", "says_1": "plan", "line_2": "I give it"}
WORDS = {"version": "{version of prn-interview}", "text": "Co robisz najpierw?", "model": "Czytam plan."}

QUESTIONS = (
    get("checklists.question_lists", Verb.CHANGE_QUESTIONS),
    get("checklists.question_list_page", Verb.CHANGE_QUESTIONS, "question list", args=LIST),
    get("checklists.choices_page", Verb.CHANGE_QUESTIONS, "question list", args=LIST | ONE),
    post("checklists.write_choices", Verb.CHANGE_QUESTIONS, "question list", args=LIST | ONE, form=LINES),
    get("checklists.choose_language", Verb.CHANGE_QUESTIONS, "question list", args=LIST, form={"language": "pl"}),
    get("checklists.list_in_language", Verb.CHANGE_QUESTIONS, "question list", args=IN_POLISH),
    get("checklists.wording_page", Verb.CHANGE_QUESTIONS, "question list", args=IN_POLISH | ONE),
    post("checklists.keep_wording", Verb.CHANGE_QUESTIONS, "question list", args=IN_POLISH | ONE, form=WORDS),
    post("learning.choose_my_language", Verb.OPEN_APP, form={"language": "pl"}),
)
