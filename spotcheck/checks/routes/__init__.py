"""The pages of checks: capture while somebody looks, review when somebody else judges."""

from __future__ import annotations

from flask import Blueprint

rooms = Blueprint("checks", __name__)

from spotcheck.checks.routes import capture, review  # noqa: E402, F401  they put their routes on `rooms`
