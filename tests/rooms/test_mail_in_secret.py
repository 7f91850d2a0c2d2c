"""Mail goes to the mail server over TLS, and only to one whose certificate is right; otherwise it stays and is told."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from spotcheck.cli.tick.post import deliver
from spotcheck.settings import Settings
from tests.post_box import PostBox, post_box


def a_certificate(folder: Path, address: str) -> tuple[Path, Path]:
    """A certificate that says of itself who it is, good for today, and its key."""
    key, now = generate_private_key(SECP256R1()), datetime.now(UTC)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "a made-up mail server")])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(hours=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address(address))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, SHA256())
    )
    certificate, private = folder / "certificate.pem", folder / "key.pem"
    certificate.write_bytes(made.public_bytes(Encoding.PEM))
    private.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    return certificate, private


@contextmanager
def a_mail_server(folder: Path, address: str = "127.0.0.1") -> Iterator[tuple[PostBox, Path]]:
    certificate, private = a_certificate(folder, address)
    secure = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    secure.load_cert_chain(certificate, private)
    with post_box(secure) as box:
        yield box, certificate


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    told = {"database_url": "sqlite://", "secret": "only for tests"}
    return Settings(data=tmp_path, smtp_host="127.0.0.1", smtp_security="starttls", **told)


def a_mail() -> EmailMessage:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "a@example.org", "b@example.org", "Something waits for you"
    mail.set_content("Sign in to see it.")
    return mail


def test_with_the_right_certificate_it_goes_in_secret(
    tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    with a_mail_server(tmp_path) as (box, certificate):
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        deliver(a_mail(), replace(settings, smtp_port=box.port))
        assert ([mail["Subject"] for mail in box.taken], box.secured) == (["Something waits for you"], 1)


def test_to_a_certificate_that_nobody_vouches_for_nothing_goes(tmp_path: Path, settings: Settings) -> None:
    with a_mail_server(tmp_path) as (box, _):
        with pytest.raises(ssl.SSLCertVerificationError):
            deliver(a_mail(), replace(settings, smtp_port=box.port))
        assert box.taken == []


def test_to_a_certificate_of_another_server_nothing_goes(
    tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    with a_mail_server(tmp_path, address="192.0.2.1") as (box, certificate):
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        with pytest.raises(ssl.SSLCertVerificationError, match="IP address mismatch"):
            deliver(a_mail(), replace(settings, smtp_port=box.port))
        assert box.taken == []
