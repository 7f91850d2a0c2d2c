"""How long each kind is kept, from which day, and what keeps it beyond."""

from __future__ import annotations

import uuid
from datetime import date, timedelta

import pytest

from spotcheck.governance import keeping_rules as rules
from spotcheck.governance.erasure_rules import changed_since, fingerprint, request_refused
from spotcheck.governance.keeping_rules import TERMS, Kind, Need, Row, kept
from spotcheck.governance.legal_hold_rules import lifting_refused

DAY = date(2026, 11, 2)

# kind, what was chosen, the last day it is kept
LAST_DAYS = [
    (Kind.CHECKS, {}, date(2031, 11, 2)),
    (Kind.CHECKS, {Kind.CHECKS: 2}, date(2028, 11, 2)),
    (Kind.ACTIONS, {}, date(2032, 11, 2)),
    (Kind.ALERTS, {}, date(2029, 11, 2)),
    (Kind.SIGN_OFFS, {}, date(2029, 11, 2)),
    (Kind.SUPERVISIONS, {}, date(2029, 11, 2)),
    (Kind.PROMPTS, {}, date(2028, 11, 2)),
    (Kind.HISTORY, {}, date(2032, 11, 2)),
    (Kind.LEAVERS, {}, date(2032, 11, 2)),
    (Kind.DRAFTS, {}, date(2026, 11, 16)),
    (Kind.SESSIONS, {}, date(2027, 1, 31)),
    (Kind.INVITATIONS, {}, date(2027, 1, 31)),
    (Kind.GRANTS, {}, date(2028, 11, 2)),
    (Kind.ARRIVALS, {}, date(2028, 11, 2)),
    (Kind.QUARANTINED, {}, date(2027, 1, 31)),
    (Kind.TRIES, {}, date(2026, 11, 3)),
]


@pytest.mark.parametrize(("kind", "chosen", "until"), LAST_DAYS)
def test_it_is_kept_until_its_last_day_and_goes_on_the_next(kind: Kind, chosen: dict[Kind, int], until: date) -> None:
    found = kept(Row(kind, DAY), chosen, today=until)
    assert found.until == until
    assert not rules.goes(found, today=until)
    assert rules.goes(found, today=until + timedelta(days=1))


def test_every_kind_with_a_length_of_its_own_is_in_the_table_above() -> None:
    assert {kind for kind, _, _ in LAST_DAYS} == set(Kind) - {Kind.REPLIES, Kind.LEAVERS_CHECKS}


@pytest.mark.parametrize(
    ("finished", "left", "until", "why"),
    [
        (DAY, None, date(2031, 11, 2), "Finished more than 5 years ago."),
        (DAY, date(2027, 1, 1), date(2030, 1, 1), "The person left more than 3 years ago."),
        (DAY, date(2030, 1, 1), date(2031, 11, 2), "Finished more than 5 years ago."),
    ],
    ids=["works here", "left soon", "left late"],
)
def test_of_somebody_who_left_the_sooner_day_counts(finished: date, left: date | None, until: date, why: str) -> None:
    found = kept(Row(Kind.CHECKS, finished, left_on=left), {}, today=DAY)
    assert (found.until, str(found.because)) == (until, why)


def test_leaving_does_not_shorten_what_was_passed_to_safeguarding() -> None:
    found = kept(Row(Kind.CHECKS, DAY, left_on=DAY, passed_on=True), {}, today=DAY)
    assert found.until == date(2031, 11, 2)


@pytest.mark.parametrize("kind", Kind)
def test_a_legal_hold_comes_before_every_day(kind: Kind) -> None:
    found = kept(Row(kind, DAY, left_on=DAY, held=True, needed=Need.A_CHECK), {}, today=date(2060, 1, 1))
    assert (found.until, str(found.because), found.beyond) == (None, "A legal hold keeps it.", True)


@pytest.mark.parametrize("need", Need)
def test_what_something_still_needs_stays(need: Need) -> None:
    found = kept(Row(Kind.ACTIONS, DAY, needed=need), {}, today=date(2060, 1, 1))
    assert found.until is None
    assert not rules.goes(found, today=date(2060, 1, 1))


def test_before_the_event_no_day_can_be_said() -> None:
    found = kept(Row(Kind.ALERTS, None), {}, today=date(2060, 1, 1))
    assert (found.until, found.beyond) == (None, False)


def test_the_last_day_of_february_is_not_lost() -> None:
    assert rules.last_day(date(2028, 2, 29), Kind.CHECKS, {}) == date(2033, 3, 1)
    assert rules.first_day(date(2028, 2, 29), Kind.CHECKS, {}) == date(2023, 3, 1)


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("offset", range(-3, 4))
def test_a_look_through_the_rows_stops_no_sooner_than_the_rule(kind: Kind, offset: int) -> None:
    """Every row that goes today is counted from a day before `first_day`."""
    for today in (date(2032, 2, 29), date(2032, 3, 1), date(2033, 2, 28), DAY):
        day = rules.first_day(today, kind, {}) + timedelta(days=offset)
        if rules.goes(kept(Row(kind, day), {}, today=today), today=today):
            assert day < rules.first_day(today, kind, {})


@pytest.mark.parametrize("kind", Kind)
def test_the_usual_length_lies_within_what_may_be_chosen(kind: Kind) -> None:
    term = TERMS[kind]
    assert term.shortest <= term.usual <= term.longest


@pytest.mark.parametrize(("n", "refused"), [(1, True), (2, False), (8, False), (9, True), (-5, True)])
def test_a_length_outside_what_may_be_chosen_is_refused_with_what_may(n: int, refused: bool) -> None:
    said = rules.lengths_refused({Kind.CHECKS: n})
    assert [str(says) for says in said.values()] == (["Choose from 2 to 8."] if refused else [])


def test_a_fingerprint_is_of_the_rows_and_not_of_their_order() -> None:
    rows = [("check", uuid.UUID(int=1)), ("action", uuid.UUID(int=2))]
    assert fingerprint(rows) == fingerprint(reversed(rows))
    assert fingerprint(rows) != fingerprint(rows[:1])
    assert changed_since(fingerprint(rows), fingerprint(rows)) == ()
    assert changed_since(fingerprint(rows), fingerprint(rows[:1]))


@pytest.mark.parametrize(
    ("gone", "works_here", "held", "leads", "says"),
    [
        (False, False, False, False, ""),
        (True, True, True, True, "What was held about them is erased already."),
        (False, True, True, True, "They work here."),
        (False, False, True, True, "A legal hold"),
        (False, False, False, True, "They still lead"),
    ],
)
def test_a_request_to_be_erased_has_limits_that_are_said(
    gone: bool, works_here: bool, held: bool, leads: bool, says: str
) -> None:
    said = " ".join(map(str, request_refused(gone=gone, works_here=works_here, held=held, leads=leads)))
    assert said.startswith(says)
    assert bool(said) == bool(says)


def test_somebody_else_lifts_a_hold_on_me() -> None:
    assert lifting_refused(uuid.UUID(int=1), uuid.UUID(int=1))
    assert lifting_refused(uuid.UUID(int=1), uuid.UUID(int=2)) == ()
    assert lifting_refused(uuid.UUID(int=1), None) == ()
