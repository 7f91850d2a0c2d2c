"""The forms about a finished check, but for its review: correcting an answer, replying, holding it back."""

from __future__ import annotations

import re
from typing import Any

from marshmallow import fields
from werkzeug.datastructures import MultiDict

from spotcheck.checklists.rules import Heard
from spotcheck.checks.rules.correction import LONGEST_REASON
from spotcheck.checks.rules.outcomes import Said
from spotcheck.checks.rules.reply import LONGEST_REPLY, ReplyKind
from spotcheck.core.forms import Address, Form, choice, line, one_id, read, text, tidy
from spotcheck.core.words import say

_STRANGE = say("The page sent something that is not known here. Load the page again.")
_POINT = re.compile(r"point-(.+)")


class Which(Address):
    """Which answer is to be corrected, in the address."""

    item = one_id()
    position = fields.Integer(load_default=0)


class Corrected(Form):
    """For an interview `asked` is sent, with the points and alerts that were heard; else an `outcome`."""

    item = one_id(say("Choose the answer to correct."))
    position = fields.Integer(load_default=0, error_messages={"invalid": [_STRANGE]})
    outcome = line()
    asked = fields.Boolean(load_default=False)
    points = fields.Dict(keys=fields.String(), values=choice(Heard, _STRANGE), load_default={})
    alert = fields.List(fields.String(), load_default=[])
    given_reason = fields.Boolean(load_default=False)
    reason = text(longest=LONGEST_REASON)


class Replied(Form):
    kind = choice(ReplyKind, say("Choose what you want to say."))
    text = text(longest=LONGEST_REPLY)


class HeldBack(Form):
    until = fields.Date(load_default=None, error_messages={"invalid": [say("Write the day as 2026-11-27.")]})
    reason = text(longest=LONGEST_REASON)


def read_correction(sent: MultiDict[str, str]) -> dict[str, Any]:
    """The arguments of `operations.correction.correct`."""
    given = read(Corrected(), _grouped(sent))
    said = Said(
        points={key: Heard(heard) for key, heard in given["points"].items()},
        alerts=frozenset(given["alert"]),
        reason=given["given_reason"],
    )
    return {
        "item_id": given["item"],
        "position": given["position"],
        "to": given["outcome"],
        "said": said if given["asked"] else None,
        "reason": given["reason"] or "",
    }


def _grouped(sent: MultiDict[str, str]) -> dict[str, Any]:
    """The form with the points together: {"points": {"plan": "asked"}, …}."""
    points = {found[1]: tidy(sent[name]) for name in sent if (found := _POINT.fullmatch(name))}
    rest: dict[str, Any] = {name: sent[name] for name in sent if not _POINT.fullmatch(name)}
    return {**rest, "alert": sent.getlist("alert"), **({"points": points} if points else {})}


def page_number(value: str | None) -> int:
    """Which page of a long list the address names; the first when it says something else."""
    return max(1, int(value)) if value and value.isascii() and value.isdigit() and len(value) < 6 else 1
