"""An envelope opens only whole, under its own name, and when the phone of its grant has signed it."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from hypothesis import given
from hypothesis import strategies as st

from spotcheck.core.ids import new_id
from spotcheck.delivery.rules.envelope import (
    CannotOpen,
    State,
    Unreadable,
    carrier_part,
    from_text,
    is_signed,
    open_envelope,
    read_envelope,
    read_payload,
    read_public,
    receipt,
    to_text,
)
from tests.phones import Pocket, is_received, new_key, public_text

AT = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
ORGANISATION: EllipticCurvePrivateKey = new_key()
POCKET = Pocket(new_id(), new_id(), public_text(ORGANISATION))
PAYLOAD = POCKET.payload("check", at=AT, words={"strength": "Sat down, and took her time. 🫖"})
SEALED = POCKET.seal(PAYLOAD)


def opened(sent: Any, *, private: EllipticCurvePrivateKey = ORGANISATION, by: Any = None) -> dict[str, Any]:
    envelope = read_envelope(sent)
    payload = open_envelope(envelope, private, (by or POCKET.key).public_key())
    return read_payload(payload, envelope)


def why(sent: Any, **more: Any) -> Unreadable:
    with pytest.raises(CannotOpen) as stopped:
        opened(sent, **more)
    return stopped.value.why


def test_what_was_sealed_is_what_is_opened() -> None:
    assert opened(SEALED) == PAYLOAD


def test_sealed_twice_nothing_is_the_same_but_what_is_inside() -> None:
    again = POCKET.seal(PAYLOAD)
    assert opened(again) == opened(SEALED)
    assert {again[name] for name in ("epk", "iv", "box")} & {SEALED[name] for name in ("epk", "iv", "box")} == set()


@pytest.mark.parametrize("name", ["id", "key", "grant"])
def test_another_name_outside_and_it_does_not_open(name: str) -> None:
    assert why({**SEALED, name: str(new_id())}) is Unreadable.SEAL


@pytest.mark.parametrize("name", ["epk", "iv", "box"])
def test_one_bit_changed_and_it_does_not_open(name: str) -> None:
    changed = bytearray(from_text(SEALED[name]))
    changed[-1] ^= 1
    assert why({**SEALED, name: to_text(bytes(changed))}) is Unreadable.SEAL


def test_cut_off_it_does_not_open() -> None:
    assert why({**SEALED, "box": to_text(from_text(SEALED["box"])[:-7])}) is Unreadable.SEAL


def test_another_organisations_key_does_not_open_it() -> None:
    assert why(SEALED, private=new_key()) is Unreadable.SEAL


def test_sealed_again_by_somebody_without_the_phones_key_it_is_not_theirs() -> None:
    assert why(POCKET.seal(PAYLOAD, key=new_key())) is Unreadable.SIGNATURE


def test_a_copied_grant_is_worth_nothing_without_its_key() -> None:
    copied = Pocket(POCKET.grant_id, POCKET.organisation_key_id, POCKET.organisation_public)
    assert why(copied.seal(copied.payload("check", at=AT))) is Unreadable.SIGNATURE


def test_another_id_inside_is_not_read() -> None:
    assert why(POCKET.seal(PAYLOAD, envelope_id=str(new_id()))) is Unreadable.CONTENT


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"format": 2}, Unreadable.NEWER),
        ({"format": True}, Unreadable.SHAPE),
        ({"format": "1"}, Unreadable.SHAPE),
        ({"id": "no id"}, Unreadable.SHAPE),
        ({"id": str(uuid.UUID(PAYLOAD["id"])).upper()}, Unreadable.SHAPE),
        ({"grant": 7}, Unreadable.SHAPE),
        ({"epk": ""}, Unreadable.SHAPE),
        ({"iv": "AAAA"}, Unreadable.SHAPE),
        ({"box": "AAAA"}, Unreadable.SHAPE),
        ({"box": "ä"}, Unreadable.SHAPE),
        ({"box": SEALED["box"] + "="}, Unreadable.SHAPE),
        ({"more": 1}, Unreadable.SHAPE),
    ],
)
def test_what_is_no_envelope_is_said_to_be_none(change: dict[str, Any], expected: Unreadable) -> None:
    assert why({**SEALED, **change}) is expected


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    )
)
def test_whatever_is_sent_the_answer_is_a_reason(sent: Any) -> None:
    assert why(sent) in {Unreadable.SHAPE, Unreadable.NEWER}


@pytest.mark.parametrize("inside", [b"", b"{", b"[]", b"\xff", b"[" * 100_000, b'{"format":1}', b'{"format":NaN}'])
def test_odd_content_cannot_be_read(inside: bytes) -> None:
    with pytest.raises(CannotOpen) as stopped:
        read_payload(inside, read_envelope(SEALED))
    assert stopped.value.why is Unreadable.CONTENT


def test_a_newer_payload_is_said_to_be_newer() -> None:
    assert why(POCKET.seal({**PAYLOAD, "format": 2})) is Unreadable.NEWER


def test_only_who_opened_it_can_say_the_receipt() -> None:
    said = receipt(PAYLOAD["secret"], uuid.UUID(PAYLOAD["id"]), State.STORED)
    assert is_received({"id": PAYLOAD["id"], "state": "stored", "receipt": said}, PAYLOAD)
    assert not is_received({"id": PAYLOAD["id"], "state": "already", "receipt": said}, PAYLOAD)
    assert not is_received({"id": PAYLOAD["id"], "state": "stored", "receipt": "0" * 64}, PAYLOAD)


def test_who_carries_signs_what_they_carry_in_its_order() -> None:
    ids = [str(new_id()), str(new_id())]
    signed = from_text(POCKET.carries(ids)["signature"])
    assert is_signed(signed, carrier_part(ids), POCKET.key.public_key())
    assert not is_signed(signed, carrier_part(ids[::-1]), POCKET.key.public_key())


@pytest.mark.parametrize("text", ["", "AAAA", to_text(b"\x04" + b"\x01" * 64), to_text(b"\x02" + b"\x01" * 32)])
def test_a_key_that_lies_not_on_the_curve_is_no_key(text: str) -> None:
    with pytest.raises(ValueError):
        read_public(text)
