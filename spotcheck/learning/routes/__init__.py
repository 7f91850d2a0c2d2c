"""The pages of learning: short questions, what follows from them, and competence signed off."""

from __future__ import annotations

from flask import Blueprint

rooms = Blueprint("learning", __name__)

from spotcheck.learning.routes import (  # noqa: E402  they put their routes on `rooms`
    answering,
    asking,
    handing,
    listing,
)

__all__ = ["answering", "asking", "handing", "listing", "rooms"]
