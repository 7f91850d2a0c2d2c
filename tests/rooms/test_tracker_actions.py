"""The way of an action up to *done*: findings, proposals, agreement, who leads it, withdrawal (R4, R5)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from spotcheck.core.history import lines
from spotcheck.core.refusals import Why
from spotcheck.organisation.operations import add_person
from spotcheck.tracker import operations, queries
from spotcheck.tracker.rules.words import FindingKind, Risk, State
from tests import make
from tests.cast import Cast
from tests.conftest import MORNING
from tests.refused import refused

LATER = MORNING + timedelta(days=1)
TERMS: dict[str, Any] = {"due_on": LATER.date(), "support": " Two hours. ", "criteria": " Seen on two shifts. "}


def test_a_finding_keeps_what_was_seen(cast: Cast) -> None:
    finding = make.a_finding(cast, at=MORNING)
    assert (finding.kind, finding.risk, finding.seen, finding.met) == (FindingKind.GAP, Risk.MEDIUM, 24, 13)
    assert (finding.found_at, finding.recorded_by_id, finding.action_id) == (MORNING, cast.samuel.id, None)
    assert [line.what for line in lines(cast.organisation_id, "finding", finding.id)] == ["recorded"]


def test_a_finding_is_from_when_it_was_seen(cast: Cast) -> None:
    told = {"service_id": cast.hazel, "standard_id": make.standard_id(cast.organisation_id), "text": " Well done. "}
    finding = operations.record_finding(
        **told, kind=FindingKind.STRENGTH, found_at=MORNING, by=cast.samuel.standing(), at=LATER
    )
    assert (finding.text, finding.found_at, finding.risk) == ("Well done.", MORNING, None)


def test_a_finding_says_something(cast: Cast) -> None:
    told = {"service_id": cast.hazel, "standard_id": make.standard_id(cast.organisation_id), "kind": FindingKind.GAP}
    said = refused(operations.record_finding, text=" ", by=cast.samuel.standing(), at=MORNING, why=Why.INVALID, **told)
    assert said == "Say in one sentence what was found."


def proposal(cast: Cast, **told: Any) -> dict[str, Any]:
    known = {
        "service_id": cast.hazel,
        "standard_id": make.standard_id(cast.organisation_id),
        "title": " A prompt card ",
        "change": " Four lines. ",
        "by": cast.samuel.standing(),
        "at": MORNING,
    }
    return {**known, **told}


def test_an_action_grows_from_findings(cast: Cast) -> None:
    gap, other = make.a_finding(cast, at=MORNING), make.a_finding(cast, at=LATER)
    action = operations.propose_action(**proposal(cast, finding_ids=[gap.id, other.id]))
    assert (action.title, action.change, action.state) == ("A prompt card", "Four lines.", State.PROPOSED)
    assert queries.findings_of(action) == [gap, other]


def test_an_action_may_come_from_an_idea(cast: Cast) -> None:
    action = operations.propose_action(**proposal(cast, by=cast.grace.standing()))
    assert (action.proposed_by_id, queries.findings_of(action)) == (cast.grace.id, [])


def test_actions_are_numbered_from_one_in_each_organisation(cast: Cast) -> None:
    ours = [make.an_action(cast, at=MORNING).number for _ in range(3)]
    theirs = make.an_action(cast, State.PROPOSED, at=MORNING, by=cast.outsider, service_id=cast.other_service)
    assert (ours, theirs.number) == ([1, 2, 3], 1)


def test_a_finding_leads_to_one_action(cast: Cast) -> None:
    gap = make.a_finding(cast, at=MORNING)
    operations.propose_action(**proposal(cast, finding_ids=[gap.id]))
    again = refused(operations.propose_action, **proposal(cast, finding_ids=[gap.id]))
    assert again == "An action was made from this finding already."


def test_a_finding_leads_to_an_action_of_its_service(cast: Cast) -> None:
    gap = make.a_finding(cast, at=MORNING, service_id=cast.mill)
    said = refused(operations.propose_action, why=Why.INVALID, **proposal(cast, finding_ids=[gap.id]))
    assert said == "This finding does not belong to this service."


def test_a_proposal_says_what_will_change(cast: Cast) -> None:
    said = refused(operations.propose_action, why=Why.INVALID, **proposal(cast, title="", change=""))
    assert said == "Say in one line what will be different. Say what will change, and how."


def test_agreeing_names_the_lead_the_day_and_the_support(cast: Cast) -> None:
    action = make.an_action(cast, State.PROPOSED, at=MORNING)
    operations.agree(action, lead_id=cast.priya.id, **TERMS, by=cast.samuel.standing(), at=LATER)
    assert (action.state, action.lead_id, action.due_on) == (State.AGREED, cast.priya.id, LATER.date())
    assert (action.support, action.criteria) == ("Two hours.", "Seen on two shifts.")
    assert (action.agreed_at, action.agreed_by_id, action.missing) == (LATER, cast.samuel.id, 1)


def test_the_lead_needs_a_sign_in(cast: Cast) -> None:
    action = make.an_action(cast, State.PROPOSED, at=MORNING)
    nobody = add_person("Bank worker", by=cast.admin.standing(), at=MORNING)
    told = {**TERMS, "lead_id": nobody.id, "by": cast.samuel.standing(), "at": MORNING}
    assert "The lead needs a sign-in" in refused(operations.agree, action, why=Why.INVALID, **told)


def test_somebody_who_has_left_does_not_lead(cast: Cast) -> None:
    action = make.an_action(cast, State.PROPOSED, at=MORNING)
    cast.priya.person.ended_at = MORNING
    told = {**TERMS, "lead_id": cast.priya.id, "by": cast.samuel.standing(), "at": MORNING}
    assert "Choose the one person" in refused(operations.agree, action, why=Why.INVALID, **told)


def test_done_begins_a_round_and_keeps_the_words_of_the_lead(cast: Cast) -> None:
    action = make.an_action(cast, at=MORNING)
    operations.report_done(action, words=" The card is in use. ", by=cast.priya.standing(), at=LATER)
    assert (action.state, action.round, action.done_at) == (State.DONE, 1, LATER)
    assert (action.done_by_id, action.done_text, action.missing) == (cast.priya.id, "The card is in use.", 1)


def test_only_the_lead_reports_it_done(cast: Cast) -> None:
    action = make.an_action(cast, at=MORNING)
    told = {"words": "It is done.", "by": cast.samuel.standing(), "at": LATER}
    assert "Only the person who leads" in refused(operations.report_done, action, why=Why.NOT_YOU, **told)


def test_done_says_what_is_different(cast: Cast) -> None:
    action = make.an_action(cast, at=MORNING)
    told = {"words": " ", "by": cast.priya.standing(), "at": LATER}
    assert "what is different now" in refused(operations.report_done, action, why=Why.INVALID, **told)


def test_another_lead_while_it_is_agreed(cast: Cast) -> None:
    action = make.an_action(cast, at=MORNING)
    told = {"due_on": LATER.date(), "reason": "Priya is on leave.", "by": cast.samuel.standing(), "at": MORNING}
    operations.change_terms(action, lead_id=cast.grace.id, **told)
    assert (action.lead_id, action.due_on) == (cast.grace.id, LATER.date())
    newest = lines(cast.organisation_id, "action", action.id)[0].payload
    assert newest == {
        "before": {"lead": str(cast.priya.id), "due": "2026-11-02"},
        "after": {"lead": str(cast.grace.id), "due": "2026-11-03"},
        "reason": "Priya is on leave.",
    }


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"reason": " "}, "Give a reason."),
        ({"lead_id": None}, "Choose the one person who leads this."),
        ({"due_on": MORNING.date() - timedelta(days=1)}, "This day has passed."),
        ({"lead_id": "leila"}, "This person does not work there."),
        ({"lead_id": "nadia"}, "This person does not work there."),
    ],
    ids=["no reason", "no lead", "a day that has passed", "a lead of another service", "a lead who only reads"],
)
def test_new_terms_are_as_clear_as_the_first(cast: Cast, change: dict[str, Any], says: str) -> None:
    action = make.an_action(cast, at=MORNING)
    told = {"lead_id": cast.grace.id, "due_on": LATER.date(), "reason": "Leave.", **change}
    if isinstance(who := told["lead_id"], str):
        told["lead_id"] = getattr(cast, who).id
    said = refused(operations.change_terms, action, **told, by=cast.samuel.standing(), at=MORNING, why=Why.INVALID)
    assert said.startswith(says)


def test_nobody_agrees_an_action_for_a_lead_who_works_elsewhere(cast: Cast) -> None:
    action = make.an_action(cast, State.PROPOSED, at=MORNING)
    told = {"lead": cast.leila, "by": cast.samuel, "at": MORNING}
    assert "does not work there" in refused(make.agree, action, **told, why=Why.INVALID)
    make.agree(action, **{**told, "lead": cast.ruth})  # she works across
    assert action.lead_id == cast.ruth.id


def test_withdrawing_ends_it_with_a_reason(cast: Cast) -> None:
    action = make.an_action(cast, at=MORNING)
    operations.withdraw(action, reason=" No longer given here. ", by=cast.samuel.standing(), at=LATER)
    assert (action.state, action.withdrawn_at) == (State.WITHDRAWN, LATER)
    assert (action.withdrawn_reason, action.closed_at) == ("No longer given here.", None)


def test_withdrawing_needs_a_reason(cast: Cast) -> None:
    action = make.an_action(cast, at=MORNING)
    told = {"reason": " ", "by": cast.samuel.standing(), "at": LATER}
    assert "Say why" in refused(operations.withdraw, action, why=Why.INVALID, **told)


def test_closing_keeps_who_was_convinced_by_what(cast: Cast) -> None:
    action, requirement = make.a_done_action(cast, at=MORNING)
    make.looks(cast, requirement, at=LATER, misses=1)
    operations.close(action, words=" Nine of ten. ", by=cast.ruth.standing(), at=LATER)
    assert (action.closed_at, action.closed_by_id, action.closing_text) == (LATER, cast.ruth.id, "Nine of ten.")
    (evidence,) = queries.evidence_of(action)
    closed = lines(cast.organisation_id, "action", action.id)[0]
    assert closed.payload is not None
    assert closed.payload["after"]["on"] == [
        {"requirement": str(requirement.id), "usable": 10, "misses": 1, "checks": [str(evidence.source_id)]}
    ]


def test_sending_back_needs_a_reason_and_counts(cast: Cast) -> None:
    action, _ = make.a_done_action(cast, at=MORNING)
    told = {"by": cast.samuel.standing(), "at": LATER}
    assert "what still needs to change" in refused(operations.send_back, action, reason=" ", why=Why.INVALID, **told)
    operations.send_back(action, reason="Not yet on nights.", **told)
    assert (action.state, action.sent_back, action.round) == (State.AGREED, 1, 1)


def test_the_story_is_in_the_history(cast: Cast) -> None:
    action = make.an_action(cast, State.CLOSED, at=MORNING)
    told = [line.what for line in reversed(lines(cast.organisation_id, "action", action.id))]
    assert told == [
        "proposed",
        "plan grew",
        "agreed",
        "reported done",
        "records drawn",
        "evidence brought",
        "evidence reviewed",
        "closed",
    ]


VERBS: dict[str, tuple[Callable[..., Any], dict[str, Any], str]] = {
    "agree": (operations.agree, {"lead_id": None, **TERMS}, "samuel"),
    "report done": (operations.report_done, {"words": "It is done."}, "priya"),
    "send back": (operations.send_back, {"reason": "Not yet."}, "samuel"),
    "withdraw": (operations.withdraw, {"reason": "No need."}, "samuel"),
}
ALLOWED = {
    ("agree", State.PROPOSED),
    ("report done", State.AGREED),
    ("send back", State.DONE),
    ("withdraw", State.PROPOSED),
    ("withdraw", State.AGREED),
    ("withdraw", State.DONE),
}
NOT_FROM_HERE = [(verb, state) for verb in VERBS for state in State if (verb, state) not in ALLOWED]


@pytest.mark.parametrize(
    ("name", "state"), NOT_FROM_HERE, ids=[f"{verb} when {state}" for verb, state in NOT_FROM_HERE]
)
def test_a_verb_at_the_wrong_point_changes_nothing(cast: Cast, name: str, state: State) -> None:
    verb, told, who = VERBS[name]
    action = make.an_action(cast, state, at=MORNING)
    if name == "agree":
        told = {**told, "lead_id": cast.grace.id}
    said = refused(verb, action, **told, by=getattr(cast, who).standing(), at=LATER)
    assert said.startswith("This action is not at that point")


STALE = {**VERBS, "change terms": (operations.change_terms, {"lead_id": None, "due_on": None, "reason": "."}, "samuel")}


@pytest.mark.parametrize(("verb", "told", "who"), STALE.values(), ids=STALE)
def test_a_page_left_open_decides_nothing(cast: Cast, verb: Callable[..., Any], told: dict[str, Any], who: str) -> None:
    action = make.an_action(cast, at=MORNING)
    opened = action.version
    make.a_requirement(action, make.AN_OBSERVATION, by=cast.samuel, at=MORNING)
    told = {**told, "by": getattr(cast, who).standing(), "at": LATER, "seen_version": opened}
    assert "changed while you were looking" in refused(verb, action, why=Why.STALE, **told)
