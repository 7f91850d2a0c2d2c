"""Looks that sign somebody off, and sign-offs, for tests."""

from __future__ import annotations

from datetime import datetime, timedelta

from spotcheck.checks.models import Check
from spotcheck.learning.competence_models import SignOff
from spotcheck.learning.operations.competence_needed import adopt_ready_made
from spotcheck.learning.operations.competence_signing import sign_off
from spotcheck.learning.queries.competence_needed import current
from spotcheck.organisation.queries import standing_of
from spotcheck.standards.models import Topic
from tests import make_checks
from tests.cast import Cast, Member


def ready_made(cast: Cast, *, at: datetime) -> Topic:
    """What comes with the product is asked from now on; gives the topic of medicines."""
    adopt_ready_made(by=standing_of(cast.organisation_id, cast.admin.id, at=at), at=at)
    return medicines(cast)


def medicines(cast: Cast) -> Topic:
    return next(topic for _, topic in current(cast.organisation_id).values() if topic.key == "medication")


def three_looks(cast: Cast, of: Member, *, at: datetime) -> list[Check]:
    """Three rounds on the three days before `at`, by Grace, Priya and Grace, judged by Samuel."""
    made = []
    for days, by in ((3, cast.grace), (2, cast.priya), (1, cast.grace)):
        check = make_checks.observation(cast, by, of, at=at - timedelta(days=days))
        make_checks.reviewed(check, cast.samuel, at=at - timedelta(days=days, hours=-2))
        made.append(check)
    return made


def everything(cast: Cast, of: Member, *, at: datetime) -> list[Check]:
    """All that the ready-made one asks for: three observations and an interview."""
    asked = make_checks.interview(cast, cast.priya, of, at=at - timedelta(hours=4))
    make_checks.reviewed(asked, cast.samuel, at=at - timedelta(hours=3))
    return [*three_looks(cast, of, at=at), asked]


def a_sign_off(cast: Cast, of: Member, *, at: datetime, by: Member | None = None) -> SignOff:
    """Signed off for medicines at Hazel Court, by Samuel unless somebody else is named."""
    everything(cast, of, at=at)
    signer = (by or cast.samuel).standing(at)
    return sign_off(of.person, cast.hazel_court, medicines(cast).id, by=signer, at=at)
