"""Reading a backup: whole, or refused before anything else happens."""

from __future__ import annotations

import hashlib
import lzma
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

import sqlalchemy as sa

from spotcheck.cli.backup import manifest as about
from spotcheck.cli.backup.manifest import Manifest, Part, read_manifest, table_file
from spotcheck.cli.backup.rows import as_row, every_table
from spotcheck.settings import CannotStart

# All that Python says of a file whose bytes are not what they were.
_DAMAGE = (
    BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, OSError, ValueError, LookupError, TypeError,
    AttributeError, RuntimeError,
)  # fmt: skip


def verified(file: Path) -> Manifest:
    """What the backup says about itself, once every byte of it was read and found as it was written."""
    if not file.is_file():
        raise CannotStart(f"There is no file {file}. Nothing was changed.")
    try:
        with ZipFile(file) as whole:
            found = read_manifest(whole.read(about.NAME))
            parts = {table_file(name): part for name, part in found.tables.items()}
            if found.secret is not None:
                parts[about.SECRET] = found.secret
            if sorted(whole.namelist()) != sorted([about.NAME, *parts]):
                raise ValueError("the parts are not those that it lists")
            for name, part in parts.items():
                _check(whole, name, part)
    except _DAMAGE as error:
        raise CannotStart(
            f"{file} is not a whole backup of Spotcheck: it is damaged, or was cut short ({error}). "
            "Use another copy. Nothing was changed."
        ) from error
    return found


def rows_of(file: Path, table: sa.Table) -> Iterator[dict[str, Any]]:
    """The rows of one table, of a backup that was `verified`."""
    with ZipFile(file) as whole, whole.open(table_file(table.name)) as part:
        for line in part:
            yield as_row(line, table)


def secret_of(file: Path) -> str:
    with ZipFile(file) as whole:
        return whole.read(about.SECRET).decode()


def _check(whole: ZipFile, name: str, part: Part) -> None:
    digest, rows = hashlib.sha256(), 0
    known = {table_file(table.name): table for table in every_table() if tuple(table.columns.keys()) == part.columns}
    with whole.open(name) as content:
        for line in content:
            digest.update(line)
            rows += 1
            if name in known:
                as_row(line, known[name])
    if (digest.hexdigest(), rows) != (part.sha256, part.rows):
        raise ValueError(f"{name} is not as it was written")
