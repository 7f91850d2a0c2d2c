"""Every page in Chromium: axe-core in light and dark, on a phone and on a desk; nothing over the edge or too small.

The pages are those of the matrix (`tests/matrix/doors.py`), each as two people who see it differently.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from itertools import islice

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page

from spotcheck.core.database import db
from tests.cast import Cast
from tests.conftest import MORNING
from tests.journeys.site import Site, a_site
from tests.matrix.actors import Actor
from tests.matrix.compare import expected
from tests.matrix.doors import DOORS, GET, Door
from tests.matrix.knock import Said
from tests.matrix.places import Where
from tests.matrix.world import World, build
from tests.support.axe import open_folds, over_the_edge, too_small_to_touch, violations
from tests.support.rows import Rows, lay

PAGES = [door for door in DOORS if door.method == GET and door.endpoint not in {"desk.healthz", "desk.first_page"}]
PHONE, DESK = {"width": 360, "height": 740}, {"width": 1280, "height": 800}
# Who sees most of a page comes first; a page is looked at as the first two of them who may open it.
LOOKING = ("manager", "author", "lead of the action", "observed worker", "administrator", "supervisor", "nobody")
MOST = 2


@pytest.fixture(scope="module")
def furnished(_everybody: tuple[Cast, Rows], tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Site, World]]:
    """One of everything behind a real port; pages are only looked at, so nothing has to be undone."""
    cast, rows = _everybody
    with a_site(tmp_path_factory.mktemp("furnished")) as site:
        lay(rows)
        site.clock.set(MORNING + timedelta(days=7))
        yield site, build(site.app, cast, db.session.connection(), at=site.clock.now())


@pytest.mark.parametrize("door", PAGES, ids=lambda door: door.key.removeprefix("GET "))
def test_a_page_is_for_everybody_on_any_screen(furnished: tuple[Site, World], browser: Browser, door: Door) -> None:
    site, world = furnished
    wrong = []
    for actor in islice(who_may_look(world, door), MOST):
        with browser.new_context(
            base_url=site.url, viewport=PHONE, has_touch=True, reduced_motion="reduce", locale="en-GB"
        ) as context:
            name, _, value = actor.cookie.partition("=")
            context.add_cookies([{"name": name, "value": value, "url": site.url}])
            page = context.new_page()
            wrong += [f"as {actor.name}: {line}" for line in looked_at(page, path_of(world, door))]
    assert not wrong, "\n".join(wrong)


def who_may_look(world: World, door: Door) -> Iterator[Actor]:
    for name in LOOKING:
        if expected(door, world.actors[name], world.homes[Where.OWN]) is Said.ALLOWED:
            yield world.actors[name]


def path_of(world: World, door: Door) -> str:
    home = world.homes[Where.OWN]
    return world.urls.build(door.endpoint, {**home.address(door.args), **home.filled(door.form)})


def looked_at(page: Page, path: str) -> list[str]:
    """Everything that is wrong with this page, on each screen and in each light."""
    wrong: list[str] = []

    def complain(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            wrong.append(f"{message.type}: {message.text}")

    page.on("console", complain)
    page.on("pageerror", lambda error: wrong.append(f"script: {error}"))
    page.goto(path)
    open_folds(page)
    wrong += [f"too small to touch: {one}" for one in too_small_to_touch(page)]
    for size in (PHONE, DESK):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        for light in ("light", "dark"):
            page.emulate_media(color_scheme=light)
            wrong += [f"{light}, {size['width']} px: {one}" for one in violations(page)]
    page.set_viewport_size({"width": 320, "height": 640})
    return wrong + [f"over the edge at 320 px: {one}" for one in over_the_edge(page)]
