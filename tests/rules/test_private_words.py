"""DOMAIN §9: a kind warning on what may say who somebody supported is. The NHS numbers are from the test range."""

from datetime import date

import pytest

from spotcheck.core.private_words import private_words
from tests.support.cases import cases

TABLE = cases("private-words")
SAYS = {"nhs": "NHS number", "birth": "date of birth", "name": "a name", "room": "room number"}


@pytest.mark.parametrize(("text", "noticed"), TABLE["cases"])
def test_what_may_name_somebody_are_noticed(text, noticed):
    said = [str(sentence) for sentence in private_words(text, today=date(TABLE["year"], 11, 2))]
    assert len(said) == len(noticed)
    assert all(SAYS[what] in sentence for what, sentence in zip(noticed, said, strict=True))
