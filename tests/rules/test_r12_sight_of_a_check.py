"""R12, R13: what one person sees of one check: everything, what was noted about them, no names, or nothing at all."""

import uuid
from dataclasses import replace

import pytest

from spotcheck.checks.rules.sight import CAPTURED, DECIDING, OBSERVED, READING, Shown, sight, thing
from spotcheck.core.permissions import Answer, Held, Role, Standing, Verb, may

HERE, ELSEWHERE = uuid.uuid4(), uuid.uuid4()
HAZEL, MILL = uuid.uuid4(), uuid.uuid4()
GRACE, TOMASZ, ACTION = uuid.uuid4(), uuid.uuid4(), uuid.uuid4()

OPEN = Shown(HERE, HAZEL, GRACE, TOMASZ, ACTION)
HELD, PASSED = replace(OPEN, held_back=True), replace(OPEN, passed_on=True)


def somebody(*roles, person_id=None, organisation_id=HERE, verifies=()):
    held = frozenset(Held(role, service) for role, service in roles)
    return Standing(organisation_id, person_id or uuid.uuid4(), held, frozenset(verifies))


WHO = {
    "manager here": somebody((Role.MANAGER, HAZEL)),
    "quality lead": somebody((Role.QUALITY_LEAD, None)),
    "manager elsewhere": somebody((Role.MANAGER, MILL)),
    "author": somebody((Role.SUPERVISOR, HAZEL), person_id=GRACE),
    "author who left": somebody(person_id=GRACE),
    "other supervisor": somebody((Role.SUPERVISOR, HAZEL)),
    "observed": somebody((Role.CARE_WORKER, HAZEL), person_id=TOMASZ),
    "observed manager": somebody((Role.MANAGER, HAZEL), person_id=TOMASZ),
    "other worker": somebody((Role.CARE_WORKER, HAZEL)),
    "reader": somebody((Role.READER, None)),
    "reader elsewhere": somebody((Role.READER, MILL)),
    "verifier": somebody(verifies=[ACTION]),
    "verifier of another action": somebody(verifies=[uuid.uuid4()]),
    "administrator": somebody((Role.ADMINISTRATOR, None)),
    "quality lead of another organisation": somebody((Role.QUALITY_LEAD, None), organisation_id=ELSEWHERE),
}

# who: as a rule, while held back, after it was passed on
TABLE = [
    ("manager here", DECIDING, DECIDING, DECIDING),
    ("quality lead", DECIDING, DECIDING, DECIDING),
    ("manager elsewhere", None, None, None),
    ("author", CAPTURED, CAPTURED, CAPTURED),
    ("author who left", CAPTURED, CAPTURED, CAPTURED),
    ("other supervisor", None, None, None),
    ("observed", OBSERVED, None, None),
    ("observed manager", OBSERVED, None, None),
    ("other worker", None, None, None),
    ("reader", READING, READING, None),
    ("reader elsewhere", None, None, None),
    ("verifier", CAPTURED, CAPTURED, None),
    ("verifier of another action", None, None, None),
    ("administrator", None, None, None),
    ("quality lead of another organisation", None, None, None),
]


@pytest.mark.parametrize(("who", "as_a_rule", "held", "passed"), TABLE)
def test_r12_who_sees_what(who, as_a_rule, held, passed):
    assert [sight(WHO[who], shown) for shown in (OPEN, HELD, PASSED)] == [as_a_rule, held, passed]


@pytest.mark.parametrize("shown", [OPEN, HELD, PASSED], ids=["open", "held back", "passed on"])
@pytest.mark.parametrize("who", WHO)
def test_whoever_sees_something_is_let_in_by_the_permission_table(who, shown):
    if sight(WHO[who], shown) is not None:
        assert may(WHO[who], Verb.SEE_CHECK, thing(WHO[who], shown)) is Answer.ALLOWED


def test_the_person_observed_never_sees_the_risk_or_the_commentary():
    assert OBSERVED.judged is False


def test_a_reader_never_sees_a_name():
    assert READING.names is False


@pytest.mark.parametrize("who", ["manager here", "quality lead", "other supervisor"])
def test_whoever_watches_the_same_work_sees_nothing_of_it_until_they_have_finished(who):
    watching = replace(OPEN, kept_apart=WHO[who].person_id)
    assert sight(WHO[who], watching) is None
    assert sight(WHO["manager here"], replace(OPEN, kept_apart=uuid.uuid4())) == DECIDING
