"""What a page offers: the links that one can follow and the forms that one can send, read from its HTML."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit
from xml.etree.ElementTree import Element

import html5lib


@dataclass(frozen=True)
class Form:
    """Where a form goes, how, and what it holds before anybody writes in it."""

    method: str
    path: str
    fields: tuple[tuple[str, str], ...]


def elements(text: str) -> list[Element]:
    """What a page shows as it was sent; what is hidden, and patterns for rows, are for a script to fill in."""
    return list(_shown(html5lib.HTMLParser(namespaceHTMLElements=False).parse(text)))


def _shown(element: Element) -> Iterator[Element]:
    if element.tag == "template" or element.get("hidden") is not None:
        return
    if isinstance(element.tag, str):
        yield element
    for inner in element:
        yield from _shown(inner)


def links(page: list[Element], *, at: str) -> set[str]:
    """The pages of this site that the page at this path leads to."""
    written = {element.get("href", "") for element in page if element.tag == "a"}
    found = {urljoin(at, href) for href in written if not href.startswith("#")}
    return {path.partition("#")[0] for path in found if not urlsplit(path).scheme and not path.startswith("/static/")}


def forms(page: list[Element], *, at: str) -> Iterator[Form]:
    """Every form as each of its buttons sends it; what is chosen or written already goes with it."""
    for form in (element for element in page if element.tag == "form"):
        mine = [*form.iter(), *(one for one in page if form.get("id") and one.get("form") == form.get("id"))]
        fields = [pair for element in mine if (pair := _filled(element)) is not None]
        buttons = [one for one in mine if one.tag == "button" and one.get("type") != "button"] or [form]
        for button in buttons:
            path = urljoin(at, button.get("formaction") or form.get("action") or at)
            pressed = [(button.get("name", ""), button.get("value", ""))] if button.get("name") else []
            yield Form((form.get("method") or "get").upper(), path, (*fields, *pressed))


def _filled(element: Element) -> tuple[str, str] | None:
    name, kind = element.get("name"), element.get("type")
    if not name or name == "csrf_token":
        return None
    if element.tag == "input" and kind not in {"submit", "button"}:
        if kind in {"radio", "checkbox"} and element.get("checked") is None:
            return None
        return name, element.get("value") or ("on" if kind in {"radio", "checkbox"} else "")
    if element.tag == "textarea":
        return name, "".join(element.itertext())
    if element.tag == "select":
        options = [one for one in element.iter() if one.tag == "option"]
        chosen = next((one for one in options if one.get("selected") is not None), options[0] if options else None)
        return (name, chosen.get("value") or "") if chosen is not None else None
    return None
