"""Every page, as everybody who may open it: its HTML, its queries, its size, and where it leads.

The pages are those of the matrix (`tests/matrix/doors.py`), with its things behind them.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pytest
import sqlalchemy as sa

from spotcheck.web.assets import critical_style
from tests.html import audit
from tests.matrix.actors import EVERYBODY, NOBODY
from tests.matrix.compare import Visit, every_visit, send
from tests.matrix.doors import DOORS, GET, Door
from tests.matrix.knock import Answered, Said, knock
from tests.matrix.places import Where
from tests.matrix.reading import Form, elements, forms, links
from tests.matrix.world import World

pytestmark = pytest.mark.one_database

PAGES = [door for door in DOORS if door.method == GET]
QUERIES = 12  # besides those that find out who is asking
MORE_QUERIES = {
    "retention.erasure_page": 19,  # one for each of 16 kinds of data, the lengths chosen, and who is forgotten, by name
    "checks.mine_page": 14,  # what was noted, captured, proposed, talked about, and five for where one is with topics
    "delivery.arrival_page": 13,  # what arrived, by whom, from which phone, and what can be chosen now
    "checks.receipt_page": 13,  # who can look at it now, and whether it may have photos
    "desk.today_page": 24,  # it says what waits in every room, for somebody who does everything
    "learning.learner_page": 18,  # every look and what came since, what was asked lately, and who could sign
    "learning.new_prompt": 14,  # the plan it is for, what it has, its questions, and who can be asked, and when again
    "tracker.action_page": 14,  # the whole story of an action, with its counts, what rose and whom to invite
}
WHO_IS_ASKING = 1  # the session with its person, organisation, roles and invitations
KILOBYTES = 60
# What a phone keeps, and asks about each time whether it changed; everything else is stored nowhere.
ASKED_ABOUT = {
    "pwa.manifest": "no-cache",
    "desk.worker": "no-cache",
    "desk.phone_page": "no-cache",
    "desk.hand_page": "no-cache",
    "checks.phone_page": "private, no-cache",
}
PICTURE = "default-src 'none'; "  # a photo needs nothing at all


def named(door: Door) -> str:
    return door.endpoint


@dataclass(frozen=True)
class Opened:
    """A page as somebody saw it: where it was, the queries it took, and what it offers."""

    visit: Visit
    at: str
    body: str
    queries: list[str]
    title: str
    links: set[str]
    forms: set[Form]


class Pages:
    """Every page as everybody who may open it, opened and read once for all the tests: they only look at it."""

    def __init__(self, world: World) -> None:
        self.world = world
        self._kept: dict[str, list[Opened]] = {}

    def of(self, door: Door, *, by: str | None = None) -> list[Opened]:
        if door.key not in self._kept:
            self._kept[door.key] = list(self._opened(door))
        return [one for one in self._kept[door.key] if by in {None, one.visit.actor.name}]

    def _opened(self, door: Door) -> Iterator[Opened]:
        with counted() as queries:
            for visit, answer in opened(self.world, door, queries=queries):
                at = self.world.urls.build(door.endpoint, visit.home.address(door.args))
                page = elements(answer.body)
                title = next(("".join(one.itertext()) for one in page if one.tag == "title"), "")
                offers = links(page, at=at), set(forms(page, at=at))
                yield Opened(visit, at, answer.body, list(queries), title, *offers)


@pytest.fixture(scope="module")
def _pages(_furnished: World) -> Pages:
    return Pages(_furnished)


@pytest.fixture
def pages(_pages: Pages, world: World) -> Pages:
    """With the clock where the world has it."""
    return _pages


def opened(
    world: World, door: Door, *, part: bool = False, queries: list[str] | None = None
) -> Iterator[tuple[Visit, Answered]]:
    """The page as everybody who may, where it is a page and not on to another one."""
    for visit in every_visit(world, door):
        if visit.part is part and visit.home.where is Where.OWN and visit.wanted is Said.ALLOWED:
            if queries is not None:
                send(world, visit)  # what never changes is read once, and then known to the process
                queries.clear()
            answer = send(world, visit)
            if answer.status == 200 and answer.headers["Content-Type"].startswith("text/html"):
                yield visit, answer


@pytest.mark.parametrize("door", PAGES, ids=named)
def test_a_page_is_sound_html_with_a_title_and_one_heading(pages: Pages, door: Door) -> None:
    for page in pages.of(door):
        audit(page.body)
        assert page.title.removesuffix(" · Spotcheck").strip(), f"{page.visit}: no title"
        assert page.title.endswith(" · Spotcheck"), f"{page.visit}: {page.title}"


@pytest.mark.parametrize("door", PAGES, ids=named)
def test_a_part_of_a_page_is_sound_html(world: World, door: Door) -> None:
    for _visit, answer in opened(world, door, part=True):
        audit(answer.body, part="<!doctype" not in answer.body[:200].lower())


@pytest.mark.parametrize("door", PAGES, ids=named)
def test_a_page_asks_the_database_a_few_questions_only(pages: Pages, door: Door) -> None:
    many = []
    for page in pages.of(door):
        asked = len(page.queries) - (WHO_IS_ASKING if page.visit.actor.name != NOBODY else 0)
        if asked > MORE_QUERIES.get(door.endpoint, QUERIES):
            many.append(f"{page.visit}: {asked} queries\n" + "\n".join(f"    {one[:160]}" for one in page.queries))
    assert not many, "\n".join(many)


@pytest.mark.parametrize("door", PAGES, ids=named)
def test_a_page_is_small_enough_for_a_weak_signal(pages: Pages, door: Door) -> None:
    sizes = {str(page.visit): len(page.body.encode()) / 1000 for page in pages.of(door)}
    large = {visit: f"{size:.0f} kB" for visit, size in sizes.items() if size > KILOBYTES}
    assert not large


@pytest.mark.parametrize("door", DOORS, ids=lambda door: door.key)
def test_every_answer_carries_the_headers_that_protect_it(world: World, door: Door) -> None:
    style = critical_style()[1]
    for visit in every_visit(world, door):
        if visit.home.where in {Where.OWN, Where.UNKNOWN} and visit.actor.name in {"manager", "author", NOBODY}:
            with world.undone():
                answers = [send(world, visit), *([send(world, visit, token=False)] if door.changes else [])]
            for answer in answers:
                headers = answer.headers
                policy = headers.get("Content-Security-Policy", "")
                if headers["Content-Type"].startswith("image/"):
                    assert policy.startswith(PICTURE), visit
                    assert "script-src" not in policy, visit
                else:
                    assert policy.startswith("default-src 'none'; script-src 'self'; "), visit
                    assert f"style-src 'self' '{style}'" in policy, visit
                    assert "unsafe" not in policy, visit
                assert headers.get("X-Content-Type-Options") == "nosniff", visit
                assert headers.get("X-Frame-Options") == "DENY", visit
                assert headers.get("Referrer-Policy") == "same-origin", visit
                itself = answer.status in {200, 304} and "HX-Redirect" not in headers
                kept = ASKED_ABOUT.get(door.endpoint, "no-store") if itself else "no-store"
                assert headers.get("Cache-Control") == kept, visit


@pytest.mark.parametrize("name", EVERYBODY)
def test_everything_a_page_leads_to_is_there_for_whoever_sees_the_link(world: World, pages: Pages, name: str) -> None:
    closed, seen = [], set[str]()
    for door in PAGES:
        for page in pages.of(door, by=name):
            for path in page.links - seen:
                seen.add(path)
                led = knock(world.app, page.visit.actor, "GET", path)
                if led.said not in {Said.ALLOWED, *([Said.SIGN_IN] if name == NOBODY else [])}:
                    closed.append(
                        f"{page.at} leads {name} to {path}: {led.status} {led.words[-200:] * (led.status >= 500)}"
                    )
    assert not closed, "\n".join(closed)


@pytest.mark.parametrize("name", EVERYBODY)
def test_every_form_that_a_page_shows_may_be_sent_by_whoever_sees_it(world: World, pages: Pages, name: str) -> None:
    closed = []
    for door in PAGES:
        for page in pages.of(door, by=name):
            for form in page.forms:
                with world.undone():
                    sent = knock(world.app, page.visit.actor, form.method, form.path, dict(form.fields))
                if sent.said not in {Said.ALLOWED, Said.SIGN_IN}:
                    closed.append(f"{page.at} lets {name} send {form}: {sent.status} {sent.words.strip()[-300:]}")
    assert not closed, "\n".join(closed)


@contextmanager
def counted() -> Iterator[list[str]]:
    """The statements sent inside, without those that begin and end a transaction."""
    sent: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if not statement.startswith(("SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN")):
            sent.append(" ".join(statement.split()))

    sa.event.listen(sa.Engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        sa.event.remove(sa.Engine, "before_cursor_execute", note)
