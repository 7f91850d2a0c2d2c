"""The edge: what is the same for every page. Imports core and organisation only; only `routes.py` files import it."""

from __future__ import annotations

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from spotcheck.web import assets, errors, filters, guard, headers, pwa, respond, uploads
from spotcheck.web import navigation as _its_frame  # noqa: F401  every page's head is registered by importing it


def init_app(app: Flask) -> None:
    """Put the edge in front of the rooms. Order matters: guard decides before anything is read."""
    proxies = app.extensions["settings"].proxies
    if proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=proxies, x_proto=proxies)  # type: ignore[method-assign]
    uploads.init_app(app)
    guard.init_app(app)
    respond.init_app(app)
    filters.init_app(app)
    assets.init_app(app)
    pwa.init_app(app)
    headers.init_app(app)
    errors.init_app(app)
