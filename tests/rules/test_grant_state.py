"""DESIGN 6: a grant's end limits when one may capture, never when an envelope may arrive; a revoked one waits."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from spotcheck.delivery.rules.grants import SLACK, WHY_IN_WORDS, GrantFacts, Standing, Why, grant_state

SIX = datetime(2026, 11, 2, 18, 0, tzinfo=UTC)  # signs in
SEVEN, EIGHT, NINE, TEN = (SIX + timedelta(hours=n) for n in (1, 2, 3, 4))
MORNING = SIX + timedelta(hours=13)  # the session ends
NEXT_YEAR = SIX + timedelta(days=365)
LIVE, EARLY, OVER, REVOKED = Standing

A_SHIFT = GrantFacts(given_at=SIX, capture_until=MORNING)
SIGNED_OUT = replace(A_SHIFT, signed_out_at=EIGHT)
LOST = replace(A_SHIFT, phone_lost_at=NINE, signed_out_at=NINE)
LEFT = replace(A_SHIFT, left_at=NINE, signed_out_at=NINE)
ACCOUNT_ENDED = replace(A_SHIFT, account_ended_at=NINE)
LEFT_THEN_LOST = replace(LEFT, phone_lost_at=TEN)
THE_PHONES_OWN = GrantFacts(given_at=SIX, capture_until=None)

TABLE = [
    # what it is           captured             received    what stands       since    why
    (A_SHIFT,              SEVEN,               SEVEN,      LIVE,             None,    None),
    (A_SHIFT,              SEVEN,               NEXT_YEAR,  LIVE,             None,    None),
    (A_SHIFT,              SIX,                 SIX,        LIVE,             None,    None),
    (A_SHIFT,              SIX - SLACK,         SEVEN,      LIVE,             None,    None),
    (A_SHIFT,              SIX - 2 * SLACK,     SEVEN,      EARLY,            None,    None),
    (A_SHIFT,              MORNING,             NEXT_YEAR,  LIVE,             None,    None),
    (A_SHIFT,              MORNING + 2 * SLACK, NEXT_YEAR,  OVER,             MORNING, Why.SHIFT),
    (SIGNED_OUT,           SEVEN,               TEN,        LIVE,             None,    None),
    (SIGNED_OUT,           EIGHT + SLACK,       TEN,        LIVE,             None,    None),
    (SIGNED_OUT,           NINE,                TEN,        OVER,             EIGHT,   Why.SIGNED_OUT),
    (SIGNED_OUT,           NEXT_YEAR,           NEXT_YEAR,  OVER,             EIGHT,   Why.SIGNED_OUT),
    (SIGNED_OUT,           SIX - 2 * SLACK,     TEN,        EARLY,            None,    None),
    (LOST,                 SEVEN,               EIGHT,      LIVE,             None,    None),
    (LOST,                 SEVEN,               NINE,       REVOKED,          NINE,    Why.PHONE_LOST),
    (LOST,                 SEVEN,               NEXT_YEAR,  REVOKED,          NINE,    Why.PHONE_LOST),
    (LOST,                 TEN,                 TEN,        REVOKED,          NINE,    Why.PHONE_LOST),
    (LEFT,                 SEVEN,               EIGHT,      LIVE,             None,    None),
    (LEFT,                 SEVEN,               TEN,        REVOKED,          NINE,    Why.LEFT),
    (ACCOUNT_ENDED,        SEVEN,               TEN,        REVOKED,          NINE,    Why.ACCOUNT_ENDED),
    (LEFT_THEN_LOST,       SEVEN,               NEXT_YEAR,  REVOKED,          NINE,    Why.LEFT),
    (THE_PHONES_OWN,       NEXT_YEAR,           NEXT_YEAR,  LIVE,             None,    None),
    (THE_PHONES_OWN,       SIX - 2 * SLACK,     TEN,        EARLY,            None,    None),
    (replace(THE_PHONES_OWN, phone_lost_at=NINE), SEVEN, TEN, REVOKED,        NINE,    Why.PHONE_LOST),
]  # fmt: skip


@pytest.mark.parametrize(("grant", "captured", "received", "stands", "since", "why"), TABLE)
def test_what_stands_of_a_grant(
    grant: GrantFacts,
    captured: datetime,
    received: datetime,
    stands: Standing,
    since: datetime | None,
    why: Why | None,
) -> None:
    found = grant_state(grant, captured_at=captured, received_at=received)
    assert (found.standing, found.since, found.why) == (stands, since, why)
    assert (found.says is None) == (why is None)


def test_a_phone_that_was_found_is_as_if_it_had_not_been_lost() -> None:
    found = replace(LOST, phone_lost_at=None)
    assert grant_state(found, captured_at=SEVEN, received_at=TEN).standing is LIVE
    assert grant_state(found, captured_at=TEN, received_at=TEN).why is Why.SIGNED_OUT


def test_every_end_has_its_words() -> None:
    assert set(WHY_IN_WORDS) == set(Why)
