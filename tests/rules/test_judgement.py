"""A review says how much risk there is, what it means, and, for an action, whether the evidence stands."""

import uuid
from datetime import date

import pytest

from spotcheck.checks.rules.judgement import Judged, Judgement, judgement_wanting
from spotcheck.tracker.rules.words import FindingKind

STANDARD, OTHER = uuid.UUID(int=1), uuid.UUID(int=2)


def wanting(*, for_an_action=False, **changed):
    said = Judgement(**{"corrections_seen": 0, "risk": "low", "commentary": "Clear for most people.", **changed})
    today = date(2026, 11, 5)
    wrong = judgement_wanting(said, for_an_action=for_an_action, standards={STANDARD}, finished_on=today, today=today)
    return sorted(wrong)


@pytest.mark.parametrize(
    ("changed", "fields"),
    [
        ({}, []),
        ({"risk": None}, ["risk"]),
        ({"risk": "enormous"}, ["risk"]),
        ({"commentary": "  "}, ["commentary"]),
        ({"commentary": "a" * 4001}, ["commentary"]),
        ({"for_an_action": True}, ["stands"]),
        ({"for_an_action": True, "stands": True}, []),
        ({"for_an_action": True, "stands": False}, ["stands_reason"]),
        ({"for_an_action": True, "stands": False, "stands_reason": "The round was cut short."}, []),
        ({"risk": None, "commentary": ""}, ["commentary", "risk"]),
    ],
)
def test_a_review_says_what_it_still_needs(changed, fields):
    assert wanting(**changed) == fields


@pytest.mark.parametrize(
    ("finding", "fields"),
    [
        ({}, []),
        ({"text": " "}, [f"text-{STANDARD}"]),
        ({"standard_id": OTHER}, [f"text-{OTHER}"]),
        ({"start": True}, [f"change-{STANDARD}", f"title-{STANDARD}"]),
        ({"start": True, "title": "A chart with four spaces", "change": "It is in use on each floor."}, []),
        ({"title": "", "change": ""}, []),
    ],
)
def test_each_finding_says_what_it_still_needs(finding, fields):
    given = {"standard_id": STANDARD, "kind": FindingKind.GAP, "text": "13 of 24 records show it.", **finding}
    assert wanting(findings=(Judged(**given),)) == fields


@pytest.mark.parametrize(("reason", "fields"), [("", ["stands_reason"]), ("Four people were in hospital.", [])])
def test_a_sample_with_many_set_aside_stands_with_a_reason(reason, fields):
    said = Judgement(corrections_seen=0, risk="low", commentary="Clear.", stands=True, stands_reason=reason)
    day = date(2026, 11, 5)
    wrong = judgement_wanting(said, for_an_action=True, standards=(), finished_on=day, today=day, many_set_aside=True)
    assert sorted(wrong) == fields
