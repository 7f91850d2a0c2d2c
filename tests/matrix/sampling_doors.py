"""The doors of draws: each, all of a service, the numbered sheet, and what a stranger replays."""

from __future__ import annotations

from spotcheck.core.permissions import Verb
from tests.matrix.door import get

SAMPLING = (
    get("sampling.draws_page", Verb.OPEN_APP),
    get("sampling.sheet_page", Verb.OPEN_APP, form={"n": "12"}),
    get("sampling.draw_page", Verb.SEE_DRAW, "draw", args={"draw_id": "draw"}),
    get("sampling.replay_page", Verb.SEE_DRAW, "draw", args={"draw_id": "draw"}),
    get("sampling.replay_file", Verb.SEE_DRAW, "draw", args={"draw_id": "draw"}),
)
