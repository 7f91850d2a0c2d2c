"""What is wrong with a page's HTML: parse errors, doubled ids, missing labels, icons, inline script or style."""

from __future__ import annotations

import re
from functools import cache
from hashlib import blake2b
from xml.etree.ElementTree import Element

import html5lib

from spotcheck import places


def audit(text: str, *, part: bool = False) -> None:
    """Raise with everything that is wrong; silent when the page is in order.

    A page that differs from a sound one by ids and tokens alone is sound as well, and is not read again."""
    likeness = _likeness(text, part=part)
    if likeness in _SOUND:
        return
    wrong = _wrong(text, part=part)
    if wrong:
        raise AssertionError("the page's HTML: " + "; ".join(wrong))
    _SOUND.add(likeness)


_SOUND: set[bytes] = set()
_ID = re.compile(r"\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b")
_TOKEN = re.compile(r"[\w=-]{20,}\.[\w-]{6}\.[\w-]{20,}")  # signed, with its moment


def _likeness(text: str, *, part: bool) -> bytes:
    """The same for pages that are alike but for ids and tokens; which ids are the same one tells pages apart."""
    seen: dict[str, str] = {}
    alike = _ID.sub(lambda found: seen.setdefault(found[0], f"id {len(seen)}"), _TOKEN.sub("token", text))
    return blake2b(f"{part} {alike}".encode()).digest()


def _wrong(text: str, *, part: bool) -> list[str]:
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    root = parser.parseFragment(text, container="main") if part else parser.parse(text)
    wrong = [f"line {position[0]}: {code} {values}" for position, code, values in parser.errors]
    elements = [element for element in root.iter() if isinstance(element.tag, str)]
    wrong += _ids(elements) + _fields(elements) + _icons(elements) + _inline(elements)
    if not part:
        wrong += _document(root, elements)
    return wrong


def _document(root: Element, elements: list[Element]) -> list[str]:
    count = {name: sum(element.tag == name for element in elements) for name in ("h1", "main", "title")}
    wrong = [f"{n} <{name}> instead of one" for name, n in count.items() if n != 1]
    html = next((element for element in elements if element.tag == "html"), root)
    if not html.get("lang"):
        wrong.append("no language")
    return wrong


def _ids(elements: list[Element]) -> list[str]:
    ids = [element.get("id") for element in elements if element.get("id")]
    known = set(ids)
    wrong = [f"id {name!r} twice" for name in sorted({name for name in ids if ids.count(name) > 1}, key=str)]
    for element in elements:
        for attribute in ("aria-labelledby", "aria-describedby"):
            wrong += [
                f"{attribute} names {name!r}, which is not there"
                for name in (element.get(attribute) or "").split()
                if name not in known
            ]
    return wrong


def _fields(elements: list[Element]) -> list[str]:
    labelled = {element.get("for") for element in elements if element.tag == "label"}
    inside = {id(inner) for element in elements if element.tag == "label" for inner in element.iter()}
    wrong = []
    for element in elements:
        if element.tag not in {"input", "select", "textarea"} or element.get("type") in {"hidden", "submit"}:
            continue
        if not (id(element) in inside or element.get("id") in labelled or element.get("aria-label")):
            wrong.append(f"<{element.tag} name={element.get('name')!r}> has no label")
    return wrong


def _icons(elements: list[Element]) -> list[str]:
    asked = [(element.get("href") or "").partition("#")[2] for element in elements if element.tag == "use"]
    return [f"no icon {name!r} in the sprite" for name in asked if name not in _sprite()]


@cache
def _sprite() -> set[str]:
    return set(re.findall(r'<symbol id="([\w-]+)"', (places.STATIC / "icons.svg").read_text("utf-8")))


def _inline(elements: list[Element]) -> list[str]:
    wrong = []
    for element in elements:
        wrong += [f"inline {name}" for name in element.attrib if name == "style" or name.startswith("on")]
        if element.tag == "script" and not element.get("src"):
            wrong.append("inline script")
        if element.tag == "img" and element.get("alt") is None:
            wrong.append("image without alt")
    return wrong
