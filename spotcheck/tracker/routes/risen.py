"""What rose about an action, as its page tells it. No decisions: those are rules."""

from __future__ import annotations

from typing import Any

from flask import url_for

from spotcheck.core.clock import local_date
from spotcheck.core.words import Sentence, day_in_words, say
from spotcheck.tracker.models import Action
from spotcheck.tracker.queries import rising as reads
from spotcheck.tracker.queries.repeats import flags_of
from spotcheck.tracker.queries.rising import Told
from spotcheck.tracker.routes.opened import Opened
from spotcheck.tracker.routes.shown import ACKNOWLEDGE, Sent, Shown, shown
from spotcheck.tracker.routes.sight import Sight
from spotcheck.tracker.rules import repeats
from spotcheck.tracker.rules import rising as rules
from spotcheck.tracker.rules.repeats import Repeat
from spotcheck.tracker.rules.rising import Cause
from spotcheck.tracker.rules.words import reference
from spotcheck.web.guard import now, standing


def risen(opened: Opened, sight: Sight, sent: Sent | None) -> dict[str, Any]:
    """What rose and what was said to it, the newest first; with a form where it waits for the person who looks."""
    told = reads.told_about(opened.action)
    yours = next((one for one in told if waits_for_you(one, opened)), None)
    return {"list": [_line(one, sight) for one in told], "form": _form(yours, opened, sent) if yours else None}


def waits_for_you(one: Told, opened: Opened) -> bool:
    """Whether this rose to whoever looks, is the case still, and has no word from them yet."""
    row = one.rise
    return (
        row.to_id == standing().person_id
        and row.acknowledged_at is None
        and reads.is_still(row, opened.action, at=now())
    )


def came_before_in_words(opened: Opened, sight: Sight) -> list[dict[str, Any]]:
    """Why the action is a repeat, and the story before it: its title, when it closed, and what convinced then."""
    return [
        {
            "says": repeats.in_words(Repeat(one.flag.kind), one.flag.n, one.topic),
            "earlier": _earlier(one.earlier, sight),
        }
        for one in flags_of(opened.action, standing())
    ]


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
        "title": rules.title(Cause(row.why)),
        "says": rules.why_in_words(Cause(row.why), row.days),
        "told": _told(one, sight),
        "reason": row.reason,
        "day": _day(one) if row.acknowledged_at else None,
    }


def _told(one: Told, sight: Sight) -> Sentence:
    day = sight.near(one.rise.raised_at)
    if one.rise.to_id == sight.you.person_id:
        return say("You were told on %(day)s.", day=day)
    return say("%(who)s was told on %(day)s.", who=sight.told.known.shown_name(one.to), day=day)


def _day(one: Told) -> Sentence:
    """The new day beside the day there was."""
    new = day_in_words(one.rise.new_on or local_date(one.rise.raised_at))
    if one.rise.day_on is None:
        return say("New day: %(new)s.", new=new)
    before = day_in_words(one.rise.day_on)
    if one.rise.moved:
        return say("New day: %(new)s. Before: %(before)s.", new=new, before=before)
    return say("Expected by %(new)s. The agreed day was %(before)s.", new=new, before=before)
