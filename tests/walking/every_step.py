"""Every step of a walk, as often as its number says."""

from __future__ import annotations

import random
from collections.abc import Callable

from tests.walking import looks, people, planning, questions, steps
from tests.walking.carry_on import carry_on
from tests.walking.walk import Walk

Step = Callable[[Walk, random.Random], object]

EVERY_STEP: dict[str, tuple[Step, int]] = {
    "carry on": (carry_on, 60),
    "propose": (steps.propose, 3),
    "agree": (steps.agree, 2),
    "change terms": (steps.change_terms, 4),
    "report done": (steps.report_done, 2),
    "add to the plan": (planning.add_to_plan, 2),
    "replace in the plan": (planning.replace_in_plan, 3),
    "take from the plan": (planning.take_from_plan, 2),
    "give a new window": (planning.give_new_window, 1),
    "draw": (looks.draw, 2),
    "look": (looks.look, 5),
    "review": (looks.review_one, 4),
    "correct": (looks.correct_one, 3),
    "ask in short": (questions.ask_question, 3),
    "answer in short": (questions.answer_question, 5),
    "read in short": (questions.read_question, 4),
    "take back in short": (questions.take_question_back, 1),
    "close": (steps.close, 4),
    "send back": (steps.send_back, 1),
    "withdraw": (steps.withdraw, 1),
    "comment": (steps.comment, 1),
    "invite": (people.invite, 1),
    "end an invitation": (people.end_invitation, 1),
    "give a role": (people.give_a_role, 2),
    "leave": (people.leave, 1),
    "wait": (looks.wait, 2),
    "tick": (looks.tick, 1),
}
# As often as the number says.
STEPS = tuple(name for name, (_, often) in EVERY_STEP.items() for _ in range(often))
