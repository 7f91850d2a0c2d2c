"""The pages of people: signing in and out, people and their roles, services."""

from __future__ import annotations

from flask import Blueprint

rooms = Blueprint("organisation", __name__)

from spotcheck.organisation.routes import (  # noqa: E402  they put their routes on `rooms`
    bringing,
    invitations,
    joining,
    other_numbers,
    people,
    services,
    sign_in,
)

__all__ = ["bringing", "invitations", "joining", "other_numbers", "people", "rooms", "services", "sign_in"]
