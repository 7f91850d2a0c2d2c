"""Every text that a person may read, as it is written in the code and in the templates."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path

from jinja2 import Environment, nodes

from tests.support.code import TOP, Module, modules

TEMPLATES = TOP / "templates"
SAYING = {"say": 1, "say_n": 2}  # how many of the first arguments are text
GETTEXT = {"_": 1, "gettext": 1, "ngettext": 2, "pgettext": 2, "npgettext": 3}
SEEN_ATTRIBUTES = ("alt", "title", "placeholder", "aria-label", "aria-description", "label")
HOLE = "\ufffc"  # where a value stands

_jinja = Environment(extensions=["jinja2.ext.i18n"], autoescape=True)
_jinja.newstyle_gettext = True  # type: ignore[attr-defined]  # the extension puts it there


@dataclass(frozen=True)
class Text:
    """What is said, and where: `spotcheck.tracker.rules.plan:40` or `tracker/action.html:12`."""

    text: str
    where: str


@dataclass(frozen=True)
class Said(Text):
    """A text with the names of the values that are given to it; None when it is chosen from several."""

    given: frozenset[str] | None


def said_in(module: Module) -> Iterator[Said]:
    """The texts of `say` and `say_n`; where they are chosen from pairs, every pair of texts in the module."""
    chosen = False
    for name, call in module.calls():
        if name not in SAYING:
            continue
        given = {keyword.arg for keyword in call.keywords if keyword.arg} | ({"n"} if name == "say_n" else set())
        for argument in call.args[: SAYING[name]]:
            if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                yield Said(argument.value, f"{module.name}:{call.lineno}", frozenset(given))
            else:
                chosen = True
    if chosen:
        yield from _pairs(module)


def _pairs(module: Module) -> Iterator[Said]:
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Tuple) and len(node.elts) == 2:
            texts = [part.value for part in node.elts if isinstance(part, ast.Constant) and isinstance(part.value, str)]
            if len(texts) == 2:
                yield from (Said(text, f"{module.name}:{node.lineno}", None) for text in texts)


def said_in_code() -> list[Said]:
    return [said for module in modules() for said in said_in(module)]


def templates() -> list[Path]:
    return sorted(TEMPLATES.rglob("*.html"))


def said_in_template(source: str, name: str) -> Iterator[Text]:
    """The texts of `{% trans %}` and `_()`."""
    for call in _jinja.parse(source).find_all(nodes.Call):
        if isinstance(call.node, nodes.Name) and call.node.name in GETTEXT:
            for argument in call.args[: GETTEXT[call.node.name]]:
                if isinstance(argument, nodes.Const) and isinstance(argument.value, str):
                    yield Text(" ".join(argument.value.split()), f"{name}:{call.lineno}")


def said_in_templates() -> list[Text]:
    return [
        text
        for path in templates()
        for text in said_in_template(path.read_text("utf-8"), str(path.relative_to(TEMPLATES)))
    ]


def plain_constants(source: str) -> list[str]:
    """The strings in expressions that no translation passes: names, classes, and whatever was forgotten."""
    tree = _jinja.parse(source)
    translated = {
        id(constant)
        for call in tree.find_all(nodes.Call)
        if isinstance(call.node, nodes.Name) and call.node.name in GETTEXT
        for constant in call.find_all(nodes.Const)
    }
    return [
        constant.value
        for constant in tree.find_all(nodes.Const)
        if id(constant) not in translated and isinstance(constant.value, str)
    ]


class Skeleton(HTMLParser):
    """The HTML that stands in a template, with a hole for each value: what it shows, and what it does inline."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.shown: list[str] = []
        self.inline: list[str] = []
        self._within: str = ""
        self.feed("".join(_written(_jinja.parse(source))))
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = dict(attrs)
        self._within = tag
        named = tag == "input" and known.get("type") in {"submit", "button", "reset"}
        seen = [*SEEN_ATTRIBUTES, *(["value"] if named else [])]
        self.shown += [known[name] or "" for name in seen if name in known]
        self.inline += [name for name in known if name.startswith(("on", "hx-on")) or name == "style"]
        if tag == "style" or (tag == "script" and "src" not in known):
            self.inline.append(f"<{tag}>")

    def handle_data(self, data: str) -> None:
        if self._within not in {"style", "script"}:
            self.shown.append(data)

    def handle_endtag(self, tag: str) -> None:
        self._within = ""


def _written(node: nodes.Node) -> Iterator[str]:
    if isinstance(node, nodes.Output):
        for part in node.nodes:
            yield part.data if isinstance(part, nodes.TemplateData) else HOLE
        return
    for child in node.iter_child_nodes():
        if isinstance(child, nodes.Stmt):
            yield from _written(child)
