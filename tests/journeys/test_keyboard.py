"""With the keyboard alone: sign in, filter the tracker, open an action. Where one is can always be seen."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, expect

from spotcheck.core.database import db
from tests import make
from tests.cast import PASSWORD, Cast
from tests.journeys.person import Person
from tests.journeys.site import Site

MOST = 60  # presses of Tab to whatever is looked for
_SEEN = """element => {
  const style = getComputedStyle(element), around = getComputedStyle(element.closest("label") ?? element);
  return [style, around].some((one) => one.outlineStyle !== "none" && parseFloat(one.outlineWidth) >= 2);
}"""


@pytest.mark.one_database
@pytest.mark.parametrize("width", [360, 1280])
def test_signing_in_filtering_and_opening_an_action_need_no_pointer(
    people: Cast, meet: Callable[..., Person], site: Site, width: int
) -> None:
    make.an_action(people, at=site.clock.now(), title="The chart lies on top")
    make.an_action(people, at=site.clock.now(), title="Gloves hang by the door")
    db.session.commit()
    samuel = meet(people.samuel, width=width)
    page, keys = samuel.page, samuel.page.keyboard

    page.goto("/sign-in")
    keys.press("Tab")
    expect(page.get_by_role("link", name="Skip to the page")).to_be_focused()
    reaches(samuel, page.get_by_label("Sign-in name"))
    keys.type(samuel.member.sign_in)
    reaches(samuel, page.get_by_label("Password"))
    keys.type(PASSWORD)
    keys.press("Enter")

    reaches(samuel, page.get_by_role("link", name="Actions", exact=True))
    keys.press("Enter")
    if width < 800:
        reaches(samuel, page.locator("summary", has_text="Filter or search"))
        keys.press("Enter")
    reaches(samuel, page.get_by_label("Words or A-12"))
    keys.type("gloves")
    keys.press("Enter")
    expect(page.locator("#tracker-list .rows").get_by_role("link")).to_have_count(1)
    expect(page).to_have_url(re.compile("words=gloves"))
    reaches(samuel, page.get_by_role("link", name="Gloves hang by the door"))
    keys.press("Enter")
    samuel.is_at("Gloves hang by the door")


def reaches(who: Person, what: Locator) -> None:
    """Presses Tab until it is there; each place on the way can be seen to be the one."""
    expect(what).to_be_attached()
    for _ in range(MOST):
        who.page.keyboard.press("Tab")
        here = who.page.locator(":focus")
        if here.count():
            assert here.evaluate(_SEEN), f"the focus cannot be seen: {here.evaluate('e => e.outerHTML.slice(0, 200)')}"
        if what.evaluate("element => element === document.activeElement"):
            return
    raise AssertionError(f"{MOST} presses of Tab do not reach {what}")
