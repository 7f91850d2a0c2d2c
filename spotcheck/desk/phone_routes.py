"""What a phone needs to go on without signal: the shell, the worker that shows it, and what its owner takes along."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from pathlib import Path

from flask import Blueprint, jsonify, render_template, request
from werkzeug.wrappers import Response

from spotcheck.core.permissions import Verb
from spotcheck.desk.hand_words import hand_says
from spotcheck.desk.lines import starts
from spotcheck.desk.pack import pack
from spotcheck.desk.pack_schemas import FORMAT, packed
from spotcheck.places import TEMPLATES
from spotcheck.web.assets import WORKER, Assets
from spotcheck.web.filters import spoken
from spotcheck.web.guard import needs, now, open_door, standing, who
from spotcheck.web.in_json import in_json
from spotcheck.web.pwa import Fixed, assets, made, offline, sent

SHELL, HAND = "/phone", "/hand"
CODE = Path(__file__).parents[1]
_HTML, _SCRIPT = "text/html; charset=utf-8", "text/javascript; charset=utf-8"


def put_on(rooms: Blueprint) -> None:
    rooms.get(SHELL)(phone_page)
    rooms.get(HAND)(hand_page)
    rooms.get("/sw.js")(worker)
    rooms.get("/phone/pack")(phone_pack)


@open_door
def phone_page() -> Response:
    """Today without signal: the frame alone, the same for everybody. The phone that opens it fills it in."""
    return sent(_shell())


@open_door
def hand_page() -> Response:
    """The phone in other hands without signal: the frame alone. The phone that opens it fills it in."""
    return sent(_hand())


@open_door
def worker() -> Response:
    """The worker of this version; where working without signal is switched off, one that takes itself away."""
    return sent(made("worker", _SCRIPT, _worker) if offline() else made("away", _SCRIPT, _away))


@in_json
@needs(Verb.OPEN_APP)
def phone_pack() -> Response:
    """The personal pack. Its tag is that of what it says, not of when: an unchanged one costs no bytes.

    No browser keeps it (`no-store`, as every page): the phone keeps it encrypted, with its tag, and asks with that."""
    about = {
        "format": FORMAT,
        "person": {"id": str(standing().person_id), "name": who().name},
        "organisation": {"id": str(standing().organisation_id), "name": who().organisation_name},
        **packed(pack(standing(), at=now()), spoken),
    }
    tag = hashlib.sha256(jsonify(about).data).hexdigest()[:32]
    response = jsonify({**about, "at": now().isoformat()})
    response.set_etag(tag)
    return response.make_conditional(request)


def _shell() -> Fixed:
    return made("shell", _HTML, lambda: render_template("desk/phone.html", starts=starts()))


def _hand() -> Fixed:
    return made("hand", _HTML, lambda: render_template("desk/hand.html", says=hand_says()))


def _worker() -> str:
    """A few lines around the worker's own script: which version this is, and what it must have to begin with."""
    here, shell = assets(), _shell()
    plan = {
        "version": version(here, shell),
        "shell": SHELL,
        "hand": HAND,
        "files": f"/static/{here.digest}/",
        "install": installed(here, shell.body.decode() + _hand().body.decode()),
    }
    return f'import {{ begin }} from "{here.address(WORKER)}";\nbegin(self, {json.dumps(plan)});\n'


def _away() -> str:
    return f'import {{ takeAway }} from "{assets().address("js/worker/away.js")}";\ntakeAway(self);\n'


def version(here: Assets, shell: Fixed) -> str:
    """One name for all that a phone keeps of pages. It changes whenever anything that pages are made from
    does, so that none is kept beyond the version that it belongs to."""
    parts = (here.digest, _written(), shell.tag)
    return hashlib.sha256(" ".join(parts).encode()).hexdigest()[:12]


def installed(here: Assets, html: str) -> list[str]:
    """What must be on the phone before the worker begins: what its own two pages need, no pictures for elsewhere."""
    named = [path for path in here.named_in(html) if not path.startswith("pictures/")]
    scripts = [module for path in named if path.endswith(".js") for module in here.modules(path)]
    return [here.address(path) for path in dict.fromkeys([*named, *scripts])]


@cache
def _written() -> str:
    """One sum of all code and templates: capture pages are made from them, and phones keep those."""
    files = [*sorted(TEMPLATES.rglob("*.html")), *sorted(CODE.rglob("*.py"))]
    return hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()
