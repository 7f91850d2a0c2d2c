"""The pages of checks: capture while somebody looks, review when somebody else judges."""

from __future__ import annotations

from flask import Blueprint

rooms = Blueprint("checks", __name__)

from spotcheck.checks.routes import (  # noqa: E402  they put their routes on `rooms`
    afterwards,
    capture,
    check,
    listing,
    mine,
    pairs,
    phone_page,
    photos,
    review,
)

__all__ = ["afterwards", "capture", "check", "listing", "mine", "pairs", "phone_page", "photos", "review", "rooms"]
