"""The doors of phones: being made ready, signing out, and the pages about them."""

from __future__ import annotations

from flask import Blueprint

rooms = Blueprint("delivery", __name__)

from spotcheck.delivery.operations import early  # noqa: E402  by being imported it follows every check that is received
from spotcheck.delivery.routes import (  # noqa: E402  they put their routes on `rooms`
    arrivals,
    envelope_files,
    envelopes,
    grants,
    phones,
)

__all__ = ["arrivals", "early", "envelope_files", "envelopes", "grants", "phones", "rooms"]
