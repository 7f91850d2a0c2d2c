"""A home of two people and somebody from outside can run story 1: nobody judges their own look or their own action."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from spotcheck.checklists.operations import adopt_starters
from spotcheck.core.database import db
from spotcheck.core.permissions import Role
from spotcheck.organisation.operations import add_person, found_organisation, give_role, open_service
from spotcheck.organisation.queries import standing_of
from spotcheck.standards.operations import adopt_standards
from tests.cast import Member, an_account
from tests.journeys import capturing, deciding, joining
from tests.journeys.capturing import EFFECT
from tests.journeys.person import Person
from tests.journeys.site import Site

TITLE, SAMPLE = "The effect stands beside every PRN entry", "MAR charts and PRN records"


@pytest.mark.parametrize("javascript", [True, False], ids=["on the phone", "without JavaScript"])
def test_a_manager_a_deputy_and_a_verifier_close_an_action(
    meet: Callable[..., Person], site: Site, javascript: bool
) -> None:
    home = Small(site)
    dee, mo = (meet(one, javascript=javascript) for one in (home.dee, home.mo))
    vera = meet(joining.newcomer("Vera", site))

    dee.signs_in()
    dee.follows("Sample")
    dee.follows(SAMPLE)
    capturing.samples(dee, of=12, read=2, missing={1: [EFFECT]})
    capturing.finishes(dee)

    mo.signs_in()
    deciding.opens_review(mo, SAMPLE)
    deciding.begins_action(
        mo, found="The effect is missing.", title=TITLE, change="A second box on the chart, for the effect."
    )
    deciding.judges(mo, risk="Medium", means="Nobody knows whether it helped.")
    mo.follows(TITLE)
    deciding.plans_look(mo, SAMPLE, size=2)
    deciding.agrees(mo, lead="Dee", days=7)
    mo.sees("Whoever looks again cannot review what they saw, and there is nobody else.")
    mo.follows("Invite somebody from outside", inside=mo.section("Nobody could verify this as it stands"))
    mo.writes("Their name", "Vera")
    mo.sends("Make their link")
    joining.joins(vera, joining.link_shown_to(mo))
    mo.follows("Done")
    mo.does_not_see("Nobody could verify this as it stands")

    dee.follows("Back to Today")
    dee.goes_to("Actions")
    dee.follows(TITLE)
    deciding.reports_done(dee, "Each chart has its second box.")

    site.later(days=5)
    mo.signs_in()
    mo.follows(SAMPLE, inside=mo.section("Due now"))
    capturing.samples(mo, of=14)
    capturing.finishes(mo)
    mo.follows("Back to Today")
    mo.goes_to("Reviews")
    mo.follows(SAMPLE)
    mo.sees("Somebody else reviews this check")

    vera.signs_in()
    deciding.reviews(vera, SAMPLE, risk="Low", means="Both pages say what the medicine did.", counts=True)
    vera.follows(TITLE)
    deciding.closes(vera, "Two pages of two, drawn by chance and read by the manager.")
    vera.sees("Verified and closed")


class Small:
    """Mo manages, Dee is the deputy."""

    def __init__(self, site: Site) -> None:
        self.at = site.clock.now()
        founder = found_organisation(
            "Two Oaks", administrator="Mo", account_id=an_account("mo", self.at).id, at=self.at
        )
        by = standing_of(founder.organisation_id, founder.id, at=self.at)
        adopt_standards(by.organisation_id, by=by, at=self.at)
        adopt_starters(by.organisation_id, by=by, at=self.at)
        service = open_service("Two Oaks", "care home", by=by, at=self.at)
        give_role(founder, Role.MANAGER, service, by=by, at=self.at)
        deputy = add_person("Dee", account_id=an_account("dee", self.at).id, by=by, at=self.at)
        give_role(deputy, Role.SUPERVISOR, service, by=by, at=self.at)
        self.mo, self.dee = (
            Member(person.name, person.name.casefold(), person.organisation_id, person.id, self.at)
            for person in (founder, deputy)
        )
        db.session.commit()
