"""What somebody may see of the tracker, what still needs a look, and who could verify."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa

from spotcheck.core.database import db
from spotcheck.core.permissions import Tie, Verb, may
from spotcheck.organisation.models import Verifier
from spotcheck.tracker import queries
from spotcheck.tracker.models import Action
from spotcheck.tracker.operations import bring_evidence
from spotcheck.tracker.rules.words import Look, State
from tests import make
from tests.cast import Cast, Member
from tests.conftest import MORNING
from tests.make import A_SAMPLE, AN_INTERVIEW, AN_OBSERVATION, Asks

DONE = MORNING
DAY = timedelta(days=1)
LATER = DONE + DAY


def seen_by(member: Member) -> list[str]:
    query = sa.select(Action.title).where(queries.visible_to(member.standing())).order_by(Action.title)
    return list(db.session.scalars(query))


@pytest.fixture
def three(cast: Cast) -> dict[str, Action]:
    """One action at Hazel Court led by Priya, one at Mill Lane led by Tomasz, who works at Hazel Court now, one
    elsewhere."""
    mill = make.an_action(cast, at=DONE, title="Mill", service_id=cast.mill, by=cast.joseph, lead=cast.leila)
    mill.lead_id = cast.tomasz.id
    return {
        "hazel": make.an_action(cast, State.DONE, at=DONE, title="Hazel"),
        "mill": mill,
        "other": make.an_action(
            cast, State.PROPOSED, at=DONE, title="Other", service_id=cast.other_service, by=cast.outsider
        ),
    }


@pytest.mark.parametrize(
    ("who", "titles"),
    [
        ("tomasz", ["Mill"]),
        ("amina", []),
        ("grace", ["Hazel"]),
        ("samuel", ["Hazel"]),
        ("joseph", ["Mill"]),
        ("ruth", ["Hazel", "Mill"]),
        ("nadia", ["Hazel", "Mill"]),
        ("admin", []),
        ("outsider", ["Other"]),
    ],
)
def test_one_sees_the_actions_of_one_s_services_and_those_one_leads(
    cast: Cast, three: dict[str, Action], who: str, titles: list[str]
) -> None:
    assert seen_by(getattr(cast, who)) == titles


def test_a_verifier_sees_the_one_action_they_were_invited_for(cast: Cast, three: dict[str, Action]) -> None:
    vera = make.a_verifier(three["hazel"], by=cast.samuel, at=DONE)
    assert seen_by(vera) == ["Hazel"]


@pytest.mark.parametrize("who", ["tomasz", "amina", "grace", "samuel", "joseph", "ruth", "nadia", "admin", "outsider"])
def test_the_list_and_the_door_agree(cast: Cast, three: dict[str, Action], who: str) -> None:
    standing = getattr(cast, who).standing()
    through_the_door = [
        action.title
        for action in three.values()
        if may(standing, Verb.SEE_ACTION, queries.action_thing(action, at=LATER)) == "allowed"
    ]
    assert seen_by(getattr(cast, who)) == sorted(through_the_door)


def test_an_action_knows_its_lead_and_its_verifiers_of_today(cast: Cast) -> None:
    action = make.an_action(cast, at=DONE)
    vera = make.a_verifier(action, by=cast.samuel, at=DONE, until=LATER)
    lead = (Tie.LEAD, cast.priya.id)
    assert queries.action_thing(action, at=DONE).ties == {lead, (Tie.VERIFIER, vera.id)}
    assert queries.action_thing(action, at=LATER).ties == {lead}


# What still needs a look.


def needed(member: Member) -> list[tuple[str, int]]:
    return [(need.requirement.kind, need.remaining) for need in queries.needs_at(member.standing(), at=LATER)]


def test_what_is_done_needs_looks(cast: Cast) -> None:
    make.an_action(cast, State.DONE, at=DONE, plan=[A_SAMPLE, Asks(Look.OBSERVATION, 3)])
    make.an_action(cast, State.AGREED, at=DONE)
    make.an_action(cast, State.CLOSED, at=DONE)
    assert needed(cast.grace) == [("sample", 10), ("observation", 3)]


def test_what_was_captured_is_not_asked_for_again_while_it_waits_for_its_review(cast: Cast) -> None:
    _, requirement = make.a_done_action(cast, Asks(Look.OBSERVATION, 2), at=DONE)
    make.evidence_for(requirement, cast.grace, at=LATER, of=cast.tomasz)
    assert needed(cast.grace) == [("observation", 1)]
    make.evidence_for(requirement, cast.grace, at=LATER, of=cast.amina)
    assert needed(cast.grace) == []


def test_looks_that_end_sooner_come_first(cast: Cast) -> None:
    make.an_action(cast, State.DONE, at=DONE, plan=[Asks(Look.OBSERVATION, 1, 0, 8), Asks(Look.INTERVIEW, 1, 0, 2)])
    make.an_action(cast, State.DONE, at=DONE, plan=[A_SAMPLE])
    assert [kind for kind, _ in needed(cast.grace)] == ["interview", "sample", "observation"]


@pytest.mark.parametrize(
    ("who", "n"),
    [("grace", 1), ("samuel", 1), ("ruth", 1), ("tomasz", 0), ("nadia", 0), ("joseph", 0), ("outsider", 0)],
)
def test_looks_are_for_those_who_capture_there(cast: Cast, who: str, n: int) -> None:
    make.an_action(cast, State.DONE, at=DONE)
    assert len(needed(getattr(cast, who))) == n


def test_a_verifier_sees_what_their_action_needs(cast: Cast) -> None:
    action = make.an_action(cast, State.DONE, at=DONE, plan=[AN_INTERVIEW])
    make.an_action(cast, State.DONE, at=DONE)
    vera = make.a_verifier(action, by=cast.samuel, at=DONE)
    assert needed(vera) == [("interview", 1)]


def test_the_lead_reads_why_somebody_else_looks(cast: Cast) -> None:
    make.an_action(cast, State.DONE, at=DONE)
    (need,) = queries.needs_at(cast.priya.standing(), at=LATER)
    assert "You lead this action" in str(need.refused[0])
    (need,) = queries.needs_at(cast.grace.standing(), at=LATER)
    assert need.refused == ()


def test_the_needs_of_many_actions_take_as_many_queries_as_of_one(cast: Cast, statements: list[str]) -> None:
    make.an_action(cast, State.DONE, at=DONE, plan=[AN_OBSERVATION, A_SAMPLE])
    statements.clear()
    queries.needs_at(cast.ruth.standing(), at=LATER)
    for_one = len(statements)
    for _ in range(5):
        make.an_action(cast, State.DONE, at=DONE, plan=[AN_OBSERVATION, A_SAMPLE])
    statements.clear()
    assert len(queries.needs_at(cast.ruth.standing(), at=LATER)) == 12
    assert len(statements) == for_one


# Who could verify.


def test_who_could_close_is_known_when_it_is_agreed(cast: Cast) -> None:
    action = make.an_action(cast, State.PROPOSED, at=DONE)
    found = queries.could_verify_action(action, cast.samuel.id, at=DONE)
    assert found.close == {cast.ruth.id}
    assert found.capture == {cast.grace.id, cast.priya.id, cast.ruth.id}
    assert found.gap is None


def test_somebody_whose_role_ended_or_who_left_could_not(cast: Cast) -> None:
    action = make.an_action(cast, State.PROPOSED, at=DONE)
    cast.ruth.person.ended_at = DONE
    assert queries.could_verify_action(action, cast.priya.id, at=DONE).close == {cast.samuel.id}


def test_a_verifier_could_while_invited_and_able_to_sign_in(cast: Cast) -> None:
    action = make.an_action(cast, at=DONE)
    vera = make.a_verifier(action, by=cast.samuel, at=DONE, until=LATER)
    assert vera.id in queries.could_verify_action(action, cast.priya.id, at=DONE).close
    assert vera.id not in queries.could_verify_action(action, cast.priya.id, at=LATER).close
    vera.person.account_id = None
    assert vera.id not in queries.could_verify_action(action, cast.priya.id, at=DONE).close


def test_an_invitation_that_was_ended_early_is_over(cast: Cast) -> None:
    action = make.an_action(cast, at=DONE)
    vera = make.a_verifier(action, by=cast.samuel, at=DONE)
    invitation = db.session.scalars(sa.select(Verifier)).one()
    invitation.ended_at = LATER
    assert vera.id in queries.could_verify_action(action, cast.priya.id, at=DONE).close
    assert vera.id not in queries.could_verify_action(action, cast.priya.id, at=LATER).close


def test_evidence_is_read_newest_revision_only_oldest_look_first(cast: Cast) -> None:
    action, requirement = make.a_done_action(cast, Asks(Look.OBSERVATION, 3), at=DONE)
    second = make.looked(requirement, cast.grace, at=LATER + DAY, of=cast.tomasz)
    first = make.looked(requirement, cast.grace, at=LATER, of=cast.tomasz)
    for brought in (second, first):
        bring_evidence(brought, by=cast.grace.standing(), at=LATER + DAY)
        make.review(brought, cast.ruth, at=LATER + DAY)
    assert [seen.source_id for seen in queries.evidence_of(action)] == [first.source_id, second.source_id]
