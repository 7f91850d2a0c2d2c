"""The doors of a phone that goes from hand to hand for one question."""

from __future__ import annotations

from spotcheck.core.permissions import Verb
from tests.cast import PASSWORD
from tests.matrix.door import get, post

ASKED = {"prompt_id": "prompt"}

# Those below /handed-over are open: each asks for itself what the phone was handed over for, and leads away otherwise.
HANDED = (
    get("learning.hand_over_page", Verb.READ_ANSWER, "prompt", args=ASKED),
    post("learning.hand_over", Verb.READ_ANSWER, "prompt", args=ASKED),
    get("learning.handed_page", None),
    post("learning.answer_on_handed", None, form={"id": "{new id}", "words": "I look at the plan and ask."}),
    post("learning.cover_phone", None),
    get("desk.hand_page", None),  # the same without signal: a frame, filled in by the phone
    post("learning.unlock_phone", None, form={"password": PASSWORD}),
)
