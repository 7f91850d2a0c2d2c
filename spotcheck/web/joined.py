"""ES modules joined into one file when the application starts, as the style sheets are: one request instead of fifty.

The modules stay what is written, read and tested; nothing is renamed or rewritten. Each becomes a function that is run
once and gives what it exports, in the order in which they need each other. Comments and the space at the beginning of
lines, which only people need, stay behind. What this does not know (a default export, a loop of imports, text over
several lines) is refused at start.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable

_FROM = re.compile(r'^(import|export)\s*(?:\{([^}]*)\}\s*from\s*)?"([^"]+)";\n?', re.MULTILINE)
_DECLARED = re.compile(r"^export (?=(?:async )?(?:function|class|const) (\w+))", re.MULTILINE)
_COMMENT = re.compile(r"^//[^\n]*\n|^/\*.*?\*/\n?", re.MULTILINE | re.DOTALL)


def joined_modules(entry: str, read: Callable[[str], str]) -> str:
    """The module at this path with all that it imports. `read(path)` gives a module's text."""
    names: dict[str, str] = {}
    _name(entry, read, (), names)
    return "\n".join(_as_function(path, read(path), names) for path in names) + "\n"


def imports(path: str, text: str) -> list[str]:
    """The paths of the modules that this one imports or gives on."""
    return [beside(path, found[3]) for found in _FROM.finditer(text)]


def beside(path: str, name: str) -> str:
    """What `name` means inside the module at `path`."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), name))


def _name(path: str, read: Callable[[str], str], above: tuple[str, ...], names: dict[str, str]) -> None:
    """A name for each module, what is needed before what needs it."""
    if path in above:
        raise ValueError(f"modules import each other in a loop: {' → '.join((*above, path))}")
    if path in names:
        return
    for needed in imports(path, read(path)):
        _name(needed, read, (*above, path), names)
    names[path] = f"m{len(names)}"


def _as_function(path: str, text: str, names: dict[str, str]) -> str:
    taken, given = [], []
    for what, listed, name in _FROM.findall(text):
        each = [one.strip() for one in listed.split(",") if one.strip()]
        source = names[beside(path, name)]
        if what == "import" and each:
            taken.append(f"const{{{','.join(one.replace(' as ', ':') for one in each)}}}={source};")
        elif what == "export":
            given += [f"{one}:{source}.{one}" for one in each]
    body = _FROM.sub("", text)
    given += _DECLARED.findall(body)
    body = _bare(path, _DECLARED.sub("", body))
    return f"const {names[path]}=(()=>{{{''.join(taken)}\n{body}\nreturn{{{','.join(given)}}}}})();"


def _bare(path: str, body: str) -> str:
    lines = [line.strip() for line in body.split("\n")]
    if left := [line for line in lines if line.startswith(("import ", "export ")) or line.count("`") % 2]:
        raise ValueError(f"{path} cannot be joined: {left[0]}")
    return _COMMENT.sub("", "\n".join(line for line in lines if line) + "\n").strip()
