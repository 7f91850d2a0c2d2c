"""What people do with an action: each step tries one thing, as somebody, with whatever the dice say."""

from __future__ import annotations

import random
from datetime import timedelta

from spotcheck.core.clock import local_date
from spotcheck.core.database import db
from spotcheck.core.ids import new_id
from spotcheck.core.permissions import Role, Verb
from spotcheck.organisation.leaving import end_work
from spotcheck.organisation.models import Person, Verifier
from spotcheck.organisation.operations import give_role
from spotcheck.organisation.verifying import end_verifier
from spotcheck.tracker import operations, queries
from spotcheck.tracker.models import Action, Requirement
from spotcheck.tracker.rules.words import FindingKind
from tests import make
from tests.make import Asks, Look
from tests.walking.rows import rows
from tests.walking.walk import Walk

MANAGERS = ("samuel", "ruth")
LEADS = ("priya", "priya", "samuel", "ruth", "tomasz", "grace")
PLANS = (
    Asks(Look.SAMPLE, 4, 1), Asks(Look.SAMPLE, 3, 0), Asks(Look.SAMPLE, 3, 0, second_size=3, second_allowed=1),
    Asks(Look.OBSERVATION, 1), Asks(Look.OBSERVATION, 2, 1), Asks(Look.INTERVIEW, 1),
)  # fmt: skip
MOST = 2  # actions at a time; enough to be a repeat of one another


def propose(walk: Walk, dice: random.Random) -> None:
    """An idea, or an action from a finding, often with the looks that somebody has in mind already."""
    if len(walk.actions()) == MOST:
        return
    who = walk.somebody(dice, "samuel", "ruth", "grace", "priya")
    by, made = walk.standing(who), []

    def do() -> None:
        standard = make.standard_id(walk.cast.organisation_id)
        about = {"service_id": walk.cast.hazel, "standard_id": standard, "by": by, "at": walk.now}
        found = (
            [operations.record_finding(kind=FindingKind.GAP, text="No reason.", **about)] if dice.random() < 0.3 else []
        )
        action = operations.propose_action(
            title="The reason stands beside every entry", change="A prompt.", finding_ids=[f.id for f in found], **about
        )
        made.append(action)

    if walk.tries(who, "proposed", do, may=walk.may(who, Verb.PROPOSE_ACTION, None)):
        for asks in dice.sample(PLANS, dice.choice((0, 1, 1, 2))):
            _add(walk, dice, made[0], asks)


def agree(walk: Walk, dice: random.Random) -> None:
    action = _one(walk, dice, "proposed")
    if action is None:
        return
    who, lead = walk.somebody(dice, *MANAGERS), walk.somebody(dice, *LEADS)
    terms = {
        "lead_id": lead.id,
        "due_on": local_date(walk.now) + timedelta(days=dice.choice((0, 7, 7, 30, -1))),
        "support": "Two hours.",
        "criteria": "Nine of ten.",
    }
    walk.tries(
        who, "agreed",
        lambda: operations.agree(action, **terms, **_now(walk, who), seen_version=_seen(action, dice)),
        may=walk.may(who, Verb.AGREE_ACTION, action),
    )  # fmt: skip


def change_terms(walk: Walk, dice: random.Random) -> None:
    action = _one(walk, dice, "agreed", "agreed", "done")
    if action is None:
        return
    who, lead = walk.somebody(dice, *MANAGERS), walk.somebody(dice, *LEADS)
    due = local_date(walk.now) + timedelta(days=dice.choice((3, 7, 30)))
    walk.tries(
        who, "terms changed",
        lambda: operations.change_terms(
            action, lead_id=lead.id, due_on=due, reason=dice.choice(("Leave.", "Leave.", " ")), **_now(walk, who)
        ),
        may=walk.may(who, Verb.AGREE_ACTION, action),
    )  # fmt: skip


def report_done(walk: Walk, dice: random.Random) -> None:
    action = _one(walk, dice, "agreed")
    if action is None:
        return
    who = walk.somebody(dice, *walk.named(action.lead_id))
    walk.tries(
        who, "reported done",
        lambda: operations.report_done(action, words="In use.", **_now(walk, who), seen_version=_seen(action, dice)),
        may=walk.may(who, Verb.REPORT_DONE, action),
    )  # fmt: skip


def add_to_plan(walk: Walk, dice: random.Random) -> None:
    action = _one(walk, dice, "proposed", "agreed", "done", "closed")
    if action is not None and len(queries.plan_of(action)) < 3:
        _add(walk, dice, action, dice.choice(PLANS))


def replace_in_plan(walk: Walk, dice: random.Random) -> None:
    found = _part(walk, dice)
    if found is None:
        return
    action, part = found
    who = walk.somebody(dice, *MANAGERS)
    easier = {"size": dice.choice((1, 2)), "allowed": 0, "weeks": dice.choice((2, 4, 8)), "reason": "Leave."}
    walk.tries(
        who, "plan replaced",
        lambda: operations.replace_requirement(part, **easier, **_now(walk, who)),
        may=walk.may(who, Verb.CHANGE_PLAN, action),
    )  # fmt: skip


def take_from_plan(walk: Walk, dice: random.Random) -> None:
    found = _part(walk, dice)
    if found is None:
        return
    action, part = found
    who = walk.somebody(dice, *MANAGERS)
    walk.tries(
        who, "plan shrank",
        lambda: operations.take_away_requirement(part, reason="Too long.", **_now(walk, who)),
        may=walk.may(who, Verb.CHANGE_PLAN, action),
    )  # fmt: skip


def give_new_window(walk: Walk, dice: random.Random) -> None:
    found = _part(walk, dice)
    if found is None:
        return
    action, part = found
    who = walk.somebody(dice, *MANAGERS)
    until = local_date(walk.now) + timedelta(days=dice.choice((-3, 7, 40, 40, 400)))
    walk.tries(
        who, "new window",
        lambda: operations.give_new_window(part, until_on=until, reason="Leave.", **_now(walk, who)),
        may=walk.may(who, Verb.CHANGE_PLAN, action),
    )  # fmt: skip


def close(walk: Walk, dice: random.Random) -> None:
    action = _one(walk, dice, "done", "done", "agreed", "closed")
    if action is None:
        return
    who = walk.somebody(dice, *MANAGERS, *(one.name for one in walk.outside), *walk.named(action.lead_id))
    walk.tries(
        who, "closed",
        lambda: operations.close(action, words="Seen.", **_now(walk, who), seen_version=_seen(action, dice)),
        may=walk.may(who, Verb.CLOSE_ACTION, action),
    )  # fmt: skip


def send_back(walk: Walk, dice: random.Random) -> None:
    action = _one(walk, dice, "done", "closed")
    if action is None:
        return
    who = walk.somebody(dice, *MANAGERS)
    walk.tries(
        who, "sent back by hand",
        lambda: operations.send_back(action, reason="Not on nights.", **_now(walk, who)),
        may=walk.may(who, Verb.CLOSE_ACTION, action),
    )  # fmt: skip


def withdraw(walk: Walk, dice: random.Random) -> None:
    action = _one(walk, dice, "proposed", "agreed", "done", "closed")
    if action is None or dice.random() < 0.6:
        return
    who = walk.somebody(dice, *MANAGERS)
    walk.tries(
        who, "withdrawn",
        lambda: operations.withdraw(action, reason="No need.", **_now(walk, who), seen_version=_seen(action, dice)),
        may=walk.may(who, Verb.WITHDRAW_ACTION, action),
    )  # fmt: skip


def comment(walk: Walk, dice: random.Random) -> None:
    action = _one(walk, dice, "proposed", "agreed", "done", "closed", "withdrawn")
    if action is None:
        return
    who, comment_id = walk.somebody(dice, "grace", "samuel"), new_id()
    may = walk.may(who, Verb.COMMENT, action)
    said = walk.tries(
        who, "commented",
        lambda: operations.comment(action, comment_id=comment_id, words="On nights too?", **_now(walk, who)), may=may,
    )  # fmt: skip
    if said and dice.random() < 0.5:
        back = walk.somebody(dice, *walk.named(who.id))
        may = walk.may(back, Verb.COMMENT, action)
        told = {"comment_id": comment_id, **_now(walk, back)}
        walk.tries(back, "comment taken back", lambda: operations.take_back_comment(action, **told), may=may)


def invite(walk: Walk, dice: random.Random) -> None:
    """Somebody from outside, whose time ends sometimes before they come."""
    action = _one(walk, dice, "agreed", "done")
    if action is None or len(walk.outside) == 2:
        return
    who = walk.somebody(dice, *MANAGERS)
    name, until = f"Vera {len(walk.outside) + 1}", walk.now + timedelta(days=dice.choice((2, 30, 59)))

    def do() -> None:
        walk.outside.append(make.a_verifier(action, by=who, at=walk.now, until=until, name=name))

    walk.tries(who, "verifier invited", do, may=walk.may(who, Verb.INVITE_VERIFIER, action))


def end_invitation(walk: Walk, dice: random.Random) -> None:
    found = rows("verifier", organisation_id=walk.cast.organisation_id)
    if not found or dice.random() < 0.5:
        return
    key = dice.choice(found)
    action = db.session.get_one(Action, (walk.cast.organisation_id, key["action_id"]))
    verifier = db.session.get_one(Verifier, (walk.cast.organisation_id, key["id"]))
    who = walk.somebody(dice, *MANAGERS)
    may = walk.may(who, Verb.INVITE_VERIFIER, action)
    walk.tries(who, "invitation ended", lambda: end_verifier(verifier, **_now(walk, who)), may=may)


def give_a_role(walk: Walk, dice: random.Random) -> None:
    """A worker steps up, a supervisor stands in as manager: roles change while actions are under way."""
    admin, who = walk.cast.admin, walk.somebody(dice, "amina", "priya", "tomasz", "grace")
    role = dice.choice((Role.SUPERVISOR, Role.MANAGER))
    if who.organisation_id != admin.organisation_id:
        return
    walk.tries(admin, "role given", lambda: give_role(who.person, role, walk.cast.hazel_court, **_now(walk, admin)))


def leave(walk: Walk, dice: random.Random) -> None:
    """Somebody's work here ends, who may lead an action. Whoever closes and looks stays, so that the walk goes on."""
    if dice.random() < 0.8:
        return
    person = db.session.get_one(Person, (walk.cast.organisation_id, dice.choice((walk.cast.priya, walk.cast.amina)).id))
    walk.tries(walk.cast.admin, "left", lambda: end_work(person, **_now(walk, walk.cast.admin)))


def _add(walk: Walk, dice: random.Random, action: Action, asks: Asks) -> None:
    who = walk.somebody(dice, *MANAGERS)
    walk.tries(
        who, "plan grew",
        lambda: make.a_requirement(action, asks, by=who, at=walk.now, reason="It was agreed."),
        may=walk.may(who, Verb.CHANGE_PLAN, action),
    )  # fmt: skip


def _one(walk: Walk, dice: random.Random, *states: str) -> Action | None:
    found = walk.actions(*states)
    return walk.action(dice.choice(found)) if found else None


def _part(walk: Walk, dice: random.Random) -> tuple[Action, Requirement] | None:
    """A part of some plan; of a closed action also a look that is still to come."""
    parts = [
        part
        for action in walk.actions("proposed", "agreed", "done", "closed")
        for part in queries.every_requirement(walk.action(action))
    ]
    if not parts:
        return None
    part = dice.choice(parts)
    return db.session.get_one(Action, (part.organisation_id, part.action_id)), part


def _now(walk: Walk, who: make.Member) -> dict[str, object]:
    return {"by": walk.standing(who), "at": walk.now}


def _seen(action: Action, dice: random.Random) -> int | None:
    """The version that was on the page: mostly the newest."""
    return dice.choice((None, action.version, action.version, action.version, action.version - 1))
