"""R3: nobody captures, reviews or closes for an action they lead, and nobody reviews what they captured."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spotcheck.core.permissions import Held, Role, Standing
from spotcheck.tracker.rules.facts import ActionFacts, RequirementFacts
from spotcheck.tracker.rules.independence import CouldVerify, capturing_refused, could_verify
from spotcheck.tracker.rules.words import Look, State

HOME, ORGANISATION = uuid.UUID(int=1), uuid.UUID(int=2)
MAGDA, DEREK, SAM, WORKER, READER, ADMIN, VERA = (uuid.UUID(int=number) for number in range(10, 17))
DONE_AT = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
ACTION = ActionFacts(uuid.UUID(int=20), State.DONE, MAGDA, round=1, done_at=DONE_AT)
REQUIREMENT = RequirementFacts(uuid.UUID(int=21), Look.OBSERVATION, 3, 0, 4, "The chart is read first.")

NOBODY_CLOSES = "Nobody here could close this. Choose another lead, give somebody else a role, or invite a verifier."
NOBODY_ELSE_REVIEWS = (
    "Whoever looks again cannot review what they saw, and there is nobody else. "
    "Choose another lead, give somebody else a role, or invite a verifier."
)


def home(**roles: Role) -> dict[uuid.UUID, Standing]:
    """Who works here, by the name of their id above."""
    ids = {"magda": MAGDA, "derek": DEREK, "sam": SAM, "worker": WORKER, "reader": READER, "admin": ADMIN}
    return {ids[name]: Standing(ORGANISATION, ids[name], frozenset({Held(role, HOME)})) for name, role in roles.items()}


COULD: dict[str, tuple[dict[uuid.UUID, Standing], uuid.UUID | None, set[uuid.UUID], str | None]] = {
    "a manager leads, a supervisor is there: nobody closes": (
        home(magda=Role.MANAGER, sam=Role.SUPERVISOR),
        MAGDA,
        set(),
        NOBODY_CLOSES,
    ),
    "a supervisor leads, the manager is alone": (
        home(magda=Role.MANAGER, sam=Role.SUPERVISOR),
        SAM,
        set(),
        NOBODY_ELSE_REVIEWS,
    ),
    "a manager and a deputy, the deputy leads: a verifier makes it work": (
        home(magda=Role.MANAGER, derek=Role.MANAGER),
        DEREK,
        {VERA},
        None,
    ),
    "a manager and a deputy, the deputy leads": (
        home(magda=Role.MANAGER, derek=Role.MANAGER),
        DEREK,
        set(),
        NOBODY_ELSE_REVIEWS,
    ),
    "a manager, a deputy and a supervisor": (
        home(magda=Role.MANAGER, derek=Role.MANAGER, sam=Role.SUPERVISOR),
        DEREK,
        set(),
        None,
    ),
    "the lead works here and nobody else": (home(magda=Role.MANAGER), MAGDA, set(), NOBODY_CLOSES),
    "only a verifier beside the lead": (home(magda=Role.MANAGER), MAGDA, {VERA}, NOBODY_ELSE_REVIEWS),
    "two verifiers beside the lead": (home(magda=Role.MANAGER), MAGDA, {VERA, DEREK}, None),
    "care workers, readers and administrators do not count": (
        home(worker=Role.CARE_WORKER, reader=Role.READER, admin=Role.ADMINISTRATOR),
        MAGDA,
        set(),
        NOBODY_CLOSES,
    ),
    "nobody was chosen to lead": (home(magda=Role.MANAGER, sam=Role.SUPERVISOR), None, set(), None),
    "a quality lead closes and a supervisor looks": (
        home(magda=Role.QUALITY_LEAD, sam=Role.SUPERVISOR),
        DEREK,
        set(),
        None,
    ),
}


@pytest.mark.parametrize(("here", "lead", "verifiers", "gap"), COULD.values(), ids=COULD)
def test_who_could_verify_is_worked_out_when_it_is_agreed(
    here: dict[uuid.UUID, Standing], lead: uuid.UUID | None, verifiers: set[uuid.UUID], gap: str | None
) -> None:
    found = could_verify(lead, here, frozenset(verifiers))
    assert (str(found.gap) if found.gap else None) == gap


def test_each_part_is_for_those_whose_role_has_it() -> None:
    here = home(magda=Role.MANAGER, sam=Role.SUPERVISOR, worker=Role.CARE_WORKER)
    found = could_verify(DEREK, here, frozenset({VERA}))
    assert found == CouldVerify(
        capture=frozenset({MAGDA, SAM, VERA}),
        review=frozenset({MAGDA, VERA}),
        close=frozenset({MAGDA, VERA}),
        gap=None,
    )


@given(st.dictionaries(st.sampled_from([MAGDA, DEREK, SAM, WORKER]), st.sampled_from(Role)), st.data())
def test_the_lead_is_never_among_them(roles: dict[uuid.UUID, Role], data: st.DataObject) -> None:
    here = {one: Standing(ORGANISATION, one, frozenset({Held(role)})) for one, role in roles.items()}
    lead = data.draw(st.sampled_from([MAGDA, VERA]))
    found = could_verify(lead, here, frozenset({VERA}))
    assert lead not in found.capture | found.review | found.close


@given(st.dictionaries(st.sampled_from([MAGDA, DEREK, SAM, WORKER]), st.sampled_from(Role)), st.booleans())
def test_no_gap_means_that_somebody_can_look_and_somebody_else_can_review(
    roles: dict[uuid.UUID, Role], invited: bool
) -> None:
    here = {one: Standing(ORGANISATION, one, frozenset({Held(role)})) for one, role in roles.items()}
    found = could_verify(MAGDA, here, frozenset({VERA} if invited else ()))
    pairs = {(one, other) for one in found.capture for other in found.review if one != other}
    assert (found.gap is None) is bool(pairs and found.close)


REFUSED: dict[str, tuple[dict[str, Any], dict[str, Any], str | None]] = {
    "somebody else, in time": ({}, {}, None),
    "the lead": ({}, {"person_id": MAGDA}, "You lead this action, so somebody else captures what shows that it"),
    "before it is done": ({"state": State.AGREED}, {}, "This action has not been reported done, so a look today"),
    "after it closed": ({"state": State.CLOSED}, {}, "This action has not been reported done, so a look today"),
    "replaced": ({}, {"replaced": True}, "This part of the plan was replaced."),
    "on the last day": ({}, {"today": date(2026, 11, 30)}, None),
    "a day too late": ({}, {"today": date(2026, 12, 1)}, "The time for this ended on 30 November 2026."),
}


@pytest.mark.parametrize(("action", "asked", "says"), REFUSED.values(), ids=REFUSED)
def test_who_can_capture_a_look_for_a_requirement(
    action: dict[str, Any], asked: dict[str, Any], says: str | None
) -> None:
    given_ = {"replaced": False, "person_id": SAM, "today": date(2026, 11, 9), **asked}
    refused = capturing_refused(replace(ACTION, **action), REQUIREMENT, **given_)
    assert [str(sentence).startswith(says or "-") for sentence in refused] == ([True] if says else [])
