"""GET /draws: every draw one may see, newest first; and how a stranger replays one."""

from __future__ import annotations

import html
import json
import subprocess
import sys
from collections.abc import Callable

import pytest
import sqlalchemy as sa

from spotcheck.checklists.queries import checklist_by_key
from spotcheck.cli import main
from spotcheck.core.clock import FixedClock
from spotcheck.core.database import db
from spotcheck.sampling.models import Draw
from spotcheck.sampling.operations import draw_records
from spotcheck.sampling.routes.listing import A_PAGE
from spotcheck.sampling.rules import read_codes
from tests import make, make_checks
from tests.cast import Cast
from tests.client import Client
from tests.pages import words

ClientFor = Callable[..., Client]


def a_draw(cast: Cast, clock: FixedClock, **more) -> Draw:
    found = checklist_by_key(cast.organisation_id, "mar-prn-sample")
    made = draw_records(
        **{"service_id": cast.hazel, "population": 40, "left_out": 0, "left_out_reason": None, "size": 10, **more},
        checklist_id=found.id, counted_by_id=cast.amina.id, by=cast.ruth.standing(), at=clock.now(),
    )  # fmt: skip
    db.session.commit()
    return made


def test_each_draw_is_told_in_a_line(cast: Cast, clock: FixedClock, client_for: ClientFor) -> None:
    action, requirement = make.a_done_action(cast, at=clock.now())
    clock.move(hours=1)
    make.a_draw(requirement, cast.grace, at=clock.now())
    a_draw(cast, clock, excluded={7: "moved away"})
    page = words(client_for(cast.samuel).get("/draws"))
    assert "Draw 1: " in page and f"for action A-{action.number}" in page
    assert page.index("Draw 2: ") < page.index("Draw 1: ")
    assert "10 of 39 to read" in page and "1 left out before" in page and "not read yet" in page


def test_a_draw_that_was_read_says_how_many_were_set_aside(
    cast: Cast, clock: FixedClock, client_for: ClientFor
) -> None:
    make_checks.sample(cast, cast.grace, at=clock.now(), size=3)
    db.session.commit()
    client = client_for(cast.samuel)
    assert "3 read, 0 set aside" in words(client.get("/draws"))


@pytest.mark.parametrize(("who", "count"), [("grace", 1), ("leila", 1), ("ruth", 2), ("tomasz", 0), ("outsider", 0)])
def test_everybody_sees_those_they_may(
    cast: Cast, clock: FixedClock, client_for: ClientFor, who: str, count: int
) -> None:
    a_draw(cast, clock)
    a_draw(cast, clock, service_id=cast.mill)
    page = client_for(getattr(cast, who)).get("/draws").text
    assert page.count('href="/draws/0') == count


def test_a_verifier_sees_the_draws_of_their_action(cast: Cast, clock: FixedClock, client_for: ClientFor) -> None:
    action, requirement = make.a_done_action(cast, at=clock.now())
    vera = make.a_verifier(action, by=cast.samuel, at=clock.now())
    clock.move(hours=1)
    make.a_draw(requirement, cast.grace, at=clock.now())
    a_draw(cast, clock)
    page = client_for(vera).get("/draws").text
    assert page.count('href="/draws/0') == 1


def test_a_long_list_goes_on_with_the_older_ones(cast: Cast, clock: FixedClock, client_for: ClientFor) -> None:
    for _ in range(A_PAGE + 2):
        a_draw(cast, clock)
    client = client_for(cast.samuel)
    assert 'href="/draws?before=3"' in client.get("/draws").text
    older = client.get("/draws?before=3")
    assert "Draw 2: " in words(older) and "Draw 3: " not in words(older)
    assert client.get("/draws?before=x").status_code == 200


@pytest.fixture
def file(cast: Cast, clock: FixedClock, client_for: ClientFor, tmp_path):
    draw = a_draw(cast, clock, codes=read_codes("1-20 A early; 21-34 B late; 35-40 C", 40), excluded={7: "moved"})
    answer = client_for(cast.samuel).get(f"/draws/{draw.id}/file")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="draw-1.json"'
    path = tmp_path / "draw-1.json"
    path.write_bytes(answer.data)
    return path


def test_the_command_says_whether_the_order_is_the_same(file, capsys) -> None:
    assert main(["draw", "replay", str(file)]) == 0
    assert "Same: " in capsys.readouterr().out
    told = json.loads(file.read_text())
    file.write_text(json.dumps({**told, "order": told["order"][::-1]}))
    assert main(["draw", "replay", str(file)]) == 1
    assert "Not the same: " in capsys.readouterr().out


@pytest.mark.parametrize("content", ["", "[]", "{}", "null", '{"format": "spotcheck draw 1", "population": "x"}'])
def test_another_file_is_told_apart(tmp_path, capsys, content: str) -> None:
    path = tmp_path / "other.json"
    path.write_text(content)
    assert main(["draw", "replay", str(path)]) == 1
    assert "is no file of a draw" in capsys.readouterr().err


def test_the_program_on_the_page_does_it_without_spotcheck(file, cast: Cast, client_for: ClientFor, tmp_path) -> None:
    draw = db.session.scalars(sa.select(Draw)).one()
    page = client_for(cast.nadia).get(f"/draws/{draw.id}/replay")
    assert "Replay draw 1" in words(page)
    program = tmp_path / "replay.py"
    printed = page.text.split('<pre class="recipe"')[1].split("<code>")[1].split("</code>")[0]
    program.write_text(html.unescape(printed))
    ran = subprocess.run(
        [sys.executable, "-I", str(program), str(file)], capture_output=True, text=True, check=True, cwd=tmp_path
    )
    assert ran.stdout == "same\n"
    told = json.loads(file.read_text())
    file.write_text(json.dumps({**told, "seed": "another"}))
    ran = subprocess.run(
        [sys.executable, "-I", str(program), str(file)], capture_output=True, text=True, check=True, cwd=tmp_path
    )
    assert ran.stdout == "not the same\n"
