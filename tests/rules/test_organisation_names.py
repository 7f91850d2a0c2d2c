"""Sign-in names, passwords, numbers to ring and addresses: what is taken, and what is taken for the same."""

from __future__ import annotations

import pytest

from spotcheck.organisation import rules


@pytest.mark.parametrize(
    ("typed", "compared"),
    [
        ("Grace", "grace"),
        ("  grace.night ", "grace.night"),
        ("GRACE@Example.ORG", "grace@example.org"),
        ("ｇｒａｃｅ", "grace"),  # noqa: RUF001  wide letters, as some phones write them
        ("07700 900142", "+447700900142"),
        ("+44 7700 900142", "+447700900142"),
        ("0044 (7700) 900-142", "+447700900142"),
        ("01632 960016", "01632 960016"),
        ("٠٧٧٠٠٩٠٠١٤٢", "٠٧٧٠٠٩٠٠١٤٢"),
    ],
)
def test_a_name_is_the_same_however_it_is_typed(typed: str, compared: str) -> None:
    assert rules.normal_sign_in(typed) == compared


@pytest.mark.parametrize("typed", ["gra", "grace.night", "grace@example.org", "07700 900142", "x" * 120, "Zoë"])
def test_a_new_name_may_be_an_email_a_mobile_number_or_made_up(typed: str) -> None:
    assert rules.sign_in_refused(typed) == ()


@pytest.mark.parametrize("typed", ["", "ab", "   a ", "x" * 121, "grace of the night", "grace\u200bnight"])
def test_a_name_nobody_could_type_again_is_refused(typed: str) -> None:
    assert len(rules.sign_in_refused(typed)) == 1


@pytest.mark.parametrize("password", ["three plain words", "correcthorse", "ten letter", "aB3! " * 40])
def test_a_password_is_long_and_otherwise_free(password: str) -> None:
    assert rules.password_refused(password, names=["grace"]) == ()


@pytest.mark.parametrize(
    ("password", "says"),
    [
        ("nine char", "at least 10 characters"),
        ("", "at least 10 characters"),
        ("ab" * 101, "at most 200"),
        ("aaaaaaaaaaaa", "easy to guess"),
        ("121212121212", "easy to guess"),
        ("Grace.Night.Shift", "easy to guess"),
    ],
)
def test_a_password_that_is_short_or_easy_to_guess_is_refused(password: str, says: str) -> None:
    assert says in str(rules.password_refused(password, names=["grace.night.shift"])[0])


@pytest.mark.parametrize("number", [None, "999", "01632 960016", "+44 1632 960016", "(01632) 960-016"])
def test_a_number_to_ring(number: str | None) -> None:
    assert rules.number_refused(number) == ()


@pytest.mark.parametrize("number", ["ask Alex", "12", "01632 960016 ext 4", "1" * 16, "٠١٦٣٢٩٦٠٠١٦", "01632\t960016"])
def test_what_no_telephone_could_ring_is_refused(number: str) -> None:
    assert len(rules.number_refused(number)) == 1


@pytest.mark.parametrize(
    ("wanted", "page"),
    [
        ("/today", "/today"),
        ("/actions?view=late&service=1", "/actions?view=late&service=1"),
        ("/", "/"),
        (None, None),
        ("", None),
        ("//evil.example.org", None),
        ("/\\evil.example.org", None),
        ("/\t/evil.example.org", None),
        ("/ok\n//evil.example.org", None),
        ("\\\\evil.example.org", None),
        ("https://evil.example.org", None),
        ("https:evil.example.org", None),
        ("javascript:alert(1)", None),
        (" /today", None),
        ("today", None),
        ("/" + "x" * 2000, None),
    ],
)
def test_after_signing_in_one_goes_on_to_a_page_of_ours_only(wanted: str | None, page: str | None) -> None:
    assert rules.local_page(wanted) == page


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8::1", "2001:db8::/64"),
        ("2001:db8:0:0:ffff::9", "2001:db8::/64"),
        ("2001:db8:0:1::9", "2001:db8:0:1::/64"),
        ("", "nowhere"),
        ("not an address", "nowhere"),
    ],
)
def test_tries_from_one_line_count_together(address: str, place: str) -> None:
    assert rules.same_place(address) == place


@pytest.mark.parametrize(
    ("with_name", "from_address", "may"),
    [(0, 0, True), (9, 0, True), (10, 0, False), (0, 49, True), (0, 50, False), (10, 50, False)],
)
def test_guessing_ends_after_ten_tries_with_a_name_or_fifty_from_a_place(
    with_name: int, from_address: int, may: bool
) -> None:
    assert rules.may_try(with_name, from_address) is may
