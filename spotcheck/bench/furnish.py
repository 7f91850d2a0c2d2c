"""An organisation in an empty database, a phone that is ready, and sealed checks of fifteen answers."""

from __future__ import annotations

import json
import os
import secrets
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from cryptography.hazmat.primitives.asymmetric.ec import (
    ECDH,
    ECDSA,
    SECP256R1,
    EllipticCurvePrivateKey,
    generate_private_key,
)
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from flask import Flask

from spotcheck.checklists.operations import adopt_starters, publish
from spotcheck.checklists.queries import checklist_by_key, content_of, current_version, items_of
from spotcheck.core.database import db
from spotcheck.core.ids import new_id
from spotcheck.core.permissions import Role, Standing
from spotcheck.delivery.at_rest import Safe
from spotcheck.delivery.operations.grants import Asking, give_grant
from spotcheck.delivery.rules.envelope import NONCE, Envelope, content_key, raw, read_public, signed_part, to_text
from spotcheck.organisation.operations import add_person, found_organisation, give_role, open_service
from spotcheck.organisation.queries import signed_in, standing_of
from spotcheck.organisation.sign_in import open_account, start_session
from spotcheck.standards.operations import adopt_standards

ANSWERS = 15
CHECKLIST = "medicines-observation"


@dataclass(frozen=True, slots=True)
class Ready:
    """What a phone needs to seal: its grant and key, what it seals to, and what a check of it names."""

    grant_id: uuid.UUID
    key: EllipticCurvePrivateKey
    organisation_key_id: uuid.UUID
    organisation_public: str
    version_id: uuid.UUID
    service_id: uuid.UUID
    worker_id: uuid.UUID
    item_ids: Sequence[uuid.UUID]
    given_at: datetime


def furnish(app: Flask, secret: str, phones: int, *, at: datetime) -> list[Ready]:
    """One organisation with a service, a colleague, a checklist, and this many supervisors with a phone each."""
    with app.app_context():
        account = open_account("bench.administrator", secrets.token_urlsafe(12), at=at)
        founder = found_organisation("Bench", administrator="Alex", account_id=account.id, at=at)
        by = standing_of(founder.organisation_id, founder.id, at=at)
        adopt_standards(by.organisation_id, by=by, at=at)
        adopt_starters(by.organisation_id, by=by, at=at)
        version_id, item_ids = _fifteen(by, at)
        service = open_service("Hazel Court", "care home", by=by, at=at)
        worker = add_person("Tomasz", by=by, at=at)
        give_role(worker, Role.CARE_WORKER, service, by=by, at=at)
        ready = []
        for number in range(phones):
            theirs = open_account(f"bench.supervisor{number}", secrets.token_urlsafe(12), at=at)
            person = add_person(f"Supervisor {number}", account_id=theirs.id, by=by, at=at)
            give_role(person, Role.SUPERVISOR, service, by=by, at=at)
            session = signed_in(start_session(theirs, person, at=at), at=at)
            if session is None:
                raise LookupError("the session has not begun")
            key = generate_private_key(SECP256R1())
            asking = Asking(
                public=to_text(raw(key.public_key())),
                phone_public=to_text(raw(generate_private_key(SECP256R1()).public_key())),
                device_at=at,
                name="Bench",
            )
            given = give_grant(asking, session.session_id, safe=Safe(secret), by=session.standing, at=at)
            ready.append(
                Ready(
                    given.grant.id, key, given.key.id, given.key.public, version_id, service.id, worker.id, item_ids, at
                )
            )
        db.session.commit()
        db.session.remove()
        return ready


def sealed(ready: Ready, sequence: int) -> bytes:
    """The body of one delivery: one finished check, sealed, as a phone sends it."""
    check_id, finished_at = new_id(), ready.given_at + timedelta(seconds=sequence)
    payload = {
        "format": 1, "kind": "check", "id": str(check_id), "grant": str(ready.grant_id), "sequence": sequence,
        "sealed_at": finished_at.isoformat(),
        "contact": {"server": ready.given_at.isoformat(), "device": ready.given_at.isoformat()},
        "secret": to_text(os.urandom(32)), "version": str(ready.version_id), "service": str(ready.service_id),
        "worker": str(ready.worker_id), "requirement": None, "draw": None, "shift": "early", "announced": False,
        "setting": None, "answered_by": None, "opened_at": (finished_at - timedelta(minutes=8)).isoformat(),
        "finished_at": finished_at.isoformat(),
        "answers": {f"0/{item_id}": {"outcome": "well"} for item_id in ready.item_ids},
        "words": {"strength": "Sat down, and waited for a yes."}, "on_its_own": False,
    }  # fmt: skip
    return json.dumps({"format": 1, "envelopes": [_seal(ready, check_id, payload)], "carrier": None}).encode()


def _seal(ready: Ready, check_id: uuid.UUID, payload: dict[str, object]) -> dict[str, object]:
    outside = Envelope(
        id=check_id, key_id=ready.organisation_key_id, grant_id=ready.grant_id, epk=b"", iv=os.urandom(NONCE), box=b""
    )
    inside = json.dumps(payload, separators=(",", ":")).encode()
    r, s = decode_dss_signature(ready.key.sign(signed_part(outside, inside), ECDSA(SHA256())))
    signed = r.to_bytes(32, "big") + s.to_bytes(32, "big") + inside
    once, to = generate_private_key(SECP256R1()), read_public(ready.organisation_public)
    epk = raw(once.public_key())
    box = AESGCM(content_key(once.exchange(ECDH(), to), epk, to)).encrypt(outside.iv, signed, outside.bound)
    return {
        "format": 1, "key": str(outside.key_id), "id": str(outside.id), "grant": str(outside.grant_id),
        "epk": to_text(epk), "iv": to_text(outside.iv), "box": to_text(box),
    }  # fmt: skip


def _fifteen(by: Standing, at: datetime) -> tuple[uuid.UUID, list[uuid.UUID]]:
    """The starter checklist with its items repeated until there are fifteen."""
    checklist = checklist_by_key(by.organisation_id, CHECKLIST)
    version = current_version(by.organisation_id, checklist.id) if checklist else None
    if version is None:
        raise LookupError(f"the starter {CHECKLIST} is not there")
    content = content_of(version)
    more = [replace(item, key=f"{item.key}-again") for item in content.items]
    published = publish(by.organisation_id, replace(content, items=(*content.items, *more)[:ANSWERS]), by=by, at=at)
    return published.id, [item.id for item in items_of(published)]
