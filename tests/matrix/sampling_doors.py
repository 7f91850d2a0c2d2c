"""The doors of draws: each, all of a service, the numbered sheet, and what a stranger replays."""

from __future__ import annotations

import json

from spotcheck.core.permissions import Verb
from spotcheck.sampling.rules.exported import Told, exported
from spotcheck.sampling.rules.spread import NO_SHEET
from tests.matrix.door import get, post

A_FILE = exported(
    Told(number=7, day="2026-11-02", seed="a seed", population=12, size=3, excluded={}, sheet=NO_SHEET),
)

SAMPLING = (
    get("sampling.draws_page", Verb.OPEN_APP),
    get("sampling.sheet_page", Verb.OPEN_APP, form={"n": "12"}),
    get("sampling.draw_page", Verb.SEE_DRAW, "draw", args={"draw_id": "draw"}),
    get("sampling.replay_page", Verb.SEE_DRAW, "draw", args={"draw_id": "draw"}),
    get("sampling.replay_file", Verb.SEE_DRAW, "draw", args={"draw_id": "draw"}),
    get("sampling.replay_any_page", Verb.OPEN_APP),
    post("sampling.replay_any", Verb.OPEN_APP, form={"text": f" {json.dumps(A_FILE)}"}),
)
