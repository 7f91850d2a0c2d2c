"""R1 at large: real phones, a real server that is killed, and a line between them on which anything can happen."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

import pytest
import sqlalchemy as sa

from spotcheck.checks.models import SecondContent
from spotcheck.core.database import db
from spotcheck.core.history import broken_at
from spotcheck.delivery.models import Arrival, Quarantined
from tests.cast import Cast, Member
from tests.faults.accounts import reckon
from tests.faults.conftest import TALLY
from tests.faults.driving import Effort, drive
from tests.faults.mishaps import Kind, mishaps
from tests.faults.proxy import Proxy
from tests.faults.python_phone import PythonPhone
from tests.faults.script_phone import ScriptPhone
from tests.faults.server import Server
from tests.faults.world import World, world

KILLS = 8


def phones_of(cast: Cast) -> list[tuple[str, type[PythonPhone | ScriptPhone], list[Member]]]:
    """What each is called, what it is made of, and who shares it: people of two organisations."""
    return [
        ("The nurses’ phone", ScriptPhone, [cast.grace, cast.priya, cast.samuel]),
        ("The office phone", PythonPhone, [cast.samuel, cast.grace]),
        ("The night phone", PythonPhone, [cast.priya, cast.samuel]),
        ("A phone of Other Care", ScriptPhone, [cast.outsider]),
        ("Another phone of Other Care", PythonPhone, [cast.outsider]),
    ]


@pytest.mark.slow
def test_nothing_is_lost_nothing_comes_twice_and_everything_is_its_authors(
    tmp_path: Path,
    own_database: tuple[str, str],
    seed: int,
    pytestconfig: pytest.Config,
    record_property: Callable[[str, object], None],
) -> None:
    name, url = own_database
    enough = pytestconfig.getoption("deliveries")
    with ExitStack() as until_the_end:
        there = until_the_end.enter_context(world(tmp_path, url))
        server = until_the_end.enter_context(Server(tmp_path, url))
        with Proxy(server.port, mishaps(seed, kills=KILLS, among=enough), kill=server.kill) as proxy:
            phones = [make(which, there, proxy.port, server.port, who) for which, make, who in phones_of(there.cast)]
            for phone in phones:
                until_the_end.callback(phone.close)
            saved = drive(phones, proxy, Effort(enough, at_most=240), seed, up=server.wait_until_it_answers)
        held = [one for phone in phones for one in phone.held()]
        found = reckon(saved, on_the_server=there.kept(), on_phones=held, faulted=proxy.faulted)
        record_property(TALLY, f"{name}: {found}")
        record_property(TALLY, f"  seed {seed}, {len(saved)} checks, {server.kills} kills, {how_often(proxy)}")
        assert found.is_fine, found
        assert held == [], server.said()
        assert any(", answer " in one.content for one in saved)
        assert found.faulted >= enough
        assert server.kills > 0
        nothing_beside_them(there)


def nothing_beside_them(there: World) -> None:
    """One arrival of each envelope, no other content, nothing that could not be opened, and every line of history in
    its chain, once for each check."""
    with there.app.app_context():
        for table in (SecondContent, Quarantined):
            assert db.session.scalar(sa.select(sa.func.count()).select_from(table)) == 0
        arrivals = db.session.scalars(sa.select(Arrival.envelope_id)).all()
        assert len(arrivals) == len(set(arrivals))
        for organisation in there.forms:
            assert broken_at(organisation) is None
        db.session.remove()


def how_often(proxy: Proxy) -> str:
    return ", ".join(f"{kind.value} {proxy.laid[kind]}" for kind in Kind)
