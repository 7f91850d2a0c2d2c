"""What people do with an action: each step tries one thing, as somebody, with whatever the dice say."""

from __future__ import annotations

import random
from datetime import timedelta

from spotcheck.core.clock import local_date
from spotcheck.core.ids import new_id
from spotcheck.core.permissions import Verb
from spotcheck.tracker import operations
from spotcheck.tracker.rules.words import FindingKind
from tests import make
from tests.walking.choosing import MANAGERS, now, one_of, seen
from tests.walking.planning import PLANS, add
from tests.walking.walk import Walk

LEADS = ("priya", "priya", "samuel", "ruth", "tomasz", "grace")
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
            add(walk, dice, made[0], asks)


def agree(walk: Walk, dice: random.Random) -> None:
    action = one_of(walk, dice, "proposed")
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
        lambda: operations.agree(action, **terms, **now(walk, who), seen_version=seen(action, dice)),
        may=walk.may(who, Verb.AGREE_ACTION, action),
    )  # fmt: skip


def change_terms(walk: Walk, dice: random.Random) -> None:
    action = one_of(walk, dice, "agreed", "agreed", "done")
    if action is None:
        return
    who, lead = walk.somebody(dice, *MANAGERS), walk.somebody(dice, *LEADS)
    due = local_date(walk.now) + timedelta(days=dice.choice((3, 7, 30)))
    walk.tries(
        who, "terms changed",
        lambda: operations.change_terms(
            action, lead_id=lead.id, due_on=due, reason=dice.choice(("Leave.", "Leave.", " ")), **now(walk, who)
        ),
        may=walk.may(who, Verb.AGREE_ACTION, action),
    )  # fmt: skip


def report_done(walk: Walk, dice: random.Random) -> None:
    action = one_of(walk, dice, "agreed")
    if action is None:
        return
    who = walk.somebody(dice, *walk.named(action.lead_id))
    walk.tries(
        who, "reported done",
        lambda: operations.report_done(action, words="In use.", **now(walk, who), seen_version=seen(action, dice)),
        may=walk.may(who, Verb.REPORT_DONE, action),
    )  # fmt: skip


def close(walk: Walk, dice: random.Random) -> None:
    action = one_of(walk, dice, "done", "done", "agreed", "closed")
    if action is None:
        return
    who = walk.somebody(dice, *MANAGERS, *(one.name for one in walk.outside), *walk.named(action.lead_id))
    walk.tries(
        who, "closed",
        lambda: operations.close(action, words="Seen.", **now(walk, who), seen_version=seen(action, dice)),
        may=walk.may(who, Verb.CLOSE_ACTION, action),
    )  # fmt: skip


def send_back(walk: Walk, dice: random.Random) -> None:
    action = one_of(walk, dice, "done", "closed")
    if action is None:
        return
    who = walk.somebody(dice, *MANAGERS)
    walk.tries(
        who, "sent back by hand",
        lambda: operations.send_back(action, reason="Not on nights.", **now(walk, who)),
        may=walk.may(who, Verb.CLOSE_ACTION, action),
    )  # fmt: skip


def withdraw(walk: Walk, dice: random.Random) -> None:
    action = one_of(walk, dice, "proposed", "agreed", "done", "closed")
    if action is None or dice.random() < 0.6:
        return
    who = walk.somebody(dice, *MANAGERS)
    walk.tries(
        who, "withdrawn",
        lambda: operations.withdraw(action, reason="No need.", **now(walk, who), seen_version=seen(action, dice)),
        may=walk.may(who, Verb.WITHDRAW_ACTION, action),
    )  # fmt: skip


def comment(walk: Walk, dice: random.Random) -> None:
    action = one_of(walk, dice, "proposed", "agreed", "done", "closed", "withdrawn")
    if action is None:
        return
    who, comment_id = walk.somebody(dice, "grace", "samuel"), new_id()
    may = walk.may(who, Verb.COMMENT, action)
    said = walk.tries(
        who, "commented",
        lambda: operations.comment(action, comment_id=comment_id, words="On nights too?", **now(walk, who)), may=may,
    )  # fmt: skip
    if said and dice.random() < 0.5:
        back = walk.somebody(dice, *walk.named(who.id))
        may = walk.may(back, Verb.COMMENT, action)
        told = {"comment_id": comment_id, **now(walk, back)}
        walk.tries(back, "comment taken back", lambda: operations.take_back_comment(action, **told), may=may)
