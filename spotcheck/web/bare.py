"""A script without what only people need: comments, and the space around signs. Nothing is renamed, nothing moved.

Text, patterns and what stands in backticks stay as they are; a line ends where it ended, unless it ends with a sign
after which no statement can end. What is written in a way that this does not know is refused.
"""

from __future__ import annotations

import re

# Text in three kinds of signs, a pattern where one can stand, and what follows two strokes.
_KEPT = re.compile(
    r'"(?:[^"\\\n]|\\.)*"'
    r"|'(?:[^'\\\n]|\\.)*'"
    r"|`(?:[^`\\\n]|\\.)*`"
    r"|(?:(?<=[(,=:!&|?\[{;>\n])|(?<=\breturn)) ?/(?![/*])(?:[^/\\\n\[]|\\.|\[(?:[^\]\\\n]|\\.)*\])+/[a-z]*"
    r"|//[^\n]*"
)
_SIGN = re.compile(r" *([{}(),;:?=<>&|*!\[\]]) *")  # not + and -: "a + +b" is not "a ++b"
_LINE = re.compile(r"(?<=[{(\[,=])\n")


def bare(script: str) -> str:
    """The same script, smaller. ValueError when it holds what this does not know."""
    lines = _lines(script)
    parts: list[str] = []
    end = 0
    for found in _KEPT.finditer(lines):
        parts += _code(lines[end : found.start()]), _text(found[0])
        end = found.end()
    return _lines("".join([*parts, _code(lines[end:])]))


def _lines(script: str) -> str:
    return "\n".join(line for each in script.split("\n") if (line := each.strip()))


def _code(code: str) -> str:
    if left := re.search(r"[\"'`\\]|/\*", code):
        raise ValueError(f"not known: {code[max(left.start() - 30, 0) : left.end() + 30]!r}")
    return _LINE.sub("", _SIGN.sub(r"\1", code))


def _text(text: str) -> str:
    if text.startswith("//"):
        return ""
    if text.startswith("`") and text.count("{") != text.count("}"):
        raise ValueError(f"backticks inside backticks: {text!r}")
    return text
