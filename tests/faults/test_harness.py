"""The harness itself: its mishaps happen as its seed says, and it sees a server or a phone that breaks R1."""

from __future__ import annotations

from collections import Counter
from http.client import HTTPException
from itertools import chain, islice, repeat
from random import Random
from threading import Event

import pytest

from tests.faults.accounts import Kept, Saved, Tally, reckon
from tests.faults.driving import Effort, drive
from tests.faults.mishaps import Kind, Mishap, mishaps
from tests.faults.post_office import PostOffice, Sender, open_for_letters
from tests.faults.proxy import Proxy

pytestmark = pytest.mark.one_database

SEED = 20261102
A_B = [Saved("a", "Grace"), Saved("b", "Priya")]


def test_the_same_seed_gives_the_same_mishaps() -> None:
    first, again, other = (list(islice(mishaps(seed, kills=3, among=50), 200)) for seed in (1, 1, 2))
    assert first == again != other


def test_every_kind_of_mishap_happens_and_so_many_kills() -> None:
    kinds = Counter(one.kind for one in islice(mishaps(SEED, kills=5, among=400), 400))
    assert set(kinds) == set(Kind)
    assert kinds[Kind.KILLED] == 5


@pytest.mark.parametrize(
    ("on_the_server", "on_phones", "lost", "doubled", "wrong_author", "from_nowhere"),
    [
        ([("a", "Grace"), ("b", "Priya")], [], 0, 0, 0, 0),
        ([("a", "Grace")], [("b", "Priya")], 0, 0, 0, 0),
        ([("a", "Grace"), ("b", "Priya")], [("b", "Priya")], 0, 0, 0, 0),  # its receipt has not come yet
        ([("a", "Grace")], [], 1, 0, 0, 0),
        ([], [], 2, 0, 0, 0),
        ([("a", "Grace"), ("a", "Grace"), ("b", "Priya")], [], 0, 1, 0, 0),
        ([("a", "Grace")], [("b", "Priya"), ("b", "Priya")], 0, 1, 0, 0),
        ([("a", "Priya"), ("b", "Priya")], [], 0, 0, 1, 0),
        ([("a", "Grace"), ("b", "Priya"), ("c", "Grace")], [], 0, 0, 0, 1),
    ],
)
def test_what_was_shown_as_saved_is_held_against_what_is_kept(
    on_the_server: list[tuple[str, str]],
    on_phones: list[tuple[str, str]],
    lost: int,
    doubled: int,
    wrong_author: int,
    from_nowhere: int,
) -> None:
    found = reckon(
        A_B, on_the_server=[Kept(*one) for one in on_the_server], on_phones=[Kept(*one) for one in on_phones]
    )
    assert found == Tally(0, lost, doubled, wrong_author, from_nowhere)
    assert found.is_fine is (found == Tally(0, 0, 0, 0))


def test_the_tally_says_it_in_one_line() -> None:
    assert str(Tally(1003, 0, 0, 0)) == "faulted deliveries 1003, lost 0, doubled 0, wrong author 0"


@pytest.fixture
def office() -> PostOffice:
    return PostOffice()


def through(office: PostOffice, *, careless: bool = False, confused: bool = False) -> Tally:
    """Three phones, and 80 deliveries that meet a mishap.

    The very first meets a page that is not ours. Nothing in it was sent before, so a phone that deletes it has lost it:
    which later delivery meets what depends on who is quick, and what lies in it may have arrived by then."""
    met = chain([Mishap(Kind.HTML)], mishaps(SEED))
    with open_for_letters(office) as port, Proxy(port, met) as proxy:
        phones = [Sender(name, proxy.port, careless=careless, confused=confused) for name in ("one", "two", "three")]
        saved = drive(phones, proxy, Effort(80, at_most=20, drain=10), SEED, up=lambda: None)
        kept = [one for _, one in office.kept]
        held = [one for phone in phones for one in phone.held()]
        assert held == []
        return reckon(saved, on_the_server=kept, on_phones=held, faulted=proxy.faulted)


def test_a_phone_and_a_server_that_keep_to_it_lose_nothing_and_double_nothing(office: PostOffice) -> None:
    found = through(office)
    assert found.is_fine
    assert found.faulted >= 80


def test_a_server_that_forgets_what_it_had_is_seen() -> None:
    found = through(PostOffice(forgetful=True))
    assert (found.lost, found.wrong_author) == (0, 0)
    assert found.doubled > 0


def test_a_phone_that_deletes_on_any_200_is_seen(office: PostOffice) -> None:
    assert through(office, careless=True).lost > 0


def test_a_phone_that_seals_again_at_every_try_is_seen(office: PostOffice) -> None:
    assert through(office, confused=True).doubled > 0


def test_a_server_that_takes_the_carrier_for_the_author_is_seen() -> None:
    assert through(PostOffice(takes_the_carrier=True)).wrong_author > 0


@pytest.mark.parametrize(
    ("kind", "heard", "arrived"),
    [
        (Kind.NOTHING, "200 {", 1),
        (Kind.REFUSED, "nothing", 0),
        (Kind.REQUEST_CUT, "nothing", 0),
        (Kind.ANSWER_CUT, "nothing", 1),
        (Kind.ANSWER_DROPPED, "nothing", 1),
        (Kind.DELAYED, "200 {", 1),
        (Kind.DUPLICATED, "200 {", 2),
        (Kind.OVERTAKEN, "200 {", 1),
        (Kind.LATE, "nothing", 1),
        (Kind.HTML, "200 <", 0),
        (Kind.SIGN_IN, "302 ", 0),
        (Kind.KILLED, "200 {", 1),
    ],
)
def test_what_a_phone_hears_of_a_mishap_and_what_arrived(kind: Kind, heard: str, arrived: int) -> None:
    office, killed = PostOffice(forgetful=True), Event()
    mishap = Mishap(kind, share=0.9, seconds=0.01)
    with open_for_letters(office) as port, Proxy(port, repeat(mishap), kill=killed.set) as proxy:
        phone = Sender("one", proxy.port)
        phone.capture(Random(SEED))
        assert heard_by(phone) == heard
        proxy.be_calm()
        assert len(office.kept) == arrived
        assert killed.wait(0.05) is (kind is Kind.KILLED)


def test_one_that_was_held_back_arrives_behind_a_later_one(office: PostOffice) -> None:
    both = iter([Mishap(Kind.LATE), Mishap(Kind.NOTHING)])
    with open_for_letters(office) as port, Proxy(port, both) as proxy:
        phones = [Sender(name, proxy.port) for name in ("first", "second")]
        for phone in phones:
            phone.capture(Random(SEED))
            heard_by(phone)
        proxy.be_calm()
    assert [one.content for _, one in office.kept] == ["second 1", "first 1"]


def heard_by(phone: Sender) -> str:
    """The status and the first character of the answer, or nothing."""
    try:
        status, text = phone.ask()
        return f"{status} {text[:1].decode()}"
    except (OSError, HTTPException):
        return "nothing"
