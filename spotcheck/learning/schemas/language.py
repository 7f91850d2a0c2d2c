"""The form of choosing a language."""

from __future__ import annotations

from spotcheck.core.forms import Form, line
from spotcheck.core.words import say


class Chosen(Form):
    language = line(say("Choose one of those on the page."), longest=35)
