"""The pages of draws: each one, all of them, how to replay one, and the sheet whose numbers are drawn."""

from flask import Blueprint

rooms = Blueprint("sampling", __name__)

from spotcheck.sampling.routes import draw, listing, replay, sheet  # noqa: E402  they put their routes on `rooms`

__all__ = ["draw", "listing", "replay", "rooms", "sheet"]
