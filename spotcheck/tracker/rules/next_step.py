"""The next step of an action for the person who looks at it: one sentence, and at most one main button. Pure."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from spotcheck.core.permissions import Verb
from spotcheck.core.words import Sentence, listed, say, say_n
from spotcheck.tracker.rules.closing import Closing
from spotcheck.tracker.rules.doors import Door, You
from spotcheck.tracker.rules.facts import ActionFacts, EvidenceFacts
from spotcheck.tracker.rules.story import is_overdue, last_day, looks_left
from spotcheck.tracker.rules.weighing import Verdict, Weighed
from spotcheck.tracker.rules.words import Look, Source, State


@dataclass(frozen=True, slots=True)
class Told:
    """What the sentences need to tell: the day it is due, who leads it (a name, or words for readers), who can close,
    how it ended."""

    due_on: date | None = None
    lead: object = ""
    closers: Sequence[str] = ()
    lead_left: bool = False
    ended_on: date | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class NextStep:
    """`yours`: the person looking does it. `door` and `button`: where it is done; `id` names a requirement or check."""

    title: Sentence
    says: Sentence
    yours: bool = False
    door: Door | None = None
    button: Sentence | None = None
    id: uuid.UUID | None = None


def next_step(action: ActionFacts, answer: Closing, you: You, told: Told, *, today: date) -> NextStep:
    """One sentence of what comes next and, when this person can do it, the one main button."""
    match action.state:
        case State.PROPOSED:
            return _to_agree(answer, you)
        case State.AGREED:
            return _to_do(action, you, told, today)
        case State.DONE if answer.missing:
            return _to_verify(action, answer, you, told, today)
        case State.DONE:
            return _to_close(action, you, told)
        case State.CLOSED:
            return NextStep(
                say("Verified and closed"),
                say("What was seen after it was done meets the plan. It was closed on %(day)s.", day=told.ended_on),
            )
        case State.WITHDRAWN:
            return NextStep(
                say("Withdrawn"),
                say(
                    "It ended on %(day)s without a fresh look, so it does not count as closed. %(reason)s",
                    day=told.ended_on,
                    reason=told.reason,
                ),
            )


def _to_agree(answer: Closing, you: You) -> NextStep:
    if Verb.AGREE_ACTION not in you.may:
        return NextStep(
            say("Next, it is agreed"),
            say("A manager or quality lead agrees who leads it, by when, and what must be seen before it closes."),
        )
    if not answer.weighed:
        return NextStep(
            say("Say what must be seen before this can close"),
            say("Plan the looks first. Then agree who leads it, by when, and with what support."),
            yours=True,
            door=Door.PLAN,
            button=say("Plan a look"),
        )
    return NextStep(
        say("Agree who leads this, and by when"),
        say("The looks are planned. Choose a lead that others can check after."),
        yours=True,
        door=Door.AGREE,
        button=say("Agree this action"),
    )


def _to_do(action: ActionFacts, you: You, told: Told, today: date) -> NextStep:
    late = is_overdue(action.state, told.due_on, today)
    if told.due_on is None and not told.lead_left:
        return _to_look_again(action, you, told)
    if you.leads(action):
        return NextStep(
            say("Make the change, then report it done"),
            say("The day was %(day)s. If something holds it up, tell your manager.", day=told.due_on)
            if late
            else say("Do this by %(day)s. Only what is seen after you report it done can show that it worked.",
                     day=told.due_on),
            yours=True,
            door=Door.REPORT_DONE,
            button=say("Report it done"),
        )  # fmt: skip
    if told.lead_left:
        return _to_lead(you, told)
    if late and Verb.AGREE_ACTION in you.may:
        return NextStep(
            say("Ask %(lead)s what holds this up", lead=told.lead),
            say("The day was %(day)s. More support, another day or another lead can help.", day=told.due_on),
            yours=True,
            door=Door.CHANGE_TERMS,
            button=say("Change the lead or the day"),
        )
    return NextStep(
        say("%(lead)s makes the change", lead=told.lead),
        say("The day was %(day)s. When it is reported done, a fresh look shows if it worked.", day=told.due_on)
        if late
        else say("It is due by %(day)s. When it is reported done, a fresh look shows if it worked.", day=told.due_on),
    )


def _to_look_again(action: ActionFacts, you: You, told: Told) -> NextStep:
    """It was closed and did not hold: no day is agreed yet for doing it again."""
    title = say("It did not hold: look again")
    if you.leads(action):
        return NextStep(
            title,
            say("Find out what is different since it closed, and agree a new day. Then make the change again, and "
                "report it done."),
            yours=True,
            door=Door.REPORT_DONE,
            button=say("Report it done"),
        )  # fmt: skip
    if Verb.AGREE_ACTION in you.may:
        return NextStep(
            title,
            say("Ask %(lead)s what is different since it closed. Then agree a new day, or another lead.",
                lead=told.lead),
            yours=True,
            door=Door.CHANGE_TERMS,
            button=say("Agree a new day"),
        )  # fmt: skip
    return NextStep(title, say("%(lead)s leads it as before. A new day is to be agreed.", lead=told.lead))


def _to_lead(you: You, told: Told) -> NextStep:
    title = say("The lead of this action has left: agree another lead")
    if Verb.AGREE_ACTION not in you.may:
        return NextStep(title, say("A manager or quality lead agrees who makes the change instead."))
    return NextStep(
        title,
        say("%(lead)s does not work here any more. Choose who makes the change, and by when.", lead=told.lead),
        yours=True,
        door=Door.CHANGE_TERMS,
        button=say("Agree another lead"),
    )


def _to_verify(action: ActionFacts, answer: Closing, you: You, told: Told, today: date) -> NextStep:
    title = say_n(
        "One thing is missing before this can close", "%(n)s things are missing before this can close",
        len(answer.missing),
    )  # fmt: skip
    if you.leads(action):
        return NextStep(title, say("You lead this, so others look whether it worked. You do not need to do anything."))
    if Verb.REVIEW_CHECK in you.may and (seen := _to_review(answer, you)):
        if seen.source is Source.QUESTION:
            return NextStep(
                title, say("You can read what was answered."), yours=True,
                door=Door.READ, button=say("Read the answer"), id=seen.source_id,
            )  # fmt: skip
        return NextStep(
            title, say("You can review what was seen."), yours=True,
            door=Door.REVIEW, button=say("Review the check"), id=seen.source_id,
        )  # fmt: skip
    ended = last_day(answer)
    if Verb.CHANGE_PLAN in you.may and ended is not None and ended < today:
        return NextStep(
            title,
            say("The last day for looking was %(day)s. Give a new one with a reason, or send it back.", day=ended),
            yours=True,
            door=Door.NEW_WINDOW,
            button=say("Give a new last day"),
            id=next(one.requirement.id for one in answer.weighed if looks_left(one) and one.last_day == ended),
        )
    if Verb.CAPTURE in you.may and (one := _to_look(answer, today)):
        if one.verdict is Verdict.MIXED:
            return _to_read_on(title, one)
        return NextStep(
            title, say("You can look next."), yours=True,
            door=Door.LOOK, button=_LOOK_BUTTONS[one.requirement.look], id=one.requirement.id,
        )  # fmt: skip
    if told.closers:
        return NextStep(
            title, say("When nothing is missing, %(who)s can close it.", who=listed(told.closers, last="or"))
        )
    return NextStep(title, say("When nothing is missing, somebody who does not lead it can close it."))


def _to_read_on(title: Sentence, one: Weighed) -> NextStep:
    return NextStep(
        title,
        say("The first records leave it open, so more are read: the next ones of the same draw. You can do that."),
        yours=True,
        door=Door.LOOK,
        button=say_n("Read %(n)s more record", "Read %(n)s more records", looks_left(one)),
        id=one.requirement.id,
    )


_LOOK_BUTTONS = {
    Look.SAMPLE: say("Read the records"),
    Look.OBSERVATION: say("Observe"),
    Look.INTERVIEW: say("Ask"),
    Look.VOICE: say("Listen to people or families"),
}


def _to_review(answer: Closing, you: You) -> EvidenceFacts | None:
    """The oldest look that this person did not take part in and that waits for a review (R3). Whoever comes from
    outside reads no answers to short questions."""
    waiting = sorted((seen for one in answer.weighed for seen in one.waiting), key=lambda seen: seen.began_at)
    return next((seen for seen in waiting if may_judge(seen, you)), None)


def may_judge(seen: EvidenceFacts, you: You) -> bool:
    """Whether this person, who reviews checks, could judge this look."""
    reads = seen.source is Source.CHECK or Verb.READ_ANSWER in you.may
    return reads and you.person_id not in {seen.captured_by, seen.observed}


def _to_look(answer: Closing, today: date) -> Weighed | None:
    open_ones = [one for one in answer.weighed if looks_left(one) and (one.last_day is None or one.last_day >= today)]
    return min(open_ones, key=lambda one: one.last_day or date.max, default=None)


def _to_close(action: ActionFacts, you: You, told: Told) -> NextStep:
    if you.leads(action):
        if not told.closers:
            return _to_invite(
                you, say("You lead this, so somebody else closes it. Nobody here can yet: a verifier can be invited.")
            )
        return NextStep(
            say("Nothing is missing"),
            say("You lead this, so somebody else closes it: %(who)s.", who=listed(told.closers, last="or")),
        )
    if Verb.CLOSE_ACTION in you.may:
        return NextStep(
            say("Nothing is missing: you can close this"),
            say("Read what was seen below. If you are not convinced, send it back and say why."),
            yours=True,
            door=Door.CLOSE,
            button=say("Close this action"),
        )
    if not told.closers:
        return _to_invite(you, say("Nobody here can close it yet: a verifier can be invited."))
    return NextStep(
        say("Nothing is missing"), say("This can be closed by %(who)s.", who=listed(told.closers, last="or"))
    )


def _to_invite(you: You, says: Sentence) -> NextStep:
    if Verb.INVITE_VERIFIER not in you.may:
        return NextStep(say("Nothing is missing"), says)
    return NextStep(
        say("Nothing is missing"), says, yours=True, door=Door.INVITE, button=say("Invite somebody from outside")
    )
