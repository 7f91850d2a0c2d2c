"""The pages of draws: each, all of them, how to replay one, the file of any replayed, and the numbered sheet."""

from flask import Blueprint

rooms = Blueprint("sampling", __name__)

from spotcheck.sampling.routes import draw, listing, replay, replay_any, sheet  # noqa: E402  they put their routes on `rooms`

__all__ = ["draw", "listing", "replay", "replay_any", "rooms", "sheet"]
