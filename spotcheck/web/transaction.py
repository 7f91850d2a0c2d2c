"""How long a request holds the database: one that asks never queues to write, one that is refused lets go at once."""

from __future__ import annotations

from contextlib import ExitStack

from flask import Flask, g, request

from spotcheck.core.database import db, reading


def init_app(app: Flask) -> None:
    app.before_request(_begin)
    app.teardown_request(_end)


def undo() -> None:
    """Give back everything that this request changed, and the turn to write with it.

    From here on the request only reads: the page that says why may take its time, and nobody waits for it."""
    db.session.rollback()
    stack: ExitStack | None = g.get("transaction")
    if stack is not None:
        stack.enter_context(reading())


def _begin() -> None:
    """A request that only asks does not queue for the write lock."""
    g.transaction = ExitStack()
    if request.method in {"GET", "HEAD", "OPTIONS"}:
        g.transaction.enter_context(reading())


def _end(_error: BaseException | None) -> None:
    stack: ExitStack | None = g.pop("transaction", None)
    if stack is not None:
        stack.close()
