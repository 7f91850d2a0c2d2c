"""The doors about short questions to staff."""

from __future__ import annotations

from spotcheck.core.permissions import Verb
from tests.matrix.door import get, post

A_QUESTION = {
    "id": "{new id}",
    "service": "{service}",
    "version": "{version of prn-interview}",
    "worker": ["{worker}"],
    "item": ["{unasked question}"],
    "due_on": "{a day soon}",
}
ASKED = {"prompt_id": "prompt"}

PROMPTS = (
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
    post("learning.take_prompt_back", Verb.READ_ANSWER, "prompt", args=ASKED, form={"reason": "They are on leave."}),
)
