"""Today as lines with a place to go: what `desk.today` found, in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flask import url_for

from spotcheck.checks.queries.drafts import Unfinished
from spotcheck.core.words import Sentence, say, say_n
from spotcheck.desk import learning_lines as learnt
from spotcheck.desk.line import Line
from spotcheck.desk.rules import ICONS, due_title, due_words
from spotcheck.desk.set_up_rules import Step
from spotcheck.desk.today import Due, Today
from spotcheck.desk.today_actions import MOST
from spotcheck.tracker.models import Action
from spotcheck.tracker.queries.measures import WeekToCount
from spotcheck.tracker.rising_models import Rise
from spotcheck.tracker.rules.asked_words import conditions_to_come
from spotcheck.tracker.rules.rising import Cause
from spotcheck.tracker.rules.rising_words import what_to_do, why_in_words
from spotcheck.tracker.rules.words import Look, reference


@dataclass(frozen=True, slots=True)
class Lines:
    due: Sequence[Line]
    decide: Sequence[Line]
    mine: Sequence[Line]
    set_up: Sequence[Line]


def lines(found: Today, *, day: date) -> Lines:
    """The lists of Today."""
    due = [*(_due(one, day) for one in found.due), *(_to_count(one) for one in found.to_count)]
    due += learnt.due(found)
    set_up = [Line(one.says, url_for(_SET_UP[one.step])) for one in found.missing]
    return Lines(due, _decide(found), _mine(found, day), set_up)


_SET_UP = {
    Step.SERVICES: "desk.services_step",
    Step.PEOPLE: "desk.people_step",
    Step.NUMBERS: "organisation.services",
    Step.INVITATIONS: "organisation.invitations_page",
}


def starts() -> list[dict[str, object]]:
    """The four ways to start a check."""
    kinds = (
        (Look.OBSERVATION, say("Observe"), say("practice")),
        (Look.INTERVIEW, say("Ask"), say("staff")),
        (Look.SAMPLE, say("Sample"), say("records")),
        (Look.VOICE, say("Listen"), say("people")),
    )
    return [
        {"href": url_for("checks.new_check", kind=look.value), "word": word, "says": says, "icon": ICONS[look]}
        for look, word, says in kinds
    ]


def _due(one: Due, day: date) -> Line:
    look, last_day = Look(one.need.requirement.kind), one.need.weighed.last_day
    return Line(
        due_title(look, one.checklist),
        url_for("checks.new_check", kind=look.value, requirement=one.need.requirement.id),
        due_words(
            look,
            one.need.remaining,
            one.need.action.title,
            last_day,
            closed=one.need.after_closing,
            late=last_day is not None and last_day < day,
            differ=conditions_to_come(one.need.weighed),
        ),
        icon=ICONS[look],
    )


def _to_count(one: WeekToCount) -> Line:
    says = say("The week of %(day)s, for “%(action)s”.", day=one.week, action=one.action.title)
    href = url_for("tracker.measure_page", action_id=one.action.id, measure_id=one.measure.id)
    return Line(say("Count: %(what)s", what=one.measure.what), href, says, icon="calendar")


def _decide(found: Today) -> list[Line]:
    decide = learnt.talks(found)
    decide += [_risen(rise, action) for rise, action in found.risen[:MOST]]
    if found.numbers.reviews:
        words = say_n("%(n)s check waits for your review", "%(n)s checks wait for your review", found.numbers.reviews)
        decide.append(Line(words, url_for("checks.reviews_page"), say("The oldest comes first."), icon="review"))
    if found.numbers.from_phones:
        words = say_n("One thing from a phone waits", "%(n)s things from phones wait", found.numbers.from_phones)
        says = say("It counts once somebody says that it is right.")
        decide.append(Line(words, url_for("delivery.arrivals_page"), says, icon="review"))
    decide += learnt.decide(found)
    decide += [_action(one, _drifted_in_words(one, found), "follow") for one in found.drifted[:MOST]]
    decide += [_action(one, say("Ready to close: everything is met."), "well") for one in found.ready[:MOST]]
    decide += [_action(one, say("Proposed: agree who leads it, and by when."), "pen") for one in found.to_agree[:MOST]]
    if max(len(found.risen), len(found.ready), len(found.to_agree), len(found.drifted)) > MOST:
        decide.append(Line(say("More in Actions"), url_for("tracker.actions_page"), icon="go"))
    return decide


def _mine(found: Today, day: date) -> list[Line]:
    mine = [_from_my_phone(found.numbers.from_my_phone)] if found.numbers.from_my_phone else []
    mine += learnt.mine(found)
    rose = {action.id for _, action in found.risen[:MOST]}
    mine += [_draft(one) for one in found.drafts[:MOST]]
    mine += [_action(one, _due_in_words(one, day), "follow") for one in found.leads[:MOST] if one.id not in rose]
    if found.numbers.noted:
        words = say_n(
            "One thing was noted about your work", "%(n)s things were noted about your work", found.numbers.noted
        )
        mine.append(Line(words, url_for("checks.mine_page"), say("Read it, and reply if you like."), icon="reply"))
    return mine


def _from_my_phone(n: int) -> Line:
    one = "One thing from your phone needs a word from you"
    many = "%(n)s things from your phone need a word from you"
    says = say("It is safe here, and counts once you say that it is right.")
    return Line(say_n(one, many, n), url_for("delivery.arrivals_page"), says, icon="follow")


def _draft(one: Unfinished) -> Line:
    said = say("%(done)s of %(total)s answered. Started on %(at)s.", done=one.done, total=one.total, at=one.opened_at)
    title = say("Go on: %(title)s", title=one.title)
    return Line(title, url_for("checks.draft_page", draft_id=one.id, **one.resume), said, one.worker or "", "pen")


def _risen(rise: Rise, action: Action) -> Line:
    why = Cause(rise.why)
    says = say("%(why)s %(what_to_do)s", why=why_in_words(why, rise.days), what_to_do=what_to_do(why))
    href = url_for("tracker.action_page", action_id=action.id, _anchor="risen")
    return Line(action.title, href, says, reference(action.number), "calendar")


def _action(action: Action, says: Sentence, icon: str) -> Line:
    href = url_for("tracker.action_page", action_id=action.id)
    return Line(action.title, href, says, reference(action.number), icon)


def _drifted_in_words(action: Action, found: Today) -> Sentence:
    if action.closed_before_by_id == found.person_id:
        return say("You closed this. It did not hold: look again, and agree a new day.")
    return say("It did not hold: look again, and agree a new day.")


def _due_in_words(action: Action, day: date) -> Sentence:
    if action.due_on is None:
        return say("You lead this. It did not hold: look again, and agree a new day.")
    late = (day - action.due_on).days
    if late > 0:
        return say_n("You lead this. It is %(n)s day late.", "You lead this. It is %(n)s days late.", late)
    return say("You lead this. Due by %(day)s.", day=action.due_on)
