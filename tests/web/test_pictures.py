"""Numbers as pictures."""

import re

import pytest
import segno

from spotcheck.web.pictures import LEFT, RIGHT, qr_picture, share_picture


def test_every_record_is_one_spot_and_the_held_ones_come_first() -> None:
    picture = share_picture(9, 10)
    assert [spot.on for spot in picture.spots] == [True] * 9 + [False]


def test_spots_stand_twelve_in_a_row_without_touching() -> None:
    spots = share_picture(13, 24).spots
    assert len({spot.y for spot in spots}) == 2
    assert spots[12].x == spots[0].x
    assert spots[1].x - spots[0].x > 14
    assert spots[12].y - spots[0].y > 14


def test_nothing_is_drawn_outside_the_picture() -> None:
    for held, of in ((0, 1), (13, 24), (120, 120), (500, 1000)):
        picture = share_picture(held, of)
        assert all(7 < spot.x < picture.width - 6 and 7 < spot.y < picture.rule - 7 for spot in picture.spots)
        assert picture.rule + 6 < picture.height


def test_the_line_runs_from_none_to_all_and_holds_the_share() -> None:
    picture = share_picture(10, 10)
    assert picture.high == picture.share == RIGHT
    assert LEFT < picture.low < picture.share
    assert share_picture(0, 10).share == share_picture(0, 10).low == LEFT


def test_it_says_in_words_what_it_shows() -> None:
    assert str(share_picture(9, 10).says) == "9 of 10. The true share is likely between 60 and 98 in 100."


def test_many_records_are_drawn_as_the_line_alone() -> None:
    assert share_picture(130, 140).spots == ()


def test_more_than_all_is_refused() -> None:
    with pytest.raises(ValueError, match="3 of 2"):
        share_picture(3, 2)


def test_a_qr_picture_shows_every_dark_square_and_no_other() -> None:
    text = "https://spotcheck.example.org/invitations/abcdefghijklmnopqrstuvwxyz"
    picture = qr_picture(text)
    runs = re.findall(r"M(\d+) (\d+)\.5h(\d+)", picture.path)
    dark = {(int(x) + step, int(y)) for x, y, length in runs for step in range(int(length))}
    code = segno.make(text, micro=False, error="m")
    rim = code.default_border_size
    assert dark == {(x + rim, y + rim) for y, row in enumerate(code.matrix) for x, square in enumerate(row) if square}
    assert picture.size == len(code.matrix) + 2 * rim
