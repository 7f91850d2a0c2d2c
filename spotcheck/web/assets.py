"""The static tree under one digest: pages name a file with `asset()`, and a browser may keep it for ever.

The style sheets are joined into `site.css`, those of a capture page into `capture.css`, and the modules of a phone
into a few scripts, so a first visit costs few requests; `critical_style()` is the little that every page carries inside
itself, with its hash for the content policy.
Everything is read once, at start, and served from memory before Flask is asked: no session, no database, and no files
that somebody could sweep away under a running server.
"""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from flask import Flask
from werkzeug.exceptions import MethodNotAllowed, NotFound
from werkzeug.wrappers import Request, Response

from spotcheck.places import STATIC
from spotcheck.web.joined import alone, imports, joined
from spotcheck.web.packed import Packed

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

FIRST = ("css/tokens.css", "css/night.css", "css/first.css")
SITE = ("css/base.css", "css/layout.css", "css/parts/*.css", "css/helpers.css", "css/forced.css", "css/print.css")
# What a capture page is laid out with; tests/web/test_phone_page.py tells when one of its parts is missing here.
ON_CAPTURE = (
    *("at-risk", "bar", "button", "capture", "field", "fold", "icon", "message", "must", "notice", "phone-line"),
    *("quote", "row", "scale", "take-photo", "their-question", "ticks"),
)
CAPTURE = (*SITE[:2], *(f"css/parts/{name}.css" for name in ON_CAPTURE), *SITE[3:5])
TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".png": "image/png",
    ".svg": "image/svg+xml; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
}
JOINED = ("signed-in.js", "capture.js", "photo.js", "shell.js", "draw.js", "handed.js")
CORE = "core.js"  # what several of them need
# Scripts that share nothing: the worker's, and that of a page which is opened seldom and on its own.
ALONE = {"worker.js": "js/worker/worker.js", "hand.js": "js/hand.js"}
WORKER = "worker.js"
FOR_EVER = "public, max-age=31536000, immutable"


@dataclass(frozen=True, slots=True)
class StaticFile:
    packed: Packed
    type: str

    @property
    def body(self) -> bytes:
        return self.packed.plain


@dataclass(frozen=True, slots=True)
class Assets:
    """The tree as it is served now."""

    tree: Mapping[str, StaticFile]
    digest: str

    def address(self, path: str) -> str:
        if path not in self.tree:
            raise KeyError(f"static/{path} is not there")
        return f"/static/{self.digest}/{path}"

    def named_in(self, html: str) -> list[str]:
        """The paths of the files that a page names, in its order, each once."""
        found = re.findall(rf"/static/{self.digest}/([\w./-]+)", html)
        return list(dict.fromkeys(path for path in found if path in self.tree))

    def modules(self, path: str) -> list[str]:
        """A script with every module that it imports, and that these import; itself first."""
        found, ahead = dict[str, None](), [path]
        while ahead:
            here = ahead.pop(0)
            if here not in found:
                found[here] = None
                ahead += imports(here, self.tree[here].body.decode())
        return list(found)


def init_app(app: Flask) -> None:
    """Give templates `asset`, `modules` and `critical_style`, and serve `/static/` in front of the application."""
    tree = read_tree(STATIC)
    assets = Assets(tree, tree_digest(tree))
    app.extensions["assets"] = assets
    app.jinja_env.globals["asset"] = assets.address
    app.jinja_env.globals["modules"] = lambda path: [assets.address(one) for one in assets.modules(path)]
    app.jinja_env.globals["critical_style"] = critical_style()[0]
    app.wsgi_app = serving(app.wsgi_app, tree, assets.digest)  # type: ignore[method-assign,assignment]


@cache
def critical_style() -> tuple[str, str]:
    """The style that travels inside every page, and `sha256-…` of it for the content policy."""
    css = smaller(in_a_row(STATIC, FIRST))
    return css, "sha256-" + b64encode(hashlib.sha256(css.encode()).digest()).decode()


def read_tree(folder: Path) -> dict[str, StaticFile]:
    """Every file that may be served, by its path below `/static/<digest>/`."""
    bodies = {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.suffix in TYPES and path.suffix != ".css"
    }
    entries = {name: f"js/{name}" for name in JOINED if f"js/{name}" in bodies}
    files = joined(entries, lambda path: bodies[path].decode(), core=CORE)
    bodies |= {name: text.encode() for name, text in files.items()}
    for name, module in ALONE.items():
        if module in bodies:
            bodies[name] = alone(module, lambda path: bodies[path].decode()).encode()
    for name, sheets in (("site.css", SITE), ("capture.css", CAPTURE)):
        bodies[name] = smaller(in_a_row(folder, sheets)).encode()
    return {name: StaticFile(Packed(body), TYPES[Path(name).suffix]) for name, body in bodies.items()}


def tree_digest(tree: Mapping[str, StaticFile]) -> str:
    """One short name for the whole tree, so that scripts which import each other always match."""
    sums = [f"{name} {hashlib.sha256(file.body).hexdigest()}" for name, file in sorted(tree.items())]
    return hashlib.sha256("\n".join(sums).encode()).hexdigest()[:12]


def in_a_row(folder: Path, patterns: Iterable[str]) -> str:
    """Style sheets one after another; layers, not this order, decide which rule wins."""
    return "\n".join(path.read_text("utf-8") for pattern in patterns for path in sorted(folder.glob(pattern)))


def smaller(css: str) -> str:
    """The same style without comments and the space that only people need; no string of ours holds `/*`."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    css = re.sub(r"\s+", " ", css)
    return re.sub(r" ?([{};,]) ?", r"\1", css).replace(";}", "}").strip()


def serving(inner: WSGIApplication, tree: Mapping[str, StaticFile], digest: str) -> WSGIApplication:
    """`inner` with the static tree in front of it."""

    def front(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "")
        if not path.startswith("/static/"):
            return inner(environ, start_response)
        answer = _answer(Request(environ), path.removeprefix("/static/"), tree, digest)
        return answer(environ, start_response)

    return front


def _answer(request: Request, path: str, tree: Mapping[str, StaticFile], digest: str) -> Response:
    asked, _, name = path.partition("/")
    file = tree.get(name)
    if file is None or not re.fullmatch(r"[0-9a-f]{12}", asked):
        return _guarded(NotFound().get_response())
    if request.method not in {"GET", "HEAD"}:
        return _guarded(MethodNotAllowed(["GET", "HEAD"]).get_response())
    response = file.packed.put_in(Response(content_type=file.type), request)
    # A page opened before an update still gets its style, but keeps no wrong copy under the old name.
    response.headers["Cache-Control"] = FOR_EVER if asked == digest else "no-cache"
    return _guarded(response)


def _guarded(response: Response) -> Response:
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    response.headers["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'"
    return response
