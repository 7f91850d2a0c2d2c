"""The story of an action down its page: finding, agreed, done, verified, closed."""

from __future__ import annotations

from typing import Any

from spotcheck.core.clock import local_date
from spotcheck.core.permissions import Verb
from spotcheck.core.words import say, say_n
from spotcheck.tracker.models import Finding
from spotcheck.tracker.routes.sight import Sight
from spotcheck.tracker.rules import held_words, story
from spotcheck.tracker.rules.words import FINDING_NAMES, RISK_NAMES, FindingKind, Risk, State, dotted


def line(sight: Sight) -> story.Stages:
    """The spots across the top: when it is closed, on to the looks that show whether it holds."""
    found = _line(sight)
    if sight.state is State.CLOSED and sight.told.holding.looks:
        return (*found[:-1], *held_words.spots(sight.told.holding, sight.today))
    return found


def _line(sight: Sight) -> story.Stages:
    action = sight.told.action
    return story.stages(
        sight.state,
        ready=not sight.told.answer.missing,
        agreed=action.agreed_at is not None,
        done=action.done_at is not None,
    )


def stages(sight: Sight) -> list[dict[str, Any]]:
    """The same down the page: what is finished folds, what is now is open."""
    told = _line(sight)
    bodies = [_finding(sight), _agreed(sight), _done(sight), _verified(sight), _closed(sight)]
    if sight.state is State.WITHDRAWN:
        bodies = [*bodies[: len(told) - 1], _withdrawn(sight)]
    return [
        {"title": words, "state": where, "fold": where == "been", **body}
        for (words, where), body in zip(told, bodies, strict=True)
    ]


def _finding(sight: Sight) -> dict[str, Any]:
    told = sight.told
    proposed = say(
        "%(who)s proposed this action on %(day)s.",
        who=told.known.name(told.action.proposed_by_id), day=sight.near(told.action.proposed_at),
    )  # fmt: skip
    first = min((one.found_at for one in told.findings), default=None)
    return {
        "when": sight.near(first or told.action.proposed_at),
        "found": [_found(one, sight) for one in told.findings],
        "said": [proposed],
    }


def _found(one: Finding, sight: Sight) -> dict[str, Any]:
    if one.taken_back_at is not None:
        return _taken_back(one, sight)
    linked = one.source_id is not None and sight.opened.may_see_check(None, evidence=False)
    return {
        "kind": FINDING_NAMES[FindingKind(one.kind)],
        "strength": one.kind == FindingKind.STRENGTH.value,
        "day": sight.near(one.found_at),
        "text": one.text,
        "risk": RISK_NAMES[Risk(one.risk)] if one.risk else None,
        "href": f"/checks/{one.source_id}" if linked else "",
    }


def _taken_back(one: Finding, sight: Sight) -> dict[str, Any]:
    """That it was, and when; what it said is read with its check, by those who decide (R13)."""
    decides = Verb.REVIEW_CHECK in sight.you.may and sight.opened.may_see_check(None, evidence=False)
    return {
        "kind": say("Taken back"),
        "off": True,
        "day": sight.near(one.taken_back_at),
        "text": say("What was found here is not used for learning any more."),
        "href": f"/checks/{one.source_id}" if one.source_id is not None and decides else "",
    }


def _agreed(sight: Sight) -> dict[str, Any]:
    action, known = sight.told.action, sight.told.known
    if action.agreed_at is None:
        return {"when": None, "said": [say("Who leads it, by when, with what support, and what must be seen.")]}
    leads = [say("%(name)s leads", name=known.name(action.lead_id))] if known.shown else []
    agreed_by, due = known.name(action.agreed_by_id), sight.near(action.due_on)
    agreed = say("%(who)s agreed it, due on %(day)s.", who=agreed_by, day=due) if action.due_on else say(
        "%(who)s agreed it. It did not hold since, so a new day is to be agreed.", who=agreed_by
    )  # fmt: skip
    return {
        "when": dotted([sight.near(action.agreed_at), *leads]),
        "said": [
            agreed,
            say("Support: %(support)s", support=action.support or ""),
        ],
    }


def _done(sight: Sight) -> dict[str, Any]:
    action = sight.told.action
    if action.done_at is None:
        return {"when": None, "said": [say("The lead says what is different now. Done is not closed.")]}
    again = sight.state is State.AGREED
    back = say("and it did not hold since") if sight.told.holding.looks else say("and sent back since")
    done_on = local_date(action.done_at)
    late = (done_on - action.due_on).days if action.due_on and not again else 0
    how = (
        back if again
        else say_n("%(n)s day late", "%(n)s days late", late) if late > 0
        else say("on time")
    )  # fmt: skip
    return {"when": say("%(day)s · %(how)s", day=sight.near(done_on), how=how), "said": [action.done_text]}


def _verified(sight: Sight) -> dict[str, Any]:
    told = sight.told
    last = max((one.last_day for one in told.answer.weighed if one.last_day), default=None)
    done_at = told.action.done_at
    fresh = say("A fresh look decides: every part of the plan, seen after it was done, by others than the lead.")
    held = [say("Every part of the plan was met.")] if sight.state is State.CLOSED else []
    when = say("%(first)s to %(last)s", first=sight.near(done_at), last=sight.near(last)) if done_at and last else None
    return {"when": when, "said": [*held, fresh]}


def _closed(sight: Sight) -> dict[str, Any]:
    action = sight.told.action
    if action.closed_at is None:
        return {"when": None, "said": [say("Somebody who does not lead it closes it when nothing is missing.")]}
    closed_by = sight.told.known.name(action.closed_by_id)
    return {
        "when": sight.near(action.closed_at),
        "said": [say("%(who)s closed it.", who=closed_by), action.closing_text],
    }


def _withdrawn(sight: Sight) -> dict[str, Any]:
    action = sight.told.action
    return {"when": sight.near(action.withdrawn_at), "said": [action.withdrawn_reason]}
