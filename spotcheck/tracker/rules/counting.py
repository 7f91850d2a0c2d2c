"""R3, R6: which looks count for a requirement. One that came at the wrong time, from the wrong person or from the wrong
draw, or that shows too little, is set aside with the reason."""

from __future__ import annotations

from collections.abc import Sequence

from spotcheck.core.chances import Scheme
from spotcheck.core.clock import local_date
from spotcheck.core.words import Sentence, say
from spotcheck.tracker.rules.conditions import Differ
from spotcheck.tracker.rules.facts import ActionFacts, DrawFacts, DriftFacts, EvidenceFacts, RequirementFacts
from spotcheck.tracker.rules.words import ANOTHER, Look, together


def not_counted(action: ActionFacts, requirement: RequirementFacts, seen: EvidenceFacts) -> Sentence | None:
    """Why this evidence cannot count for this requirement; None when it can.

    How much it shows is asked once it is reviewed: a correction that waits decides nothing yet."""
    reason = _wrong_time(action, requirement, seen) or _wrong_person(action, seen)
    if reason is None and requirement.look is Look.SAMPLE:
        reason = _wrong_draw(action, requirement, seen)
    if reason is None and seen.reviewed_by is not None:
        reason = _shows_too_little(requirement, seen)
    return reason


def needed(requirement: RequirementFacts, brought: Sequence[EvidenceFacts]) -> Scheme:
    """The rule as planned; for a service with fewer records than planned, all it has: then no chance is involved."""
    had = [seen.draw.population for seen in brought if seen.draw is not None]
    if requirement.look is Look.SAMPLE and had:
        return requirement.scheme.of(max(had))
    return requirement.scheme


def repeats_in_words(requirement: RequirementFacts, seen: EvidenceFacts, fill: Sequence[EvidenceFacts]) -> Sentence:
    """Why a look that is as good as any other does not fill the plan beside those that do, and what would."""
    asks, look = requirement.asks, seen.seen
    if lacks := look.lacks(asks):
        return say(
            "It does not say %(what)s, and that must differ from look to look.",
            what=together([_NOT_SAID[what] for what in lacks]),
        )
    shared = {what for one in fill for what in look.repeats(one.seen, asks)}
    said = [what for what in asks.in_order if what in shared]
    return say(
        "It repeats %(what)s. What counts instead is a look %(instead)s.",
        what=together([_REPEATED[what] for what in said]), instead=together([ANOTHER[what] for what in said]),
    )  # fmt: skip


_NOT_SAID = {
    Differ.WORKERS: say("whom it was about"),
    Differ.DAYS: say("on which day it was"),
    Differ.SHIFTS: say("on which shift it was"),
}
_REPEATED = {
    Differ.WORKERS: say("a worker who was seen already"),
    Differ.DAYS: say("a day that was seen already"),
    Differ.SHIFTS: say("a shift that was seen already"),
}


def _wrong_time(action: ActionFacts, requirement: RequirementFacts, seen: EvidenceFacts) -> Sentence | None:
    if requirement.drift is not None:
        return _wrong_time_for_drift(requirement.drift, seen)
    if action.done_at is None or seen.began_at <= action.done_at:
        return say("It was captured before the action was reported done.")
    if requirement.made_at is not None and seen.began_at < requirement.made_at:
        return say("It was captured before the plan asked for it.")
    if local_date(seen.began_at) > requirement.last_day(action.done_at):
        return say("It was captured after the time for it had ended.")
    return None


def _wrong_time_for_drift(drift: DriftFacts, seen: EvidenceFacts) -> Sentence | None:
    began_on = local_date(seen.began_at)
    if began_on < drift.opens_on:
        return say("It was captured before the day of this look, %(day)s.", day=drift.opens_on)
    if drift.after is not None and seen.began_at <= drift.after:
        return say("It was captured before the first look was over.")
    if drift.overtaken_on is not None and began_on >= drift.overtaken_on:
        return say("It was captured when the next look had taken its place.")
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
    if requirement.drift is not None and _drawn_too_early(requirement.drift, draw):
        return say("Its records were drawn before the day of this look.")
    if action.done_at is None or draw.drawn_at <= action.done_at:
        return say("Its records were drawn before the action was reported done.")
    if action.lead_id in {draw.drawn_by, draw.counted_by}:
        return say("Its records were counted or drawn by the person who leads the action.")
    return None


def _drawn_too_early(drift: DriftFacts, draw: DrawFacts) -> bool:
    return local_date(draw.drawn_at) < drift.opens_on or (drift.after is not None and draw.drawn_at <= drift.after)


def _shows_too_little(requirement: RequirementFacts, seen: EvidenceFacts) -> Sentence | None:
    """A sample that was cut short cannot show that practice holds. That it does not hold, it can."""
    if not seen.stands:
        return say("Its reviewer judged that it does not stand.")
    if not seen.usable:
        return say("The standard could not be seen in this check.")
    rule = needed(requirement, [seen])
    planned = rule.second_size if seen.second_step else rule.size
    if requirement.look is Look.SAMPLE and seen.usable < planned and seen.misses <= rule.most_missed:
        return say("It read %(read)s records; the plan asks for %(planned)s.", read=seen.usable, planned=planned)
    return None
