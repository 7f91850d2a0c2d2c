"""A photo of a place: taken on a phone without signal, looked at again, sent after the answers, seen with the check."""

from __future__ import annotations

import io
import uuid
from collections.abc import Callable

import pytest
import sqlalchemy as sa
from PIL import Image
from playwright.sync_api import FilePayload, Locator, expect

from spotcheck.checks.operations.photos import choose_photo_items
from spotcheck.checks.photo_models import Photo
from spotcheck.core.database import db
from tests.cast import Cast
from tests.journeys import phone
from tests.journeys.capturing import finishes, observes
from tests.journeys.person import Person
from tests.journeys.site import Site
from tests.make_checks import asked
from tests.make_photos import MAKER, a_picture

pytestmark = pytest.mark.one_database
Meet = Callable[..., Person]
CHECKLIST, ITEM = "medicines-observation", "quiet-place"


def a_file(colour: str) -> FilePayload:
    """As a camera gives it: upright only by what it says of itself, with where it was taken."""
    return {
        "name": "IMG_0001.JPG",
        "mimeType": "image/jpeg",
        "buffer": a_picture((2400, 1200), turned=6, colour=colour),
    }


@pytest.fixture
def chosen(people: Cast, site: Site) -> str:
    """The text of an item that may have photos."""
    version, items = asked(people, CHECKLIST)
    text = next(one.text for one in items if one.key == ITEM)
    choose_photo_items({(version.checklist_id, ITEM)}, by=people.admin.standing(), at=site.clock.now())
    db.session.commit()
    return text


@pytest.fixture
def version(people: Cast, chosen: str) -> tuple[uuid.UUID, uuid.UUID]:
    """The version that is asked now, and its checklist. Nothing is held on to: the browser writes meanwhile."""
    found, _ = asked(people, CHECKLIST)
    ids = found.id, found.checklist_id
    db.session.commit()
    return ids


@pytest.fixture
def grace(people: Cast, meet: Meet, version: tuple[uuid.UUID, uuid.UUID]) -> Person:
    """Her phone is ready, and the page to capture on is open."""
    grace = meet(people.grace).signs_in()
    phone.gets_ready(grace)
    grace.page.goto(f"/capture/{version[0]}#start")
    grace.page.get_by_role("button", name=people.tomasz.name, exact=True).tap()
    expect(grace.page.get_by_text("Add a photo")).to_be_visible()
    return grace


def photos(who: Person) -> Locator:
    return who.page.locator("take-photo canvas")


def test_a_photo_taken_without_signal_follows_its_check(
    people: Cast, meet: Meet, site: Site, grace: Person, chosen: str
) -> None:
    expect(grace.page.locator("take-photo")).to_have_count(1)
    grace.sees("Never of a person, a name, a record or a screen.")
    phone.without_signal(grace)
    field = grace.page.get_by_label("Add a photo")
    for colour, number in (("teal", 1), ("brown", 2), ("navy", 3)):
        field.set_input_files([a_file(colour)])
        expect(photos(grace)).to_have_count(number)
    expect(field).to_be_hidden()
    grace.sees("The photo is sealed and kept on this phone.")
    grace.page.get_by_role("button", name="Take it away: photo 2").tap()
    expect(photos(grace)).to_have_count(2)
    for item in grace.page.locator("#sheet fieldset.item").all():
        grace.taps_answer(item, "Done well")
    grace.sees("Saved on this phone")
    phone.with_signal(grace)
    grace.page.reload()
    expect(photos(grace)).to_have_count(2)
    expect(grace.page.get_by_role("img", name="Photo 1")).to_be_visible()

    phone.without_signal(grace)
    for _ in ("to the words", "to the end"):
        grace.page.locator("#bar button").tap()
    grace.is_at("Saved on this phone")
    phone.with_signal(grace)
    phone.phone(grace, "await phone.outbox.send()")
    grace.is_at("Received")
    kept = db.session.execute(sa.select(Photo.check_id, Photo.width, Photo.height, Photo.jpeg)).all()
    db.session.commit()
    assert [(row.width, row.height) for row in kept] == [(640, 1280)] * 2
    assert not [row for row in kept if MAKER.encode() in (row.jpeg or b"")]

    samuel = meet(people.samuel).signs_in()
    samuel.page.goto(f"/checks/{kept[0].check_id}")
    seen = samuel.page.get_by_role("img", name=f"Photo of: {chosen}")
    expect(seen).to_have_count(2)
    seen.first.scroll_into_view_if_needed()
    samuel.follows("Photo of:", inside=samuel.section("Photos"))
    expect(samuel.page.get_by_role("img", name=f"Photo of: {chosen}")).to_have_js_property("naturalHeight", 1280)


def test_what_is_no_picture_is_said_where_it_was_chosen(grace: Person) -> None:
    wrong: FilePayload = {"name": "photo.jpg", "mimeType": "image/jpeg", "buffer": b"no picture"}
    grace.page.get_by_label("Add a photo").set_input_files([wrong])
    grace.sees("This phone cannot read that picture.")
    expect(photos(grace)).to_have_count(0)


def test_without_javascript_it_is_added_to_the_finished_check(
    people: Cast, meet: Meet, version: tuple[uuid.UUID, uuid.UUID]
) -> None:
    grace = meet(people.grace, javascript=False).signs_in()
    grace.page.goto(f"/checks/new?kind=observation&checklist={version[1]}")
    observes(grace, people.tomasz.name)
    finishes(grace)
    grace.follows("Add a photo")
    grace.page.get_by_label("The photo").set_input_files([a_file("teal")])
    grace.sends("Add this photo")
    grace.sees("The photo is kept with this check.")
    content = grace.page.request.get(grace.page.locator(".photos img").get_attribute("src") or "").body()
    found = Image.open(io.BytesIO(content))
    assert (found.size, dict(found.getexif())) == ((640, 1280), {})
