"""The pages of learning: short questions, what follows from them, competence signed off, supervision."""

from __future__ import annotations

from flask import Blueprint

rooms = Blueprint("learning", __name__)

from spotcheck.learning.routes import (  # noqa: E402  they put their routes on `rooms`
    answering,
    asking,
    by_link,
    competence,
    competence_beside,
    competence_file,
    competence_needed,
    competence_signing,
    following,
    handing,
    links,
    listing,
    mine,
    plans,
    reading,
    supervision,
)

__all__ = [
    "answering",
    "asking",
    "by_link",
    "competence",
    "competence_beside",
    "competence_file",
    "competence_needed",
    "competence_signing",
    "following",
    "handing",
    "links",
    "listing",
    "mine",
    "plans",
    "reading",
    "rooms",
    "supervision",
]
