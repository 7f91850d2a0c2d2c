"""A phone and a server through whatever may happen to them, in any order: after each step every check that was shown as
saved is on the phone or on the server, exactly once, as its author's. The phone is the real machinery, in Node."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from flask import Flask
from hypothesis import HealthCheck, settings
from hypothesis.stateful import invariant, run_state_machine_as_test

from tests.cast import Cast
from tests.conftest import rolled_back
from tests.faults.happenings import Happenings
from tests.support.rows import Rows, lay

pytestmark = [pytest.mark.slow, pytest.mark.one_database]


class PhoneAndServer(Happenings):
    @invariant()
    def everything_is_somewhere_once_as_its_authors(self) -> None:
        rows = self.phone.ask("rows")
        server = self.home.has()
        on_phone = Counter([one["id"] for one in rows["outbox"]] + rows["drafts"])
        on_server = Counter(one.id for one in server)
        assert self.home.doubles() == 0
        assert max(on_phone.values(), default=0) <= 1, on_phone
        assert max(on_server.values(), default=0) <= 1, on_server
        assert on_phone.keys() | on_server.keys() == self.looks.keys()
        for look_id in self.open():
            assert look_id in rows["drafts"]
        kinds = {one["id"]: one["kind"] for one in rows["outbox"]} | {one.id: one.kind for one in server}
        assert kinds.items() <= {look_id: look.kind for look_id, look in self.looks.items()}.items()
        for one in server:
            look = self.looks[one.id]
            assert one.author == str(look.author.id), (one, look)
            assert (
                one.answers.items() >= {key: said for key, said in look.answers.items() if said != "not_seen"}.items()
            )

    def teardown(self) -> None:
        try:
            if self.looks:
                self.all_is_calm_and_everything_arrives()
        finally:
            self.until_the_end.close()

    def all_is_calm_and_everything_arrives(self) -> None:
        self.network.moods.clear()
        for look_id in self.open():
            self.phone.ask("finish", id=look_id)
            self.looks[look_id].kind = "check"
        for late in self.network.late:
            self.network.passed_on(late)
        self.phone.ask("send")
        self.everything_is_somewhere_once_as_its_authors()
        assert self.phone.ask("rows")["outbox"] == [], self.phone.ask("state")


@pytest.fixture
def house(_app: Flask, _everybody: tuple[Cast, Rows]) -> Iterator[Callable[[], tuple[Flask, Cast, ExitStack]]]:
    def built() -> tuple[Flask, Cast, ExitStack]:
        cast, rows = _everybody
        until_the_end = ExitStack()
        until_the_end.enter_context(rolled_back(_app))
        lay(rows)
        return _app, cast, until_the_end

    yield built


def test_what_was_shown_as_saved_is_somewhere_once_as_its_authors(
    house: Callable[[], tuple[Flask, Cast, ExitStack]],
) -> None:
    class InThisHouse(PhoneAndServer):
        pass

    InThisHouse.house = staticmethod(house)
    run_state_machine_as_test(
        InThisHouse,
        settings=settings(max_examples=25, stateful_step_count=35, suppress_health_check=list(HealthCheck)),
    )
