"""The names of others leave a text before it goes to the person it is about."""

from __future__ import annotations

import pytest

from spotcheck.desk.copy_rules import IN_PLACE, names_to_remove, without_names

OTHERS = ["Grace Okafor", "Zoë", "Mary-Ann O’Hara", "grace.o@example.org", "Jo"]

GONE = {
    "Grace Okafor was there": f"{IN_PLACE} was there",
    "grace okafor was there": f"{IN_PLACE} was there",
    "Grace said yes": f"{IN_PLACE} said yes",
    "GRACE said yes": f"{IN_PLACE} said yes",
    "She asked Okafor.": f"She asked {IN_PLACE}.",
    "Zoë’s round": f"{IN_PLACE}’s round",
    "Mary-Ann helped": f"{IN_PLACE}-{IN_PLACE} helped",
    "ring grace.o@example.org": f"ring {IN_PLACE}",
    "Jo came": f"{IN_PLACE} came",
}
STAYS = ["by the grace of time", "Joy and jobs", "A gracefully kept chart", "Tomasz knelt down"]


@pytest.mark.parametrize("text", GONE)
def test_a_name_goes_whole_or_in_parts(text: str) -> None:
    assert without_names(text, names_to_remove(OTHERS, "Tomasz Nowak")) == GONE[text]


@pytest.mark.parametrize("text", STAYS)
def test_other_words_stay(text: str) -> None:
    assert without_names(text, names_to_remove(OTHERS, "Tomasz Nowak")) == text


def test_what_is_in_ones_own_name_stays() -> None:
    names = names_to_remove(["Tomasz Zielony", "Anna Nowak"], "Tomasz Nowak")
    assert without_names("Tomasz Nowak and Tomasz Zielony", names) == f"Tomasz Nowak and {IN_PLACE}"
    assert without_names("Anna Nowak came, and Nowak stayed", names) == f"{IN_PLACE} came, and Nowak stayed"


def test_where_there_is_nobody_else_nothing_goes() -> None:
    assert without_names("Grace was there", names_to_remove([], "Tomasz")) == "Grace was there"
