"""How much a request may bring: two megabytes, but for the few views that say they take more."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, current_app, request

View = TypeVar("View", bound=Callable[..., Any])
_LARGER = "spotcheck_most_bytes"


def takes_up_to(most: int) -> Callable[[View], View]:
    """Let this view be sent this many bytes. Stands right below the route."""

    def mark(view: View) -> View:
        setattr(view, _LARGER, most)
        return view

    return mark


def init_app(app: Flask) -> None:
    # Before anything reads the form, and so before CSRF protection does.
    app.url_value_preprocessor(_allow)


def _allow(endpoint: str | None, _arguments: dict[str, Any] | None) -> None:
    most = getattr(current_app.view_functions.get(endpoint or ""), _LARGER, None)
    if most is not None:
        request.max_content_length = most
