"""The pages of checks: capture while somebody looks, review when somebody else judges."""

from __future__ import annotations

from flask import Blueprint

rooms = Blueprint("checks", __name__)

from spotcheck.checks.routes import (  # noqa: E402  they put their routes on `rooms`
    afterwards,  # noqa: F401
    capture,  # noqa: F401
    check,  # noqa: F401
    mine,  # noqa: F401
    pairs,  # noqa: F401
    review,  # noqa: F401
)
