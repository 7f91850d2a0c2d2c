"""The doors of one's own mail: where it goes, and how often."""

from __future__ import annotations

from spotcheck.core.permissions import Verb
from tests.matrix.door import get, post

MAIL = (
    get("messages.mail_page", Verb.OPEN_APP),
    post("messages.give_address", Verb.OPEN_APP, form={"address": "me@example.org"}, status=409),
    post("messages.confirm_address", Verb.OPEN_APP, form={"code": "23456789"}, status=422),
    post("messages.choose_mail", Verb.OPEN_APP, form={"wants": "daily"}),
    post("messages.take_address_away", Verb.OPEN_APP),
)
