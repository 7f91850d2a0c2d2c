"""R10 as pages: what to do comes first, and the message stays until somebody has it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from spotcheck.core.clock import FixedClock
from spotcheck.core.database import db
from spotcheck.core.ids import new_id
from spotcheck.messages.queries import open_for
from spotcheck.organisation.models import Service
from tests import make
from tests.cast import Cast
from tests.client import Client

Browser = Callable[..., Client]


def words(page: Any) -> str:
    """What the page says, without its tags."""
    return re.sub(r"\s+", " ", re.sub(r"<style>.*?</style>|<[^>]+>", " ", page.text, flags=re.DOTALL))


def tell(client: Client, service: Any, text: str = "In pain by the lift.") -> Any:
    """What somebody does who opens the page, writes a few words and sends them."""
    page = client.get(f"/at-risk?service={service}")
    form = dict(re.findall(r'<input type="hidden" name="(id|service)" value="([^"]+)"', page.text))
    return client.post("/alerts", {**form, "words": text})


def banners(page: Any) -> list[str]:
    found = re.findall(r'<section class="atrisk".*?</section>', page.text, re.DOTALL)
    return [re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", one)).strip() for one in found]


def test_what_to_do_does_not_wait_for_a_password(cast: Cast, client_for: Browser) -> None:
    page = client_for().get("/at-risk")
    assert "Make the person safe." in words(page)
    assert 'href="tel:999"' in page.text
    assert "Nobody has been told through Spotcheck" in words(page)
    assert "01632" not in page.text
    assert "/at-risk" in client_for().get("/sign-in").text


def test_with_one_service_there_is_its_number_to_ring_and_the_form(cast: Cast, client_for: Browser) -> None:
    page = client_for(cast.tomasz).get("/at-risk")
    assert 'href="tel:01632960016"' in page.text
    assert "Tell the managers now" in words(page)


def test_with_several_one_says_where_one_is(cast: Cast, client_for: Browser) -> None:
    client = client_for(cast.ruth)
    page = client.get("/at-risk")
    assert "Where are you?" in words(page)
    assert "Ring On-call manager: 01632 960016." in words(page)
    assert "Tell the managers now" not in words(page)
    chosen = client.get(f"/at-risk?service={cast.mill}")
    assert "Ring the manager of Mill Lane yourself" in words(chosen)
    assert "Tell the managers now" in words(chosen)


@pytest.mark.parametrize("service", ["x", "", "unknown", "foreign", "another"])
def test_an_address_somebody_typed_shows_no_other_service(service: str, cast: Cast, client_for: Browser) -> None:
    ids = {"unknown": new_id(), "foreign": cast.other_service, "another": cast.mill}
    page = client_for(cast.tomasz).get(f"/at-risk?service={ids.get(service, service)}")
    assert page.status_code == 200
    assert "Mill Lane" not in page.text
    assert "Other House" not in page.text


def test_from_telling_to_somebody_having_it(cast: Cast, client_for: Browser, clock: FixedClock) -> None:
    tomasz, samuel = client_for(cast.tomasz), client_for(cast.samuel)
    answer = tell(tomasz, cast.hazel)
    assert (answer.status_code, answer.location.startswith("/alerts/")) == (303, True)
    page = tomasz.get(answer.location)
    assert "Not yet seen by anyone" in words(page)
    assert 'href="tel:01632960016"' in page.text
    assert banners(tomasz.get("/at-risk")) == [
        "Not yet seen by anyone: ring 01632 960016. You told the managers of Hazel Court at 09:00 today. "
        "Read it Ring 01632 960016"
    ]
    clock.move(minutes=3)
    assert banners(samuel.get("/people")) == [
        "Tomasz says that someone is at risk at Hazel Court. 09:00 today Read it I have it"
    ]
    taken = samuel.post(f"{answer.location}/acknowledgement")
    assert "You have it." in words(samuel.get(taken.location))
    assert banners(samuel.get("/people")) == []
    assert "Samuel has it, since 09:03 today" in words(tomasz.get("/at-risk"))
    page = words(tomasz.get(answer.location))
    assert "Samuel has it 2 November 2026 at 09:03" in page
    assert "Tomasz said that someone is at risk 2 November 2026 at 09:00" in page


def test_after_ten_minutes_every_page_of_those_who_can_take_it_says_for_how_long(
    cast: Cast, client_for: Browser, clock: FixedClock
) -> None:
    where = tell(client_for(cast.tomasz), cast.hazel).location
    clock.move(minutes=9, seconds=59)
    for member in (cast.samuel, cast.ruth):
        assert banners(client_for(member).get("/actions"))[0].startswith("Tomasz says")
    clock.move(seconds=1)
    for member in (cast.samuel, cast.ruth):
        for page in ("/actions", "/people", "/checks/new"):
            assert banners(client_for(member).get(page)) == [
                "Nobody has answered for 10 minutes. Tomasz says that someone is at risk at Hazel Court. "
                "Said at 09:00 today. Take it if you can. Read it I have it"
            ]
    for member in (cast.joseph, cast.amina, cast.outsider):
        assert banners(client_for(member).get("/at-risk")) == []
    assert banners(client_for(cast.tomasz).get("/mine"))[0].startswith(
        "Nobody has answered for 10 minutes: ring 01632 960016."
    )
    assert "Nobody has answered for 10 minutes" in words(client_for(cast.tomasz).get(where))
    assert "Do not wait for somebody else." in words(client_for(cast.samuel).get(where))


def test_for_an_hour_whoever_raised_it_reads_on_every_page_who_has_it(
    cast: Cast, client_for: Browser, clock: FixedClock
) -> None:
    tomasz, samuel = client_for(cast.tomasz), client_for(cast.samuel)
    where = tell(tomasz, cast.hazel).location
    clock.move(minutes=12)
    samuel.get(where)
    samuel.post(f"{where}/acknowledgement")
    clock.move(minutes=59)
    assert 'class="atrisk answered"' in tomasz.get("/mine").text
    assert "Samuel has it, since 09:12 today. You told the managers of Hazel Court at 09:00 today." in words(
        tomasz.get("/mine")
    )
    assert "Samuel has it, after 12 minutes" in words(tomasz.get(where))
    assert "atrisk answered" not in client_for(cast.ruth).get("/people").text
    clock.move(minutes=1)
    assert "atrisk answered" not in tomasz.get("/mine").text


def test_there_is_another_number_when_it_is_about_the_manager(cast: Cast, client_for: Browser) -> None:
    tomasz = client_for(cast.tomasz)
    assert "No number is kept here yet." in words(tomasz.get("/at-risk"))
    alex = client_for(cast.admin)
    alex.get(f"/services/{cast.hazel}")
    alex.post(f"/services/{cast.hazel}/other-numbers", {"other_name": "The council", "other_number": "01632 960300"})
    page = tomasz.get("/at-risk")
    assert "Is it about your manager" in words(page)
    assert 'href="tel:01632960300"' in page.text
    assert 'href="tel:01632960300"' in tomasz.get(tell(tomasz, cast.hazel).location).text
    assert 'href="tel:01632960300"' not in client_for(cast.ruth).get(f"/at-risk?service={cast.mill}").text


def test_somebody_who_comes_second_hears_who_has_it(cast: Cast, client_for: Browser) -> None:
    where = tell(client_for(cast.grace), cast.hazel).location
    samuel, ruth = client_for(cast.samuel), client_for(cast.ruth)
    samuel.get(where)
    ruth.get(where)
    samuel.post(f"{where}/acknowledgement")
    second = ruth.post(f"{where}/acknowledgement")
    assert "Samuel has it, since 09:00 today" in words(ruth.get(second.location))


def test_tapping_in_the_banner_leaves_the_page_below(cast: Cast, client_for: Browser) -> None:
    where = tell(client_for(cast.grace), cast.hazel).location
    samuel = client_for(cast.samuel)
    samuel.get("/people")
    part = samuel.post(f"{where}/acknowledgement", part=True)
    assert part.status_code == 200
    assert 'id="alerts"' in part.text
    assert "I have it" not in part.text
    assert "You have it." in part.text
    assert "<main" not in part.text


def test_a_page_that_lies_open_asks_again(cast: Cast, client_for: Browser) -> None:
    samuel, tomasz = client_for(cast.samuel), client_for(cast.tomasz)
    assert 'hx-get="/alerts"' in samuel.get("/people").text
    assert 'hx-get="/alerts"' not in tomasz.get("/at-risk").text
    assert banners(samuel.get("/alerts", part=True)) == []
    tell(client_for(cast.grace), cast.hazel)
    assert len(banners(samuel.get("/alerts", part=True))) == 1
    assert samuel.get("/alerts").location == "/at-risk"


def test_a_session_that_ended_takes_no_page_away(cast: Cast, client_for: Browser, clock: FixedClock) -> None:
    samuel = client_for(cast.samuel)
    clock.move(hours=13)
    answer = samuel.get("/alerts", part=True)
    assert (answer.status_code, "HX-Redirect" in answer.headers) == (200, False)


def test_sent_twice_it_is_once(cast: Cast, client_for: Browser) -> None:
    tomasz = client_for(cast.tomasz)
    form = {"id": str(new_id()), "service": str(cast.hazel), "words": ""}
    tomasz.get("/at-risk")
    assert tomasz.post("/alerts", form).location == tomasz.post("/alerts", form).location
    assert len(open_for(cast.samuel.standing())) == 1


@pytest.mark.parametrize("service", ["unknown", "foreign", "another"])
def test_one_tells_only_where_one_works(service: str, cast: Cast, client_for: Browser) -> None:
    ids = {"unknown": new_id(), "foreign": cast.other_service, "another": cast.mill}
    for member in (cast.tomasz, cast.ruth):
        client = client_for(member)
        client.get("/at-risk")
        answer = client.post("/alerts", {"id": str(new_id()), "service": str(ids[service]), "words": "x"})
        may = member is cast.ruth and service == "another"
        assert answer.status_code == (303 if may else 404)


def test_a_verifier_tells_where_they_verify(cast: Cast, client_for: Browser, clock: FixedClock) -> None:
    action = make.an_action(cast, at=clock.now())
    vera = make.a_verifier(action, by=cast.samuel, at=clock.now())
    db.session.commit()
    assert tell(client_for(vera), cast.hazel).status_code == 303


@pytest.mark.parametrize("missing", ["id", "service"])
def test_a_form_without_its_parts_comes_back_with_what_to_do(missing: str, cast: Cast, client_for: Browser) -> None:
    client = client_for(cast.ruth)
    client.get("/at-risk")
    form = {"id": str(new_id()), "service": str(cast.hazel), "words": "In pain."}
    del form[missing]
    answer = client.post("/alerts", form)
    assert answer.status_code == 422
    assert "Make the person safe." in words(answer)


def test_long_words_stay_in_the_form(cast: Cast, client_for: Browser) -> None:
    answer = tell(client_for(cast.tomasz), cast.hazel, "x" * 1001)
    assert answer.status_code == 422
    assert "x" * 1001 in answer.text


def test_words_are_words_and_never_markup(cast: Cast, client_for: Browser) -> None:
    where = tell(client_for(cast.grace), cast.hazel, "<b>lift</b>").location
    assert "&lt;b&gt;lift&lt;/b&gt;" in client_for(cast.samuel).get(where).text


def test_without_a_number_one_is_told_to_find_a_manager(cast: Cast, client_for: Browser) -> None:
    db.session.get_one(Service, (cast.organisation_id, cast.hazel)).on_call_number = None
    db.session.commit()
    tomasz = client_for(cast.tomasz)
    page = words(tomasz.get(tell(tomasz, cast.hazel).location))
    assert "Ring the manager of Hazel Court yourself: no on-call number is kept here." in page


def test_many_messages_do_not_push_the_page_away(cast: Cast, client_for: Browser) -> None:
    for number in range(5):
        tell(client_for(cast.tomasz), cast.hazel, f"Message {number}")
    shown = banners(client_for(cast.samuel).get("/people"))
    assert len(shown) == 4
    assert "2 more messages that someone is at risk." in shown[-1]
    assert client_for(cast.samuel).get("/at-risk").text.count("Message ") == 5
