"""The forms about photos: which items may have them, adding one, taking one away."""

from __future__ import annotations

import re
import uuid

from marshmallow import fields
from werkzeug.datastructures import MultiDict

from spotcheck.checks.rules.correction import LONGEST_REASON
from spotcheck.core.forms import Form, one_id, read, text
from spotcheck.core.words import say

_STRANGE = say("The page sent something that is not known here. Load the page again.")
_NAMED = re.compile(r"([0-9a-f-]{36})/(.+)", re.DOTALL)


class Chosen(Form):
    item = fields.List(fields.String(), load_default=list)


class Added(Form):
    """`id` is made with the page, so that a form sent twice adds one photo. The picture itself is a file beside it."""

    id = one_id(_STRANGE)
    item = one_id(say("Choose what the photo shows."))


class Removed(Form):
    reason = text(longest=LONGEST_REASON)


def read_chosen(sent: MultiDict[str, str]) -> list[tuple[uuid.UUID, str]]:
    """The items that are ticked, as `operations.photos.choose_photo_items` takes them; what is no item is left out."""
    return [key for one in read(Chosen(), sent)["item"] if (key := _key(one)) is not None]


def _key(value: str) -> tuple[uuid.UUID, str] | None:
    found = _NAMED.fullmatch(value)
    try:
        return (uuid.UUID(found[1]), found[2]) if found else None
    except ValueError:
        return None
