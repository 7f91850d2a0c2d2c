"""GET /checks: every finished check that one may see, in filters that live in the address."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from werkzeug.test import TestResponse

from spotcheck.checks.models import Check
from spotcheck.checks.operations.holding import hold_back
from spotcheck.checks.operations.review import review
from spotcheck.checks.queries import lists
from spotcheck.checks.rules.judgement import Judgement
from spotcheck.core.clock import FixedClock, local_date
from spotcheck.core.database import db
from tests import make_checks
from tests.cast import Cast, Member
from tests.client import Client
from tests.matrix.reading import elements
from tests.pages import words

ClientFor = Callable[..., Client]
ROUND, QUESTIONS, RECORDS = "Medicines round", "PRN questions", "MAR and PRN records"


def shown(page: TestResponse) -> list[str]:
    """The addresses of the rows, in order."""
    rows = [one for one in elements(page.text) if one.tag == "li" and (one.get("class") or "").split()[:1] == ["row"]]
    links = [next(inner for inner in row.iter() if inner.tag == "a").get("href") or "" for row in rows]
    return [link for link in links if link.startswith("/checks/")]


def addresses(*checks: Check) -> list[str]:
    return [f"/checks/{one.id}" for one in checks]


def reviewed(cast: Cast, made: Check, *, at: datetime, passed_to: str | None = None) -> Check:
    judged = Judgement(
        corrections_seen=0, risk="low", commentary="Calm and clear.", stands=True,
        not_for_coaching=passed_to is not None, passed_to=passed_to, passed_on=local_date(at) if passed_to else None,
    )  # fmt: skip
    review(made, judged, by=cast.ruth.standing(), at=at)
    return made


@pytest.fixture
def several(cast: Cast, clock: FixedClock) -> dict[str, Check]:
    """Oldest first: a round of Tomasz, questions to Amina, records, and a round at Mill Lane."""
    at = clock.now()
    made = {
        "round": make_checks.observation(cast, cast.grace, cast.tomasz, at=at),
        "questions": make_checks.interview(cast, cast.priya, cast.amina, at=at + timedelta(days=1)),
        "records": make_checks.sample(cast, cast.grace, at=at + timedelta(days=2), size=5),
        "mill": make_checks.observation(cast, cast.leila, cast.joseph, at=at + timedelta(days=3), service_id=cast.mill),
    }
    reviewed(cast, made["round"], at=at + timedelta(hours=1))
    db.session.commit()
    clock.move(days=4)
    return made


WHO_SEES = {
    "samuel": ["records", "questions", "round"],  # manager of Hazel Court
    "ruth": ["mill", "records", "questions", "round"],
    "nadia": ["mill", "records", "questions", "round"],
    "grace": ["records", "round"],  # those she captured
    "tomasz": ["round"],  # the one about him
    "joseph": ["mill"],  # about him, and he manages Mill Lane
    "admin": [],
    "outsider": [],
}


@pytest.mark.parametrize("who", WHO_SEES)
def test_everybody_sees_theirs_newest_first(
    several: dict[str, Check], cast: Cast, client_for: ClientFor, who: str
) -> None:
    member: Member = getattr(cast, who)
    assert shown(client_for(member).get("/checks")) == addresses(*(several[one] for one in WHO_SEES[who]))


FILTERS = {
    "kind=observation": ["mill", "round"],
    "kind=sample": ["records"],
    "state=reviewed": ["round"],
    "state=waiting": ["mill", "records", "questions"],
    "since=2026-11-03&until=2026-11-04": ["records", "questions"],
    "until=9999-12-31": ["mill", "records", "questions", "round"],
    "since=2026-12-01": [],
}


@pytest.mark.parametrize("asked", FILTERS)
def test_what_narrows_the_list_is_in_the_address(
    several: dict[str, Check], cast: Cast, client_for: ClientFor, asked: str
) -> None:
    assert shown(client_for(cast.ruth).get(f"/checks?{asked}")) == addresses(*(several[one] for one in FILTERS[asked]))


def test_a_service_and_a_checklist_narrow_it_too(several: dict[str, Check], cast: Cast, client_for: ClientFor) -> None:
    ruth = client_for(cast.ruth)
    offered = lists.choices(cast.ruth.standing(), at=cast.ruth.made_at)
    assert [name for _id, name in offered.services] == ["Hazel Court", "Mill Lane"]
    assert shown(ruth.get(f"/checks?service={cast.mill}")) == addresses(several["mill"])
    questions = next(one_id for one_id, title in offered.checklists if "question" in title.casefold())
    page = ruth.get(f"/checks?checklist={questions}")
    assert shown(page) == addresses(several["questions"])
    assert "Filter: " in words(page)


def test_the_filters_offer_only_what_one_may_see(several: dict[str, Check], cast: Cast) -> None:
    offered = lists.choices(cast.tomasz.standing(), at=cast.tomasz.made_at)
    assert [name for _id, name in offered.services] == ["Hazel Court"]
    assert len(offered.checklists) == 1


def test_the_service_of_another_organisation_is_no_filter_for_anything(
    several: dict[str, Check], cast: Cast, client_for: ClientFor
) -> None:
    page = client_for(cast.ruth).get(f"/checks?service={cast.other_service}")
    assert (page.status_code, shown(page)) == (200, [])


@pytest.mark.parametrize("asked", ["kind=song", "since=31/02/2026", "state=lost", "service=1", "after=yesterday"])
def test_an_address_that_was_mistyped_is_answered_in_words(
    several: dict[str, Check], cast: Cast, client_for: ClientFor, asked: str
) -> None:
    assert client_for(cast.ruth).get(f"/checks?{asked}").status_code == 422


def test_a_long_list_comes_page_by_page_and_each_check_once(
    several: dict[str, Check], cast: Cast, client_for: ClientFor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lists.page, "__kwdefaults__", {**(lists.page.__kwdefaults__ or {}), "most": 3})
    ruth = client_for(cast.ruth)
    first = ruth.get("/checks")
    older = next(
        one.get("href") or "" for one in elements(first.text) if one.tag == "a" and "after=" in (one.get("href") or "")
    )
    second = ruth.get(older)
    assert (len(shown(first)), len(shown(second))) == (3, 1)
    assert shown(first) + shown(second) == addresses(*(several[one] for one in WHO_SEES["ruth"]))


def test_the_part_that_a_filter_brings_has_its_heading_beside_it(
    several: dict[str, Check], cast: Cast, client_for: ClientFor
) -> None:
    part = client_for(cast.ruth).get("/checks?kind=sample", part=True)
    assert part.text.count('id="checks-list"') == part.text.count('id="checks-heading"') == 1
    assert "One check fits that" in part.text


def test_a_reader_reads_no_names(several: dict[str, Check], cast: Cast, client_for: ClientFor) -> None:
    for address in ("/checks", "/checks.csv"):
        page = client_for(cast.nadia).get(address)
        assert not [name for name in ("Tomasz", "Amina", "Grace", "Priya", "Leila") if name in page.text]


def test_what_is_held_back_is_not_in_the_list_of_the_person_it_is_about(
    several: dict[str, Check], cast: Cast, clock: FixedClock, client_for: ClientFor
) -> None:
    until = local_date(clock.now() + timedelta(days=7))
    hold_back(several["round"], until=until, reason="Looked into.", by=cast.ruth.standing(), at=clock.now())
    db.session.commit()
    for address in ("/checks", "/checks.csv"):
        assert str(several["round"].id) not in client_for(cast.tomasz).get(address).text
        assert str(several["round"].id) in client_for(cast.samuel).get(address).text


def test_what_is_not_for_coaching_stays_with_those_who_decide_and_its_author(
    several: dict[str, Check], cast: Cast, clock: FixedClock, client_for: ClientFor
) -> None:
    reviewed(cast, several["questions"], at=clock.now(), passed_to="hr")
    db.session.commit()
    one = str(several["questions"].id)
    sees = {"samuel": True, "ruth": True, "priya": True, "amina": False, "nadia": False}
    for address in ("/checks", "/checks.csv"):
        assert {who: one in client_for(getattr(cast, who)).get(address).text for who in sees} == sees
