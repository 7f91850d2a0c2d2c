"""A made-up provider with a story that obeys every rule: all of it is done by the operations that the pages call.

`medicines.py` tells how PRN recording changed, `care_plans.py` and `speaking_up.py` the two other stories of the field;
the other files tell what happens around them.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from flask import Flask

from spotcheck.core.database import db
from spotcheck.demo import (
    branch,
    care_plans,
    closed,
    competence,
    counts,
    improvements,
    languages,
    lately,
    learning,
    leaver,
    medicines,
    months,
    others,
    people,
    provider,
    speaking_up,
)
from spotcheck.demo.home import Home, Story
from spotcheck.demo.people import Member, Place
from spotcheck.demo.run import run


class Telling(NamedTuple):
    """Where it is told, who is in it, and what happens."""

    places: tuple[Place, ...]
    members: tuple[Member, ...]
    stories: tuple[Callable[[Home], Story], ...]


# One home and one branch: enough for most tests.
HOME = Telling(
    people.PLACES,
    people.PEOPLE,
    (
        people.change_roles,
        closed.no_empty_box,
        closed.top_floor_cupboard,
        medicines.prn_recording,
        medicines.prn_plans,
        counts.entries_without_effect,
        others.doors,
        others.hands,
        others.twins,
        others.called_away,
        lately.seen_in_passing,
        lately.last_night,
        lately.half_seen,
        branch.visit_bags,
        branch.next_visit,
        others.an_idea,
        medicines.prn_comments,
        competence.what_is_needed,
        competence.nearly_a_year,
        competence.just_signed,
        competence.on_the_way,
        competence.a_talk,
        branch.a_good_visit,
        languages.in_polish,
        learning.asked_and_learnt,
        learning.one_now_and_then,
    ),
)
# Six services of six kinds, about sixty people, six months.
PROVIDER = Telling(
    HOME.places + provider.PLACES,
    HOME.members + provider.PEOPLE,
    (
        *HOME.stories,
        care_plans.help_for_today,
        care_plans.early_signs,
        speaking_up.what_we_heard,
        speaking_up.outside_numbers,
        counts.near_misses_told,
        leaver.lead_leaves,
        *improvements.STORIES,
        *months.STORIES,
    ),
)


def build(
    app: Flask, *, at: datetime, tell: Callable[[str], None] | None = None, telling: Telling = PROVIDER
) -> list[dict[str, str | None]]:
    """Fill an empty database with the provider as it is at this moment, and give everybody who can sign in.

    Committed at the end, all or nothing. `tell` hears how far it is.
    """
    said = tell or (lambda words: None)
    with app.app_context(), people.hashed_once():
        said(f"{len(telling.places)} services open their doors.")
        home = people.gather(at, telling.places, telling.members)
        run(home, telling.stories, said)
        db.session.commit()
    return people.listed([one for one in telling.members if one is not provider.LEAVES])
