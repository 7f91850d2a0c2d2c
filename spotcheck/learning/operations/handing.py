"""An answer on a phone that was handed over: its author is whose phone it is, the question names the worker."""

from __future__ import annotations

from datetime import datetime

from spotcheck.core.permissions import Answer, Standing, Verb, may, who_can
from spotcheck.core.refusals import Refusal, Why, refuse_unless
from spotcheck.core.words import say
from spotcheck.learning.models import Prompt, PromptAnswer
from spotcheck.learning.operations.answering import Given, answer
from spotcheck.learning.rules.handing import handing_refused


def may_hand_over(prompt: Prompt, *, by: Standing) -> None:
    """Pass, or refuse: whoever may read an answer here may also take one down, if it is not their own."""
    if may(by, Verb.READ_ANSWER, prompt.thing) is not Answer.ALLOWED:
        raise Refusal(Why.NOT_YOU, say("This is not yours to do."), who_can(Verb.READ_ANSWER))
    refuse_unless(handing_refused(by.person_id, worker_id=prompt.worker_id), Why.NOT_YOU)


def answer_handed(prompt: Prompt, given: Given, *, by: Standing, at: datetime) -> PromptAnswer:
    """Keep it, marked as handed over. `by`: with the roles of when the phone was handed over. Twice is once."""
    may_hand_over(prompt, by=by)
    return answer(prompt, given, author_id=by.person_id, at=at)
