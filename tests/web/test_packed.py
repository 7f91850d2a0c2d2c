"""What a browser takes decides how bytes travel; what comes out is what went in."""

from __future__ import annotations

import gzip

import brotli
import pytest
from flask import Flask
from werkzeug.test import EnvironBuilder
from werkzeug.wrappers import Request, Response

from spotcheck.web.packed import Packed, pack_once

TEXT = b"Cleans hands before touching the person. " * 50
OPEN = {None: lambda body: body, "gzip": gzip.decompress, "br": brotli.decompress}


@pytest.mark.parametrize(
    ("takes", "way"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("gzip", "gzip"),
        ("br;q=0, gzip", "gzip"),
        ("identity", None),
        ("", None),
        ("gzip;q=0", None),
    ],
)
def test_the_smallest_that_the_browser_takes(takes: str, way: str | None) -> None:
    request = Request(EnvironBuilder(headers={"Accept-Encoding": takes}).get_environ())
    sent = Packed(TEXT).put_in(Response(), request)
    assert sent.headers.get("Content-Encoding") == way
    assert OPEN[way](sent.get_data()) == TEXT
    assert "Accept-Encoding" in sent.vary


def test_what_does_not_get_smaller_travels_as_it_is() -> None:
    request = Request(EnvironBuilder(headers={"Accept-Encoding": "gzip, br"}).get_environ())
    assert Packed(b"x").put_in(Response(), request).headers.get("Content-Encoding") is None


@pytest.mark.parametrize(("takes", "way"), [("gzip, br", "br"), ("gzip", "gzip"), ("", None)])
def test_a_page_that_stays_the_same_is_packed_as_small_as_can_be(takes: str, way: str | None) -> None:
    with Flask("site").test_request_context(headers={"Accept-Encoding": takes}):
        sent = pack_once(Response(TEXT))
    assert sent.headers.get("Content-Encoding") == way
    assert OPEN[way](sent.get_data()) == TEXT


def test_an_answer_without_the_page_is_not_packed() -> None:
    with Flask("site").test_request_context(headers={"Accept-Encoding": "br"}):
        assert pack_once(Response(b"", status=304)).headers.get("Content-Encoding") is None
