"""A made-up home with a story that obeys every rule: all of it is done by the operations that the pages call.

`medicines.py` tells how PRN recording changed; the other files tell what happens around it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from flask import Flask

from spotcheck.core.database import db
from spotcheck.demo import branch, closed, lately, medicines, others, people
from spotcheck.demo.run import run

STORIES = (
    people.change_roles,
    closed.no_empty_box,
    closed.top_floor_cupboard,
    medicines.prn_recording,
    medicines.prn_plans,
    others.doors,
    others.hands,
    others.twins,
    others.called_away,
    lately.seen_in_passing,
    lately.last_night,
    lately.half_seen,
    branch.visit_bags,
    branch.next_visit,
    branch.a_good_visit,
)


def build(app: Flask, *, at: datetime, tell: Callable[[str], None] | None = None) -> list[dict[str, str | None]]:
    """Fill an empty database with the home as it is at this moment, and give everybody who can sign in.

    Committed at the end, all or nothing. `tell` hears how far it is. Takes a few seconds.
    """
    said = tell or (lambda words: None)
    with app.app_context(), people.hashed_once():
        said("Hazel Court and Mill Lane open their doors.")
        home = people.gather(at)
        run(home, STORIES, said)
        db.session.commit()
    return people.listed()
