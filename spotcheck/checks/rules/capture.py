"""Whether a finished check can be received: R1, R2, R3 and what belongs together. Empty means that it can."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from spotcheck.checklists.rules import Kind, Outcome, Sample, outcome
from spotcheck.checks.rules.content import THEIR_QUESTIONS, AnsweredBy, Finished, Given, Shift, Words
from spotcheck.checks.rules.facts import Asked, Drawn, Known, Needed, Version
from spotcheck.checks.rules.outcomes import Said, heard_outcome
from spotcheck.checks.rules.records import Place, State, places, usable, whole
from spotcheck.core.clock import LONDON
from spotcheck.core.words import Sentence, say, say_n

Sentences = tuple[Sentence, ...]
NOTHING_YET = say("Nothing is answered yet. Answer at least one item, or delete this draft.")
NO_RECORD_YET = say("No record is read yet. Read at least one, or delete this draft.")
NOT_OUR_CHECKLIST = say("This checklist is not one of this organisation. Nothing was recorded.")
NEEDS_DRAW = say("A sample needs a draw. Make one first, so that chance chooses the records.")


def content_refused(content: Finished, known: Known, *, received_at: datetime) -> Sentences:
    """Every reason why this content cannot become a check. Costs nothing: all it needs is in `known`."""
    if known.version is None:
        return (NOT_OUR_CHECKLIST,)
    return (
        version_refused(content.kind, content.setting, known.version)
        + times_refused(content.opened_at, content.finished_at, received_at)
        + worker_refused(content.kind, content.author_id, content.worker_id, works_here=known.works_here)
        + who_answers_refused(content.kind, content.answered_by)
        + requirement_refused(content, known.version, known.requirement)
        + second_refused(content, second=known.second_of_two)
        + answers_refused(content.kind, content.answers, known.version.items)
        + repeats_refused(content.answers, known)
        + records_refused(content, known.version, known)
    )


def start_refused(content: Finished, known: Known) -> Sentences:
    """The reasons that show before the first item is answered: wrong checklist, plan or draw."""
    if known.version is None:
        return (say("Choose a checklist."),)
    refused = version_refused(content.kind, content.setting, known.version)
    refused += requirement_refused(content, known.version, known.requirement)
    if content.kind is not Kind.SAMPLE:
        return refused
    if known.drawn is None:
        return (*refused, NEEDS_DRAW)
    return refused + draw_refused(content, known.version, known.drawn, read_before=known.read_before)


def settled(content: Finished, version: Version) -> Finished:
    """The content as it is kept, whatever was sent: the outcome of an interview question follows from what was said,
    and of what a person or family says nothing stays that could tell who they are."""
    if content.kind is Kind.VOICE:
        return _nobody_named(content)
    if content.kind is not Kind.INTERVIEW:
        return content
    points = {item.id: item.points for item in version.items}
    return replace(
        content,
        answers=tuple(
            replace(given, outcome=heard_outcome(points.get(given.item_id, ()), given.said or Said()))
            for given in content.answers
        ),
    )


def _nobody_named(content: Finished) -> Finished:
    return replace(
        content,
        shift=None,
        announced=None,
        setting=None,
        answers=tuple(replace(given, note=None) for given in content.answers),
        words=Words(**{name: getattr(content.words, name) for name in THEIR_QUESTIONS}),
    )


def version_refused(kind: Kind, setting: str | None, version: Version) -> Sentences:
    """R2: any version ever published, for the kind of check it was made for."""
    if kind is not version.kind:
        return (say("This checklist is for another kind of check."),)
    if setting is not None and setting not in version.settings:
        return (say("Choose one of the settings of this checklist, or none."),)
    return ()


def times_refused(opened_at: datetime, finished_at: datetime, received_at: datetime) -> Sentences:
    if finished_at < opened_at:
        return (say("This check says that it was finished before it was opened."),)
    if finished_at > received_at:
        return (say("This check says that it was finished later than now. Look at the clock of this device."),)
    return ()


def worker_refused(kind: Kind, author_id: uuid.UUID, worker_id: uuid.UUID | None, *, works_here: bool) -> Sentences:
    """R3: practice is somebody else's, and of somebody who works at this service. A sample is about records."""
    if kind is Kind.SAMPLE:
        return () if worker_id is None else (say("A sample looks at records, not at one colleague."),)
    if kind is Kind.VOICE:
        return () if worker_id is None else (say("People are asked how things are here, not about one colleague."),)
    if worker_id is None:
        return (say("Choose the colleague this is about."),)
    if worker_id == author_id:
        return (say("Nobody checks their own practice. Ask somebody else to look."),)
    return () if works_here else (say("This colleague does not work at this service now. Choose another."),)


def who_answers_refused(kind: Kind, answered_by: AnsweredBy | None) -> Sentences:
    """A person supported or their family: that, and no more of who they are."""
    if kind is Kind.VOICE:
        return () if answered_by is not None else (say("Choose who answers: the person, or their family."),)
    return () if answered_by is None else (say("Only questions to a person or their family say who answered."),)


def requirement_refused(content: Finished, version: Version, needed: Needed | None) -> Sentences:
    """A requirement says which service, kind, checklist and standard it wants seen."""
    if content.requirement_id is None:
        return ()
    if needed is None:
        return (say("The plan this was for is not there. Start a check without it, or ask who leads the action."),)
    if needed.service_id != content.service_id:
        return (say("The plan this was for belongs to another service."),)
    if needed.kind is not content.kind or needed.checklist_id != version.checklist_id:
        return (say("The plan asks for another checklist. Start from the plan, and the right one is chosen."),)
    if not version.about(needed.standard):
        return (say("This version of the checklist does not ask about what the plan wants seen."),)
    return ()


def second_refused(content: Finished, *, second: bool) -> Sentences:
    """Two people who watch one piece of work are one look: the first one's is the evidence."""
    if not second or content.requirement_id is None:
        return ()
    return (
        say("Two of you watched the same work. The first one’s check is for the plan, and yours stands beside it."),
    )


def answers_refused(kind: Kind, answers: Collection[Given], items: Collection[Asked]) -> Sentences:
    """Answers belong to the items of this version, once each, on the scale of its kind."""
    asked = {item.id: item for item in items}
    if any(given.item_id not in asked for given in answers):
        return (say("Some answers belong to another version of this checklist."),)
    if any(times > 1 for times in Counter((given.position, given.item_id) for given in answers).values()):
        return (say("An item was answered twice."),)
    if not all(_on_scale(kind, given, asked[given.item_id]) for given in answers):
        return (say("Some answers are not on the scale of this check."),)
    if not answers and kind is not Kind.SAMPLE:
        return (NOTHING_YET,)
    return ()


def _on_scale(kind: Kind, given: Given, item: Asked) -> bool:
    if (given.position > 0) != (kind is Kind.SAMPLE):
        return False
    if kind is not Kind.INTERVIEW:
        return given.said is None and outcome(kind, given.outcome) is not None
    return given.said is not None and said_fits(given.said, item)


def said_fits(said: Said, item: Asked) -> bool:
    """Whether only this question's own points and alerts are ticked."""
    return {*said.points, *said.again} <= set(item.points) and said.alerts <= set(item.alerts)


def anything_said(said: Said) -> bool:
    """Whether the question was asked at all: a point was chosen, an alert ticked, or a reason heard."""
    return bool(said.points or said.alerts or said.reason or said.again)


def point_is_open(said: Said, item: Asked) -> bool:
    """Whether a must-say point of a question that was asked has no answer yet."""
    return any(point not in said.points for point in item.points)


def repeats_refused(answers: Collection[Given], known: Known) -> Sentences:
    """No question twice to one person within 90 days."""
    days = [known.repeated[given.item_id] for given in answers if given.item_id in known.repeated]
    if not days:
        return ()
    return (
        say_n(
            "One question was put to this colleague in the last 90 days. It can come again from %(day)s.",
            "%(n)s questions were put to this colleague in the last 90 days. They can come again from %(day)s.",
            len(days),
            day=max(days),
        ),
    )


def records_refused(content: Finished, version: Version, known: Known) -> Sentences:
    """R3, R6: the records are those that were drawn, in drawn order, each read whole or set aside; none left out."""
    if content.kind is not Kind.SAMPLE:
        return () if not content.records and content.draw_id is None else (say("Only a sample has records."),)
    drawn, needed = known.drawn, known.requirement
    if drawn is None or content.draw_id is None:
        return (NEEDS_DRAW,)
    if refused := draw_refused(content, version, drawn, read_before=known.read_before):
        return refused
    found = places_of(content, version, drawn, needed.standard if needed else None)
    if [(met.position, met.number, met.reference) for met in content.records] != [
        (place.position, place.number, place.reference) for place in found[: len(content.records)]
    ]:
        return (say("The records are not the ones that were drawn, in the order they were drawn."),)
    read = {met.position for met in content.records if met.set_aside is None}
    if {given.position for given in content.answers} - read:
        return (say("Some answers belong to a record that was not read."),)
    if any(place.state in {State.OPEN, State.BEGUN} for place in found[: len(content.records)]):
        return (say("Each record needs an answer to every item, or a reason to set it aside."),)
    if not read:
        return (NO_RECORD_YET,)
    return plan_refused(drawn, found, needed)


def draw_refused(content: Finished, version: Version, drawn: Drawn, *, read_before: bool) -> Sentences:
    """One draw is for one service, one checklist and one plan (or none), and it is read once for it.

    What was drawn for a plan that has moved on can still be kept as a check on its own.
    """
    if (drawn.service_id, drawn.checklist_id) != (content.service_id, version.checklist_id):
        return (say("These records were drawn for another service or checklist."),)
    if content.requirement_id is not None and drawn.requirement_id != content.requirement_id:
        return (say("These records were drawn for another plan."),)
    return (say("The records of this draw were read before. Make a new draw."),) if read_before else ()


def plan_refused(drawn: Drawn, found: tuple[Place, ...], needed: Needed | None) -> Sentences:
    """R6: for a plan the whole number is read, unless the sheet has no more records."""
    if needed is None or whole(drawn, found):
        return ()
    return (
        say(
            "The plan asks for %(size)s records and %(read)s can count so far. Read the rest before you finish.",
            size=drawn.size,
            read=usable(found),
        ),
    )


def places_of(content: Finished, version: Version, drawn: Drawn, standard: uuid.UUID | None) -> tuple[Place, ...]:
    """The drawn records as this content met them."""
    answers: dict[int, dict[uuid.UUID, Outcome]] = {}
    for given in content.answers:
        answers.setdefault(given.position, {})[given.item_id] = Sample(given.outcome)
    set_aside = {met.position: met.set_aside for met in content.records if met.set_aside is not None}
    return places(drawn, version.items, version.about(standard), answers, set_aside)


def usual_shift(at: datetime) -> Shift:
    """The shift most people are on at this time, on the clock where care is given."""
    hour = at.astimezone(LONDON).hour
    if 7 <= hour < 14:
        return Shift.EARLY
    return Shift.LATE if 14 <= hour < 22 else Shift.NIGHT
