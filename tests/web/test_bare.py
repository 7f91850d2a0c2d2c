"""A script without comments and space does what it did; what could be read in two ways is refused."""

from __future__ import annotations

import subprocess
from pathlib import Path
from shutil import copytree

import pytest

from spotcheck.places import STATIC
from spotcheck.web.assets import read_tree
from spotcheck.web.bare import bare
from tests.support.code import TOP
from tests.support.node import node

RUN = ["bytes", "answers", "waiting", "sending-order", "phone", "claimed"]  # rules, and the machinery from end to end


@pytest.mark.parametrize(
    ("script", "small"),
    [
        ("const a = (b) => b ? [1, 2] : { c: b };", "const a=(b)=>b?[1,2]:{c:b};"),
        ('const a = "x = ( y )  // z"; // why\nrun(a);', 'const a="x = ( y )  // z";\nrun(a);'),
        ("// why\n\n  const a = 'it is { so }';\n", "const a='it is { so }';"),
        ("const a = `${b ? 1 : 2} = ${ c }`;", "const a=`${b ? 1 : 2} = ${ c }`;"),
        ('a = b.replace(/ ( = ) \\/ [/ "] /g, " x ");', 'a=b.replace(/ ( = ) \\/ [/ "] /g," x ");'),
        ("return / a /.test(b);", "return / a /.test(b);"),
        ("const a = b / c / d; // e / f", "const a=b / c / d;"),
        ("const a = b / (c) / d;", "const a=b /(c)/ d;"),
        ("a = b + +c - -d;", "a=b + +c - -d;"),
        ("a = b\nc = d", "a=b\nc=d"),
        ("a(\n  b,\n  c,\n);", "a(b,c,);"),
        ("if (a) {\n  b();\n} else {\n  c();\n}\nd();", "if(a){b();\n}else{c();\n}\nd();"),
        ("const a = { b }\n[c] = d", "const a={b}\n[c]=d"),
        ('fetch("https://example.org//");', 'fetch("https://example.org//");'),
        ("return { a };", "return{a};"),
        ("for (const a of [1]) b(a);", "for(const a of[1])b(a);"),
    ],
)
def test_only_comments_and_space_go(script: str, small: str) -> None:
    assert bare(script) == small


@pytest.mark.parametrize(
    "script",
    ["const a = `${b ? `c` : 1}`;", "const a = `b\nc`;", "/* why */ a();", 'const a = "b\\\nc";', "a = b\\u0061;"],
    ids=[
        "backticks inside backticks",
        "text over two lines",
        "a comment in between",
        "a line that goes on",
        "an escape",
    ],
)
def test_what_it_does_not_know_is_refused(script: str) -> None:
    with pytest.raises(ValueError, match=r"not known|backticks"):
        bare(script)


def test_our_scripts_are_served_that_way_and_what_others_wrote_as_it_is() -> None:
    tree = read_tree(STATIC)
    assert tree["js/app.js"].body == b'import "../vendor/htmx.esm.min.js";'
    assert tree["vendor/htmx.esm.min.js"].body == (STATIC / "vendor" / "htmx.esm.min.js").read_bytes()


def test_our_own_scripts_pass_their_tests_as_well_without_it(tmp_path: Path) -> None:
    copytree(TOP / "tests" / "js", tmp_path / "tests" / "js")
    copytree(TOP / "tests" / "vendor" / "fake-indexeddb", tmp_path / "tests" / "vendor" / "fake-indexeddb")
    for path in (STATIC / "js").rglob("*.js"):
        copy = tmp_path / "static" / path.relative_to(STATIC)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_text(bare(path.read_text("utf-8")), "utf-8")
    tests = [str(tmp_path / "tests" / "js" / f"{name}.test.js") for name in RUN]
    command = [str(node()), "--disable-warning=MODULE_TYPELESS_PACKAGE_JSON", "--test", *tests]
    ran = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    assert ran.returncode == 0, ran.stdout
