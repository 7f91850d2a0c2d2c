"""What we tell a safety officer and a data protection officer names what is there."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from spotcheck.core.words import say
from spotcheck.governance.keeping_rules import TERMS, Kind, length_in_words
from tests.support.code import TOP

DOCS = TOP / "docs"
HAZARDS = (DOCS / "hazards.md").read_text("utf-8")
SECTIONS = dict(re.findall(r"^## (H\d+) · [^\n]+\n(.*?)(?=^## |\Z)", HAZARDS, re.M | re.S))
NAMED = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")
RISK = re.compile(r"\*\*(?:Before|After):\*\* ([a-z ]+) × ([a-z ]+) = (\d)\.")
PATH = re.compile(r"`((?:spotcheck|tests|docs)/[\w/]+\.\w+)`")


def test_there_are_at_least_fifteen_hazards_numbered_without_a_gap() -> None:
    assert len(SECTIONS) >= 15
    assert list(SECTIONS) == [f"H{number}" for number in range(1, len(SECTIONS) + 1)]


@pytest.mark.parametrize("name", SECTIONS)
def test_a_hazard_says_all_that_is_asked_and_names_a_test(name: str) -> None:
    text = SECTIONS[name]
    for part in ("Could happen:", "Because:", "Before:", "After:", "Control:", "Left to you:"):
        assert f"**{part}**" in text, f"{name} does not say {part}"
    assert NAMED.search(text), f"{name} names no test"


@pytest.mark.parametrize("named", sorted(set(NAMED.findall(HAZARDS))), ids="::".join)
def test_each_named_test_is_there(named: tuple[str, str]) -> None:
    path, test = named
    assert is_there(TOP / path, test), f"{path}::{test}"


def is_there(path: Path, test: str) -> bool:
    if not path.is_file():
        return False
    tree = ast.parse(path.read_text("utf-8"))
    return test in {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


def test_a_test_that_went_is_noticed() -> None:
    assert not is_there(Path(__file__), "test_of_another_time")
    assert not is_there(TOP / "tests" / "nowhere.py", "test_a_test_that_went_is_noticed")
    assert is_there(Path(__file__), "test_a_test_that_went_is_noticed")


def matrix() -> dict[tuple[str, str], int]:
    """(severity, likelihood): risk, as the page shows it."""
    rows = [
        [cell.strip().lower() for cell in line.strip("|").split("|")]
        for line in HAZARDS.splitlines()
        if line[:1] == "|"
    ]
    severities = rows[0][1:]
    return {(severity, row[0]): int(n) for row in rows[2:] for severity, n in zip(severities, row[1:], strict=True)}


@pytest.mark.parametrize("name", SECTIONS)
def test_the_risk_of_a_hazard_is_the_one_of_the_matrix_and_is_not_greater_afterwards(name: str) -> None:
    found = RISK.findall(SECTIONS[name])
    assert len(found) == 2, f"{name}: before and after"
    (_, _, before), (_, _, after) = found
    assert [int(risk) for _, _, risk in found] == [matrix()[severity, likelihood] for severity, likelihood, _ in found]
    assert int(after) <= min(int(before), 3)


@pytest.mark.parametrize("document", ["security.md", "retention.md", "hazards.md", "dpia.md"])
def test_each_file_that_a_document_names_is_there(document: str) -> None:
    text = (DOCS / document).read_text("utf-8")
    named = set(PATH.findall(text)) | {f"docs/{one}" for one in re.findall(r"docs/([\w-]+\.md)", text)}
    assert [one for one in sorted(named) if not (TOP / one).is_file()] == []


def test_the_staff_notice_says_the_lengths_of_the_rules() -> None:
    text = " ".join((DOCS / "staff-notice.md").read_text("utf-8").split())
    usual = {kind: length_in_words(kind, TERMS[kind].usual) for kind in Kind}
    for sentence in (
        say("A check: %(n)s.", n=usual[Kind.CHECKS]),
        say("After you leave: %(n)s at most.", n=usual[Kind.LEAVERS_CHECKS]),
        say("Your name: %(n)s after you leave.", n=usual[Kind.LEAVERS]),
    ):
        assert str(sentence) in text


def test_the_staff_notice_fits_on_a_page() -> None:
    assert len((DOCS / "staff-notice.md").read_text("utf-8").split()) <= 560
