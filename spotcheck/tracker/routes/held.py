"""Whether it still holds, as the page of an action tells it: each look after closing, what was seen, what is next."""

from __future__ import annotations

from typing import Any

from spotcheck.core.permissions import Verb
from spotcheck.core.words import Sentence, say
from spotcheck.tracker.routes import looks
from spotcheck.tracker.routes.questions import asking_place
from spotcheck.tracker.routes.sight import Sight
from spotcheck.tracker.rules import held_words, seen
from spotcheck.tracker.rules.drift import SIZE
from spotcheck.tracker.rules.facts import EvidenceFacts
from spotcheck.tracker.rules.holding import DriftLook, Held, Part
from spotcheck.tracker.rules.next_step import may_judge
from spotcheck.tracker.rules.weighing import Weighed
from spotcheck.tracker.rules.words import Look, Source, State, looks_in_words


def held(sight: Sight) -> dict[str, Any] | None:
    """Each look planned for after closing; None for an action that has none in this round."""
    found = sight.told.holding
    if not found.looks:
        return None
    return {
        "looks": [_look(one, sight) for one in found.looks],
        "closed": sight.state is State.CLOSED,
        "next": held_words.in_one_line(found, sight.today) if sight.state is State.CLOSED else None,
        "ways": _ways(sight),
        "chance": held_words.chance_in_words(),
    }


def _look(look: DriftLook, sight: Sight) -> dict[str, Any]:
    ended = sight.state is not State.CLOSED and look.verdict in {Held.OPEN, Held.MIXED}
    begun = [step for part in look.parts for step in _steps(part) if step.counted or step.waiting or step.set_aside]
    return {
        "title": say("After %(weeks)s", weeks=held_words.weeks_in_words(look.weeks)),
        "word": seen.Word(say("Not asked for any more"), "off") if ended else held_words.state_of(look, sight.today),
        "says": _what(look),
        "steps": [_step(one, look, sight) for one in begun],
    }


def _what(look: DriftLook) -> Sentence:
    """`5 records drawn at random: “Each entry gives a reason”`; for several standards how many there are."""
    if len(look.parts) > 1:
        return say("%(n)s standards, %(size)s looks at each", n=len(look.parts), size=SIZE)
    requirement = look.parts[0].first.requirement
    asked = looks_in_words(requirement.look, requirement.size)
    return say("%(looks)s: “%(standard)s”", looks=asked, standard=requirement.standard)


def _steps(part: Part) -> list[Weighed]:
    return [part.first, part.second] if part.second else [part.first]


def _step(one: Weighed, look: DriftLook, sight: Sight) -> dict[str, Any]:
    days = [sight.near(fact.began_at) for fact in (*one.counted, *one.waiting)]
    second = one.requirement.allowed == 0
    named = say("“%(standard)s”", standard=one.requirement.standard) if len(look.parts) > 1 else None
    return {
        "title": say("The second look") if second else say("The first look"),
        "day": days[-1] if days else None,
        "standard": named,
        "shown": seen.shown_in_words(one),
        "draws": looks.draws_of(one.requirement.id, sight),
        "aside": looks.set_aside(one, sight),
    }


def _ways(sight: Sight) -> list[dict[str, Any]]:
    """What whoever looks at the page can do now: read or see what is asked for, or review what waits."""
    if sight.state is not State.CLOSED:
        return []
    if sight.leads:
        return []
    found = sight.told.holding
    ways: list[dict[str, Any]] = []
    if Verb.REVIEW_CHECK in sight.you.may:
        ways += [_to_judge(fact) for look in found.looks for fact in look.waiting if may_judge(fact, sight.you)]
    if Verb.CAPTURE in sight.you.may:
        ways += [
            {"href": f"/checks/new?requirement={one.requirement.id}", "says": _BUTTONS[one.requirement.look]}
            for one in found.asks(sight.today)
        ]
    if Verb.ASK_PROMPT in sight.you.may:
        ways += [
            {"href": asking_place(one.requirement.id), "says": say("Ask a short question")}
            for one in found.asks(sight.today)
            if one.requirement.look is Look.INTERVIEW
        ]
    return ways


def _to_judge(fact: EvidenceFacts) -> dict[str, Any]:
    if fact.source is Source.QUESTION:
        return {"href": f"/prompts/{fact.source_id}", "says": say("Read the answer")}
    return {"href": f"/checks/{fact.source_id}", "says": say("Review the check")}


_BUTTONS = {
    Look.SAMPLE: say("Read the records"),
    Look.OBSERVATION: say("Observe"),
    Look.INTERVIEW: say("Ask"),
    Look.VOICE: say("Listen to people or families"),
}
