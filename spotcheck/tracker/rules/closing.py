"""R6, the rule this product is for: an action closes only when a fresh look shows that practice changed.

Every requirement must be met by evidence that was captured after *done*, inside its window, by somebody independent
(R3), of the planned size, drawn at random where it is a sample, and judged to stand by a reviewer who did not capture
it. What only supports (`words.SUPPORTING`) must be met like the rest, and never closes an action alone. Nothing else
closes an action, and no page, script, import or delivery goes another way: all of them ask `closing`.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from spotcheck.core.clock import local_date
from spotcheck.core.words import Sentence, say
from spotcheck.tracker.rules.facts import ActionFacts, EvidenceFacts, RequirementFacts
from spotcheck.tracker.rules.words import ONLY_SUPPORTING, Look, State, can_close, looks_in_words


class Verdict(StrEnum):
    """A sample's own words are Holding and Not yet holding."""

    MET = "met"
    MISSED = "missed"
    OPEN = "open"


class Goes(StrEnum):
    """Where the link of a missing thing leads."""

    CAPTURE = "capture"  # a new look for a requirement
    CHECK = "check"  # a check that waits for a review
    PLAN = "plan"  # the verification plan
    DONE = "done"  # report it done


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing that stands between the action and its closing, as a sentence with a place to go."""

    sentence: Sentence
    goes: Goes
    id: uuid.UUID


@dataclass(frozen=True, slots=True)
class Weighed:
    """One requirement with everything that was brought for it in this round."""

    requirement: RequirementFacts
    counted: tuple[EvidenceFacts, ...]
    waiting: tuple[EvidenceFacts, ...]  # not reviewed yet, or corrected since
    set_aside: tuple[tuple[EvidenceFacts, Sentence], ...]  # with the reason why it does not count
    usable: int
    misses: int
    remaining: int  # units still to be seen
    verdict: Verdict
    last_day: date | None

    @property
    def settled(self) -> bool:
        """Met, and nothing that was brought for it waits for a review."""
        return self.verdict is Verdict.MET and not self.waiting

    @property
    def workers(self) -> int:
        """Of how many people the practice was seen; never who (R13)."""
        return len({seen.observed for seen in self.counted if seen.observed})

    @property
    def shifts(self) -> int:
        return len({(local_date(seen.began_at), seen.shift) for seen in self.counted if seen.shift})


@dataclass(frozen=True, slots=True)
class Closing:
    """The answer: `met` when nothing is missing. `missed` names the requirements that a look did not meet."""

    weighed: tuple[Weighed, ...]
    missing: tuple[Missing, ...]

    @property
    def met(self) -> bool:
        return not self.missing

    @property
    def missed(self) -> tuple[Weighed, ...]:
        return tuple(one for one in self.weighed if one.verdict is Verdict.MISSED)


def closing(
    action: ActionFacts,
    requirements: Sequence[RequirementFacts],
    evidence: Iterable[EvidenceFacts],
    *,
    today: date,
) -> Closing:
    """Whether the action may close, and what is missing until then.

    `requirements`: those in force. `evidence`: the newest of each check, of any round. `today` is only used to say
    that a window has ended; evidence is judged by when it was captured.
    """
    brought = list(evidence)
    weighed = tuple(weigh(action, requirement, brought) for requirement in requirements)
    missing: list[Missing] = []
    if not requirements:
        missing.append(Missing(say("Say what must be seen before this can close."), Goes.PLAN, action.id))
    elif not can_close(requirement.look for requirement in requirements):
        missing.append(Missing(ONLY_SUPPORTING, Goes.PLAN, action.id))
    if action.state in {State.PROPOSED, State.AGREED}:
        missing.append(Missing(say("It has not been reported done yet."), Goes.DONE, action.id))
    elif action.state is State.DONE:
        for one in weighed:
            missing += _missing_for(one, action, today)
    return Closing(weighed, tuple(missing))


def closing_refused(
    action: ActionFacts, answer: Closing, *, by: uuid.UUID, closers: Sequence[str]
) -> tuple[Sentence, ...]:
    """Why this person cannot close this action now; empty when they can. `closers`: names of those who could."""
    if action.state is State.CLOSED:
        return (say("This action is closed already."),)
    if action.state is State.WITHDRAWN:
        return (say("This action was withdrawn, so there is nothing to close."),)
    reasons = [missing.sentence for missing in answer.missing]
    if action.lead_id == by:
        reasons.insert(0, _not_the_lead(closers))
    return tuple(reasons)


def weigh(action: ActionFacts, requirement: RequirementFacts, evidence: Iterable[EvidenceFacts]) -> Weighed:
    """Sort what was brought for one requirement into what counts, what waits and what does not count, and why."""
    counted: list[EvidenceFacts] = []
    waiting: list[EvidenceFacts] = []
    aside: list[tuple[EvidenceFacts, Sentence]] = []
    for seen in evidence:
        if seen.requirement_id != requirement.id or seen.round != action.round:
            continue
        if reason := not_counted(action, requirement, seen):
            aside.append((seen, reason))
        elif seen.reviewed_by is None:
            waiting.append(seen)
        else:
            counted.append(seen)
    usable, misses = sum(seen.usable for seen in counted), sum(seen.misses for seen in counted)
    remaining = max(0, _needed(requirement, [*counted, *waiting]) - usable)
    return Weighed(
        requirement,
        tuple(counted),
        tuple(waiting),
        tuple(aside),
        usable,
        misses,
        remaining,
        _verdict(misses, requirement.allowed, remaining),
        requirement.last_day(action.done_at) if action.done_at else None,
    )


def not_counted(action: ActionFacts, requirement: RequirementFacts, seen: EvidenceFacts) -> Sentence | None:
    """Why this evidence cannot count for this requirement; None when it can.

    How much it shows is asked once it is reviewed: a correction that waits decides nothing yet."""
    reason = _wrong_time(action, requirement, seen) or _wrong_person(action, seen)
    if reason is None and requirement.look is Look.SAMPLE:
        reason = _wrong_draw(action, requirement, seen)
    if reason is None and seen.reviewed_by is not None:
        reason = _shows_too_little(requirement, seen)
    return reason


def _wrong_time(action: ActionFacts, requirement: RequirementFacts, seen: EvidenceFacts) -> Sentence | None:
    if action.done_at is None or seen.began_at <= action.done_at:
        return say("It was captured before the action was reported done.")
    if requirement.made_at is not None and seen.began_at < requirement.made_at:
        return say("It was captured before the plan asked for it.")
    if local_date(seen.began_at) > requirement.last_day(action.done_at):
        return say("It was captured after the time for it had ended.")
    return None


def _wrong_person(action: ActionFacts, seen: EvidenceFacts) -> Sentence | None:
    if seen.captured_by == action.lead_id:
        return say("It was captured by the person who leads the action.")
    if seen.captured_by == seen.observed:
        return say("It was captured by the person it is about.")
    if seen.reviewed_by is None:
        return None
    if seen.reviewed_by == action.lead_id:
        return say("It was reviewed by the person who leads the action.")
    if seen.reviewed_by in {seen.captured_by, seen.observed}:
        return say("It was reviewed by somebody who took part in it.")
    return None


def _wrong_draw(action: ActionFacts, requirement: RequirementFacts, seen: EvidenceFacts) -> Sentence | None:
    draw = seen.draw
    if draw is None or (draw.requirement_id, draw.round) != (requirement.id, action.round):
        return say("Its records were not drawn at random for this.")
    if action.done_at is None or draw.drawn_at <= action.done_at:
        return say("Its records were drawn before the action was reported done.")
    if action.lead_id in {draw.drawn_by, draw.counted_by}:
        return say("Its records were counted or drawn by the person who leads the action.")
    return None


def _shows_too_little(requirement: RequirementFacts, seen: EvidenceFacts) -> Sentence | None:
    """A sample that was cut short cannot show that practice holds. That it does not hold, it can."""
    if not seen.stands:
        return say("Its reviewer judged that it does not stand.")
    if not seen.usable:
        return say("The standard could not be seen in this check.")
    planned = _needed(requirement, [seen])
    if requirement.look is Look.SAMPLE and seen.usable < planned and seen.misses <= requirement.allowed:
        return say("It read %(read)s records; the plan asks for %(planned)s.", read=seen.usable, planned=planned)
    return None


def _needed(requirement: RequirementFacts, brought: Sequence[EvidenceFacts]) -> int:
    """The planned size; for a service with fewer records than planned, all it has: then no chance is involved."""
    had = [seen.draw.population for seen in brought if seen.draw is not None]
    if requirement.look is Look.SAMPLE and had:
        return min(requirement.size, max(had))
    return requirement.size


def _verdict(misses: int, allowed: int, remaining: int) -> Verdict:
    if misses > allowed:
        return Verdict.MISSED
    return Verdict.OPEN if remaining else Verdict.MET


def _missing_for(one: Weighed, action: ActionFacts, today: date) -> list[Missing]:
    requirement, last_day = one.requirement, one.last_day
    if one.verdict is Verdict.MISSED:
        return [Missing(say("“%(standard)s” is not yet holding.", standard=requirement.standard), Goes.PLAN, action.id)]
    waits = [
        Missing(
            say("The check of %(day)s waits for a review.", day=local_date(seen.began_at)), Goes.CHECK, seen.source_id
        )
        for seen in one.waiting
    ]
    left = one.remaining - sum(seen.usable for seen in one.waiting)
    if left <= 0:
        return waits
    looks = looks_in_words(requirement.look, left)
    if last_day is not None and today > last_day:
        sentence = say(
            "%(looks)s of “%(standard)s” did not come by %(day)s. Give a new last day, with a reason.",
            looks=looks, standard=requirement.standard, day=last_day,
        )  # fmt: skip
        return [*waits, Missing(sentence, Goes.PLAN, action.id)]
    more = say(
        "Still to come: %(looks)s of “%(standard)s”, by %(day)s.",
        looks=looks, standard=requirement.standard, day=last_day,
    )  # fmt: skip
    return [*waits, Missing(more, Goes.CAPTURE, requirement.id)]


def _not_the_lead(closers: Sequence[str]) -> Sentence:
    if not closers:
        return say("You lead this action, so somebody else closes it. Nobody here can yet: invite a verifier.")
    return say("You lead this action, so somebody else closes it: %(who)s.", who=_either(closers))


def _either(names: Sequence[str]) -> str:
    return " or ".join([", ".join(names[:-1]), names[-1]] if len(names) > 2 else names)
