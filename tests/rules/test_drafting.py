"""A draft between its taps: what is kept, how far it is, where to go on, what is said before it is finished."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from spotcheck.checklists.rules import Heard, Kind
from spotcheck.checks.rules.content import Finished, Given, SetAside, Words
from spotcheck.checks.rules.drafting import (
    Page,
    Sent,
    answer_refused,
    as_given,
    content_with,
    context_refused,
    record_refused,
)
from spotcheck.checks.rules.facts import Asked, Drawn, Version
from spotcheck.checks.rules.finishing import leaving_in_words, open_before_finishing
from spotcheck.checks.rules.outcomes import Said
from spotcheck.checks.rules.progress import Spot, half_read, how_far, next_open, page_done, record_after, still_open
from spotcheck.checks.rules.sheet import Sheet, as_answers, as_records, keep_answer, keep_set_aside, read_kept

OBSERVATION, INTERVIEW, SAMPLE, VOICE = Kind
IDS = [uuid.UUID(int=n) for n in (1, 2, 3)]
TEXTS = {1: "Reads the chart first.", 2: "Right person.", 3: "Signs at once."}
TODAY = date(2026, 11, 2)
ME, TOMASZ, STRANGER = (uuid.UUID(int=n) for n in (71, 72, 73))


def a_sheet(kind, *given, set_aside=None, repeated=None, size=3, population=5, points=("time", "dose")):
    items = tuple(
        Asked(
            id=item_id,
            position=n,
            standard=uuid.UUID(int=50),
            must=False,
            points=points if kind is INTERVIEW else (),
            alerts=("early",) if kind is INTERVIEW else (),
        )
        for n, item_id in enumerate(IDS, start=1)
    )
    version = Version(kind=kind, checklist_id=uuid.UUID(int=60), settings=("Morning round",), items=items)
    drawn = Drawn(
        id=uuid.UUID(int=61),
        service_id=uuid.UUID(int=62),
        checklist_id=uuid.UUID(int=60),
        requirement_id=None,
        size=size,
        numbers=tuple(range(population, 0, -1)),
        references=tuple(f"R-{n}" for n in range(1, population + 1)),
    )
    return Sheet(
        kind=kind,
        version=version,
        given={(one.position, one.item_id): one for one in given},
        set_aside=set_aside or {},
        drawn=drawn if kind is SAMPLE else None,
        repeated=repeated or {},
    )


def saw(n, outcome="well", **more):
    return Given(item_id=IDS[n - 1], outcome=outcome, **more)


def heard(n, *points, **more):
    return Given(item_id=IDS[n - 1], said=Said(points=dict.fromkeys(points, Heard.UNPROMPTED), **more))


def read(*positions, items=(1, 2, 3), outcome="in_place"):
    return [Given(item_id=IDS[n - 1], position=p, outcome=outcome) for p in positions for n in items]


WHOLE = ("time", "dose")


@pytest.mark.parametrize(
    ("sheet", "done", "goes_on"),
    [
        (a_sheet(OBSERVATION), (0, 3), Spot(1)),
        (a_sheet(OBSERVATION, saw(1)), (1, 3), Spot(2)),
        (a_sheet(OBSERVATION, saw(2)), (1, 3), Spot(1)),
        (a_sheet(OBSERVATION, saw(1, "", note="Busy.")), (0, 3), Spot(1)),
        (a_sheet(OBSERVATION, saw(1), saw(2), saw(3)), (3, 3), None),
        (a_sheet(INTERVIEW, heard(1, "time")), (0, 3), Spot(1)),
        (a_sheet(INTERVIEW, heard(1, *WHOLE)), (1, 3), Spot(2)),
        (a_sheet(INTERVIEW, heard(1, *WHOLE), repeated={IDS[1]: TODAY}), (1, 2), Spot(3)),
        (a_sheet(SAMPLE), (0, 3), Spot(1, 1)),
        (a_sheet(SAMPLE, *read(1)), (1, 3), Spot(1, 2)),
        (a_sheet(SAMPLE, *read(1, items=(1,))), (0, 3), Spot(2, 1)),
        (a_sheet(SAMPLE, *read(1, outcome="does_not_apply")), (0, 3), Spot(1, 2)),
        (a_sheet(SAMPLE, *read(2), set_aside={1: SetAside.OWN}), (1, 3), Spot(1, 3)),
        (a_sheet(SAMPLE, *read(1, 2, 3)), (3, 3), None),
    ],
)
def test_how_far_a_draft_is_and_where_it_goes_on(sheet, done, goes_on):
    assert (how_far(sheet), next_open(sheet)) == (done, goes_on)


def test_a_record_is_finished_before_the_draft_goes_on_to_another():
    sheet = a_sheet(SAMPLE, *read(2, items=(1,)))
    assert (page_done(sheet, 2), next_open(sheet, 2)) == ((1, 3), Spot(2, 2))


@pytest.mark.parametrize(
    ("given", "record", "after"),
    [([], 1, 2), ([], 3, 1), (read(1, 3), 1, 2), (read(1, 2), 3, None), (read(1, 2, 3), 3, None), (read(2), 1, 3)],
)
def test_after_a_record_comes_the_next_one_that_is_not_read(given, record, after):
    assert record_after(a_sheet(SAMPLE, *given), record) == after


KEPT = {f"0/{IDS[0]}": {"outcome": "well"}}


@pytest.mark.parametrize(
    ("one", "kept"),
    [
        (saw(1, "support"), {f"0/{IDS[0]}": {"outcome": "support"}}),
        (saw(1, "well", note="Calm."), {f"0/{IDS[0]}": {"outcome": "well", "note": "Calm."}}),
        (saw(1, ""), {}),
        (saw(2), {**KEPT, f"0/{IDS[1]}": {"outcome": "well"}}),
        (heard(1), {}),
    ],
)
def test_an_answer_takes_the_place_of_the_one_before_it(one, kept):
    assert keep_answer(KEPT, one) == kept


def test_what_is_kept_is_read_back_as_it_was_given():
    given = [*read(2), heard(1, "time", alerts=frozenset(["early"]), reason=True, again={"dose": Heard.ASKED})]
    kept = {}
    for one in given:
        kept = keep_answer(kept, one)
    answers, aside = read_kept(keep_set_aside(kept, 3, SetAside.NOT_FOUND))
    assert (list(answers.values()), aside) == (given, {3: SetAside.NOT_FOUND})


def test_a_record_read_after_all_has_its_answers_still():
    kept = {}
    for one in read(1):
        kept = keep_answer(kept, one)
    assert keep_set_aside(keep_set_aside(kept, 1, SetAside.OWN), 1, None) == kept


@pytest.mark.parametrize(
    ("sent", "now"),
    [
        (Sent(), saw(1, "well", note="Calm.")),
        (Sent(outcome="support"), saw(1, "support", note="Calm.")),
        (Sent(note="Busy."), saw(1, "well", note="Busy.")),
        (Sent(note=""), saw(1, "well")),
    ],
)
def test_what_a_page_did_not_hold_stays(sent, now):
    assert as_given(saw(1, "well", note="Calm."), sent, IDS[0], 0) == now


@pytest.mark.parametrize(
    ("sheet", "item", "one", "refused"),
    [
        (a_sheet(OBSERVATION), 1, saw(1), False),
        (a_sheet(OBSERVATION), 1, saw(1, "", note="Busy."), False),
        (a_sheet(OBSERVATION), None, saw(1), True),
        (a_sheet(OBSERVATION), 1, saw(1, "in_place"), True),
        (a_sheet(OBSERVATION), 1, heard(1, "time"), True),
        (a_sheet(INTERVIEW), 1, heard(1, "time"), False),
        (a_sheet(INTERVIEW), 1, saw(1, "clear"), True),
        (a_sheet(INTERVIEW), 1, heard(1, "weather"), True),
        (a_sheet(INTERVIEW), 1, heard(1, alerts=frozenset(["loud"])), True),
        (a_sheet(INTERVIEW, repeated={IDS[0]: TODAY}), 1, heard(1, "time"), True),
        (a_sheet(INTERVIEW, repeated={IDS[0]: TODAY}), 1, heard(1), False),
        (a_sheet(SAMPLE), 1, read(1, items=(1,))[0], False),
    ],
)
def test_a_tap_answers_an_item_of_this_checklist_on_its_own_scale(sheet, item, one, refused):
    asked = sheet.version.items[item - 1] if item else None
    assert bool(answer_refused(sheet, asked, one)) is refused


@pytest.mark.parametrize(
    ("sheet", "record", "refused"),
    [
        (a_sheet(OBSERVATION), 0, False),
        (a_sheet(OBSERVATION), 1, True),
        (a_sheet(SAMPLE), 0, True),
        (a_sheet(SAMPLE), 3, False),
        (a_sheet(SAMPLE), 4, True),
        (a_sheet(SAMPLE, set_aside={1: SetAside.OWN}), 4, False),
    ],
)
def test_a_tap_is_about_a_record_that_is_to_be_read_now(sheet, record, refused):
    assert bool(record_refused(sheet, record)) is refused


@pytest.mark.parametrize(
    ("worker", "setting", "refused"),
    [
        (TOMASZ, None, False),
        (TOMASZ, "Morning round", False),
        (TOMASZ, "At sea", True),
        (ME, None, True),
        (STRANGER, None, True),
    ],
)
def test_whom_and_where_a_draft_is_about_can_change_within_the_service(worker, setting, refused):
    said = context_refused(
        a_sheet(OBSERVATION), author_id=ME, worker_id=worker, setting=setting, answered_by=None, staff={ME, TOMASZ}
    )
    assert bool(said) is refused


def test_what_was_not_looked_at_is_finished_as_not_seen():
    answers = as_answers(a_sheet(OBSERVATION, saw(2), saw(3, "", note="Ran out of time.")))
    assert [(one.item_id, one.outcome, one.note) for one in answers] == [
        (IDS[0], "not_seen", None),
        (IDS[1], "well", None),
        (IDS[2], "not_seen", "Ran out of time."),
    ]


def test_a_point_that_was_not_said_is_finished_as_not_yet_and_a_question_not_asked_is_left_out():
    answers = as_answers(a_sheet(INTERVIEW, heard(2, "time")))
    assert [one.item_id for one in answers] == [IDS[1]]
    assert answers[0].said.points == {"time": Heard.UNPROMPTED, "dose": Heard.NOT_YET}


def test_only_records_that_were_read_or_set_aside_are_finished():
    sheet = a_sheet(SAMPLE, *read(1, 2), *read(3, items=(1,)), set_aside={2: SetAside.OWN})
    assert [(met.position, met.number, met.set_aside) for met in as_records(sheet)] == [
        (1, 5, None),
        (2, 4, SetAside.OWN),
    ]
    assert {one.position for one in as_answers(sheet)} == {1}


@pytest.mark.parametrize(
    ("sheet", "may_be_left", "may_not"),
    [
        (a_sheet(OBSERVATION, saw(1), saw(2), saw(3)), [], []),
        (a_sheet(OBSERVATION, saw(2)), [Spot(1), Spot(3)], []),
        (a_sheet(INTERVIEW, heard(1, *WHOLE), heard(2, "time")), [Spot(2), Spot(3)], []),
        (a_sheet(SAMPLE, *read(1, 2, 3)), [], []),
        (a_sheet(SAMPLE, *read(1)), [Spot(0, 2), Spot(0, 3)], []),
        (a_sheet(SAMPLE, *read(1), *read(2, items=(1,))), [Spot(0, 3)], [Spot(0, 2)]),
        (a_sheet(SAMPLE, *read(1, 3)), [Spot(0, 2)], [Spot(0, 2)]),
    ],
)
def test_what_is_open_before_finishing(sheet, may_be_left, may_not):
    assert (list(still_open(sheet)), list(half_read(sheet))) == (may_be_left, may_not)


def said_before_finishing(sheet, words=None, *, for_plan=False):
    found = open_before_finishing(sheet, words or Words(), TEXTS, for_plan=for_plan, today=TODAY)
    return [(str(one.says), one.spot, one.field, one.may_stay) for one in found]


def test_open_items_are_named_and_may_stay():
    sheet = a_sheet(OBSERVATION, saw(1), saw(2))
    assert said_before_finishing(sheet) == [("“Signs at once.”", Spot(3), None, True)]
    assert str(leaving_in_words(sheet)) == "1 item is still open. It can stay as not seen this time."


def test_a_question_that_somebody_else_asked_meanwhile_stays_out():
    sheet = a_sheet(INTERVIEW, *(heard(n, *WHOLE) for n in (1, 2, 3)), repeated={IDS[1]: TODAY})
    assert [(spot, may_stay) for _, spot, _, may_stay in said_before_finishing(sheet)] == [(Spot(2), True)]
    assert [one.item_id for one in as_answers(sheet)] == [IDS[0], IDS[2]]


@pytest.mark.parametrize(
    ("given", "for_plan", "may_stay"),
    [
        (read(1, 2, 3), True, []),
        (read(1, 2), False, [True]),
        (read(1, 2), True, [False]),
        ([*read(1), *read(2, items=(1,))], False, [False, True]),
        ([*read(1), *read(2, items=(1,))], True, [False, False]),
        (read(1, 3), False, [False]),
    ],
)
def test_a_sample_can_stop_early_unless_a_plan_counts_on_it(given, for_plan, may_stay):
    said = said_before_finishing(a_sheet(SAMPLE, *given), for_plan=for_plan)
    assert [stays for _, _, _, stays in said] == may_stay


def test_private_words_are_pointed_out_where_they_stand():
    sheet = a_sheet(OBSERVATION, saw(1, note="Born 12/03/1938"), saw(2), saw(3))
    said = said_before_finishing(sheet, Words(strength="Knew 9990000018 by heart."))
    assert [(spot, field, may_stay) for _, spot, field, may_stay in said] == [
        (None, "strength", True),
        (Spot(1), None, True),
    ]


def test_a_tab_left_open_that_says_the_same_is_the_same_content():
    sheet = a_sheet(OBSERVATION, saw(1), saw(2), saw(3))
    whole = finished(sheet)
    page = Page(items={1: Sent(outcome="well"), 3: Sent(note="")}, words={"strength": None})
    assert content_with(whole, page, sheet.version) == whole


def test_a_tab_left_open_that_says_something_else_is_other_content():
    sheet = a_sheet(OBSERVATION, saw(1), saw(2), saw(3))
    other = content_with(finished(sheet), Page(items={2: Sent(outcome="stopped")}), sheet.version)
    assert [one.outcome for one in other.answers] == ["well", "stopped", "well"]


def finished(sheet):
    at = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
    someone = uuid.UUID(int=1)
    empty = Finished(
        id=someone, organisation_id=someone, author_id=ME, service_id=someone, kind=sheet.kind, version_id=someone,
        opened_at=at, finished_at=at,
    )  # fmt: skip
    return replace(empty, answers=as_answers(sheet), records=as_records(sheet))


def test_what_a_person_did_not_answer_is_left_out():
    sheet = a_sheet(VOICE, saw(1, "yes"), saw(3, ""))
    assert [(one.item_id, one.outcome) for one in as_answers(sheet)] == [(IDS[0], "yes")]
    assert str(leaving_in_words(sheet)) == "2 questions have no answer. That is fine: they are left out."
