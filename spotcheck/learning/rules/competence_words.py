"""Where somebody is, in words: what was seen so far, and the one thing that comes next. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import reduce

from spotcheck.checklists.rules import Kind
from spotcheck.core.words import Sentence, say, say_n
from spotcheck.learning.rules.competence import Needed, Place, Progress, State

STATE_WORDS = {
    State.SECOND_LOOK: say("Needs a second look"),
    State.LAPSED: say("To be looked at again"),
    State.READY: say("Ready to sign off"),
    State.DUE_SOON: say("Due soon"),
    State.ON_THE_WAY: say("On the way"),
    State.SIGNED: say("Signed off"),
    State.NOT_BEGUN: say("Not begun"),
}
# The kind of the status word: what stands out is what waits for somebody, never a person.
STATE_KINDS = {State.READY: "ok", State.SIGNED: "ok", State.NOT_BEGUN: "off"}


def needed_in_words(needed: Needed) -> Sentence:
    """`3 observations and 1 interview, by 2 people, within 8 weeks; again after 12 months.`"""
    return say(
        "%(looks)s, %(who)s, within %(weeks)s weeks. Looked at again after %(months)s months.",
        looks=_looks(needed),
        who=_people(needed.assessors),
        weeks=needed.weeks,
        months=needed.months,
    )


def so_far(found: Progress, needed: Needed) -> Sentence:
    """`2 of 3 observations and 0 of 1 interview, by 2 people.`"""
    seen = say_n("%(met)s of %(n)s observation", "%(met)s of %(n)s observations", needed.observations,
                 met=min(found.observations, needed.observations))  # fmt: skip
    heard = say_n("%(met)s of %(n)s interview", "%(met)s of %(n)s interviews", needed.interviews,
                  met=min(found.interviews, needed.interviews))  # fmt: skip
    looks = _both(seen if needed.observations else None, heard if needed.interviews else None)
    if not found.assessors:
        return say("%(looks)s.", looks=looks)
    return say("%(looks)s, %(who)s.", looks=looks, who=_people(found.assessors))


def next_kind(found: Progress, needed: Needed) -> Kind | None:
    """What kind of look comes next; None when all is there."""
    if found.complete:
        return None
    if found.observations < needed.observations or (found.interviews >= needed.interviews and needed.observations):
        return Kind.OBSERVATION
    return Kind.INTERVIEW


def next_in_words(found: Progress, needed: Needed) -> Sentence | None:
    """What is still to come, and by when; None when all is there."""
    if found.complete:
        return None
    seen, heard = needed.observations - found.observations, needed.interviews - found.interviews
    if seen <= 0 and heard <= 0:
        more = say("one more look, by somebody else")
    else:
        more = _both(
            say_n("%(n)s more observation", "%(n)s more observations", seen) if seen > 0 else None,
            say_n("%(n)s more interview", "%(n)s more interviews", heard) if heard > 0 else None,
        )
    if found.by is None:
        return say("Next: %(more)s.", more=more)
    return say("Next: %(more)s, by %(day)s.", more=more, day=found.by)


def told(place: Place, needed: Needed, *, again_on: date | None) -> Sentence:
    """One line about where somebody is, as it is said to them and to those who support them."""
    match place.state:
        case State.SIGNED | State.DUE_SOON | State.LAPSED | State.SECOND_LOOK:
            return again_in_words(place.state, again_on)
        case State.READY:
            return say("Everything is there: %(so_far)s", so_far=so_far(place.progress, needed))
        case State.ON_THE_WAY:
            return so_far(place.progress, needed)
        case State.NOT_BEGUN:
            return say("No look counts yet.")


def again_in_words(state: State, again_on: date | None) -> Sentence:
    """A sign-off and its day."""
    match state:
        case State.DUE_SOON:
            return say("Signed off until %(day)s. Time for fresh looks.", day=again_on)
        case State.LAPSED:
            return say("Was signed off until %(day)s. Fresh looks are needed.", day=again_on)
        case State.SECOND_LOOK:
            return say("Signed off until %(day)s. Something came since: somebody looks again.", day=again_on)
        case _:
            return say("Signed off until %(day)s.", day=again_on)


def counts_in_words(counts: Mapping[State, int]) -> Sentence:
    """`1 needs a second look, 2 lapsed, 1 due soon`: how many wait, and never who."""
    some = [say_n(*_HOW_MANY[state], n) for state, n in counts.items()]
    return reduce(lambda one, other: say("%(one)s, %(other)s", one=one, other=other), some)


def waits_in_words(topic: str, service: str, counts: Mapping[State, int]) -> Sentence:
    """`Competence in Medication: 1 lapsed, 2 due soon at Hazel Court`."""
    some = counts_in_words(counts)
    return say("Competence in %(topic)s: %(some)s at %(service)s", topic=topic, some=some, service=service)


_HOW_MANY = {
    State.SECOND_LOOK: ("%(n)s needs a second look", "%(n)s need a second look"),
    State.LAPSED: ("%(n)s lapsed", "%(n)s lapsed"),
    State.READY: ("%(n)s ready to sign off", "%(n)s ready to sign off"),
    State.DUE_SOON: ("%(n)s due soon", "%(n)s due soon"),
}


def _looks(needed: Needed) -> Sentence:
    return _both(
        say_n("%(n)s observation", "%(n)s observations", needed.observations) if needed.observations else None,
        say_n("%(n)s interview", "%(n)s interviews", needed.interviews) if needed.interviews else None,
    )


def _both(one: Sentence | None, other: Sentence | None) -> Sentence:
    if one is not None and other is not None:
        return say("%(one)s and %(other)s", one=one, other=other)
    found = one or other
    return found if found is not None else say("nothing")


def _people(n: int) -> Sentence:
    return say_n("by one person", "by %(n)s people", n)
