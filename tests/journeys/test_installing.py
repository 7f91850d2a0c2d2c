"""Spotcheck as an app on the home screen: the browser finds nothing that stands in the way."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.cast import Cast
from tests.journeys.person import Person


@pytest.mark.one_database
def test_it_can_be_installed_from_today(people: Cast, meet: Callable[..., Person]) -> None:
    grace = meet(people.grace).signs_in()
    browser = grace.page.context.new_cdp_session(grace.page)
    told = browser.send("Page.getAppManifest")
    assert (told["errors"], told["url"]) == ([], f"{grace.site.url}/manifest.webmanifest")
    errors = browser.send("Page.getInstallabilityErrors")["installabilityErrors"]
    # a private window installs nothing, whatever it shows
    assert [one for one in errors if one["errorId"] != "in-incognito"] == []
