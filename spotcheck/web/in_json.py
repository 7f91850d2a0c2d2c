"""Doors that a script of ours knocks at: JSON in, JSON out, and whatever goes another way as sentences in JSON."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, NoReturn, TypeVar

from flask import current_app, request
from werkzeug.exceptions import UnsupportedMediaType
from werkzeug.wrappers import Response

from spotcheck.core.refusals import Refusal, Why
from spotcheck.core.words import Sentence, say
from spotcheck.web.filters import spoken

View = TypeVar("View", bound=Callable[..., Any])
UNREADABLE = say("This could not be read, so nothing was changed.")


def in_json(view: View) -> View:
    """Marks a route that answers a script: its refusals are `{"says": [sentences]}`, and never a page."""
    view.in_json = True  # type: ignore[attr-defined]
    return view


def asked_in_json() -> bool:
    """Whether whoever asks now reads JSON."""
    view = current_app.view_functions.get(request.endpoint or "")
    return bool(getattr(view, "in_json", False))


def answer(given: Mapping[str, Any], status: int = 200) -> Response:
    """The values as JSON: ids in lower case, moments as ISO 8601."""
    body = json.dumps(given, ensure_ascii=False, separators=(",", ":"), default=_plain)
    return current_app.response_class(body, status=status, mimetype="application/json")


def says(status: int, *sentences: Sentence) -> Response:
    """Why it went another way, in words."""
    return answer({"says": [spoken(one) for one in sentences]}, status)


def sent() -> dict[str, Any]:
    """The JSON object that was sent. Refused when it is said to be something else (415), or is something else (400)."""
    if request.mimetype != "application/json":
        raise UnsupportedMediaType
    try:
        text = request.get_data().decode()
        found = json.loads(text, parse_constant=_no_number)
        if "\\u" in text:  # the one way to half a letter, which cannot be kept
            json.dumps(found, ensure_ascii=False).encode()
    except (ValueError, RecursionError) as error:
        raise _unreadable() from error
    if not isinstance(found, dict):
        raise _unreadable()
    return found


def _unreadable() -> Refusal:
    return Refusal(Why.INVALID, UNREADABLE, status=400)


def _no_number(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number")


def _plain(value: Any) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, uuid.UUID):
        return str(value)
    raise TypeError(f"{type(value).__name__} has no JSON")
