"""ES modules joined into a few files when the application starts, as the style sheets are: two requests, not fifty.

The modules stay what is written, read and tested; nothing is renamed or rewritten. Each becomes a function that is run
once and gives what it exports, in the order in which they need each other. Comments and the space at the beginning of
lines, which only people need, stay behind. What this does not know (a default export, a loop of imports, an import
while running, text over several lines) is refused at start.
"""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Callable, Mapping

Read = Callable[[str], str]

_FROM = re.compile(r'^(import|export)\s*(?:\{([^}]*)\}\s*from\s*)?"([^"]+)";\n?', re.MULTILINE)
_DECLARED = re.compile(r"^export (?=(?:async )?(?:function|class|const) (\w+))", re.MULTILINE)
_COMMENT = re.compile(r"^//[^\n]*\n|^/\*.*?\*/\n?", re.MULTILINE | re.DOTALL)
_UNKNOWN = re.compile(r"^(?:import|export) |\bimport\(")


def joined(entries: Mapping[str, str], read: Read, *, core: str) -> dict[str, str]:
    """The text of each file of `entries` (name → path of its first module), and of `core`: what several of them need.

    `read(path)` gives a module's text. A page loads one of the files, and with it `core`.
    """
    needed = {name: _needed(path, read) for name, path in entries.items()}
    times = Counter(path for paths in needed.values() for path in paths)
    names = {path: f"m{number}" for number, path in enumerate(times)}
    shared = [path for path in times if times[path] > 1]
    files = {name: _file(paths, read, names, shared, core) for name, paths in needed.items()}
    functions = "\n".join(_as_function(path, read(path), names) for path in shared)
    return {core: f"{functions}\nexport{{{','.join(names[path] for path in shared)}}};\n", **files}


def alone(path: str, read: Read) -> str:
    """One file of a module and all that it needs, giving what the module gives: for a worker, which shares nothing."""
    needed = _needed(path, read)
    names = {one: f"m{number}" for number, one in enumerate(needed)}
    functions = "\n".join(_as_function(one, read(one), names) for one in needed)
    return f"{functions}\nexport const{{{','.join(_DECLARED.findall(read(path)))}}}={names[path]};\n"


def _file(paths: list[str], read: Read, names: Mapping[str, str], shared: list[str], core: str) -> str:
    own = [path for path in paths if path not in shared]
    used = dict.fromkeys(one for path in own for one in imports(path, read(path)) if one in shared)
    taken = f'import{{{",".join(names[path] for path in used)}}}from"./{core}";\n'
    functions = (_as_function(path, read(path), names, named=False) for path in own)
    return taken + "\n".join(one for one in functions if one) + "\n"


def imports(path: str, text: str) -> list[str]:
    """The paths of the modules that this one imports or gives on."""
    return [beside(path, found[3]) for found in _FROM.finditer(text)]


def beside(path: str, name: str) -> str:
    """What `name` means inside the module at `path`."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), name))


def _needed(path: str, read: Read, above: tuple[str, ...] = (), found: list[str] | None = None) -> list[str]:
    """This module and all that it needs, each after what it needs itself."""
    found = [] if found is None else found
    if path in above:
        raise ValueError(f"modules import each other in a loop: {' → '.join((*above, path))}")
    if path not in found:
        for one in imports(path, read(path)):
            _needed(one, read, (*above, path), found)
        found.append(path)
    return found


def _as_function(path: str, text: str, names: Mapping[str, str], *, named: bool = True) -> str:
    """One that gives nothing needs no name, unless another file may take it by `named`."""
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
    if not given and not named:
        return f"(()=>{{{''.join(taken)}{body}\n}})();" if body else ""
    return f"const {names[path]}=(()=>{{{''.join(taken)}{body}\nreturn{{{','.join(given)}}}}})();"


def _bare(path: str, body: str) -> str:
    lines = [line.strip() for line in _COMMENT.sub("", body).split("\n")]
    if left := [line for line in lines if _UNKNOWN.search(line) or line.count("`") % 2]:
        raise ValueError(f"{path} cannot be joined: {left[0]}")
    return "\n".join(line for line in lines if line and not line.startswith("//"))
