"""The doors of photos: choosing which items may have them, adding, looking, taking away."""

from __future__ import annotations

from spotcheck.core.permissions import Verb
from tests.matrix.actors import ROLES
from tests.matrix.door import get as _get
from tests.matrix.door import post as _post

A_PHOTO = {"check_id": "check", "photo_id": "photo"}

PHOTOS = (
    _get("checks.photo_items", Verb.CHOOSE_PHOTOS),
    _post("checks.choose_items", Verb.CHOOSE_PHOTOS, form={"item": []}),
    _get("checks.photo_form", Verb.ADD_PHOTO, "check", args={"check_id": "check"}),
    _post("checks.add_photo", Verb.ADD_PHOTO, "check", args={"check_id": "check"}, status=422),
    _get("checks.photo_file", Verb.SEE_CHECK, "photo", args={"photo_id": "photo"}),
    # R12, R13: a photo is seen by whoever sees its check, and by nobody else.
    _get("checks.photo_file", Verb.SEE_CHECK, "held photo", case="held back", args={"photo_id": "held photo"}),
    _get(
        "checks.photo_file",
        Verb.SEE_CHECK,
        "passed photo",
        case="not for coaching",
        args={"photo_id": "passed photo"},
        hidden_from=("reader",),
    ),
    _get("checks.photo_page", Verb.SEE_CHECK, "photo", args=A_PHOTO),
    _get(
        "checks.photo_page",
        Verb.SEE_CHECK,
        "photo",
        case="of another check",
        args={"check_id": "plain check", "photo_id": "photo"},
        hidden_from=tuple(ROLES),
    ),
    _post(
        "retention.remove_photo",
        Verb.TAKE_PHOTO_AWAY,
        "photo",
        args=A_PHOTO,
        form={"reason": "There is a name on the door."},
    ),
)
