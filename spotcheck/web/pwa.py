"""What makes Spotcheck an app on a phone. It knows nobody: its bytes are the same for everybody, and made once."""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import cast

from flask import Blueprint, Flask, current_app, request
from werkzeug.wrappers import Response

from spotcheck.core.words import say
from spotcheck.settings import Settings
from spotcheck.web.assets import Assets
from spotcheck.web.filters import spoken
from spotcheck.web.guard import open_door

doors = Blueprint("pwa", __name__)
PAPER = "#f8f6f1"
_MADE = "made once for everybody"


@dataclass(frozen=True, slots=True)
class Fixed:
    """Bytes that stay the same until the next version."""

    body: bytes
    zipped: bytes
    type: str
    tag: str


def init_app(app: Flask) -> None:
    app.jinja_env.globals["offline"] = offline
    app.extensions[_MADE] = {}
    app.register_blueprint(doors)


@doors.get("/manifest.webmanifest")
@open_door
def manifest() -> Response:
    return sent(made("manifest", "application/manifest+json", _manifest))


def offline() -> bool:
    """Whether pages bring what opens Spotcheck without signal."""
    return cast(Settings, current_app.extensions["settings"]).offline


def _manifest() -> str:
    name = spoken(say("Spotcheck"))
    told = {
        "id": "/",
        "name": name,
        "short_name": name,
        "description": spoken(say("See it, agree it, do it, look again, close it.")),
        "lang": "en-GB",
        "start_url": "/today",
        "scope": "/",
        "display": "standalone",
        "theme_color": PAPER,
        "background_color": PAPER,
        "icons": [
            {**_picture(f"{kind}-{size}", size), "purpose": purpose}
            for kind, purpose in (("app", "any"), ("maskable", "maskable"))
            for size in (192, 512)
        ],
        "shortcuts": [
            {"name": spoken(word), "url": f"/checks/new?kind={kind}", "icons": [_picture(icon, 96)]}
            for word, kind, icon in (
                (say("Observe"), "observation", "observe"),
                (say("Ask"), "interview", "ask"),
                (say("Sample"), "sample", "sample"),
            )
        ],
    }
    return json.dumps(told, ensure_ascii=False)


def _picture(name: str, size: int) -> dict[str, str]:
    return {"src": assets().address(f"pictures/{name}.png"), "sizes": f"{size}x{size}", "type": "image/png"}


def made(name: str, type: str, make: Callable[[], str]) -> Fixed:
    """What `make` says, made when it is first asked for."""
    kept: dict[str, Fixed] = current_app.extensions[_MADE]
    if name not in kept:
        body = make().encode()
        kept[name] = Fixed(body, gzip.compress(body, 9, mtime=0), type, hashlib.sha256(body).hexdigest()[:24])
    return kept[name]


def sent(one: Fixed) -> Response:
    """A browser asks each time whether it changed; an unchanged answer has no body."""
    zipped = request.accept_encodings["gzip"] > 0 and len(one.zipped) < len(one.body)
    response = Response(one.zipped if zipped else one.body, content_type=one.type)
    if zipped:
        response.headers["Content-Encoding"] = "gzip"
    response.headers["Vary"] = "Accept-Encoding"
    response.headers["Cache-Control"] = "no-cache"
    response.set_etag(one.tag, weak=True)
    return response.make_conditional(request)


def assets() -> Assets:
    return cast(Assets, current_app.extensions["assets"])
