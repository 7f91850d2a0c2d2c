"""R13: what is not for coaching is passed on outside Spotcheck; who has it, and since when, is kept; no finding is."""

import uuid
from datetime import date, timedelta

import pytest

from spotcheck.checks.rules.judgement import Judged, Judgement, PassedTo, judgement_wanting
from spotcheck.tracker.rules.words import FindingKind

FINISHED, TODAY = date(2026, 11, 2), date(2026, 11, 5)
STANDARD = uuid.uuid4()


def judgement(**changed):
    return Judgement(**{"corrections_seen": 0, "risk": "low", "commentary": "Clear for most people.", **changed})


def wanting(said, *, for_an_action=False):
    wrong = judgement_wanting(
        said, for_an_action=for_an_action, standards={STANDARD}, finished_on=FINISHED, today=TODAY
    )
    return sorted(wrong)


@pytest.mark.parametrize(
    ("passed_to", "passed_on", "fields"),
    [
        ("safeguarding", TODAY, []),
        ("hr", FINISHED, []),
        (None, TODAY, ["passed_to"]),
        ("the press", TODAY, ["passed_to"]),
        ("hr", None, ["passed_on"]),
        ("hr", TODAY + timedelta(days=1), ["passed_on"]),
        ("hr", FINISHED - timedelta(days=1), ["passed_on"]),
        (None, None, ["passed_on", "passed_to"]),
    ],
)
def test_r13_it_is_said_who_has_it_and_since_when(passed_to, passed_on, fields):
    assert wanting(judgement(not_for_coaching=True, passed_to=passed_to, passed_on=passed_on)) == fields


def test_r13_it_goes_to_safeguarding_or_hr_and_nowhere_else():
    assert [str(to.label) for to in PassedTo] == ["Safeguarding", "HR"]


def test_r13_it_is_no_evidence_and_no_finding_is_recorded():
    finding = Judged(standard_id=STANDARD, kind=FindingKind.GAP, text="Hands were not cleaned.")
    said = judgement(not_for_coaching=True, stands=True, findings=(finding,))
    assert (said.counts, said.recorded) == (False, ())


def test_r13_whether_it_stands_is_not_asked_then():
    said = judgement(not_for_coaching=True, passed_to="hr", passed_on=TODAY)
    assert wanting(said, for_an_action=True) == []
