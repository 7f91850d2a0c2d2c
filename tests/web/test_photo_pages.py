"""Photos beside a check, without a phone's help: choosing items, adding one, looking at it, taking it away."""

from __future__ import annotations

import io
import re

import pytest
import sqlalchemy as sa
from PIL import Image
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from spotcheck.checks.photo_models import Photo
from spotcheck.core.database import db
from tests import make_checks as make
from tests import make_photos


@pytest.fixture
def check(cast, clock):
    return make.told(cast, at=clock.now())


@pytest.fixture
def allowed(cast, clock, check):
    make_photos.allow(check, "mar-first", by=cast.admin.standing(), at=clock.now())
    db.session.commit()
    return make.item(cast, check, "mar-first")


@pytest.fixture
def photo(cast, clock, check, allowed):
    one = make_photos.taken(check, allowed.id, at=clock.now())
    make_photos.keep_photo(one, by=cast.grace.standing(), at=clock.now())
    db.session.commit()
    return db.session.scalars(sa.select(Photo)).one()


def sent(item, picture=None, name="IMG_0001.JPG", **more):
    content = make_photos.a_picture((1600, 1200)) if picture is None else picture
    return {"id": "01920000-0000-7000-8000-000000000001", "item": item.id, "photo": (io.BytesIO(content), name), **more}


def whole(client, path, form):
    """The form as one piece of bytes: the test client would leave its temporary file open for one this large."""
    files = {name: FileStorage(*value) for name, value in form.items() if isinstance(value, tuple)}
    boundary, body = encode_multipart({"csrf_token": client.token, **form, **files})
    with client.app.app_context():
        return client.flask.post(path, data=body, content_type=f"multipart/form-data; boundary={boundary}")


def test_no_item_has_photos_until_an_administrator_chooses_it(cast, client_for, check):
    assert f"/checks/{check.id}/photos" not in client_for(cast.grace).get(f"/checks/{check.id}").text
    page = client_for(cast.grace).get(f"/checks/{check.id}/photos").text
    assert "No item of this check can have another photo." in page


def test_an_administrator_chooses_items_and_the_page_says_of_what(cast, client_for, check):
    client = client_for(cast.admin)
    assert 'href="/photos"' in client.get("/people").text
    page = client.get("/photos").text
    assert "Never of a person, a name, a record or a screen." in page
    assert "checked" not in page
    of = make.asked(cast, "medicines-observation")[0].checklist_id
    answer = client.post("/photos", {"item": [f"{of}/mar-first"]})
    assert answer.status_code == 303
    page = client.get("/photos").text
    assert re.search(rf'value="{of}/mar-first" checked', page)
    assert "chose which items may have photos" in page
    assert make.item(cast, check, "mar-first").text in page.split("What was chosen")[1]
    client.post("/photos", {})
    assert "checked" not in client.get("/photos").text


@pytest.mark.parametrize("value", ["nothing", "01920000-0000-7000-8000-000000000001/mar-first", "x/y"])
def test_what_is_no_item_is_never_chosen(cast, client_for, value):
    client = client_for(cast.admin)
    assert client.post("/photos", {"item": [value]}).status_code in {303, 409}
    assert "checked" not in client.get("/photos").text


@pytest.mark.parametrize("who", ["grace", "samuel", "nadia"])
def test_nobody_else_chooses_and_is_told_who_can(cast, client_for, who):
    answer = client_for(getattr(cast, who)).get("/photos")
    assert answer.status_code == 403
    assert "an administrator" in answer.text


def test_the_author_adds_a_photo_and_everybody_who_reads_the_check_sees_it(cast, client_for, check, allowed):
    client = client_for(cast.grace)
    assert f"/checks/{check.id}/photos" in client.get(f"/checks/{check.id}").text
    assert allowed.text in client.get(f"/checks/{check.id}/photos").text
    answer = client.post(f"/checks/{check.id}/photos", sent(allowed))
    assert answer.headers["Location"] == f"/checks/{check.id}"
    assert "The photo is kept with this check." in client.get(f"/checks/{check.id}").text
    photo = db.session.scalars(sa.select(Photo)).one()
    for who in (cast.grace, cast.samuel, cast.tomasz, cast.nadia):
        page = client_for(who).get(f"/checks/{check.id}").text
        assert f'src="/photos/{photo.id}"' in page
        assert f'alt="Photo of: {allowed.text}"' in page


def test_a_form_sent_twice_adds_one_photo(cast, client_for, check, allowed):
    client = client_for(cast.grace)
    assert [client.post(f"/checks/{check.id}/photos", sent(allowed)).status_code for _ in range(2)] == [303, 303]
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Photo)) == 1


def test_another_photo_from_the_same_page_is_said_and_not_mixed_up(cast, client_for, check, allowed):
    client = client_for(cast.grace)
    client.post(f"/checks/{check.id}/photos", sent(allowed))
    answer = client.post(f"/checks/{check.id}/photos", sent(allowed, make_photos.a_picture(colour="brown")))
    assert answer.status_code == 409
    assert "Another photo was sent from this page before." in answer.text


def test_a_photo_as_large_as_phones_make_them_may_be_sent(cast, client_for, check, allowed):
    picture = make_photos.a_picture((3000, 2000)) + b"\0" * 5_000_000  # over the two megabytes of every other page
    client, page = client_for(cast.grace), f"/checks/{check.id}/photos"
    client.get(page)
    assert whole(client, page, sent(allowed, picture)).status_code == 303


def test_one_that_is_larger_is_refused_in_words(cast, client_for, check, allowed):
    client, page = client_for(cast.grace), f"/checks/{check.id}/photos"
    client.get(page)
    answer = whole(client, page, sent(allowed, b"\0" * 13_000_000))
    assert answer.status_code == 413
    assert "a smaller file" in answer.text


def test_every_other_page_still_takes_two_megabytes(cast, client_for):
    client = client_for(cast.admin)
    client.get("/photos")
    answer = whole(client, "/photos", {"item": (io.BytesIO(b"\0" * 3_000_000), "x.jpg")})
    assert answer.status_code == 413


@pytest.mark.parametrize(
    ("picture", "name"),
    [
        (b"", "IMG.JPG"),
        (b"GIF89a", "IMG.JPG"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "photo.jpg"),
        (b"\0", ""),
    ],
)
def test_what_is_no_picture_comes_back_with_a_sentence_whatever_its_name(
    cast, client_for, check, allowed, picture, name
):
    answer = client_for(cast.grace).post(f"/checks/{check.id}/photos", sent(allowed, picture, name))
    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.text
    assert re.search(rf'value="{allowed.id}" checked', answer.text)
    assert db.session.scalar(sa.select(Photo)) is None


def test_without_an_item_it_is_asked_for(cast, client_for, check, allowed):
    answer = client_for(cast.grace).post(f"/checks/{check.id}/photos", {**sent(allowed), "item": ""})
    assert answer.status_code == 422
    assert "Choose what the photo shows." in answer.text


def test_a_reviewer_adds_none(cast, client_for, check, allowed):
    answer = client_for(cast.samuel).post(f"/checks/{check.id}/photos", sent(allowed))
    assert answer.status_code == 403
    assert "the person who captured it" in answer.text


def test_the_picture_is_a_picture_and_nothing_else_and_stays_on_no_phone(cast, client_for, photo):
    answer = client_for(cast.tomasz).get(f"/photos/{photo.id}")
    assert answer.mimetype == "image/jpeg"
    assert Image.open(io.BytesIO(answer.data)).size == (photo.width, photo.height)
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; style-src 'unsafe-inline'; sandbox"


@pytest.mark.parametrize("who", ["amina", "joseph", "outsider"])
def test_r12_for_whoever_does_not_see_the_check_there_is_no_picture(cast, client_for, photo, who):
    client = client_for(getattr(cast, who))
    assert client.get(f"/photos/{photo.id}").status_code == 404
    assert client.get(f"/checks/{photo.check_id}/photos/{photo.id}").status_code == 404


def test_it_opens_large_with_what_it_shows_and_a_way_back(cast, client_for, check, allowed, photo):
    page = client_for(cast.tomasz).get(f"/checks/{check.id}/photos/{photo.id}").text
    assert allowed.text in page
    assert f'href="/checks/{check.id}"' in page
    assert "Take this photo away" not in page


def test_a_manager_takes_it_away_with_a_reason(cast, client_for, check, photo):
    client, page = client_for(cast.samuel), f"/checks/{check.id}/photos/{photo.id}"
    assert "Take this photo away" in client.get(page).text
    answer = client.post(f"{page}/removal", {"reason": ""})
    assert answer.status_code == 422
    assert "Give the reason." in answer.text
    assert client.post(f"{page}/removal", {"reason": "A name on the door."}).status_code == 303
    assert client.get(f"/photos/{photo.id}").status_code == 404
    assert client.get(page).status_code == 404
    page = client.get(f"/checks/{check.id}").text
    assert f"/photos/{photo.id}" not in page
    assert "took a photo away" in page
    assert "A name on the door." in page


def test_the_copy_for_a_person_holds_the_photos_of_their_checks(cast, client_for, photo):
    client = client_for(cast.admin)
    client.get(f"/people/{cast.tomasz.id}/copy")
    text = client.post(f"/people/{cast.tomasz.id}/copy").text
    assert "Photo of:" in text
    assert re.search(r'<img alt="Photo" src="data:image/jpeg;base64,[A-Za-z0-9+/=]{200,}">', text)


def test_the_copy_for_its_author_says_how_many_they_took(cast, client_for, photo):
    client = client_for(cast.admin)
    client.get(f"/people/{cast.grace.id}/copy")
    assert re.search(r"<dt><b>Photos you added</b></dt><dd>1</dd>", client.post(f"/people/{cast.grace.id}/copy").text)
