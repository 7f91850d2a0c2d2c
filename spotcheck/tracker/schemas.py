"""The forms of this room. What a field must hold to make sense is asked by the rules; here is only its shape."""

from __future__ import annotations

from typing import Any

from marshmallow import fields

from spotcheck.core.forms import Address, Form, choice, line, one_id, text
from spotcheck.core.words import say
from spotcheck.tracker.rules.conditions import Differ
from spotcheck.tracker.rules.due import Due
from spotcheck.tracker.rules.strength import NOT_SAID, Kind, Strength
from spotcheck.tracker.rules.suggested import Suggested
from spotcheck.tracker.rules.views import View


def number() -> fields.Integer:
    """A whole number, or None when it is left blank."""
    return fields.Integer(load_default=None, error_messages={"invalid": [say("Write a whole number, such as 10.")]})


def day() -> fields.Date:
    """A day, or None when it is left blank."""
    return fields.Date(load_default=None, error_messages={"invalid": [say("Choose a day, such as 2026-11-27.")]})


def days_late() -> fields.Integer:
    needed = say("Write a whole number of days.")
    return fields.Integer(
        required=True, error_messages={name: [needed] for name in ("required", "invalid", "null", "too_large")}
    )


def kinds_chosen() -> fields.List[Any]:
    """The kinds of change that were ticked; none is an answer too."""
    return fields.List(choice(Kind, say("Choose among the kinds on the page.")), load_default=list)


class TrackerAsked(Address):
    """The view and the filters of the tracker."""

    view = choice(View, say("Choose one of the views."), optional=True)
    service = one_id()
    topic = one_id()
    standard = one_id()
    lead = one_id()
    strength = choice([*Strength, NOT_SAID], say("Choose one of the strengths."), optional=True)
    due = choice(Due, say("Choose one of the days on the page."), optional=True)
    words = line()
    after = line()


class NewAsked(Address):
    """Where a proposal comes from."""

    service = one_id()
    standard = one_id()
    finding = fields.List(one_id(), load_default=list)


class Proposal(Form):
    id = one_id(say("Load the page again, then send it."))
    service_id = one_id(say("Choose the service."))
    standard_id = one_id(say("Choose the standard this is about."))
    finding_ids = fields.List(one_id(), load_default=list)
    title = line(say("Say in one line what will be different."))
    change = text(say("Say what will change, and how."))
    kinds = kinds_chosen()


class Idea(Form):
    """`id` was made with the form; `words` is one sentence, `more` how it would work."""

    id = one_id(say("Load the page again, then send it."))
    service_id = one_id(say("Choose the service."))
    standard_id = one_id(say("Choose what it is about."))
    words = line()
    more = text()


class Versioned(Form):
    """A form about an action; `version` says which state of it the person was looking at."""

    version = fields.Integer(
        required=True,
        error_messages={name: [say("Load the page again, then send it.")] for name in ("required", "invalid", "null")},
    )


class Agreement(Versioned):
    lead_id = one_id()
    due_on = day()
    support = text()
    no_support = fields.Boolean(load_default=False)
    criteria = text()
    kinds = kinds_chosen()


class VerifierInvited(Form):
    """`person`: somebody who came before; otherwise `name` is new. `id` was made with the form."""

    id = one_id(say("Load the page again, then send it."))
    person = one_id()
    name = line(longest=80)
    until = day()


class Words(Versioned):
    """What changed, for a completion; what convinced, for a closure."""

    words = text()


class Comment(Versioned):
    """`id` was made with the form; `sure`: it is sent as it is, whatever it may hold."""

    id = one_id(say("Load the page again, then send it."))
    words = text()
    sure = fields.Boolean(load_default=False)


class CommentTakenBack(Versioned):
    comment = one_id(say("Load the page again, then send it."))


class Reason(Versioned):
    reason = text()


class Terms(Reason):
    lead_id = one_id()
    due_on = day()


class SeveralTerms(Form):
    """`chosen`: each action with the version of it that was looked at, `id:version`."""

    chosen = fields.List(line(), load_default=list)
    lead_id = one_id()
    due_on = day()
    reason = text()


class Numbers(Reason):
    """A decision rule in numbers; `apart`: the target and the floor it should tell apart, as `95/70`. `differ`: what no
    two looks may share; by at least so many `observers`."""

    size = number()
    allowed = number()
    second_size = number()
    second_allowed = number()
    weeks = number()
    apart = line()
    differ = fields.List(choice(Differ, say("Choose among those on the page.")), load_default=list)
    observers = number()


class NewRequirement(Numbers):
    standard_id = one_id(say("Choose the standard that must be seen."))
    checklist_id = one_id(say("Choose how to look."))
    suggested = choice(Suggested, say("Choose one of the plans."), optional=True)
    records = number()
    show = line()


class Replacement(Numbers):
    pass


class NewMeasure(Form):
    id = one_id(say("Load the page again, then send it."))
    what = line(longest=100)
    source = line(longest=140)
    direction = line()
    baseline_from = day()
    baseline_weeks = number()
    reason = text()


class Week(Form):
    week = day()
    count = number()
    counted_from = line(longest=140)
    reason = text()


class WhyTakenAway(Form):
    reason = text()


class Acknowledgement(Form):
    reason = text()
    new_on = day()


class LadderChosen(Form):
    lead = days_late()
    manager = days_late()
    quality_lead = days_late()
    governance = days_late()


class Window(Reason):
    until_on = day()
