"""The form that tells the managers."""

from __future__ import annotations

from spotcheck.core.forms import Form, one_id, text
from spotcheck.core.words import say


class AtRisk(Form):
    id = one_id(say("Load the page again, then send it."))
    service = one_id(say("Choose where you are."))
    words = text(longest=1000)
