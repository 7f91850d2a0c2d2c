"""What an action's page says at its top and its side, from what was read. No decisions: those are rules."""

from __future__ import annotations

import uuid
from typing import Any

from spotcheck.core.clock import local_date
from spotcheck.core.history import HistoryLine
from spotcheck.core.permissions import Verb
from spotcheck.core.words import Sentence, listed, say, say_n
from spotcheck.organisation.told import Told as Line
from spotcheck.organisation.told import tell
from spotcheck.tracker.routes.sight import Sight
from spotcheck.tracker.rules import held_words, history_words, seen, story
from spotcheck.tracker.rules.doors import Door
from spotcheck.tracker.rules.facts import EvidenceFacts
from spotcheck.tracker.rules.missing import Goes, Missing
from spotcheck.tracker.rules.moves import Move
from spotcheck.tracker.rules.next_step import NextStep
from spotcheck.tracker.rules.seen import FoundFacts
from spotcheck.tracker.rules.taken_back import TakenBack
from spotcheck.tracker.rules.taken_back import taken_back as rule
from spotcheck.tracker.rules.words import FindingKind, Look, State


def stands(sight: Sight) -> Sentence:
    """Where the action stands, under its title."""
    action = sight.told.action
    match sight.state:
        case State.AGREED if back := story.came_back(action.sent_back, action.reopened):
            return say("%(back)s It is being worked on again.", back=back)
        case State.AGREED if action.agreed_at:
            return say("Agreed on %(day)s. The change is being made.", day=sight.near(action.agreed_at))
        case State.DONE if action.done_at and not sight.told.answer.missing:
            return say("Done on %(day)s. What was seen since then meets the plan.", day=sight.near(action.done_at))
        case State.DONE if action.done_at:
            return say("Done on %(day)s. Now we look whether practice changed.", day=sight.near(action.done_at))
        case State.CLOSED if action.closed_at:
            closed = say("Verified and closed on %(day)s.", day=sight.near(action.closed_at))
            if sight.told.holding.held_weeks is None:
                return closed
            weeks = held_words.weeks_in_words(sight.told.holding.held_weeks)
            return say("%(closed)s Holding at %(weeks)s.", closed=closed, weeks=weeks)
        case State.WITHDRAWN if action.withdrawn_at:
            return say("Withdrawn on %(day)s. It does not count as closed.", day=sight.near(action.withdrawn_at))
        case _:
            return say("Proposed on %(day)s. Not agreed yet.", day=sight.near(action.proposed_at))


def came_back(sight: Sight) -> dict[str, Any] | None:
    """Why it is being worked on again: the last reason it was sent back or opened again for, and the day."""
    if sight.state is not State.AGREED:
        return None
    back = next((line for line in sight.told.lines if line.what in {Move.SEND_BACK, Move.REOPEN}), None)
    if back is None:
        return None
    said = say("It came back on %(day)s:", day=sight.near(back.at))
    return {"says": said, "reason": (back.payload or {}).get("reason")}


def taken_back(sight: Sight) -> TakenBack | None:
    """What is said when what the action started from was taken back."""
    days = [local_date(one.taken_back_at) if one.taken_back_at else None for one in sight.told.findings]
    return rule(sight.state, days, may_withdraw=Door.WITHDRAW in sight.doors, today=sight.today)


def next_place(step: NextStep) -> str:
    """Where the main button of the next step leads."""
    match step.door:
        case None:
            return ""
        case Door.LOOK:
            return f"/checks/new?requirement={step.id}"
        case Door.REVIEW:
            return f"/checks/{step.id}"
        case Door.READ:
            return f"/prompts/{step.id}"
        case Door.PLAN:
            return "#requirement"
        case Door.NEW_WINDOW:
            return f"#window-{step.id}"
        case door:
            return f"#{door.value}"


def missing(sight: Sight) -> list[dict[str, Any]]:
    """What is missing: sentences, each a link where the person asking can follow it, and otherwise who can."""
    waiting = {fact.source_id: fact for one in sight.told.answer.weighed for fact in one.waiting}
    return [_missing(one, sight, waiting) for one in sight.told.answer.missing]


def shares(sight: Sight) -> tuple[seen.Share, ...]:
    """Before and after, where records were counted."""
    found = [
        FoundFacts(one.standard_id, Look(one.look), one.seen, one.met, one.found_at)
        for one in sight.told.findings
        if one.kind == FindingKind.GAP.value and one.taken_back_at is None
        if one.look and one.seen is not None and one.met is not None
    ]
    standards = {one.id: one.standard_id for one in sight.told.plan}
    return seen.before_and_after(found, [(standards[one.requirement.id], one) for one in sight.told.answer.weighed])


def facts(sight: Sight) -> list[tuple[Any, ...]]:
    """Who and when."""
    told, action = sight.told, sight.told.action
    leads = told.known.name(action.lead_id, say("Somebody who works here")) if action.lead_id else say("Nobody yet")
    if sight.opened.place.lead_left:
        leads = say("%(name)s, who has left", name=leads)
    pairs: list[tuple[Any, ...]] = [(say("Leads"), leads)]
    if action.due_on is not None:
        pairs.append((say("Due"), _due(sight)))
    elif sight.state is State.AGREED:
        pairs.append((say("Due"), say("To be agreed")))
    last = story.last_day(told.answer)
    if sight.state is State.DONE and last is not None:
        pairs.append((say("Verify by"), sight.near(last)))
    if sight.state in {State.PROPOSED, State.AGREED, State.DONE}:
        pairs.append((say("Can close"), _closers(sight)))
    for person, invitation in told.invited:
        until = say("%(name)s, until %(day)s", name=person.name, day=sight.near(invitation.until_at))
        pairs.append((say("From outside"), until))
    pairs.append((say("Sent back"), story.times(action.sent_back)))
    if action.reopened:
        pairs.append((say("Reopened"), story.times(action.reopened)))
    if action.support:
        pairs.append((say("Support"), action.support, "long"))
    return pairs


def lines(sight: Sight) -> list[Line]:
    """The history, newest first, in words."""
    known = sight.told.known

    def changes(line: HistoryLine) -> tuple[history_words.Change, ...]:
        return history_words.changes_in_words(line.payload or {}, known.names)

    return tell(
        sight.told.lines,
        lambda line: history_words.what_in_words(line.what),
        changes,
        with_names=known.shown,
        known=known.names,
    )


def _missing(one: Missing, sight: Sight, waiting: dict[uuid.UUID, EvidenceFacts]) -> dict[str, Any]:
    match one.goes:
        case Goes.CAPTURE if Door.LOOK in sight.doors:
            return {"says": one.sentence, "href": f"/checks/new?requirement={one.id}"}
        case Goes.CAPTURE:
            return {"says": one.sentence, "rest": _who(say("can do it."), sight, sight.told.able.capture)}
        case Goes.CHECK:
            check = waiting[one.id]
            able = sight.told.able.review - {check.captured_by, check.observed}
            href = f"/checks/{one.id}" if sight.opened.may_see_check(check.captured_by) else ""
            rest = None if sight.you.person_id in able else _who(say("can review it."), sight, able)
            return {"says": one.sentence, "href": href, "rest": rest}
        case Goes.ANSWER:
            asked = waiting[one.id]
            able = (sight.told.able.review & sight.told.standings.keys()) - {asked.captured_by, asked.observed}
            href = f"/prompts/{one.id}" if Verb.SEE_PROMPT in sight.you.may else ""
            rest = None if sight.you.person_id in able else _who(say("can read it."), sight, able)
            return {"says": one.sentence, "href": href, "rest": rest}
        case Goes.PLAN:
            return {"says": one.sentence, "href": "#plan"}
        case Goes.DONE:
            return {"says": one.sentence}


def _who(can: Sentence, sight: Sight, able: frozenset[uuid.UUID]) -> Sentence | None:
    """`Samuel or Ruth can review it.`; nothing when there are many of them, or names are not to be shown."""
    names = sight.told.known.listed(able)
    return say("%(who)s %(can)s", who=listed(names, last="or"), can=can) if 0 < len(names) <= 4 else None


def _due(sight: Sight) -> str | Sentence:
    due_on = sight.told.action.due_on
    if due_on is not None and story.is_overdue(sight.state, due_on, sight.today):
        late = say_n("%(n)s day ago", "%(n)s days ago", (sight.today - due_on).days)
        return say("%(day)s, %(late)s", day=sight.near(due_on), late=late)
    return sight.near(due_on)


def _closers(sight: Sight) -> Sentence:
    able = sight.told.able
    if not able.close:
        return say("Nobody yet")
    names = sight.told.known.listed(able.close)
    if not names:
        return say("A manager or quality lead who does not lead it")
    return say("%(who)s", who=listed(names, last="or"))
