"""The forms about how questions to staff are worded: the lines they offer, and their words in another language."""

from __future__ import annotations

from spotcheck.checklists.choice_rules import MOST
from spotcheck.core.forms import Form, line, one_id
from spotcheck.core.forms import text as some_text
from spotcheck.core.words import say

_ANEW = say("Load the page again, then send it.")
LONGEST_WORDING = 2000
LONGEST_LINE_WORDED = 240

_LINES = {f"{name}_{n}": line(longest=500) for n in range(1, MOST + 1) for name in ("line", "says")}
_WORDED = {f"line_{n}": line(longest=LONGEST_LINE_WORDED) for n in range(1, MOST + 1)}


class _Choices(Form):
    version = one_id(_ANEW)


class _Wording(Form):
    version = one_id(_ANEW)
    text = some_text(longest=LONGEST_WORDING)
    model = some_text(longest=LONGEST_WORDING)
    why = some_text(longest=LONGEST_WORDING)
    another_way = some_text(longest=LONGEST_WORDING)


Choices = type("Choices", (_Choices,), _LINES)
Wording = type("Wording", (_Wording,), _WORDED)
