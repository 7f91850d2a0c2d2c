"""The doors of what comes from phones: sealed envelopes, and what of them waits for somebody."""

from __future__ import annotations

from tests.matrix.door import post

ENVELOPES = (
    post(
        "delivery.take_envelopes", None, form={"format": 1, "envelopes": ["no envelope"]}, in_json=True, cookieless=True
    ),
)
