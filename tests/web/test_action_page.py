"""GET /actions/<id>: one action as a story, with the next step for whoever looks."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import timedelta

import pytest

from spotcheck.core.clock import FixedClock
from spotcheck.core.database import db
from spotcheck.tracker import operations, queries
from spotcheck.tracker.models import Action
from spotcheck.tracker.queries.page import told
from spotcheck.tracker.rules.words import FindingKind, Look, Risk, State
from tests import make
from tests.cast import Cast, Member
from tests.client import Client
from tests.make import A_SAMPLE, AN_INTERVIEW, AN_OBSERVATION, Asks
from tests.matrix.reading import elements

ClientFor = Callable[..., Client]
DAY = timedelta(days=1)


def headings(page: str) -> list[str]:
    return ["".join(one.itertext()).strip() for one in elements(page) if one.tag in {"h1", "h2"}]


def places(page: str) -> set[str]:
    return {one.get("href") or "" for one in elements(page) if one.tag == "a"}


@pytest.fixture
def done(cast: Cast, clock: FixedClock) -> Action:
    """Done this morning: a sample, two observations and an interview are asked for. It is the next day now."""
    plan = [A_SAMPLE, Asks(Look.OBSERVATION, 2), AN_INTERVIEW]
    action = make.an_action(cast, State.DONE, at=clock.now(), plan=plan)
    db.session.commit()
    clock.move(days=1)
    return action


@pytest.mark.parametrize("who", ["samuel", "ruth", "grace", "priya", "nadia"])
def test_whoever_may_see_it_reads_the_story(done: Action, cast: Cast, client_for: ClientFor, who: str) -> None:
    answer = client_for(getattr(cast, who)).get(f"/actions/{done.id}")
    assert answer.status_code == 200
    assert {done.title, "What changes", "What was seen since it was done", "The story", "History"} <= set(
        headings(answer.text)
    )


@pytest.mark.parametrize("who", ["outsider", "joseph", "leila", "tomasz", "admin"])
def test_for_everybody_else_it_is_not_there(done: Action, cast: Cast, client_for: ClientFor, who: str) -> None:
    member = client_for(getattr(cast, who))
    there, nowhere = member.get(f"/actions/{done.id}"), member.get(f"/actions/{uuid.uuid4()}")
    assert there.status_code == nowhere.status_code == 404
    assert there.data == nowhere.data


def test_a_care_worker_who_leads_it_sees_it(cast: Cast, clock: FixedClock, client_for: ClientFor) -> None:
    action = make.an_action(cast, at=clock.now(), lead=cast.tomasz)
    db.session.commit()
    page = client_for(cast.tomasz).get(f"/actions/{action.id}")
    assert "Make the change, then report it done" in headings(page.text)


def test_a_verifier_sees_it_and_until_when_they_may_come_is_told(
    done: Action, cast: Cast, clock: FixedClock, client_for: ClientFor
) -> None:
    vera = make.a_verifier(done, by=cast.samuel, at=clock.now(), until=clock.now() + 10 * DAY)
    db.session.commit()
    assert client_for(vera).get(f"/actions/{done.id}").status_code == 200
    assert "Vera, until 13 November" in client_for(cast.samuel).get(f"/actions/{done.id}").text


def test_a_reader_sees_no_name(done: Action, cast: Cast, clock: FixedClock, client_for: ClientFor) -> None:
    observation = queries.plan_of(done)[1]
    make.evidence_for(observation, cast.grace, at=clock.now(), of=cast.tomasz, reviewed_by=cast.ruth)
    make.a_verifier(done, by=cast.samuel, at=clock.now())
    db.session.commit()
    page = client_for(cast.nadia).get(f"/actions/{done.id}").text
    for name in ("Priya", "Samuel", "Ruth", "Grace", "Tomasz", "Vera"):
        assert name not in page, name
    assert "Somebody" in page


def test_a_story_tells_everything_in_its_place(cast: Cast, clock: FixedClock, client_for: ClientFor) -> None:
    at = clock.now()
    found = make.a_finding(cast, at=at)
    strength = operations.record_finding(
        service_id=cast.hazel, standard_id=found.standard_id, kind=FindingKind.STRENGTH, text="Doses are always clear.",
        risk=Risk.LOW, source_id=uuid.uuid4(), by=cast.samuel.standing(), at=at,
    )  # fmt: skip
    action = operations.propose_action(
        service_id=cast.hazel, standard_id=found.standard_id, title="The reason is written",
        change="A chart with a space for the reason.", finding_ids=[found.id, strength.id],
        by=cast.samuel.standing(), at=at,
    )  # fmt: skip
    make.a_requirement(action, A_SAMPLE, by=cast.samuel, at=at)
    make.agree(action, lead=cast.priya, by=cast.samuel, at=at)
    make.done(action, at=at)
    make.looks(cast, queries.plan_of(action)[0], at=at + DAY, misses=1)
    operations.close(action, words="Nine of ten, on two floors.", by=cast.ruth.standing(), at=at + 2 * DAY)
    db.session.commit()
    page = client_for(cast.samuel).get(f"/actions/{action.id}").text
    for words in (
        "A chart with a space for the reason.", "Some entries give no reason.", "Doses are always clear.", "A strength",
        "Medium: could harm if it goes on", "13 of 24</b> before, in November", "9 of 10</b> after, in November",
        "Two hours off the floor.", "The prompt is in use.", "Holding: 9 of 10 in place; the rule allowed 1 miss",
        "Nine of ten, on two floors.", "Verified and closed on 4 November.", "Ruth</b> closed it.",
    ):  # fmt: skip
        assert words in page, words
    assert f"/checks/{strength.source_id}" in places(page)


@pytest.mark.parametrize("who", ["samuel", "grace", "priya", "nadia"])
def test_what_is_missing_is_counted(done: Action, cast: Cast, client_for: ClientFor, who: str) -> None:
    page = client_for(getattr(cast, who)).get(f"/actions/{done.id}").text
    assert "3 things are missing before this can close" in headings(page)


def test_each_missing_thing_is_a_link_for_whoever_can_do_it(
    done: Action, cast: Cast, clock: FixedClock, client_for: ClientFor
) -> None:
    sample, observation, interview = queries.plan_of(done)
    brought = make.evidence_for(observation, cast.grace, at=clock.now(), of=cast.tomasz)
    db.session.commit()
    capture = {f"/checks/new?requirement={one.id}" for one in (sample, observation, interview)}
    manager = places(client_for(cast.samuel).get(f"/actions/{done.id}").text)
    assert capture | {f"/checks/{brought.source_id}"} <= manager
    lead = places(client_for(cast.priya).get(f"/actions/{done.id}").text)
    assert not capture & lead, "who leads it does not look"
    reader = places(client_for(cast.nadia).get(f"/actions/{done.id}").text)
    assert not capture & reader


def test_who_captured_a_check_is_told_who_can_review_it(
    done: Action, cast: Cast, clock: FixedClock, client_for: ClientFor
) -> None:
    make.evidence_for(queries.plan_of(done)[1], cast.samuel, at=clock.now(), of=cast.tomasz)
    db.session.commit()
    assert "Ruth can review it." in client_for(cast.samuel).get(f"/actions/{done.id}").text


def test_evidence_that_does_not_count_says_why(
    done: Action, cast: Cast, clock: FixedClock, client_for: ClientFor
) -> None:
    observation = queries.plan_of(done)[1]
    make.evidence_for(observation, cast.grace, at=clock.now(), of=cast.tomasz, reviewed_by=cast.ruth, stands=False)
    db.session.commit()
    page = client_for(cast.samuel).get(f"/actions/{done.id}").text
    assert "The check of 3 November does not count. Its reviewer judged that it does not stand." in page


def test_how_many_workers_and_shifts_are_told_and_never_who(
    done: Action, cast: Cast, clock: FixedClock, client_for: ClientFor
) -> None:
    observation = queries.plan_of(done)[1]
    for worker in (cast.tomasz, cast.amina):
        make.evidence_for(observation, cast.grace, at=clock.now(), of=worker, reviewed_by=cast.ruth)
    db.session.commit()
    page = client_for(cast.samuel).get(f"/actions/{done.id}").text
    counts = ["".join(one.itertext()) for one in elements(page) if one.tag == "dl" and one.get("class") == "counts"]
    assert counts == ["observations2workers2shift1"]
    assert "Tomasz" not in page and "Amina" not in page


def test_a_draw_is_listed_with_its_page(done: Action, cast: Cast, clock: FixedClock, client_for: ClientFor) -> None:
    draw = make.a_draw(queries.plan_of(done)[0], cast.grace, at=clock.now())
    db.session.commit()
    assert f"/draws/{draw.id}" in places(client_for(cast.samuel).get(f"/actions/{done.id}").text)


def test_an_action_that_came_back_says_why(done: Action, cast: Cast, clock: FixedClock, client_for: ClientFor) -> None:
    make.looks(cast, queries.plan_of(done)[0], at=clock.now(), misses=3)
    db.session.commit()
    page = client_for(cast.priya).get(f"/actions/{done.id}").text
    assert "Sent back once. It is being worked on again." in page
    assert "It came back on 3 November:" in page
    assert "Not yet holding: 3 of 10 missed, 1 allowed" in page


def test_where_nobody_could_verify_the_page_says_so_and_what_would_help(
    cast: Cast, clock: FixedClock, client_for: ClientFor
) -> None:
    at = clock.now()
    action = make.an_action(
        cast, at=at, service_id=cast.other_service, by=cast.outsider, lead=cast.outsider, plan=[AN_OBSERVATION]
    )
    db.session.commit()
    page = client_for(cast.outsider).get(f"/actions/{action.id}").text
    assert "Nobody could verify this as it stands" in page
    assert "invite a verifier" in page


def test_the_page_and_the_closing_rule_give_one_answer(done: Action, cast: Cast, clock: FixedClock) -> None:
    sample, observation, _ = queries.plan_of(done)
    make.evidence_for(observation, cast.grace, at=clock.now(), of=cast.tomasz, reviewed_by=cast.ruth)
    make.looks(cast, sample, at=clock.now(), misses=1)
    read = told(done, cast.samuel.standing(), (), inviting=None, at=clock.now())
    assert read.answer == queries.closing_of(done, at=clock.now())
    assert read.used == queries.used_in_this_round(done) is True


def test_history_is_there_line_by_line(done: Action, cast: Cast, client_for: ClientFor) -> None:
    page = client_for(cast.samuel).get(f"/actions/{done.id}").text
    said = ["".join(one.itertext()).strip() for one in elements(page) if one.tag == "p"]
    for line in ("Priya reported it done.", "Samuel agreed this action.", "Samuel proposed this action."):
        assert line in said
    assert "2 November 2026 at 09:00" in page


def test_as_a_part_it_is_the_next_step(done: Action, cast: Cast, client_for: ClientFor) -> None:
    part = client_for(cast.samuel).get(f"/actions/{done.id}", part=True)
    assert part.text.lstrip().startswith('<div id="next-step">')


@pytest.mark.parametrize(
    "case",
    [
        (State.PROPOSED, "samuel", {"agreement", "withdrawal", "requirement", "verifier", "comment"}),
        (State.PROPOSED, "grace", {"comment"}),
        (State.AGREED, "samuel", {"terms", "withdrawal", "requirement", "verifier", "comment"}),
        (State.AGREED, "priya", {"completion", "comment"}),
        (State.DONE, "samuel", {"return", "withdrawal", "requirement", "verifier", "comment"}),
        (State.DONE, "priya", {"comment"}),
        (State.DONE, "nadia", set()),
        (State.CLOSED, "samuel", {"comment"}),
        (State.WITHDRAWN, "samuel", {"comment"}),
    ],
)
def test_only_the_forms_one_may_use_are_shown(
    cast: Cast, clock: FixedClock, client_for: ClientFor, case: tuple[State, str, set[str]]
) -> None:
    state, who, ids = case
    action = make.an_action(cast, state, at=clock.now())
    db.session.commit()
    clock.move(days=1)
    member: Member = getattr(cast, who)
    page = client_for(member).get(f"/actions/{action.id}").text
    shown = {
        one.get("id") or "" for one in elements(page) if one.tag == "form" and "/actions/" in (one.get("action") or "")
    }
    assert {form for form in shown if form and len(form) < 20} == ids
