"""Every setting, its environment variable and its default. `docs/settings.md` lists them for whoever installs."""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Settings:
    """What an installation can choose. Build with `Settings.from_environment()`."""

    data: Path  # SPOTCHECK_DATA: folder for the database and the secret
    database_url: str  # DATABASE_URL: sqlite:///… (default: in the data folder) or postgresql://…
    secret: str  # SPOTCHECK_SECRET: signs cookies; made once and kept in the data folder when not given
    https: bool = False  # SPOTCHECK_HTTPS: served over HTTPS, so cookies are Secure and HSTS is sent
    proxies: int = 0  # SPOTCHECK_PROXIES: how many proxies in front add X-Forwarded-For

    @classmethod
    def from_environment(cls, data: Path | None = None) -> Settings:
        folder = data or Path(os.environ.get("SPOTCHECK_DATA", "data"))
        folder.mkdir(parents=True, exist_ok=True)
        return cls(
            data=folder,
            database_url=database_url(os.environ.get("DATABASE_URL"), folder),
            secret=os.environ.get("SPOTCHECK_SECRET") or _kept_secret(folder),
            https=os.environ.get("SPOTCHECK_HTTPS", "").lower() in {"1", "true", "yes"},
            proxies=int(os.environ.get("SPOTCHECK_PROXIES", "0")),
        )


def database_url(given: str | None, folder: Path) -> str:
    """The URL as SQLAlchemy wants it: PostgreSQL always through psycopg 3, SQLite as an absolute path."""
    if not given:
        return f"sqlite:///{folder.resolve() / 'spotcheck.db'}"
    for scheme in ("postgres://", "postgresql://"):
        if given.startswith(scheme):
            return "postgresql+psycopg://" + given.removeprefix(scheme)
    return given


def _kept_secret(folder: Path) -> str:
    path = folder / "secret"
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text().strip()
    with os.fdopen(descriptor, "w") as file:
        secret = secrets.token_urlsafe(48)
        file.write(secret)
    return secret
