"""What a phone fetches to capture without signal."""

from __future__ import annotations

import hashlib

from flask import Blueprint, jsonify, request
from werkzeug.wrappers import Response

from spotcheck.core.permissions import Verb
from spotcheck.desk.pack import pack
from spotcheck.desk.pack_schemas import FORMAT, packed
from spotcheck.web.filters import spoken
from spotcheck.web.guard import needs, now, standing, who


def put_on(rooms: Blueprint) -> None:
    rooms.get("/phone/pack")(phone_pack)


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
