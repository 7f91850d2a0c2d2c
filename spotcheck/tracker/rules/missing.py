"""What stands between a done action and its closing: sentences, each with the place where it can be put right."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from spotcheck.core.clock import local_date
from spotcheck.core.words import Sentence, say
from spotcheck.tracker.rules.asked_words import to_come_in_words
from spotcheck.tracker.rules.facts import ActionFacts, EvidenceFacts
from spotcheck.tracker.rules.weighing import Verdict, Weighed
from spotcheck.tracker.rules.words import Source, more_in_words


class Goes(StrEnum):
    """Where the link of a missing thing leads."""

    CAPTURE = "capture"  # a new look for a requirement
    CHECK = "check"  # a check that waits for a review
    ANSWER = "answer"  # to a short question, that waits to be read
    PLAN = "plan"  # the verification plan
    DONE = "done"  # report it done


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing that stands between the action and its closing, as a sentence with a place to go."""

    sentence: Sentence
    goes: Goes
    id: uuid.UUID


def missing_for(one: Weighed, action: ActionFacts, today: date) -> list[Missing]:
    """What is missing of one requirement; nothing when it is met and reviewed."""
    requirement, last_day = one.requirement, one.last_day
    if one.verdict is Verdict.MISSED:
        return [Missing(say("“%(standard)s” is not yet holding.", standard=requirement.standard), Goes.PLAN, action.id)]
    waits = [_to_judge(seen) for seen in one.waiting]
    left = one.left
    if not left:
        return waits
    mixed = one.verdict is Verdict.MIXED
    looks = more_in_words(left) if mixed else to_come_in_words(one)
    if last_day is not None and today > last_day:
        late = say(
            "%(looks)s did not come by %(day)s. Give a new last day, with a reason.",
            looks=_of_standard(one, looks), day=last_day,
        )  # fmt: skip
        return [*waits, Missing(late, Goes.PLAN, action.id)]
    if mixed:
        sentence = say(
            "“%(standard)s” is mixed: %(misses)s of %(usable)s missed. Read %(looks)s of the same draw, by %(day)s.",
            standard=requirement.standard, misses=one.misses, usable=one.usable, looks=looks, day=last_day,
        )  # fmt: skip
        return [*waits, Missing(sentence, Goes.CAPTURE, requirement.id)]
    more = say("Still to come: %(looks)s, by %(day)s.", looks=_of_standard(one, looks), day=last_day)
    return [*waits, Missing(more, Goes.CAPTURE, requirement.id)]


def _to_judge(seen: EvidenceFacts) -> Missing:
    day = local_date(seen.began_at)
    if seen.source is Source.QUESTION:
        return Missing(say("The answer of %(day)s waits to be read.", day=day), Goes.ANSWER, seen.source_id)
    return Missing(say("The check of %(day)s waits for a review.", day=day), Goes.CHECK, seen.source_id)


def _of_standard(one: Weighed, looks: Sentence) -> Sentence:
    if not one.requirement.asks:
        return say("%(looks)s of “%(standard)s”", looks=looks, standard=one.requirement.standard)
    return say("“%(standard)s”: %(looks)s", looks=looks, standard=one.requirement.standard)
