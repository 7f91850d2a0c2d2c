"""The form that tells the managers, and those about mail."""

from __future__ import annotations

from spotcheck.core.forms import Form, choice, line, one_id, text
from spotcheck.core.words import say
from spotcheck.messages.mail_rules import LONGEST_ADDRESS, Wants


class AtRisk(Form):
    id = one_id(say("Load the page again, then send it."))
    service = one_id(say("Choose where you are."))
    words = text(longest=1000)


class AddressGiven(Form):
    address = line(say("Write your e-mail address."), longest=LONGEST_ADDRESS)


class CodeGiven(Form):
    code = line(say("Write the code that came by mail."), longest=40)


class MailWanted(Form):
    wants = choice(Wants, say("Choose what you want to hear of."))
