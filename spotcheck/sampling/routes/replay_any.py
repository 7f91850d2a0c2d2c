"""/draws/replay: the file of any draw is worked out again and compared line by line. Nothing of it is kept."""

from __future__ import annotations

from flask import request
from werkzeug.wrappers import Response

from spotcheck.core.permissions import Verb
from spotcheck.core.words import Sentence, say
from spotcheck.sampling.routes import rooms
from spotcheck.sampling.rules.exported import NotADraw, Replay, opened, replay
from spotcheck.web.guard import needs
from spotcheck.web.respond import respond

NOTHING = say("Choose the file, or paste what is in it.")
NO_DRAW = say(
    "This is not the whole file of a draw. "
    "It comes from “How anybody can replay it” on the draw’s page. Download it again."
)


@rooms.get("/draws/replay")
@needs(Verb.OPEN_APP)
def replay_any_page() -> Response:
    return _page()


@rooms.post("/draws/replay")
@needs(Verb.OPEN_APP)
def replay_any() -> Response:
    sent = request.files.get("file")
    content = sent.read() if sent is not None and sent.filename else request.form.get("text", "").strip()
    if not content:
        return _page(wrong=NOTHING)
    try:
        return _page(found=replay(opened(content)))
    except NotADraw:
        return _page(wrong=NO_DRAW)


def _page(*, found: Replay | None = None, wrong: Sentence | None = None) -> Response:
    return respond(
        "sampling/replay_any.html",
        status=422 if wrong else 200,
        found=found,
        first=found.lines[: found.size] if found else (),
        rest=found.lines[found.size :] if found else (),
        text=request.form.get("text", ""),
        wrong=wrong,
    )
