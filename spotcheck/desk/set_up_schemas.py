"""The form with which the first administrator sets up an organisation."""

from __future__ import annotations

from spotcheck.core.forms import Form, line
from spotcheck.core.words import say


class SetUp(Form):
    code = line(say("Write the code that the command printed when Spotcheck started."))
    organisation = line(say("Write the name of your organisation."), longest=120)
    administrator = line(say("Write your name."), longest=80)
    sign_in = line(say("Choose the name you sign in with."))
    password = line(say("Choose a password."))
    service = line(longest=80)
    kind = line()
    on_call_name = line(longest=80)
    on_call_number = line(longest=30)
