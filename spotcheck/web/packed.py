"""Bytes as they travel: with Brotli or gzip where the browser takes it. Only for what holds no secret and nothing that
was sent to us: how well such a mixture packs would tell the one from the other (BREACH)."""

from __future__ import annotations

import gzip
from dataclasses import dataclass
from functools import cache, lru_cache

import brotli
from flask import request as current
from werkzeug.wrappers import Request, Response

LATEST = 64  # how many pages are kept packed


@dataclass(frozen=True, slots=True)
class Packed:
    """Bytes that are sent many times: packed when somebody first asks for them so, about 40 ms for 40 kB."""

    plain: bytes

    @property
    def zipped(self) -> bytes:
        return _zipped(self.plain)

    @property
    def brotlied(self) -> bytes:
        return _brotlied(self.plain)

    def put_in(self, response: Response, request: Request) -> Response:
        """The answer with these bytes, as the browser takes them."""
        if request.accept_encodings["br"] > 0:
            return _put(response, self.plain, self.brotlied, "br")
        if request.accept_encodings["gzip"] > 0:
            return _put(response, self.plain, self.zipped, "gzip")
        return _put(response, self.plain, self.plain, "")


def pack_once(response: Response) -> Response:
    """This answer, packed for the browser that asked: one that stays the same for a long time. The first time about
    100 ms for 60 kB; the latest of them are kept."""
    response.vary.add("Accept-Encoding")
    return response if response.status_code != 200 else _Kept(response.get_data()).put_in(response, current)


@dataclass(frozen=True, slots=True)
class _Kept(Packed):
    """Some of many: what was not asked for lately is packed again."""

    @property
    def zipped(self) -> bytes:
        return _latest_zipped(self.plain)

    @property
    def brotlied(self) -> bytes:
        return _latest_brotlied(self.plain)


def _put(response: Response, plain: bytes, body: bytes, way: str) -> Response:
    smaller = len(body) < len(plain)
    response.set_data(body if smaller else plain)
    if smaller:
        response.headers["Content-Encoding"] = way
    response.vary.add("Accept-Encoding")
    return response


def _zip(body: bytes) -> bytes:
    return gzip.compress(body, 9, mtime=0)


def _brotli(body: bytes) -> bytes:
    found: bytes = brotli.compress(body)
    return found


_zipped, _brotlied = cache(_zip), cache(_brotli)
_latest_zipped, _latest_brotlied = lru_cache(LATEST)(_zip), lru_cache(LATEST)(_brotli)
