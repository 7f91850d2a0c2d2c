"""What rose about an action, as its page tells it. No decisions: those are rules."""

from __future__ import annotations

from collections.abc import Sequence, Set
from typing import Any

from flask import url_for

from spotcheck.core.words import Sentence, day_in_words, say
from spotcheck.tracker.models import Action
from spotcheck.tracker.queries import rising as reads
from spotcheck.tracker.queries.repeats import others_about
from spotcheck.tracker.queries.rising import OPEN, Raised, Told
from spotcheck.tracker.routes.opened import Opened
from spotcheck.tracker.routes.shown import ACKNOWLEDGE, Sent, Shown, shown
from spotcheck.tracker.routes.sight import Sight
from spotcheck.tracker.rules import repeats, rising_words
from spotcheck.tracker.rules.repeats import OF_A_TOPIC, Repeat
from spotcheck.tracker.rules.rising import Cause
from spotcheck.tracker.rules.views import View
from spotcheck.tracker.rules.words import STATE_NAMES, State, reference
from spotcheck.web.guard import now, standing

FEW = 5  # of the other actions about a topic


def risen(opened: Opened, sight: Sight, raised: Raised, sent: Sent | None) -> dict[str, Any]:
    """What rose and what was said to it, the newest first; with a form where it waits for the person who looks."""
    yours = next((one for one in raised.told if waits_for_you(one, opened, raised.kinds)), None)
    return {
        "list": [_line(one, sight) for one in raised.told],
        "form": _form(yours, opened, sent) if yours else None,
        **(_asks(yours, opened) if yours else {}),
    }


def waits_for_you(one: Told, opened: Opened, flagged: Set[Repeat]) -> bool:
    """Whether this rose to whoever looks, is the case still, and has no word from them yet."""
    row = one.rise
    return (
        row.to_id == standing().person_id
        and row.acknowledged_at is None
        and reads.is_still(row, opened.action, flagged, at=now())
    )


def came_before_in_words(opened: Opened, sight: Sight, raised: Raised) -> list[dict[str, Any]]:
    """Why the action is a repeat, and the story before it: its title, when it closed, and what convinced then. Or the
    other open actions about the topic, where this one tells of the topic for all of them."""
    of_a_topic = raised.kinds & OF_A_TOPIC if sight.state in OPEN else frozenset()
    here, topic = Repeat.IN_MANY not in of_a_topic, opened.place.topic
    others = others_about(opened.action, here=here, standing=standing(), most=FEW + 1) if of_a_topic else ()
    found = []
    for one in raised.flags:
        kind = Repeat(one.flag.kind)
        about = [other for other in others if kind is Repeat.IN_MANY or other.service_id == opened.action.service_id]
        found.append(
            {
                "says": repeats.in_words(kind, one.flag.n, topic),
                "earlier": _earlier(one.earlier, sight),
                "others": _others(kind, about, opened) if kind in of_a_topic and about else None,
            }
        )
    return found


def _others(kind: Repeat, about: Sequence[Action], opened: Opened) -> dict[str, Any]:
    here = opened.action.service_id if kind is Repeat.TWICE_HERE else None
    return {
        "says": repeats.others_in_words(kind, opened.place.topic),
        "list": [_other(action) for action in about[:FEW]],
        "more": url_for(".actions_page", view=View.OPEN.value, topic=opened.place.topic_id, service=here)
        if len(about) > FEW
        else "",
    }


def _other(action: Action) -> dict[str, Any]:
    stands = say(
        "%(reference)s · %(state)s", reference=reference(action.number), state=STATE_NAMES[State(action.state)]
    )
    return {"title": action.title, "href": url_for(".action_page", action_id=action.id), "stands": stands}


def _asks(one: Told, opened: Opened) -> dict[str, Any]:
    """The question to whoever it rose to, and whether a new day belongs to the answer."""
    late = reads.late_now(opened.action, at=now()) is not None
    return {"question": rising_words.question(Cause(one.rise.why)), "asks_day": late}


def _earlier(before: Action | None, sight: Sight) -> dict[str, Any] | None:
    if before is None:
        return None
    if before.closed_at is None:
        closed = say("%(reference)s · opened again since", reference=reference(before.number))
    else:
        closed = say(
            "%(reference)s · closed on %(day)s", reference=reference(before.number), day=sight.near(before.closed_at)
        )
    return {
        "title": before.title,
        "href": url_for(".action_page", action_id=before.id),
        "closed": closed,
        "words": say("What convinced then: “%(words)s”", words=before.closing_text) if before.closing_text else "",
    }


def _form(one: Told, opened: Opened, sent: Sent | None) -> Shown:
    return shown(ACKNOWLEDGE, opened.action, sent, place={"rise_id": one.rise.id})


def _line(one: Told, sight: Sight) -> dict[str, Any]:
    row = one.rise
    return {
        "title": rising_words.title(Cause(row.why)),
        "says": rising_words.why_in_words(Cause(row.why), row.days),
        "told": _told(one, sight),
        "reason": row.reason,
        "day": _day(one),
    }


def _told(one: Told, sight: Sight) -> Sentence:
    day = sight.near(one.rise.raised_at)
    if one.rise.to_id == sight.you.person_id:
        return say("You were told on %(day)s.", day=day)
    return say("%(who)s was told on %(day)s.", who=sight.told.known.shown_name(one.to), day=day)


def _day(one: Told) -> Sentence | None:
    """The new day beside the day there was; None where nothing was late."""
    if one.rise.new_on is None:
        return None
    new = day_in_words(one.rise.new_on)
    if one.rise.day_on is None:
        return say("New day: %(new)s.", new=new)
    before = day_in_words(one.rise.day_on)
    if one.rise.moved:
        return say("New day: %(new)s. Before: %(before)s.", new=new, before=before)
    return say("Expected by %(new)s. The agreed day was %(before)s.", new=new, before=before)
