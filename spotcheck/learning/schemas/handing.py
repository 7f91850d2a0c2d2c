"""The form on the cover of a phone that was handed over."""

from __future__ import annotations

from spotcheck.core.forms import Form, line
from spotcheck.core.words import say


class Unlocking(Form):
    password = line(say("Write your password."))
