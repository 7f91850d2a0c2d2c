"""When a photo may stand beside a check, and what of a picture is kept."""

from __future__ import annotations

import io
import struct
import uuid
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from spotcheck.checks.rules.photos import (
    PER_CHECK,
    PER_ITEM,
    Beside,
    photo_refused,
    removal_wanting,
    room_for,
    taking_away_refused,
)
from spotcheck.checks.rules.picture import LONGEST_SIDE, MOST_BYTES, picture
from spotcheck.core.refusals import Refusal
from tests.make_photos import MAKER, a_picture

GRACE, SAMUEL = uuid.UUID(int=1), uuid.UUID(int=2)
SHELF, SINK, LAMP = ((uuid.UUID(int=n), 0) for n in (11, 12, 13))
OTHERS = [(uuid.UUID(int=n), 0) for n in range(20, 24)]


def beside(**changed: object) -> Beside:
    as_it_is = {
        "captured_by": GRACE,
        "answers": {SHELF, SINK, *OTHERS},
        "allowed": {SHELF[0], LAMP[0], *(item for item, _ in OTHERS)},
        "there": [],
    }
    return Beside(**{**as_it_is, **changed})


@pytest.mark.parametrize(
    ("person", "answer", "changed", "says"),
    [
        (GRACE, SHELF, {}, None),
        (SAMUEL, SHELF, {}, "Only the person who captured"),
        (GRACE, SINK, {}, "has not chosen photos for this item"),
        (GRACE, LAMP, {}, "has no such item"),
        (GRACE, (SHELF[0], 3), {}, "has no such item"),
        (GRACE, SHELF, {"there": [SHELF] * (PER_ITEM - 1)}, None),
        (GRACE, SHELF, {"there": [SHELF] * PER_ITEM}, "3 photos of this item already"),
        (GRACE, SHELF, {"there": OTHERS * 3}, "12 photos with this check already"),
        (GRACE, SHELF, {"there": (OTHERS * 3)[1:]}, None),
    ],
)
def test_a_photo_stands_beside_an_answer_whose_item_may_have_one(person, answer, changed, says):
    refused = photo_refused(person, answer, beside(**changed))
    assert (str(refused[0]) if refused else None) is says or says in str(refused[0])


def test_what_has_room_is_what_would_be_taken():
    assert room_for(beside()) == {SHELF, *OTHERS}
    assert room_for(beside(there=[SHELF] * PER_ITEM)) == set(OTHERS)
    assert room_for(beside(there=OTHERS * (PER_CHECK // len(OTHERS)))) == set()


def test_r3_the_person_observed_takes_no_photo_of_their_practice_away():
    assert taking_away_refused(GRACE, observed=GRACE)
    assert taking_away_refused(GRACE, observed=SAMUEL) == taking_away_refused(GRACE, observed=None) == ()


@pytest.mark.parametrize(("reason", "fields"), [("", ["reason"]), ("  ", ["reason"]), ("A name.", [])])
def test_a_photo_goes_with_a_reason(reason, fields):
    assert list(removal_wanting(reason)) == fields


def opened(jpeg: bytes) -> Image.Image:
    found = Image.open(io.BytesIO(jpeg))
    found.load()
    return found


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP"])
def test_nothing_that_came_with_a_picture_is_kept(format):
    sent = a_picture((300, 200), format=format)
    before = opened(sent).getexif()
    assert before.get_ifd(0x8825), "the test's own picture says where it was taken"
    made = picture(sent)
    after = opened(made.jpeg)
    assert (after.format, after.size) == ("JPEG", (300, 200))
    assert dict(after.getexif()) == {}
    assert set(after.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    assert MAKER.encode() not in made.jpeg


def test_a_comment_of_the_camera_is_not_kept():
    sent = a_picture()
    assert opened(sent).info["comment"] == MAKER.encode()
    assert "comment" not in opened(picture(sent).jpeg).info


@pytest.mark.parametrize(
    ("size", "turned", "kept"),
    [
        ((1, 1), 1, (1, 1)),
        ((1280, 1280), 1, (1280, 1280)),
        ((1281, 2), 1, (1280, 2)),
        ((2600, 1300), 1, (1280, 640)),
        ((1300, 2600), 1, (640, 1280)),
        ((2600, 1300), 6, (640, 1280)),
        ((300, 200), 8, (200, 300)),
        ((300, 200), 3, (300, 200)),
    ],
)
def test_it_is_upright_and_not_larger_than_a_screen(size, turned, kept):
    made = picture(a_picture(size, turned=turned))
    assert (made.width, made.height) == kept == opened(made.jpeg).size
    assert max(kept) <= LONGEST_SIDE


def test_it_is_turned_and_not_only_its_size():
    left_red = Image.new("RGB", (60, 40), "blue")
    left_red.paste("red", (0, 0, 30, 40))
    exif = Image.Exif()
    exif[0x0112] = 6  # held upright: what is left in the file is on top
    file = io.BytesIO()
    left_red.save(file, "JPEG", exif=exif)
    made = opened(picture(file.getvalue()).jpeg)
    red, _, blue = made.getpixel((20, 5))
    assert red > 200 > blue


@pytest.mark.parametrize(
    ("mode", "format"), [("RGBA", "PNG"), ("LA", "PNG"), ("P", "PNG"), ("1", "PNG"), ("CMYK", "JPEG")]
)
def test_every_way_to_store_colours_is_read(mode, format):
    file = io.BytesIO()
    Image.new(mode, (8, 8)).save(file, format)
    assert opened(picture(file.getvalue()).jpeg).mode == "RGB"


def test_what_is_transparent_becomes_white_and_hides_nothing():
    file = io.BytesIO()
    Image.new("RGBA", (8, 8), (200, 10, 10, 0)).save(file, "PNG")
    assert min(opened(picture(file.getvalue()).jpeg).getpixel((4, 4))) > 250


def png_header(width: int, height: int) -> bytes:
    """A PNG that says it is this large, and then ends."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunk = b"IHDR" + header
    data = b"IDAT" + zlib.compress(b"")
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(part) - 4) + part + struct.pack(">I", zlib.crc32(part)) for part in (chunk, data)
    )


def webp_header(width: int, height: int) -> bytes:
    """A moving WebP that says its frames are this large."""
    size = struct.pack("<I", width - 1)[:3] + struct.pack("<I", height - 1)[:3]
    inside = b"WEBPVP8X" + struct.pack("<I", 10) + b"\x02\x00\x00\x00" + size
    return b"RIFF" + struct.pack("<I", len(inside)) + inside


def jpeg_that_says(width: int, height: int) -> bytes:
    whole = bytearray(a_picture((16, 16)))
    at = whole.index(b"\xff\xc0")
    whole[at + 5 : at + 9] = struct.pack(">HH", height, width)
    return bytes(whole)


@pytest.mark.parametrize(
    "sent",
    [
        png_header(5000, 4001),
        png_header(60_000, 60_000),
        png_header(20_000, 5_000),  # between the two sizes at which Pillow itself warns and stops
        jpeg_that_says(65_000, 65_000),
        jpeg_that_says(5_000, 4_001),
        b"".join((webp_header(16_383, 16_383), b"\0" * 32)),
    ],
    ids=["png", "huge png", "large png", "huge jpeg", "jpeg", "webp"],
)
def test_how_large_it_is_is_read_before_anything_is_decoded(sent, monkeypatch):
    def decoded(*_: object) -> None:
        raise AssertionError("it was decoded")

    monkeypatch.setattr("PIL.ImageFile.ImageFile.load", decoded)
    with pytest.raises(Refusal, match="million points"):
        picture(sent)


def test_twenty_million_points_may_be_sent():
    with pytest.raises(Refusal, match="no photo that can be read"):
        picture(png_header(5000, 4000))  # it is looked at, and then there is nothing in it


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
GIF = (
    b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;"
)


@pytest.mark.parametrize(
    "sent",
    [
        b"",
        b"\xff\xd8\xff",
        SVG,
        GIF,
        b"%PDF-1.7",
        b"<html>",
        a_picture()[:-200],
        a_picture(format="PNG")[:60],
        webp_header(3, 3),
    ],
    ids=["nothing", "three bytes", "svg", "gif", "pdf", "html", "half a jpeg", "half a png", "empty webp"],
)
def test_what_is_no_picture_of_ours_is_refused_in_words(sent):
    with pytest.raises(Refusal, match="no photo that can be read"):
        picture(sent)


def test_more_bytes_than_a_phone_makes_are_refused_unread():
    with pytest.raises(Refusal, match="larger than 12 MB"):
        picture(b"\xff\xd8" + b"\0" * MOST_BYTES)


@pytest.mark.parametrize("hidden", [SVG, b"PK\x03\x04secret.zip", b"<?php echo 1 ?>"])
def test_what_hides_behind_a_picture_does_not_come_along(hidden):
    made = picture(a_picture((200, 100)) + hidden)
    assert hidden not in made.jpeg


@given(at=st.integers(0, 700), byte=st.integers(0, 255), cut=st.integers(0, 700))
def test_a_damaged_picture_is_read_or_refused_and_nothing_else(at, byte, cut):
    whole = bytearray(a_picture((40, 30)))
    whole[at % len(whole)] = byte
    try:
        made = picture(bytes(whole[: len(whole) - cut % 50]))
    except Refusal as refused:
        assert list(refused.fields) == ["photo"]
    else:
        assert opened(made.jpeg).format == "JPEG"
