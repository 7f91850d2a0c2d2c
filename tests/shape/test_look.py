"""The look holds together: tokens are defined, colours live in one place, icons exist, nothing is inline."""

import re
from pathlib import Path

import pytest

from spotcheck.places import STATIC, TEMPLATES

SHEETS = sorted((STATIC / "css").rglob("*.css"))
PAGES = sorted(TEMPLATES.rglob("*.html"))
TOKENS = STATIC / "css" / "tokens.css"
NIGHT = STATIC / "css" / "night.css"
TEMPLATE_COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)


def defined(path: Path) -> set[str]:
    return set(re.findall(r"^\s*(--[\w-]+):", path.read_text("utf-8"), re.MULTILINE))


def style(path: Path) -> str:
    return re.sub(r"/\*.*?\*/", "", path.read_text("utf-8"), flags=re.DOTALL)


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.stem)
def test_every_token_that_is_used_is_defined(sheet: Path) -> None:
    text = style(sheet)
    own = set(re.findall(r"(--[\w-]+):", text))
    assert set(re.findall(r"var\((--[\w-]+)", text)) <= defined(TOKENS) | own


def test_every_token_is_used() -> None:
    everything = "".join(style(sheet) for sheet in SHEETS)
    assert {token for token in defined(TOKENS) if f"var({token})" not in everything} == set()


def test_night_gives_other_values_to_names_of_the_day_only() -> None:
    assert defined(NIGHT) < defined(TOKENS)


@pytest.mark.parametrize("sheet", [s for s in SHEETS if s not in (TOKENS, NIGHT)], ids=lambda path: path.stem)
def test_a_component_names_a_token_never_a_colour_of_its_own(sheet: Path) -> None:
    text = re.sub(r"oklch\(0 0 0 / [\d.]+\)", "", style(sheet))  # a veil over the page is the same by day and night
    assert re.findall(r"#[0-9a-fA-F]{3,8}\b|\b(?:rgb|hsl|oklch)a?\(", text) == []


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.stem)
def test_a_sheet_says_which_layer_it_belongs_to_and_shouts_nowhere(sheet: Path) -> None:
    text = style(sheet)
    assert re.search(r"@layer (tokens|base|layout|parts|helpers) \{", text)
    assert "!important" not in text
    assert text.count("{") == text.count("}")


def test_every_icon_a_template_names_is_in_the_sprite() -> None:
    sprite = set(re.findall(r'<symbol id="([\w-]+)"', (STATIC / "icons.svg").read_text("utf-8")))
    named = {
        icon
        for page in PAGES
        for icon in re.findall(r"""\b(?:icon|disc|draw)(?:\(|=)\s*["']([\w-]+)["']""", page.read_text("utf-8"))
    }
    assert named - sprite == set()


@pytest.mark.parametrize("page", PAGES, ids=lambda path: str(path.relative_to(TEMPLATES)))
def test_a_template_has_no_style_or_script_of_its_own(page: Path) -> None:
    text = TEMPLATE_COMMENT.sub("", page.read_text("utf-8"))
    assert re.findall(r"""\sstyle=|\son\w+=["']|<script(?![^>]*\bsrc=)|\bhx-on""", text) == []


@pytest.mark.parametrize("page", PAGES, ids=lambda path: str(path.relative_to(TEMPLATES)))
def test_a_component_or_layout_begins_with_what_it_needs(page: Path) -> None:
    if page.parent.name in {"components", "layouts"} or page.name.startswith("_"):
        assert page.read_text("utf-8").startswith("{#")
