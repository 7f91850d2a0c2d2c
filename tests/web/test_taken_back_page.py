"""R13 on the pages: an action whose finding was taken back says so, tells nothing of it, and offers what to do."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable
from datetime import timedelta

import pytest

from spotcheck.core.clock import FixedClock
from spotcheck.core.database import db
from spotcheck.tracker import operations
from spotcheck.tracker.models import Action
from tests import make
from tests.cast import Cast
from tests.client import Client
from tests.make import A_SAMPLE

ClientFor = Callable[..., Client]
SAYS = "What this started from was taken back"


@pytest.fixture
def action(cast: Cast, clock: FixedClock) -> Action:
    """Agreed, from a gap in records whose check was passed on the next day."""
    at, source = clock.now(), uuid.uuid4()
    found = make.a_finding(cast, at=at, source_id=source)
    action = operations.propose_action(
        service_id=cast.hazel, standard_id=found.standard_id, title="The reason is written",
        change="A chart with a space for the reason.", finding_ids=[found.id], by=cast.samuel.standing(), at=at,
    )  # fmt: skip
    make.a_requirement(action, A_SAMPLE, by=cast.samuel, at=at)
    make.agree(action, lead=cast.priya, by=cast.samuel, at=at)
    clock.move(days=1)
    operations.take_back_findings(source_id=source, reason="Not for coaching.", by=cast.ruth.standing(), at=clock.now())
    db.session.commit()
    clock.move(days=1)
    return action


@pytest.mark.parametrize("who", ["samuel", "grace", "priya", "nadia"])
def test_everybody_reads_that_it_was_taken_back_and_nothing_of_what_it_said(
    action: Action, cast: Cast, client_for: ClientFor, who: str
) -> None:
    page = client_for(getattr(cast, who)).get(f"/actions/{action.id}").text
    assert SAYS in page
    assert "3 November" in page
    for kept in ("Some entries give no reason.", "13 of 24", "coaching", "Medium: could harm"):
        assert kept not in page, kept


def test_a_manager_is_offered_to_withdraw_it(action: Action, cast: Cast, client_for: ClientFor) -> None:
    manager = client_for(cast.samuel)
    page = manager.get(f"/actions/{action.id}").text
    assert 'href="#withdrawal"' in page
    assert re.search(r"<details[^>]* open>\s*<summary><span>Withdraw it", page)
    assert "took back what this action started from" in page
    sent = {"version": str(action.version), "reason": "What it started from was taken back."}
    assert manager.post(f"/actions/{action.id}/withdrawal", sent).status_code == 303
    assert "The action has ended." in manager.get(f"/actions/{action.id}").text


def test_the_lead_goes_on_and_is_told_who_decides(action: Action, cast: Cast, client_for: ClientFor) -> None:
    page = client_for(cast.priya).get(f"/actions/{action.id}").text
    assert 'href="#withdrawal"' not in page
    assert "goes on unless a manager or quality lead withdraws it" in page


def test_only_those_who_decide_are_led_to_its_check(action: Action, cast: Cast, client_for: ClientFor) -> None:
    linked = {who: "/checks/" in client_for(getattr(cast, who)).get(f"/actions/{action.id}").text
              for who in ("samuel", "ruth", "grace", "priya", "nadia")}  # fmt: skip
    assert linked == {"samuel": True, "ruth": True, "grace": False, "priya": False, "nadia": False}


def test_no_action_is_proposed_from_it_any_more(cast: Cast, clock: FixedClock, client_for: ClientFor) -> None:
    source = uuid.uuid4()
    found = make.a_finding(cast, at=clock.now(), source_id=source)
    db.session.commit()
    asked = f"/actions/new?finding={found.id}"
    assert "Some entries give no reason." in client_for(cast.samuel).get(asked).text
    operations.take_back_findings(
        source_id=source, reason="Not for coaching.", by=cast.ruth.standing(), at=clock.now() + timedelta(hours=1)
    )
    db.session.commit()
    assert "Some entries give no reason." not in client_for(cast.samuel).get(asked).text
