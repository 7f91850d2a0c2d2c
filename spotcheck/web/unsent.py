"""What must not be lost when something that was sent is not taken: its words, and the page they were written on."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import request
from werkzeug.exceptions import HTTPException

_NEVER_SHOWN = ("password", "token", "sign_in", "code")  # whatever has one of these in its name


def written() -> list[str]:
    """The sentences of this form, which somebody would have to write again; empty when it holds none, or cannot be
    read. One or two words are a name or a choice."""
    if request.method in {"GET", "HEAD", "OPTIONS"}:
        return []
    try:
        sent = list(request.form.items(multi=True))
    except HTTPException:
        return []
    words = [value.strip() for name, value in sent if not any(part in name for part in _NEVER_SHOWN)]
    return list(dict.fromkeys(value for value in words if len(value.split()) > 2))


def page_that_was_open() -> str | None:
    """The address of a page: never of a part of one, nor of something that is only sent."""
    if request.method in {"GET", "HEAD"} and not request.headers.get("HX-Request"):
        return request.full_path.rstrip("?")
    open_page = urlsplit(request.headers.get("HX-Current-URL") or request.referrer or "")
    if open_page.netloc != request.host:
        return None
    return f"{open_page.path}?{open_page.query}" if open_page.query else open_page.path
