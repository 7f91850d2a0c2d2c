"""GET /draws/sheet: numbered lines to print."""

from __future__ import annotations

import pytest

from tests.make_drafts import SAMPLE, address
from tests.pages import words


def test_the_sheet_has_a_line_for_each_number(cast, client_for):
    page = client_for(cast.grace).get("/draws/sheet?n=40")
    assert page.text.count('<tr><th scope="row">') == 40
    assert '<th scope="row">40</th>' in page.text and '<th scope="row">41</th>' not in page.text
    assert "Keep this sheet with the service’s own records" in words(page)


def test_without_a_number_it_asks_for_one(cast, client_for):
    page = client_for(cast.grace).get("/draws/sheet")
    assert page.status_code == 200
    assert 'name="n"' in page.text and "<tbody>" not in page.text


@pytest.mark.parametrize("n", ["0", "1001", "many", "-4", "99999999999", "²"])
def test_a_number_no_sheet_has_is_said(cast, client_for, n):
    page = client_for(cast.grace).get(f"/draws/sheet?n={n}")
    assert page.status_code == 422
    assert "from 1 to 1000" in words(page) or "from 1 to 1,000" in words(page)


def test_it_is_one_tap_from_where_records_are_drawn(cast, client_for):
    assert 'href="/draws/sheet"' in client_for(cast.grace).get(address(cast, kind="sample", key=SAMPLE)).text
