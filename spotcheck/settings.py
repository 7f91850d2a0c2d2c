"""Every setting, its environment variable and its default. `docs/settings.md` lists them for whoever installs."""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Any

LONGEST_TICK = 60  # minutes
SECURITY = ("starttls", "ssl", "none")


class CannotStart(Exception):
    """Spotcheck cannot start as it was asked to; the message says why and what would help."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What an installation can choose. Build with `Settings.from_environment()`."""

    data: Path  # SPOTCHECK_DATA: folder for the database and the secret
    database_url: str  # DATABASE_URL: sqlite:///… (default: in the data folder) or postgresql://…
    secret: str  # SPOTCHECK_SECRET: signs cookies; made once and kept in the data folder when not given
    https: bool = False  # SPOTCHECK_HTTPS: served over HTTPS, so cookies are Secure and HSTS is sent
    offline: bool = True  # SPOTCHECK_OFFLINE: `off` takes the part that works without signal off every phone
    proxies: int = 0  # SPOTCHECK_PROXIES: how many proxies in front add X-Forwarded-For
    site: str = ""  # SPOTCHECK_URL: where people reach it, for the links in mail
    smtp_host: str = ""  # SPOTCHECK_SMTP_HOST: the mail server; without it no mail goes out
    smtp_port: int = 0  # SPOTCHECK_SMTP_PORT: 0 is the usual one for the way of sending
    smtp_security: str = "starttls"  # SPOTCHECK_SMTP_SECURITY: starttls, ssl, or none
    smtp_user: str = ""  # SPOTCHECK_SMTP_USER: the name to sign in to the mail server with
    smtp_password: str = ""  # SPOTCHECK_SMTP_PASSWORD
    smtp_from: str = ""  # SPOTCHECK_SMTP_FROM: the address that mail comes from
    tick_minutes: int = (
        0  # SPOTCHECK_TICK: how often `serve` does the clock's work; 0 (`off`): only `spotcheck tick` does
    )

    @classmethod
    def from_environment(cls, data: Path | None = None) -> Settings:
        """What the environment says; `data` comes before SPOTCHECK_DATA. Makes the folder and the secret if need be."""
        folder = data_folder(data)
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)  # what is in it is about people
            secret = os.environ.get("SPOTCHECK_SECRET") or _kept_secret(folder)
        except OSError as error:
            raise CannotStart(
                f"Spotcheck cannot keep its data in {folder} ({error.strerror}). "
                "Choose a folder that you may write to: --data FOLDER"
            ) from error
        return cls(
            data=folder,
            database_url=database_url(os.environ.get("DATABASE_URL"), folder),
            secret=secret,
            https=os.environ.get("SPOTCHECK_HTTPS", "").lower() in {"1", "true", "yes"},
            offline=os.environ.get("SPOTCHECK_OFFLINE", "").lower() not in {"off", "0", "no", "false"},
            proxies=_count("SPOTCHECK_PROXIES"),
            tick_minutes=_tick_minutes(),
            **_mail(),
        )

    @property
    def sends_mail(self) -> bool:
        return bool(self.smtp_host)


def data_folder(given: Path | None) -> Path:
    """The folder that is meant: the one given, else SPOTCHECK_DATA, else `data` here. Not made by asking."""
    return (given or Path(os.environ.get("SPOTCHECK_DATA") or "data")).absolute()


def database_url(given: str | None, folder: Path) -> str:
    """The URL as SQLAlchemy wants it: PostgreSQL always through psycopg 3, SQLite as an absolute path."""
    if not given:
        return f"sqlite:///{folder.resolve() / 'spotcheck.db'}"
    for scheme in ("postgres://", "postgresql://"):
        if given.startswith(scheme):
            return "postgresql+psycopg://" + given.removeprefix(scheme)
    return given


def _count(name: str) -> int:
    written = os.environ.get(name) or "0"
    if not written.isdecimal():
        raise CannotStart(f"{name} is {written!r}. It is a number: 0, 1, 2 …")
    return int(written)


def _mail() -> dict[str, Any]:
    """How mail goes out. Half a setting is no setting: it is said at the start, not found out when mail is missing."""
    host = os.environ.get("SPOTCHECK_SMTP_HOST", "")
    site = os.environ.get("SPOTCHECK_URL", "").rstrip("/")
    security = os.environ.get("SPOTCHECK_SMTP_SECURITY", "").lower() or "starttls"
    sender = os.environ.get("SPOTCHECK_SMTP_FROM", "")
    if security not in SECURITY:
        raise CannotStart(f"SPOTCHECK_SMTP_SECURITY is {security!r}. It is starttls, ssl or none.")
    if host and not ("@" in sender and site.startswith(("https://", "http://"))):
        raise CannotStart(
            "Mail needs SPOTCHECK_SMTP_FROM, the address it comes from, "
            "and SPOTCHECK_URL, where people reach Spotcheck."
        )
    return {
        "site": site,
        "smtp_host": host,
        "smtp_port": _count("SPOTCHECK_SMTP_PORT"),
        "smtp_security": security,
        "smtp_user": os.environ.get("SPOTCHECK_SMTP_USER", ""),
        "smtp_password": os.environ.get("SPOTCHECK_SMTP_PASSWORD", ""),
        "smtp_from": sender,
    }


def _tick_minutes() -> int:
    written = os.environ.get("SPOTCHECK_TICK", "").lower() or "1"
    if written == "off":
        return 0
    if not written.isdecimal() or not 1 <= int(written) <= LONGEST_TICK:
        raise CannotStart(f"SPOTCHECK_TICK is {written!r}. It is `off`, or minutes from 1 to {LONGEST_TICK}.")
    return int(written)


def _kept_secret(folder: Path) -> str:
    """The secret of this folder, made once. Of two that start at the same moment, both read the same one."""
    path = folder / "secret"
    if not path.exists():
        ours = folder / f"secret.{secrets.token_hex(8)}"
        descriptor = os.open(ours, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(48))
        _keep_first(ours, path)
    return path.read_text().strip()


def _keep_first(ours: Path, path: Path) -> None:
    """Whoever is first has their file there; a link never takes the place of one that is there."""
    try:
        os.link(ours, path)
    except FileExistsError:
        pass
    except OSError:  # a file system without links
        ours.replace(path)
    ours.unlink(missing_ok=True)
