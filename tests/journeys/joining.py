"""What somebody does who was given a link, in words."""

from __future__ import annotations

import re
import uuid

from playwright.sync_api import expect

from tests.cast import PASSWORD, Member
from tests.journeys.person import Person
from tests.journeys.site import Site


def newcomer(name: str, site: Site) -> Member:
    """Somebody who is not there yet: a name, and the sign-in they will choose."""
    nobody = uuid.UUID(int=0)
    return Member(name, f"{name.casefold()}.new", nobody, nobody, site.clock.now())


def link_shown_to(who: Person) -> str:
    """The link on the page of whoever invites, as a phone's camera reads it."""
    return who.page.locator(".address").first.inner_text()


def joins(who: Person, link: str) -> None:
    """Opens the link, chooses how to sign in, and is on Today."""
    who.page.goto(link)
    expect(who.page).to_have_url(re.compile("/join$"))
    who.writes("Sign-in name", who.member.sign_in)
    who.writes("Password", PASSWORD)
    who.sends("Start")
    expect(who.page).to_have_url(re.compile("/today"))
