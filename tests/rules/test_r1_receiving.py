"""R1, R2, R3, R6: what a finished check may hold. Each row changes one thing about a check that can be received."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from spotcheck.checklists.rules import Heard, Interview, Kind
from spotcheck.checks.rules.capture import content_refused, settled, start_refused, usual_shift
from spotcheck.checks.rules.content import (
    AnsweredBy,
    Finished,
    Given,
    Hard,
    Met,
    SetAside,
    Shift,
    Words,
    digest,
    plain_words,
    read_words,
)
from spotcheck.checks.rules.facts import Asked, Drawn, Known, Needed, Version
from spotcheck.checks.rules.outcomes import Said
from tests.support.cases import cases

ORG, AUTHOR, WORKER, SERVICE, ELSEWHERE = (uuid.UUID(int=n) for n in range(1, 6))
CHECKLIST, OTHER_CHECKLIST, STANDARD, OTHER_STANDARD, PLAN = (uuid.UUID(int=n) for n in range(11, 16))
A, B, STRANGE, DRAW = (uuid.UUID(int=n) for n in range(21, 25))
OPENED = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
FINISHED = OPENED + timedelta(minutes=12)
NOW = FINISHED + timedelta(seconds=1)


def version(kind):
    points = ("time", "dose") if kind is Kind.INTERVIEW else ()
    alerts = ("early",) if kind is Kind.INTERVIEW else ()
    return Version(
        kind=kind,
        checklist_id=CHECKLIST,
        settings=("Morning round",),
        items=(
            Asked(id=A, position=1, standard=STANDARD, must=True, points=points, alerts=alerts),
            Asked(id=B, position=2, standard=OTHER_STANDARD, must=False, points=points, alerts=alerts),
        ),
    )


DRAWN = Drawn(
    id=DRAW,
    service_id=SERVICE,
    checklist_id=CHECKLIST,
    requirement_id=None,
    size=2,
    numbers=(4, 2, 3, 1),
    references=("R-A", "R-B", "R-C", "R-D"),
)


def content(kind, **changed):
    given = {
        Kind.OBSERVATION: (Given(item_id=A, outcome="well"), Given(item_id=B, outcome="not_seen")),
        Kind.INTERVIEW: (Given(item_id=A, said=Said(points={"time": Heard.ASKED})),),
        Kind.SAMPLE: tuple(Given(item_id=i, position=p, outcome="in_place") for p in (1, 2) for i in (A, B)),
        Kind.VOICE: (Given(item_id=A, outcome="yes"), Given(item_id=B, outcome="not_sure")),
    }[kind]
    whole = Finished(
        id=uuid.UUID(int=99),
        organisation_id=ORG,
        author_id=AUTHOR,
        service_id=SERVICE,
        kind=kind,
        version_id=uuid.UUID(int=98),
        worker_id=None if kind in {Kind.SAMPLE, Kind.VOICE} else WORKER,
        draw_id=DRAW if kind is Kind.SAMPLE else None,
        shift=Shift.EARLY,
        announced=False,
        setting="Morning round",
        answered_by=AnsweredBy.PERSON if kind is Kind.VOICE else None,
        opened_at=OPENED,
        finished_at=FINISHED,
        answers=given,
        records=(met(1), met(2)) if kind is Kind.SAMPLE else (),
    )
    return replace(whole, **changed)


def met(position, **changed):
    there = Met(position=position, number=DRAWN.numbers[position - 1], reference=DRAWN.references[position - 1])
    return replace(there, **changed)


def known(kind, **changed):
    facts = Known(version=version(kind), works_here=True, drawn=DRAWN if kind is Kind.SAMPLE else None)
    return replace(facts, **changed)


def needed(kind, **changed):
    facts = Needed(id=PLAN, service_id=SERVICE, kind=kind, standard=STANDARD, checklist_id=CHECKLIST, size=2)
    return replace(facts, **changed)


def read(*positions, items=(A, B)):
    return tuple(Given(item_id=i, position=p, outcome="in_place") for p in positions for i in items)


OBSERVATION, INTERVIEW, SAMPLE, VOICE = Kind


@pytest.mark.parametrize("kind", Kind)
def test_a_whole_check_is_received(kind):
    assert content_refused(settled(content(kind), version(kind)), known(kind), received_at=NOW) == ()


FOR = {"requirement_id": PLAN}

REFUSED = [
    # R2: every version ever published, and no other
    (OBSERVATION, {}, {"version": None}, "not one of this organisation"),
    (OBSERVATION, {}, {"version": version(SAMPLE)}, "another kind of check"),
    (OBSERVATION, {"setting": "On the moon"}, {}, "one of the settings"),
    # time
    (OBSERVATION, {"finished_at": OPENED - timedelta(seconds=1)}, {}, "finished before it was opened"),
    (OBSERVATION, {"finished_at": NOW + timedelta(seconds=1)}, {}, "later than now"),
    # R3: whose practice
    (OBSERVATION, {"worker_id": AUTHOR}, {}, "their own practice"),
    (INTERVIEW, {"worker_id": AUTHOR}, {}, "their own practice"),
    (OBSERVATION, {"worker_id": None}, {}, "Choose the colleague"),
    (INTERVIEW, {}, {"works_here": False}, "does not work at this service"),
    (SAMPLE, {"worker_id": WORKER}, {}, "not at one colleague"),
    (VOICE, {"worker_id": WORKER}, {}, "not about one colleague"),
    # who answered: a person or their family, and no more
    (VOICE, {"answered_by": None}, {}, "the person, or their family"),
    (OBSERVATION, {"answered_by": AnsweredBy.FAMILY}, {}, "Only questions to a person or their family"),
    (VOICE, {"answers": ()}, {}, "Nothing is answered yet"),
    (VOICE, {"answers": (Given(item_id=A, outcome="well"),)}, {}, "not on the scale"),
    # the plan
    (OBSERVATION, {"requirement_id": PLAN}, {}, "The plan this was for is not there"),
    (OBSERVATION, FOR, {"requirement": needed(OBSERVATION, service_id=ELSEWHERE)}, "another service"),
    (OBSERVATION, FOR, {"requirement": needed(INTERVIEW)}, "another checklist"),
    (OBSERVATION, FOR, {"requirement": needed(OBSERVATION, checklist_id=OTHER_CHECKLIST)}, "another checklist"),
    (OBSERVATION, FOR, {"requirement": needed(OBSERVATION, standard=STRANGE)}, "does not ask about"),
    # answers
    (OBSERVATION, {"answers": (Given(item_id=STRANGE, outcome="well"),)}, {}, "another version"),
    (OBSERVATION, {"answers": (Given(item_id=A, outcome="in_place"),)}, {}, "not on the scale"),
    (OBSERVATION, {"answers": (Given(item_id=A, outcome=""),)}, {}, "not on the scale"),
    (OBSERVATION, {"answers": (Given(item_id=A, position=1, outcome="well"),)}, {}, "not on the scale"),
    (OBSERVATION, {"answers": (Given(item_id=A, outcome="well", said=Said()),)}, {}, "not on the scale"),
    (OBSERVATION, {"answers": (Given(item_id=A, outcome="well"),) * 2}, {}, "answered twice"),
    (OBSERVATION, {"answers": ()}, {}, "Nothing is answered"),
    (INTERVIEW, {"answers": (Given(item_id=A, outcome="clear"),)}, {}, "not on the scale"),
    (INTERVIEW, {"answers": (Given(item_id=A, said=Said(points={"weather": Heard.ASKED})),)}, {}, "not on the scale"),
    (INTERVIEW, {"answers": (Given(item_id=A, said=Said(again={"weather": Heard.ASKED})),)}, {}, "not on the scale"),
    (INTERVIEW, {"answers": (Given(item_id=A, said=Said(alerts=frozenset(["loud"]))),)}, {}, "not on the scale"),
    (INTERVIEW, {}, {"repeated": {A: date(2026, 12, 1)}}, "can come again from 1 December 2026"),
    # records
    (OBSERVATION, {"records": (met(1),)}, {}, "Only a sample"),
    (OBSERVATION, {"draw_id": DRAW}, {}, "Only a sample"),
    (SAMPLE, {"draw_id": None}, {}, "needs a draw"),
    (SAMPLE, {}, {"drawn": None}, "needs a draw"),
    (SAMPLE, {}, {"drawn": replace(DRAWN, service_id=ELSEWHERE)}, "another service or checklist"),
    (SAMPLE, {}, {"drawn": replace(DRAWN, checklist_id=OTHER_CHECKLIST)}, "another service or checklist"),
    (SAMPLE, {"requirement_id": PLAN}, {"requirement": needed(SAMPLE)}, "drawn for another plan"),
    (SAMPLE, {}, {"read_before": True}, "read before"),
    (SAMPLE, {"records": (met(2), met(1))}, {}, "in the order they were drawn"),
    (SAMPLE, {"records": (met(2),), "answers": read(2)}, {}, "in the order they were drawn"),
    (SAMPLE, {"records": (met(1, number=2), met(2))}, {}, "in the order they were drawn"),
    (SAMPLE, {"records": (met(1, reference="R-Z"), met(2))}, {}, "in the order they were drawn"),
    (SAMPLE, {"records": (met(1), met(2), met(3)), "answers": read(1, 2, 3)}, {}, "in the order they were drawn"),
    (SAMPLE, {"records": (met(1),)}, {}, "a record that was not read"),
    (SAMPLE, {"records": (met(1, set_aside=SetAside.OWN), met(2))}, {}, "a record that was not read"),
    (SAMPLE, {"answers": read(1)}, {}, "an answer to every item"),
    (SAMPLE, {"answers": read(1) + read(2, items=(A,))}, {}, "an answer to every item"),
    (SAMPLE, {"answers": (), "records": ()}, {}, "No record is read yet"),
    (SAMPLE, {"answers": (), "records": (met(1, set_aside=SetAside.OWN),)}, {}, "No record is read yet"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "changed", "facts", "says"), REFUSED)
def test_one_thing_that_does_not_fit_is_refused_in_words(kind, changed, facts, says):
    refused = content_refused(content(kind, **changed), known(kind, **facts), received_at=NOW)
    assert len(refused) == 1
    assert says in str(refused[0])


ALSO_RECEIVED = [
    (SAMPLE, {"records": (met(1),), "answers": read(1)}, {}),  # finished early, for no plan
    (SAMPLE, {"records": (met(1, set_aside=SetAside.OWN), met(2), met(3)), "answers": read(2, 3)}, {}),
    (OBSERVATION, {"requirement_id": PLAN}, {"requirement": needed(OBSERVATION)}),
    (OBSERVATION, {"setting": None, "shift": None, "announced": None}, {}),
    (OBSERVATION, {"finished_at": OPENED}, {}),
    (INTERVIEW, {}, {"repeated": {B: date(2026, 12, 1)}}),
]


@pytest.mark.parametrize(("kind", "changed", "facts"), ALSO_RECEIVED)
def test_what_is_whole_in_another_way_is_received_too(kind, changed, facts):
    assert content_refused(content(kind, **changed), known(kind, **facts), received_at=NOW) == ()


PLANNED = replace(DRAWN, requirement_id=PLAN)
FOR_PLAN = {"requirement": needed(SAMPLE), "drawn": PLANNED}


@pytest.mark.parametrize(
    ("changed", "facts", "says"),
    [
        ({}, {}, None),
        ({"records": (met(1),), "answers": read(1)}, {}, "asks for 2 records and 1 can count"),
        ({"records": (met(1), met(2, set_aside=SetAside.NOT_FOUND)), "answers": read(1)}, {}, "1 can count"),
        (
            {
                "records": (met(1), *(met(n, set_aside=SetAside.NOT_FOUND) for n in (2, 3, 4))),
                "answers": read(1),
            },
            {},
            None,  # the sheet has no more
        ),
        ({"requirement_id": None}, {"requirement": None}, None),  # kept on its own after the plan moved on
    ],
)
def test_a_sample_for_a_plan_is_read_to_its_planned_size(changed, facts, says):
    whole = content(SAMPLE, **{"requirement_id": PLAN, **changed})
    refused = content_refused(whole, known(SAMPLE, **{**FOR_PLAN, **facts}), received_at=NOW)
    assert (says is None and refused == ()) or (says is not None and says in str(refused[0]))


def test_a_record_on_which_the_standard_does_not_apply_makes_room_for_the_next_one():
    spare = (Given(item_id=A, position=1, outcome="does_not_apply"), Given(item_id=B, position=1, outcome="in_place"))
    records, answers = (met(1), met(2), met(3)), spare + read(2, 3)
    whole = content(SAMPLE, requirement_id=PLAN, records=records, answers=answers)
    assert content_refused(whole, known(SAMPLE, **FOR_PLAN), received_at=NOW) == ()


def test_an_outcome_that_an_interview_claims_is_worked_out_again():
    claimed = content(INTERVIEW, answers=(Given(item_id=A, outcome="clear", said=Said(points={"time": Heard.ASKED})),))
    assert settled(claimed, version(INTERVIEW)).answers[0].outcome is Interview.PARTLY


def test_the_same_content_has_the_same_digest_in_whatever_order_it_comes():
    whole = content(SAMPLE)
    turned = replace(whole, answers=whole.answers[::-1], records=whole.records[::-1])
    assert digest(turned) == digest(whole)


@pytest.mark.parametrize(
    "changed",
    [
        {"answers": (Given(item_id=A, outcome="support"), Given(item_id=B, outcome="not_seen"))},
        {"answers": (Given(item_id=A, outcome="well", note="Calm."), Given(item_id=B, outcome="not_seen"))},
        {"words": Words(strength="Calm.")},
        {"finished_at": FINISHED + timedelta(microseconds=1)},
        {"announced": True},
        {"announced": None},
        {"worker_id": None},
    ],
)
def test_any_other_content_has_another_digest(changed):
    assert digest(content(OBSERVATION, **changed)) != digest(content(OBSERVATION))


def test_words_are_read_back_as_they_were_kept():
    said = Words(strength="Calm.", hard=(Hard.TIME, Hard.HANDOVER))
    assert read_words(plain_words(said)) == said
    assert plain_words(Words()) == {}


@pytest.mark.parametrize(
    ("kind", "changed", "facts", "says"),
    [
        (OBSERVATION, {}, {}, None),
        (OBSERVATION, {}, {"version": None}, "Choose a checklist"),
        (OBSERVATION, {"requirement_id": PLAN}, {}, "not there"),
        (SAMPLE, {}, {}, None),
        (SAMPLE, {}, {"drawn": None}, "needs a draw"),
        (SAMPLE, {}, {"read_before": True}, "read before"),
    ],
)
def test_what_cannot_be_finished_is_not_started(kind, changed, facts, says):
    refused = start_refused(content(kind, answers=(), records=(), **changed), known(kind, **facts))
    assert (says is None and refused == ()) or (says is not None and says in str(refused[0]))


@pytest.mark.parametrize(("at", "shift"), cases("usual-shifts"))
def test_the_shift_is_proposed_by_the_clock_on_the_wall(at, shift):
    assert usual_shift(datetime.fromisoformat(at)) == shift


def test_of_what_a_person_or_family_says_nothing_is_kept_that_could_tell_who_they_are():
    sent = content(
        VOICE, words=Words(works="The tea.", better="More walks.", varies="Mrs H", hard=(Hard.TIME,), coaching="x")
    )
    sent = replace(sent, answers=(replace(sent.answers[0], note="In room 12."),))
    kept = settled(sent, version(VOICE))
    assert (kept.shift, kept.announced, kept.setting, kept.answered_by) == (None, None, None, AnsweredBy.PERSON)
    assert kept.words == Words(works="The tea.", better="More walks.")
    assert [answer.note for answer in kept.answers] == [None]
