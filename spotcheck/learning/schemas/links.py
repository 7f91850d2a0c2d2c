"""The forms about one-time links to short questions."""

from __future__ import annotations

from spotcheck.core.forms import Form, choice, line
from spotcheck.core.words import say
from spotcheck.learning.rules.links import Lasts
from spotcheck.learning.schemas.prompts import LONGEST_REASON


class NewLink(Form):
    lasts = choice(Lasts, say("Choose how long the link works."))


class LinkEnded(Form):
    reason = line(longest=LONGEST_REASON)


class Code(Form):
    code = line(say("Write the code that stands beside the link."))
