"""Two people watch one piece of work: who can join, what is compared, and how it is said."""

from __future__ import annotations

import uuid

import pytest

from spotcheck.checklists.rules import Kind, Observation
from spotcheck.checks.rules.pairs import (
    Paired,
    code_as_typed,
    compare,
    in_words,
    joining_refused,
    numbers_in_words,
    pairing_refused,
    talk_in_words,
    worker_changes_refused,
)

GRACE, PRIYA, SAMUEL, TOMASZ = (uuid.UUID(int=n) for n in range(1, 5))
A, B, C, D = ITEMS = [uuid.UUID(int=n) for n in range(11, 15)]
WELL, SUPPORT, UNSEEN, FOLLOW = Observation.WELL, Observation.SUPPORT, Observation.NOT_SEEN, Observation.FOLLOW_UP
WAITS = Paired(first_id=GRACE, second_id=None, first_watches=True)

JOINING = {
    "a colleague": (WAITS, PRIYA, True, None),
    "an unknown code": (None, PRIYA, True, "Nobody waits under this code here."),
    "a service that is not theirs": (WAITS, PRIYA, False, "Nobody waits under this code here."),
    "their own code": (WAITS, GRACE, True, "This is your own code."),
    "a code that was used": (
        Paired(first_id=GRACE, second_id=SAMUEL, first_watches=True), PRIYA, True, "Somebody else has joined",
    ),
    "too late": (Paired(first_id=GRACE, second_id=None, first_watches=False), PRIYA, True, "it is too late"),
}  # fmt: skip


@pytest.mark.parametrize(("pair", "person", "here", "says"), JOINING.values(), ids=JOINING)
def test_who_can_join(pair, person, here, says):
    refused = joining_refused(pair, person, may_capture=here)
    assert refused is None if says is None else says in str(refused)


@pytest.mark.parametrize("typed", ["K7Q4", "k7q4", " k7 q4 ", "K7\tQ4"])
def test_a_code_is_read_as_people_type_it(typed):
    assert code_as_typed(typed) == "K7Q4"


@pytest.mark.parametrize(
    ("kind", "refused"), [(Kind.OBSERVATION, 0), (Kind.INTERVIEW, 1), (Kind.SAMPLE, 1), (Kind.VOICE, 1)]
)
def test_only_work_is_watched_by_two(kind, refused):
    assert len(pairing_refused(kind)) == refused


def test_both_watch_the_same_colleague_to_the_end():
    assert worker_changes_refused(TOMASZ, None) == ()
    assert worker_changes_refused(TOMASZ, TOMASZ) == ()
    assert "same colleague" in str(worker_changes_refused(PRIYA, TOMASZ)[0])


def test_what_both_saw_is_compared_and_what_one_saw_is_named():
    found = compare(ITEMS, {A: WELL, B: WELL, C: UNSEEN, D: UNSEEN}, {A: WELL, B: FOLLOW, C: SUPPORT, D: UNSEEN})
    assert (found.compared, found.same, found.one_only) == (2, 1, (C,))
    assert [(one.item_id, one.first, one.second) for one in found.apart] == [(B, WELL, FOLLOW)]
    assert str(in_words(found)) == "You saw the same thing on 1 of 2 items"
    assert str(talk_in_words(found)) == "Talk about this one"
    assert [str(one) for one in numbers_in_words(found)][1:] == [
        "Cohen’s kappa: 0.00. It takes away what chance would give: 1 is always alike, 0 is no more than chance.",
        "On 2 items this number is rough.",
    ]


def test_an_item_without_an_answer_is_one_not_seen():
    assert compare(ITEMS, {A: WELL}, {A: WELL, B: WELL}).one_only == (B,)


SAID = [
    ({A: WELL, B: SUPPORT}, {A: WELL, B: SUPPORT}, "You saw all 2 items the same way"),
    ({A: WELL}, {A: WELL}, "You saw the one item the same way"),
    ({A: WELL}, {B: WELL}, "There is no item that you both saw"),
    ({}, {}, "There is no item that you both saw"),
]


@pytest.mark.parametrize(("first", "second", "says"), SAID)
def test_what_two_saw_in_words(first, second, says):
    found = compare(ITEMS, first, second)
    assert str(in_words(found)) == says
    assert talk_in_words(found) is None


def test_where_there_is_no_kappa_the_page_says_why():
    alike = compare(ITEMS, dict.fromkeys(ITEMS, WELL), dict.fromkeys(ITEMS, WELL))
    assert alike.kappa is None
    assert [str(one) for one in numbers_in_words(alike)] == [
        "Alike: 100 in 100.",
        "You both gave one and the same answer throughout. Chance would agree as well, so Cohen’s kappa cannot be "
        "worked out.",
    ]
    assert len(numbers_in_words(compare(ITEMS, {}, {}))) == 1
