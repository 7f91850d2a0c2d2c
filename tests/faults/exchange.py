"""One request and its answer as bytes: as much of HTTP as a proxy needs that looks at one request per connection."""

from __future__ import annotations

import asyncio
import re

PATIENCE = 20  # seconds
MOST_HEAD = 64 * 1024

PORTAL = b"<!doctype html><title>Guest Wi-Fi</title><h1>Welcome</h1><p>Press the button to go online.</p>"


async def head_of(reader: asyncio.StreamReader) -> bytes:
    """The first lines of a request, with the empty one; nothing when the other side has gone."""
    try:
        async with asyncio.timeout(PATIENCE):
            return await reader.readuntil(b"\r\n\r\n")
    except (asyncio.IncompleteReadError, OSError, TimeoutError):
        return b""


async def rest_of(head: bytes, reader: asyncio.StreamReader) -> bytes:
    """The body, by its length."""
    found = re.search(rb"\r\ncontent-length: *(\d+)", head, re.IGNORECASE)
    async with asyncio.timeout(PATIENCE):
        return await reader.readexactly(int(found.group(1)) if found else 0)


def is_delivery(head: bytes) -> bool:
    return head.startswith(b"POST /envelopes ")


def alone(head: bytes) -> bytes:
    """The same, so that the answer ends with its connection."""
    kept = re.sub(rb"\r\n(connection|keep-alive):[^\r]*", b"", head, flags=re.IGNORECASE)
    return kept.removesuffix(b"\r\n\r\n") + b"\r\nConnection: close\r\n\r\n"


async def answer_to(request: bytes, port: int) -> bytes:
    """What the server says until it hangs up. Less than all of it when it was killed meanwhile."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        async with asyncio.timeout(PATIENCE):
            writer.write(request)
            await writer.drain()
            return await _until_the_end(reader)
    finally:
        writer.close()


async def _until_the_end(reader: asyncio.StreamReader) -> bytes:
    heard = bytearray()
    try:
        while some := await reader.read(MOST_HEAD):
            heard += some
    except OSError:
        pass
    return bytes(heard)


def page(body: bytes = PORTAL, status: str = "200 OK", *more: str) -> bytes:
    """An answer of somebody in between, who is not the server."""
    lines = [f"HTTP/1.1 {status}", "Content-Type: text/html", f"Content-Length: {len(body)}", "Connection: close"]
    return "\r\n".join([*lines, *more, "", ""]).encode() + body


def redirect_to_sign_in() -> bytes:
    return page(b"", "302 Found", "Location: /sign-in")
