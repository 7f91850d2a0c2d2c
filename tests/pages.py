"""What a page of a response says and sends."""

from __future__ import annotations

import re
from html import unescape

from werkzeug.test import TestResponse


def words(response: TestResponse) -> str:
    """What the page says, without its markup."""
    main = re.search(r"<main.*</main>", response.text, re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main[0] if main else response.text)).split())


def hidden(response: TestResponse) -> dict[str, str]:
    """The hidden fields of the page, but for the token against forged requests."""
    found = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', response.text)
    return {name: unescape(value) for name, value in found if name != "csrf_token"}


def names(response: TestResponse, pattern: str) -> list[str]:
    """The names of the page's fields that match, each once."""
    return list(dict.fromkeys(re.findall(rf'name="({pattern})"', response.text)))
