"""The pages of the tracker: its list, one action, and everything that can be done with it."""

from __future__ import annotations

from flask import Blueprint

rooms = Blueprint("tracker", __name__)

from spotcheck.tracker.routes import (  # noqa: E402  they put their routes on `rooms`
    action,
    comments,
    downloads,
    ideas,
    import_columns,
    import_rows,
    imports,
    measures,
    moves,
    outside,
    plan,
    propose,
    rising,
    row,
    several,
    tracker,
)

__all__ = [
    "action",
    "comments",
    "downloads",
    "ideas",
    "import_columns",
    "import_rows",
    "imports",
    "measures",
    "moves",
    "outside",
    "plan",
    "propose",
    "rising",
    "rooms",
    "row",
    "several",
    "tracker",
]
