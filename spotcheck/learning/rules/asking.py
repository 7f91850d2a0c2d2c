"""Who may be asked a short question. The one rule, for every way of asking: a person, a plan, a finding. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from spotcheck.checks.rules.repeats import free_from
from spotcheck.core.words import Sentence, say

MOST_WAITING = 2  # prompts that wait for one person
MOST_AT_ONCE = 2  # questions of one asking
LONGEST_WAIT = timedelta(days=28)
USUAL_WAIT = timedelta(days=7)


class Because(StrEnum):
    """Why it is asked."""

    PERSON = "person"
    PLAN = "plan"
    FINDING = "finding"
    ACTION = "action"  # part of what must be seen before it closes


@dataclass(frozen=True, slots=True, kw_only=True)
class ToAsk:
    """What the rule needs to know of one person and one question. `last_asked`: when this question was last put to
    them, in an interview or as a prompt, in whatever version."""

    works_here: bool
    oneself: bool = False
    leads: bool = False  # the action it is asked for
    waiting: int = 0
    last_asked: datetime | None = None


def may_be_asked(about: ToAsk, *, at: datetime) -> tuple[Sentence, ...]:
    """Why this person is not asked this question now; empty when they may be."""
    if not about.works_here:
        return (say("They do not work here any more."),)
    if about.oneself:
        return (say("You cannot ask yourself. Somebody else can ask you."),)
    if about.leads:
        return (say("They lead this action, so somebody else is asked."),)
    if about.waiting >= MOST_WAITING:
        return (say("Two questions wait for them already. Ask when one is answered."),)
    if day := free_from(about.last_asked, at):
        return (say("They had this question in the last 90 days. It can come again from %(day)s.", day=day),)
    return ()


def asking_wanting(
    *, workers: Sequence[object], items: Sequence[object], due_on: date | None, today: date
) -> dict[str, Sentence]:
    """What the form still needs, by field."""
    wrong = {}
    if not workers:
        wrong["worker"] = say("Choose who is asked.")
    if not items:
        wrong["item"] = say("Choose a question.")
    elif len(items) > MOST_AT_ONCE:
        wrong["item"] = say("Choose one or two questions: a short one is answered.")
    if due_on is None or not today <= due_on <= today + LONGEST_WAIT:
        wrong["due_on"] = say("Choose a day from today to %(last)s.", last=today + LONGEST_WAIT)
    return wrong
