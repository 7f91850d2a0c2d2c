"""The application's secret, as the room needs it."""

from __future__ import annotations

from flask import current_app

from spotcheck.delivery.at_rest import Safe


def safe() -> Safe:
    """What opens the private keys of organisations, here."""
    return Safe(str(current_app.secret_key))
