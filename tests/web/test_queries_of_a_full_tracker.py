"""With two hundred actions in the tracker a page still asks the database a fixed number of times."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
import sqlalchemy as sa

from spotcheck.core.clock import FixedClock, local_date
from spotcheck.core.database import db
from spotcheck.core.ids import new_id
from spotcheck.tracker.models import Action, Evidence, Finding, Requirement
from spotcheck.tracker.rules.words import State
from tests import make, make_competence
from tests.cast import Cast
from tests.client import Client
from tests.make import A_SAMPLE, AN_OBSERVATION

ClientFor = Callable[..., Client]
MANY = 200
WHO_IS_ASKING = 1  # the session with its person, organisation, roles and invitations
CEILING = {
    "/actions": 9,
    "/actions?view=waiting": 9,
    "/actions?view=mine": 9,
    "/actions?view=closed": 9,
    "/today": 17,
    "/reviews": 8,
    "/checks/new?kind=observation": 8,
    "/phone/pack": 17,
    "/people": 9,
}


@pytest.fixture
def full(cast: Cast, clock: FixedClock) -> None:
    """Two hundred actions, agreed, waiting and closed, with their plans and what was seen."""
    at, plan = clock.now(), [A_SAMPLE, AN_OBSERVATION]
    for state in (State.AGREED, State.DONE, State.DONE, State.CLOSED):
        action = make.an_action(cast, state, at=at, plan=plan, title=f"The first {state}")
        if state is State.DONE:
            make.looks(cast, make.queries.plan_of(action)[1], at=at + timedelta(hours=1))
        finding = make.a_finding(cast, at=at)
        finding.action_id = action.id
        db.session.flush()
        for number in range(1, MANY // 4):
            _again(action, number)
    db.session.commit()
    clock.move(days=3)


def _again(action: Action, number: int) -> None:
    """The same action with another id and number, and everything that belongs to it."""
    new = new_id()
    biggest = db.session.scalar(sa.select(sa.func.max(Action.number))) or 0
    due = local_date(action.proposed_at) + timedelta(days=number % 9)
    _copy(Action, Action.id == action.id, id=new, number=biggest + 1, due_on=due, title=f"{action.title} {number}")
    _copy(Finding, Finding.action_id == action.id, action_id=new)
    for one in db.session.scalars(sa.select(Requirement).where(Requirement.action_id == action.id)).all():
        requirement = new_id()
        _copy(Requirement, Requirement.id == one.id, id=requirement, action_id=new)
        _copy(Evidence, Evidence.requirement_id == one.id, requirement_id=requirement, action_id=new)


def _copy(table: type, where: sa.ColumnElement[bool], **changed: object) -> None:
    for row in db.session.execute(sa.select(sa.inspect(table).local_table).where(where)).mappings().all():
        db.session.execute(sa.insert(table).values({**row, "id": new_id(), **changed}))


@pytest.fixture
def counted(statements: list[str]) -> Iterator[Callable[[], int]]:
    yield lambda: sum(one.lstrip().upper().startswith(("SELECT", "WITH")) for one in statements) - WHO_IS_ASKING


def test_no_page_asks_more_than_its_share(
    full: None, cast: Cast, client_for: ClientFor, statements: list[str], counted: Callable[[], int]
) -> None:
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Action)) == MANY
    samuel = client_for(cast.samuel)
    found = {}
    for path in CEILING:
        statements.clear()
        assert samuel.get(path).status_code == 200, path
        found[path] = counted()
    assert {path: n for path, n in found.items() if n > CEILING[path]} == {}


def test_today_asks_no_more_than_its_share_while_sign_offs_and_talks_wait_too(
    full: None, cast: Cast, clock: FixedClock, client_for: ClientFor, statements: list[str], counted: Callable[[], int]
) -> None:
    make_competence.ready_made(cast, at=clock.now())
    make_competence.a_sign_off(cast, cast.amina, at=clock.move(days=30))
    make_competence.everything(cast, cast.tomasz, at=clock.move(days=345))
    db.session.commit()
    samuel = client_for(cast.samuel)
    statements.clear()
    page = samuel.get("/today")
    assert ("ready to sign off" in page.text, "1 due soon" in page.text) == (True, True)
    assert counted() <= 21


def test_the_page_of_one_action_asks_the_same_however_many_there_are(
    full: None, cast: Cast, client_for: ClientFor, statements: list[str], counted: Callable[[], int]
) -> None:
    samuel = client_for(cast.samuel)
    for action in db.session.scalars(sa.select(Action).order_by(Action.number).limit(MANY).offset(0)).all()[::50]:
        statements.clear()
        assert samuel.get(f"/actions/{action.id}").status_code == 200
        assert counted() <= 16
