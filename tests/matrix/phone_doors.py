"""The doors about phones: being made ready, signing out without a cookie, and what is said of a phone."""

from __future__ import annotations

from spotcheck.core.permissions import Verb
from tests.matrix.door import get, post
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
    get("delivery.own_phones", Verb.OPEN_APP),
    get("delivery.phones_of_person", Verb.REPORT_PHONE, "person", args={"person_id": "person"}),
    get("delivery.phones_of_person", Verb.REPORT_PHONE, "leaver", case="left", args={"person_id": "leaver"}),
    post("delivery.lose", Verb.REPORT_PHONE, "phone", args={"phone_id": "phone"}, form={"person": "{author}"}),
    post("delivery.find", Verb.REPORT_PHONE, "lost phone", args={"phone_id": "lost phone"}),
    post("delivery.end", None, form={"token": "of-nobody"}, status=204, in_json=True, cookieless=True),
)
