"""The file that `spotcheck keys backup` writes: private keys, encrypted with a passphrase. Format 1.

scrypt (RFC 7914) makes a key of the passphrase, AES-256-GCM closes the file with it; what is readable outside is bound
to what is inside. A digest over the whole tells a damaged file from a wrong passphrase."""

from __future__ import annotations

import hashlib
import json
import os
import uuid
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from spotcheck.delivery.at_rest import private_key
from spotcheck.delivery.rules.envelope import NONCE, from_text, raw, to_text
from spotcheck.settings import CannotStart

FORMAT = 1
WHAT = "organisation keys"
N, R, P = 2**17, 8, 1  # 128 MB and about a third of a second
HARD = {"name": "scrypt", "n": N, "r": R, "p": P}
_SALT = 16  # bytes


@dataclass(frozen=True, slots=True)
class KeptKey:
    """One private key as the file holds it. `private`: the number, base64url."""

    organisation_id: uuid.UUID
    organisation_name: str
    id: uuid.UUID
    public: str
    private: str = field(repr=False)
    made_at: datetime


def write_file(file: Path, keys: Sequence[KeptKey], passphrase: str, *, at: datetime) -> None:
    """Write the file and read it again before it counts. Refused when there is something of that name."""
    text = _closed(keys, passphrase, at)
    try:
        written = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise CannotStart(f"There is something called {file} already, and it was left alone.") from None
    except OSError as error:
        raise CannotStart(f"The file {file} cannot be written ({error.strerror}). Nothing was written.") from error
    try:
        with os.fdopen(written, "w", encoding="utf-8") as kept:
            kept.write(text)
            kept.flush()
            os.fsync(kept.fileno())
        if read_file(file, passphrase) != list(keys):
            raise CannotStart(f"The file {file} reads back other than it was written. It was taken away again.")
    except BaseException:
        file.unlink(missing_ok=True)
        raise


def read_file(file: Path, passphrase: str) -> list[KeptKey]:
    """The keys in it; refused in words when it is none of ours, newer, damaged, or of another passphrase."""
    try:
        text = file.read_bytes()
    except OSError as error:
        raise CannotStart(f"The file {file} cannot be read ({error.strerror}). Nothing was changed.") from error
    whole = _outside(file, text)
    try:
        inside = AESGCM(_key(passphrase, from_text(whole["kdf"]["salt"]))).decrypt(
            from_text(whole["iv"]), from_text(whole["box"]), _bound(whole)
        )
    except InvalidTag as error:
        raise CannotStart(f"This passphrase does not open {file}. Nothing was changed.") from error
    return [_kept(one) for one in json.loads(inside)["keys"]]


def _closed(keys: Sequence[KeptKey], passphrase: str, at: datetime) -> str:
    salt, iv = os.urandom(_SALT), os.urandom(NONCE)
    inside = json.dumps({"keys": [_plain(key) for key in keys]}, ensure_ascii=False).encode()
    whole: dict[str, Any] = {
        "spotcheck": WHAT,
        "format": FORMAT,
        "made_at": at.isoformat(),
        "kdf": {**HARD, "salt": to_text(salt)},
        "iv": to_text(iv),
    }
    whole["box"] = to_text(AESGCM(_key(passphrase, salt)).encrypt(iv, inside, _bound(whole)))
    return json.dumps({**whole, "sha256": _digest(whole)}, indent=1) + "\n"


def _outside(file: Path, text: bytes) -> dict[str, Any]:
    """What is readable without the passphrase, once it is clear that it is whole."""
    try:
        whole = json.loads(text)
        ours = isinstance(whole, dict) and whole.get("spotcheck") == WHAT
    except (ValueError, RecursionError):
        ours = False
    if not ours:
        raise CannotStart(f"{file} is no whole file of keys that Spotcheck wrote. Nothing was changed.")
    if isinstance(whole.get("format"), int) and whole["format"] > FORMAT:
        raise CannotStart(
            f"{file} was written by a newer Spotcheck (format {whole['format']}; this one reads {FORMAT}). "
            "Use that version. Nothing was changed."
        )
    try:
        kdf = whole["kdf"]
        if whole.pop("sha256") != _digest(whole) or {**HARD, "salt": kdf["salt"]} != kdf or whole["format"] != FORMAT:
            raise ValueError("not as it was written")
        sizes = [len(from_text(value)) for value in (kdf["salt"], whole["iv"], whole["box"])]
        if sizes[:2] != [_SALT, NONCE]:
            raise ValueError("not as it was written")
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise CannotStart(f"{file} is damaged. Use another copy. Nothing was changed.") from error
    return dict(whole)


def _key(passphrase: str, salt: bytes) -> bytes:
    return Scrypt(salt=salt, length=32, n=N, r=R, p=P).derive(passphrase.encode())


def _bound(whole: dict[str, Any]) -> bytes:
    return _canonical({name: value for name, value in whole.items() if name not in {"box", "sha256"}})


def _digest(whole: dict[str, Any]) -> str:
    return hashlib.sha256(_canonical(whole)).hexdigest()


def _canonical(value: Any) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":")).encode()


def _plain(key: KeptKey) -> dict[str, str]:
    return {
        name: value.isoformat() if isinstance(value, datetime) else str(value) for name, value in asdict(key).items()
    }


def _kept(given: dict[str, str]) -> KeptKey:
    """Trusted: it was closed with the passphrase. Still, the two halves of a key must belong together."""
    private = private_key(from_text(given["private"]))
    if to_text(raw(private.public_key())) != given["public"]:
        raise CannotStart(f"The key {given['id']} in this file does not fit its public half. Nothing was changed.")
    return KeptKey(
        organisation_id=uuid.UUID(given["organisation_id"]),
        organisation_name=given["organisation_name"],
        id=uuid.UUID(given["id"]),
        public=given["public"],
        private=given["private"],
        made_at=datetime.fromisoformat(given["made_at"]),
    )
