"""The pages of learning: prompts, competence sign-off, supervision."""

from __future__ import annotations

from flask import Blueprint

rooms = Blueprint("learning", __name__)

from spotcheck.learning.routes import (  # noqa: E402  they put their routes on `rooms`
    competence,
    competence_beside,
    competence_file,
    competence_needed,
    competence_signing,
)

__all__ = ["competence", "competence_beside", "competence_file", "competence_needed", "competence_signing", "rooms"]
