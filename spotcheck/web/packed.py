"""Bytes as they travel: with Brotli or gzip where the browser takes it. Only for what holds no secret and nothing that
was sent to us: how well such a mixture packs would tell the one from the other (BREACH)."""

from __future__ import annotations

import gzip
from dataclasses import dataclass
from functools import cache

import brotli
from flask import request as current
from werkzeug.wrappers import Request, Response

EACH_TIME = 6  # how hard Brotli tries at every request; what is packed once is packed as small as can be


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


def pack_now(response: Response) -> Response:
    """This answer, packed for the browser that asked. About 1 ms for 60 kB."""
    response.vary.add("Accept-Encoding")
    if response.status_code != 200:
        return response
    body = response.get_data()
    if current.accept_encodings["br"] > 0:
        return _put(response, body, brotli.compress(body, quality=EACH_TIME), "br")
    if current.accept_encodings["gzip"] > 0:
        return _put(response, body, gzip.compress(body, 6, mtime=0), "gzip")
    return response


def _put(response: Response, plain: bytes, body: bytes, way: str) -> Response:
    smaller = len(body) < len(plain)
    response.set_data(body if smaller else plain)
    if smaller:
        response.headers["Content-Encoding"] = way
    response.vary.add("Accept-Encoding")
    return response


@cache
def _zipped(body: bytes) -> bytes:
    return gzip.compress(body, 9, mtime=0)


@cache
def _brotlied(body: bytes) -> bytes:
    found: bytes = brotli.compress(body)
    return found
