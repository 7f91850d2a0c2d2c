"""/draws/replay: anybody signed in can have the order in a draw's file worked out again. Nothing of it is kept."""

from __future__ import annotations

import json
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
import sqlalchemy as sa

from spotcheck.core.clock import FixedClock
from spotcheck.core.database import db
from spotcheck.core.history import HistoryLine
from spotcheck.sampling.models import Draw
from spotcheck.sampling.routes.replay_any import NO_DRAW, NOTHING
from tests import make
from tests.cast import Cast
from tests.client import Client
from tests.matrix.sampling_doors import A_FILE
from tests.pages import words

ClientFor = Callable[..., Client]


def sends(client: Client, content: bytes) -> Any:
    return client.post("/draws/replay", {"file": (BytesIO(content), "draw-7.json")})


def pastes(client: Client, text: str) -> Any:
    return client.post("/draws/replay", {"text": text})


@pytest.mark.parametrize("who", ["samuel", "grace", "tomasz", "nadia", "admin"])
def test_a_file_of_a_draw_is_the_same_for_whoever_is_signed_in(cast: Cast, client_for: ClientFor, who: str) -> None:
    answer = sends(client_for(getattr(cast, who)), json.dumps(A_FILE).encode())
    page = words(answer)
    assert answer.status_code == 200
    assert "Draw 7: the same order" in page and "All 12 lines are the same." in page
    assert "a seed" in page and "different" not in page


def test_the_file_that_a_draws_page_gives_replays_here(cast: Cast, clock: FixedClock, client_for: ClientFor) -> None:
    _, requirement = make.a_done_action(cast, at=clock.now())
    draw = make.a_draw(requirement, cast.grace, at=clock.now())
    db.session.commit()
    samuel = client_for(cast.samuel)
    file = samuel.get(f"/draws/{draw.id}/file").data
    assert "the same order" in words(sends(samuel, file))
    assert "the same order" in words(pastes(samuel, file.decode()))


def test_a_line_that_was_changed_is_named_and_so_is_its_place(cast: Cast, client_for: ClientFor) -> None:
    order = [A_FILE["order"][1], A_FILE["order"][0], *A_FILE["order"][2:]]
    answer = pastes(client_for(cast.samuel), json.dumps(A_FILE | {"order": order}))
    page = words(answer)
    assert answer.status_code == 200
    assert "Draw 7: not the same order" in page and "2 lines of 12 are different." in page
    assert f"1 {order[0]} {order[1]} different" in page and "same" in page


def test_an_order_that_was_cut_short_has_nothing_in_the_places_after(cast: Cast, client_for: ClientFor) -> None:
    cut = A_FILE | {"order": A_FILE["order"][:-1]}
    page = words(pastes(client_for(cast.samuel), json.dumps(cut)))
    assert "1 line of 12 is different." in page and "12 nothing" in page


@pytest.mark.parametrize(
    "content",
    [
        "not a file of ours",
        "[" * 100_000,
        "[]",
        "12",
        json.dumps({**A_FILE, "format": "another"}),
        json.dumps({**A_FILE, "population": 1_000_000_000}),
        json.dumps({**A_FILE, "seed": "s" * 100_000}),
        json.dumps({**A_FILE, "order": "3, 1, 2"}),
        json.dumps({**A_FILE, "order": [{}]}),
        json.dumps({**A_FILE, "size": -1}),
        json.dumps({**A_FILE, "workers": [1]}),
        json.dumps({**A_FILE, "cap": "two"}),
        json.dumps({**A_FILE, "population": float("inf")}),
        json.dumps({**A_FILE, "seed": "\ud800"}),
        json.dumps({name: value for name, value in A_FILE.items() if name != "left_out"}),
    ],
    ids=lambda content: content[:30],
)
def test_what_is_no_file_of_a_draw_gets_one_clear_sentence_and_stays(
    cast: Cast, client_for: ClientFor, content: str
) -> None:
    samuel = client_for(cast.samuel)
    pasted, sent = pastes(samuel, content), sends(samuel, content.encode())
    assert (pasted.status_code, sent.status_code) == (422, 422)
    assert NO_DRAW.text in words(pasted) and NO_DRAW.text in words(sent)
    assert content[:10] in words(pasted)


def test_bytes_that_are_no_text_get_the_same_sentence(cast: Cast, client_for: ClientFor) -> None:
    assert NO_DRAW.text in words(sends(client_for(cast.samuel), b"\x89PNG\xff\xfe\x00"))


def test_an_empty_form_says_what_to_choose(cast: Cast, client_for: ClientFor) -> None:
    answer = pastes(client_for(cast.samuel), "  ")
    assert answer.status_code == 422 and NOTHING.text in words(answer)


def test_nothing_of_it_is_kept(cast: Cast, client_for: ClientFor) -> None:
    samuel = client_for(cast.samuel)
    before = [db.session.scalar(sa.select(sa.func.count()).select_from(one)) for one in (Draw, HistoryLine)]
    sends(samuel, json.dumps(A_FILE).encode())
    assert before == [db.session.scalar(sa.select(sa.func.count()).select_from(one)) for one in (Draw, HistoryLine)]


def test_draws_and_the_page_of_each_lead_here(cast: Cast, clock: FixedClock, client_for: ClientFor) -> None:
    _, requirement = make.a_done_action(cast, at=clock.now())
    draw = make.a_draw(requirement, cast.grace, at=clock.now())
    db.session.commit()
    samuel = client_for(cast.samuel)
    for address in ("/draws", f"/draws/{draw.id}/replay"):
        assert 'href="/draws/replay"' in samuel.get(address).text
    assert "Nothing of the file is kept." in words(samuel.get("/draws/replay"))
