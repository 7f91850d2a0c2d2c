"""Modules joined into one file: what each exports is what it would be, and what cannot be joined is refused."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from spotcheck.places import STATIC
from spotcheck.web.assets import read_tree
from spotcheck.web.joined import joined
from tests.support.node import node

MODULES = {
    "a.js": 'import { two as twice } from "./b.js";\nimport {\n  Kept,\n} from "./deep/c.js";\n'
    'import "./deep/side.js";\n'
    "// told at the end\nexport const said = [twice(2), new Kept().what, globalThis.seen];\n"
    "globalThis.told = said;\n",
    "b.js": 'export { Kept } from "./deep/c.js";\n'
    "export function two(n) {\n  return one(n) * 2; // of one\n}\nconst one = (n) => n;\n",
    "deep/c.js": 'export class Kept {\n  what = "kept";\n}\nconst one = "another";\nexport const other = one;\n',
    "deep/side.js": 'import { other } from "./c.js";\nglobalThis.seen = other;\n',
}


def run(script: str, said: str) -> object:
    done = subprocess.run(
        [node(), "--input-type=module", "-e", f"{script}\nconsole.log(JSON.stringify({said}));"],
        capture_output=True, text=True, check=True, timeout=30,
    )  # fmt: skip
    return json.loads(done.stdout)


def test_joined_modules_give_what_they_give_apart(tmp_path: Path) -> None:
    files = joined({"one.js": "a.js", "two.js": "b.js"}, MODULES.__getitem__, core="core.js")
    for name, text in files.items():
        (tmp_path / name).write_text(text)
    assert run(f"await import({json.dumps((tmp_path / 'one.js').as_uri())})", "globalThis.told") == [
        4,
        "kept",
        "another",
    ]
    assert "told at the end" not in files["one.js"]
    assert "class Kept" in files["core.js"]
    assert all("class Kept" not in files[name] for name in ("one.js", "two.js"))


@pytest.mark.parametrize(
    ("modules", "says"),
    [
        ({"a.js": 'import { b } from "./b.js";', "b.js": 'import { a } from "./a.js";'}, "in a loop"),
        ({"a.js": "export default 1;\n"}, "cannot be joined"),
        ({"a.js": "import('./b.js');\nimport x from 'b';\n"}, "cannot be joined"),
        ({"a.js": "const b = () => import('./b.js');\n"}, "cannot be joined"),
        ({"a.js": "const text = `over\ntwo lines`;\n"}, "cannot be joined"),
    ],
)
def test_what_cannot_be_joined_is_refused(modules: dict[str, str], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        joined({"one.js": "a.js"}, modules.__getitem__, core="core.js")


@pytest.mark.parametrize(("name", "largest"), [("signed-in.js", 20_000), ("capture.js", 25_000), ("shell.js", 20_000)])
def test_the_scripts_of_a_page_are_whole_and_small(tmp_path: Path, name: str, largest: int) -> None:
    tree = read_tree(STATIC)
    for file in (name, "core.js"):
        (tmp_path / file).with_suffix(".mjs").write_bytes(tree[file].body)
        subprocess.run([node(), "--check", (tmp_path / file).with_suffix(".mjs")], check=True, timeout=30)
    assert len(tree[name].zipped) + len(tree["core.js"].zipped) < largest
