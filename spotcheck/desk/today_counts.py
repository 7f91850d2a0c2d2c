"""The plain numbers of Today, asked of every room together: one query for all of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from spotcheck.checks.queries.mine import how_many_unanswered
from spotcheck.checks.queries.review import how_many_wait as reviews
from spotcheck.core.database import db
from spotcheck.core.permissions import Standing
from spotcheck.delivery.queries.waiting import how_many_wait as arrivals
from spotcheck.learning.queries.waiting import how_many_unread
from spotcheck.messages.queries import how_many_raised


@dataclass(frozen=True, slots=True)
class Numbers:
    unseen_alerts: int  # that this person raised and nobody has yet
    from_my_phone: int  # came from a phone under this person's name, and needs a word from them
    from_phones: int  # … of the people of their services
    reviews: int
    noted: int  # about this person, without their reply
    unread: int  # answers to short questions


def numbers(standing: Standing, *, at: datetime) -> Numbers:
    of_theirs, of_others = arrivals(standing)
    query = sa.select(
        how_many_raised(standing).label("raised"),
        of_theirs.label("of_theirs"),
        of_others.label("of_others"),
        reviews(standing).label("reviews"),
        how_many_unanswered(standing, at=at).label("unanswered"),
        how_many_unread(standing).label("unread"),
    )
    return Numbers(*db.session.execute(query).one())
