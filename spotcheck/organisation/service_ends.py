"""A service closes, and may open again. What was begun there is finished there; nothing new begins."""

from __future__ import annotations

from datetime import datetime

from spotcheck.core import history
from spotcheck.core.history import take_turn
from spotcheck.core.permissions import Standing
from spotcheck.organisation.models import Service


def close_service(service: Service, *, by: Standing, at: datetime) -> None:
    """No check starts there from now on, and no role is given. Roles stay, so that people finish what is open."""
    take_turn(by.organisation_id, service)
    if service.ended_at is None:
        service.ended_at = at
        _record("closed", service, by=by, at=at)


def reopen_service(service: Service, *, by: Standing, at: datetime) -> None:
    """It is a service like the others again."""
    take_turn(by.organisation_id, service)
    if service.ended_at is not None:
        service.ended_at = None
        _record("opened again", service, by=by, at=at)


def _record(what: str, service: Service, *, by: Standing, at: datetime) -> None:
    history.record(
        service.organisation_id, what=what, kind="service", thing_id=service.id, by=by.person_id, at=at,
        service_id=service.id,
    )  # fmt: skip
