"""The doors of what comes from phones: sealed envelopes, and what of them waits for somebody."""

from __future__ import annotations

from spotcheck.core.permissions import Verb
from tests.matrix.door import get, post

ENVELOPES = (
    post(
        "delivery.take_envelopes", None, form={"format": 1, "envelopes": ["no envelope"]}, in_json=True, cookieless=True
    ),
    get("delivery.arrivals_page", Verb.OPEN_APP),
    get("delivery.arrival_page", Verb.SEE_ARRIVAL, "arrival", args={"arrival_id": "arrival"}),
    post("delivery.confirm_arrival", Verb.SETTLE_ARRIVAL, "arrival", args={"arrival_id": "arrival"}),
    post(
        "delivery.refuse_arrival",
        Verb.SETTLE_ARRIVAL,
        "arrival",
        args={"arrival_id": "arrival"},
        form={"reason": "It was a test."},
    ),
    get(
        "delivery.arrival_page",
        Verb.SEE_ARRIVAL,
        "claimed arrival",
        case="claimed",
        args={"arrival_id": "claimed arrival"},
    ),
    post(
        "delivery.name_person",
        Verb.SETTLE_ARRIVAL,
        "claimed arrival",
        args={"arrival_id": "claimed arrival"},
        form={"person": "{supervisor}"},
    ),
    get("delivery.envelope_file_page", Verb.BRING_ENVELOPES),
    post("delivery.bring_envelopes", Verb.BRING_ENVELOPES, status=422),
)
