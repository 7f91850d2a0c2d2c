"""The doors about phones: being made ready, signing out without a cookie, and what is said of a phone."""

from __future__ import annotations

from spotcheck.core.permissions import Verb
from tests.matrix.door import post
from tests.phones import new_key, public_text

PHONES = (
    post(
        "delivery.give",
        Verb.OPEN_APP,
        form={
            "key": public_text(new_key()),
            "phone_key": public_text(new_key()),
            "device_at": "2026-11-09T09:00:00Z",
            "name": "Chrome on Android",
        },
        in_json=True,
    ),
    post("delivery.end", None, form={"token": "of-nobody"}, status=204, in_json=True, cookieless=True),
)
