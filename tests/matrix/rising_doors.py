"""The doors about what rose, and when things rise."""

from __future__ import annotations

from spotcheck.core.permissions import Verb
from tests.matrix.actors import ROLES
from tests.matrix.door import get, post

SEEN = {"reason": "The prompt cards came late.", "new_on": "2026-11-30"}

RISING = (
    post(
        "tracker.acknowledge",
        Verb.ACKNOWLEDGE,
        "rise",
        args={"action_id": "agreed action", "rise_id": "rise"},
        form=SEEN,
    ),
    post(
        "tracker.acknowledge",
        Verb.ACKNOWLEDGE,
        "rise",
        case="of another action",
        args={"action_id": "done action", "rise_id": "rise"},
        form=SEEN,
        hidden_from=tuple(ROLES),
    ),
    get("tracker.ladder_page", Verb.SEE_LADDER),
    post(
        "tracker.choose_ladder",
        Verb.CHANGE_LADDER,
        form={"lead": "2", "manager": "7", "quality_lead": "14", "governance": "28"},
    ),
)
