"""R10: whom to ring when it is about one's own manager. What can be kept as such a number."""

from __future__ import annotations

import pytest

from spotcheck.organisation.rules import MOST_OTHER_NUMBERS, other_number_refused

FREE, FULL = 0, MOST_OTHER_NUMBERS


@pytest.mark.parametrize(
    ("name", "number", "kept", "wrong"),
    [
        ("The council", "01632 960300", FREE, ()),
        ("The council", "999", FREE, ()),
        ("The council", "01632 960300", FULL - 1, ()),
        (None, "01632 960300", FREE, ("other_name",)),
        ("The council", None, FREE, ("other_number",)),
        (None, None, FREE, ("other_name", "other_number")),
        ("The council", "ask Alex", FREE, ("other_number",)),
        ("The council", "01632 960300", FULL, ("other_number",)),
    ],
)
def test_who_answers_and_a_number_that_can_be_rung(
    name: str | None, number: str | None, kept: int, wrong: tuple[str, ...]
) -> None:
    assert tuple(other_number_refused(name, number, kept=kept)) == wrong
