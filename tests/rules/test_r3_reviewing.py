"""R3: nobody reviews what they captured, their own practice, or evidence of an action they lead."""

import uuid

import pytest

from spotcheck.checks.rules.review import TookPart, reviewing_refused, waits, who_can_review

GRACE, TOMASZ, PRIYA, SAMUEL = (uuid.uuid4() for _ in range(4))

CAPTURED = "You captured this check, so somebody else reviews it."
OBSERVED = "This check is about your own practice, so somebody else reviews it."
LEADS = "You lead the action that this is evidence for, so somebody else reviews it."

# who asks, who captured, who was observed, who leads the action it is evidence for → why not
TABLE = [
    (SAMUEL, GRACE, TOMASZ, None, []),
    (SAMUEL, GRACE, TOMASZ, PRIYA, []),
    (SAMUEL, GRACE, None, None, []),
    (SAMUEL, SAMUEL, TOMASZ, None, [CAPTURED]),
    (SAMUEL, SAMUEL, None, None, [CAPTURED]),
    (SAMUEL, GRACE, SAMUEL, None, [OBSERVED]),
    (SAMUEL, GRACE, TOMASZ, SAMUEL, [LEADS]),
    (SAMUEL, SAMUEL, TOMASZ, SAMUEL, [CAPTURED, LEADS]),
    (SAMUEL, GRACE, SAMUEL, SAMUEL, [OBSERVED, LEADS]),
]


@pytest.mark.parametrize(("asks", "captured", "observed", "leads", "expected"), TABLE)
def test_r3_only_somebody_independent_reviews(asks, captured, observed, leads, expected):
    refused = reviewing_refused(asks, TookPart(captured, observed, leads))
    assert [str(sentence) for sentence in refused] == expected


def test_whoever_watched_the_same_work_does_not_review_it():
    refused = reviewing_refused(SAMUEL, TookPart(GRACE, TOMASZ, None, watched_with=SAMUEL))
    assert [str(sentence) for sentence in refused] == ["You watched the same work, so somebody else reviews it."]
    assert reviewing_refused(PRIYA, TookPart(GRACE, TOMASZ, None, watched_with=SAMUEL)) == ()


@pytest.mark.parametrize(
    ("names", "for_an_action", "expected"),
    [
        (["Samuel"], False, "Samuel can review it."),
        (["Ruth", "Samuel"], True, "Ruth or Samuel can review it."),
        (
            [],
            False,
            "Nobody here can review it yet. Ask an administrator to give another person the role of manager "
            "or quality lead.",
        ),
    ],
)
def test_who_can_review_is_named(names, for_an_action, expected):
    assert str(who_can_review(names, for_an_action=for_an_action)) == expected


def test_when_nobody_can_review_evidence_a_verifier_from_outside_is_offered():
    assert "Invite a verifier from outside" in str(who_can_review([], for_an_action=True))


@pytest.mark.parametrize(
    ("corrections", "reviewed", "expected"),
    [(0, [], True), (0, [0], False), (1, [0], True), (1, [0, 1], False), (2, [0], True)],
)
def test_a_check_waits_until_a_review_has_seen_all_its_corrections(corrections, reviewed, expected):
    assert waits(corrections, reviewed) is expected
