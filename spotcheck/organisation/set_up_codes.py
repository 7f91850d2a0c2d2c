"""The one-time code with which whoever runs the server lets the first administrator in."""

from __future__ import annotations

import re
import secrets
from datetime import datetime

import sqlalchemy as sa

from spotcheck.core.database import add, db
from spotcheck.core.ids import new_id
from spotcheck.core.refusals import Refusal, Why
from spotcheck.core.words import say
from spotcheck.organisation.models import SetUpCode
from spotcheck.organisation.queries import digest


def make_code(*, at: datetime) -> str:
    """A one-time code for the first administrator; a new code makes earlier ones worthless."""
    db.session.execute(sa.delete(SetUpCode).where(SetUpCode.used_at.is_(None)))
    code = "-".join(secrets.token_hex(2).upper() for _ in range(4))
    add(SetUpCode(id=new_id(), code_digest=_digest(code), made_at=at))
    return code


def use_code(code: str, *, at: datetime) -> None:
    """Spend the code; refused when it is unknown or spent. One UPDATE, so of two at once exactly one is let in."""
    spent = db.session.execute(
        sa.update(SetUpCode)
        .where(SetUpCode.code_digest == _digest(code), SetUpCode.used_at.is_(None))
        .values(used_at=at)
    )
    if spent.rowcount != 1:  # type: ignore[attr-defined]  # an UPDATE gives a CursorResult
        raise Refusal(
            Why.INVALID,
            fields={"code": say("This code is no longer valid. Whoever runs the server can make a new one.")},
        )


def is_waiting() -> bool:
    """Whether a code was made that nobody has used yet."""
    return db.session.scalar(sa.select(SetUpCode.id).where(SetUpCode.used_at.is_(None)).limit(1)) is not None


def _digest(code: str) -> str:
    """Of what counts in it, however it was typed."""
    return digest(re.sub(r"[^0-9A-F]", "", code.upper()))
