"""What the browser's code seals, the server's opens; what the server answers, the browser expects. The same bytes."""

from __future__ import annotations

import json
import subprocess
import uuid
from dataclasses import dataclass
from typing import Any

import pytest

from spotcheck.core.ids import new_id
from spotcheck.delivery.rules import envelope as wire
from tests.phones import new_key, public_text
from tests.support.code import TOP
from tests.support.node import node

PROGRAM = TOP / "tests" / "js" / "support" / "sealing.mjs"
CONTACT = {"server": "2026-11-23T09:00:00.000Z", "device": "2026-11-23T09:00:01.000Z"}
NOW = 1795424400000  # 2026-11-23T09:00:00Z
WORDS = {"what_went_well": 'Sie hörte zu – «schön», 見た 👏\u2028 "quoted"\n'}
SECRETS = [{"secret": "x" * 43, "id": str(new_id())}, {"secret": "zażółć", "id": str(new_id())}]


@dataclass(frozen=True)
class Sealed:
    """Envelopes that the browser's code made for one organisation, and what the server needs to open them."""

    private: Any
    key_id: uuid.UUID
    grant_id: uuid.UUID
    contents: list[dict[str, Any]]
    said: dict[str, Any]

    @property
    def signed_by(self) -> Any:
        return wire.read_public(self.said["public"])

    def envelope(self, at: int) -> wire.Envelope:
        return wire.read_envelope(json.loads(self.said["envelopes"][at]["sealed"]))

    def payload(self, at: int) -> dict[str, Any]:
        found = self.envelope(at)
        return wire.read_payload(wire.open_envelope(found, self.private, self.signed_by), found)


@pytest.fixture(scope="module")
def sealed() -> Sealed:
    private, key_id, grant_id = new_key(), new_id(), new_id()
    contents: list[dict[str, Any]] = [
        {"kind": "check", "content": {"id": str(new_id()), "words": WORDS, "answers": {}}},
        {"kind": "photo", "content": {"id": str(new_id()), "jpeg": "/9j/" * 30_000}},
    ]
    asked = {
        "to": {"id": str(key_id), "public": public_text(private)},
        "grant": str(grant_id),
        "contents": contents,
        "sequence": 7,
        "contact": CONTACT,
        "now": NOW,
        "carries": [one["content"]["id"] for one in contents],
        "secrets": SECRETS,
    }
    command = [str(node()), "--disable-warning=MODULE_TYPELESS_PACKAGE_JSON", str(PROGRAM)]
    ran = subprocess.run(command, input=json.dumps(asked), capture_output=True, text=True, check=True, timeout=30)
    return Sealed(private, key_id, grant_id, contents, json.loads(ran.stdout))


@pytest.mark.parametrize("at", [0, 1], ids=["a check with words of every kind", "a large photo"])
def test_the_server_reads_what_the_phone_sealed(sealed: Sealed, at: int) -> None:
    payload = sealed.payload(at)
    content = sealed.contents[at]["content"]
    assert {name: payload[name] for name in content} == content
    assert payload["kind"] == sealed.contents[at]["kind"]
    assert (payload["sequence"], payload["contact"], payload["grant"]) == (7 + at, CONTACT, str(sealed.grant_id))
    assert payload["sealed_at"] == "2026-11-23T09:00:00.000Z"


@pytest.mark.parametrize("state", [wire.State.STORED, wire.State.ALREADY, wire.State.REFUSED])
def test_the_phone_expects_the_receipt_that_the_server_gives(sealed: Sealed, state: wire.State) -> None:
    for at, made in enumerate(sealed.said["envelopes"]):
        payload = sealed.payload(at)
        assert made["expects"][state] == wire.receipt(payload["secret"], uuid.UUID(payload["id"]), state)


def test_receipts_are_the_same_for_what_was_sealed_elsewhere(sealed: Sealed) -> None:
    for asked, expected in zip(SECRETS, sealed.said["expected"], strict=True):
        for state, digest in expected.items():
            assert digest == wire.receipt(asked["secret"], uuid.UUID(asked["id"]), wire.State(state))


def test_the_server_knows_who_carried_it(sealed: Sealed) -> None:
    ids = [one["content"]["id"] for one in sealed.contents]
    signature = wire.from_text(sealed.said["carrier"])
    assert wire.is_signed(signature, wire.carrier_part(ids), sealed.signed_by)
    assert not wire.is_signed(signature, wire.carrier_part(ids[:1]), sealed.signed_by)


def test_nobody_else_opens_it(sealed: Sealed) -> None:
    with pytest.raises(wire.CannotOpen, match=r"does not open with its key"):
        wire.open_envelope(sealed.envelope(0), new_key(), sealed.signed_by)
    with pytest.raises(wire.CannotOpen, match=r"not signed by the phone"):
        wire.open_envelope(sealed.envelope(0), sealed.private, new_key().public_key())


def test_each_envelope_has_keys_and_a_secret_of_its_own(sealed: Sealed) -> None:
    one, other = sealed.envelope(0), sealed.envelope(1)
    assert one.epk != other.epk
    assert one.iv != other.iv
    assert sealed.payload(0)["secret"] != sealed.payload(1)["secret"]
