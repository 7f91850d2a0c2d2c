"""DOMAIN §9: a kind warning on what may say who somebody supported is. The NHS numbers are from the test range."""

from datetime import date

import pytest

from spotcheck.checks.rules.private_words import private_words

TODAY = date(2026, 11, 2)
NHS, BIRTH, NAME, ROOM = "NHS number", "date of birth", "a name", "room number"


@pytest.mark.parametrize(
    ("text", "noticed"),
    [
        ("", []),
        ("Calm, and one thing at a time.", []),
        ("Signed at 14:05 and looked again at 15:00.", []),
        ("R-7Q4 is number 17 on the sheet.", []),
        ("999 123 4567 has no valid check digit", []),
        ("It was 999 000 0018", [NHS]),
        ("9990000018", [NHS]),
        ("999-000-0018.", [NHS]),
        ("999 000 0050 ends in 0", [NHS]),
        ("19990000018 is eleven digits", []),
        ("Chart of 02/11/2026", []),
        ("Chart of 2 November 2026", []),
        ("Born 12/03/1938", [BIRTH]),
        ("12.3.1938", [BIRTH]),
        ("born on 3rd March 1938", [BIRTH]),
        ("3 Mar 1938 and 9990000018", [NHS, BIRTH]),
        ("since 1938", []),
        ("Ring 01632 960016", []),
        ("Mrs Hill was pleased", [NAME]),
        ("mr. Ali said so", []),
        ("Mr. Ali, in Room 12", [NAME, ROOM]),
        ("The dining room has 4 tables", []),
        ("Miss out nobody", []),
    ],
)
def test_what_may_name_somebody_are_noticed(text, noticed):
    said = [str(sentence) for sentence in private_words(text, today=TODAY)]
    assert len(said) == len(noticed)
    assert all(what in sentence for what, sentence in zip(noticed, said, strict=True))
