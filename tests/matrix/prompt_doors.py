"""The doors about short questions to staff."""

from __future__ import annotations

from spotcheck.core.permissions import Verb
from tests.matrix.door import get, post
from tests.matrix.handed_doors import HANDED
from tests.matrix.question_doors import QUESTIONS

A_QUESTION = {
    "id": "{new id}",
    "service": "{service}",
    "version": "{version of prn-interview}",
    "worker": ["{worker}"],
    "item": ["{unasked question}"],
    "due_on": "{a day soon}",
}
A_PLAN = {
    "id": "{new id}",
    "service": "{service}",
    "checklist": "{prn-interview}",
    "every_weeks": "8",
    "whom": "everybody",
}
FOR_AN_ACTION = {
    **A_QUESTION,
    "requirement": "{done interview}",
    "worker": ["{supervisor}"],
    "item": ["{answered question}", "{unasked question}"],
}
ANSWERED = {"prompt_id": "answered prompt"}
ASKED = {"prompt_id": "prompt"}

PROMPTS = (
    *HANDED,
    *QUESTIONS,
    get("learning.prompts_page", Verb.SEE_PROMPTS),
    get("learning.new_prompt", Verb.ASK_PROMPT),
    get(
        "learning.new_prompt",
        Verb.ASK_PROMPT,
        "service",
        case="somewhere",
        form={"service": "{service}", "checklist": "{prn-interview}"},
    ),
    post("learning.ask_prompt", Verb.ASK_PROMPT, form=A_QUESTION, asks=Verb.ASK_PROMPT, names="service"),
    get(
        "learning.new_prompt",
        Verb.ASK_PROMPT,
        "service",
        case="for an action",
        form={"requirement": "{done interview}"},
    ),
    post(
        "learning.ask_prompt",
        Verb.ASK_PROMPT,
        case="for an action",
        form=FOR_AN_ACTION,
        asks=Verb.ASK_PROMPT,
        names="service",
    ),
    get("learning.prompt_page", Verb.SEE_PROMPT, "prompt", args=ASKED),
    get(
        "learning.prompt_page",
        Verb.SEE_PROMPT,
        "answered prompt",
        case="answered",
        args={"prompt_id": "answered prompt"},
    ),
    post(
        "learning.answer_prompt",
        Verb.ANSWER_PROMPT,
        "prompt",
        args=ASKED,
        form={"id": "{new id}", "words": "I look at the plan and ask."},
    ),
    post("learning.ask_support", Verb.ANSWER_PROMPT, "prompt", args=ASKED, form={"support": "Show me once more."}),
    get("learning.answers_to_read", Verb.SEE_PROMPTS),
    get("learning.read_page", Verb.READ_ANSWER, "answered prompt", args=ANSWERED),
    post(
        "learning.read_answer",
        Verb.READ_ANSWER,
        "answered prompt",
        args=ANSWERED,
        form={"answer": "{answer}", "point": [], "revisit_on": "{a day soon}"},
    ),
    post("learning.say_talked", Verb.READ_ANSWER, "answered prompt", args=ANSWERED),
    post("learning.reply_to_wish", Verb.READ_ANSWER, "answered prompt", args=ANSWERED, form={"reply": "On Friday."}),
    post(
        "learning.book_coaching",
        Verb.READ_ANSWER,
        "answered prompt",
        args=ANSWERED,
        form={"revisit_on": "{a day soon}"},
    ),
    post(
        "learning.move_coaching",
        Verb.READ_ANSWER,
        "coached prompt",
        args={"prompt_id": "coached prompt"},
        form={"revisit_on": "{a day soon}", "reason": "I am on nights."},
    ),
    post("learning.keep_coaching", Verb.READ_ANSWER, "coached prompt", args={"prompt_id": "coached prompt"}),
    get(
        "learning.prompt_page", Verb.SEE_PROMPT, "coached prompt", case="coached", args={"prompt_id": "coached prompt"}
    ),
    get("learning.my_learning", Verb.OPEN_APP),
    post("desk.own_copy", Verb.OPEN_APP),
    get("learning.plans_page", Verb.SEE_PROMPTS),
    get("learning.new_plan", Verb.PLAN_PROMPTS),
    get(
        "learning.new_plan",
        Verb.PLAN_PROMPTS,
        "service",
        case="somewhere",
        form={"service": "{service}", "checklist": "{prn-interview}"},
    ),
    post("learning.plan_prompts", Verb.PLAN_PROMPTS, form=A_PLAN, asks=Verb.PLAN_PROMPTS, names="service"),
    post("learning.end_prompt_plan", Verb.PLAN_PROMPTS, "prompt plan", args={"plan_id": "prompt plan"}),
    post("learning.take_prompt_back", Verb.READ_ANSWER, "prompt", args=ASKED, form={"reason": "They are on leave."}),
    post("learning.make_prompt_link", Verb.READ_ANSWER, "prompt", args=ASKED, form={"lasts": "its day"}),
    post(
        "learning.end_prompt_link", Verb.READ_ANSWER, "prompt", args=ASKED, form={"reason": "Sent to another number."}
    ),
    # By link: open to everybody, and worth nothing without a code.
    get("learning.link_page", None),
    post("learning.open_prompt_link", None, form={"code": "made-up"}, status=422),
    get("learning.linked_prompt", None, status=410),
    post("learning.answer_linked_prompt", None, form={"id": "{new id}", "words": "I ask first."}, status=410),
    get("learning.link_answered", None),
)
