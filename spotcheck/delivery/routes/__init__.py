"""The doors of phones: being made ready, signing out, and the pages about them."""

from __future__ import annotations

from flask import Blueprint

rooms = Blueprint("delivery", __name__)

from spotcheck.delivery.routes import arrivals, envelope_files, envelopes, grants  # noqa: E402  they put their routes on `rooms`

__all__ = ["arrivals", "envelope_files", "envelopes", "grants", "rooms"]
