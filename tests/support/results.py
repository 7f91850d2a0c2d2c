"""What a stage found, and the words for it."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

NO_TEST_RAN = 5  # pytest's exit code for it
NAMED = 20  # so many tests are named under a heading; more would hide the others


@dataclass(frozen=True)
class Result:
    """The counts of one stage. A skipped test is named like one that failed: neither is fine."""

    title: str
    name: str
    passed: int = 0
    failed: tuple[str, ...] = ()
    skipped: tuple[str, ...] = ()
    seconds: float = 0.0

    @property
    def is_fine(self) -> bool:
        return not self.failed and not self.skipped and self.passed > 0

    def with_exit_code(self, code: int) -> Result:
        """The same, but never fine when the program says otherwise or no test ran."""
        if self.failed or (code == 0 and (self.passed or self.skipped)):
            return self
        why = "no test ran" if code in {0, NO_TEST_RAN} else f"ended with exit code {code}"
        return replace(self, failed=(why,))


def read_report(report: Path, *, title: str, name: str) -> Result:
    """The counts in a JUnit report, as pytest and Node both write it. Nothing when there is none."""
    if not report.is_file() or not report.stat().st_size:
        return Result(title, name)
    cases = list(ET.parse(report).iter("testcase"))  # noqa: S314  our own test runner wrote it
    failed = [case for case in cases if case.find("failure") is not None or case.find("error") is not None]
    skipped = [case for case in cases if case.find("skipped") is not None]
    return Result(
        title,
        name,
        passed=len([case for case in cases if case not in failed and case not in skipped]),
        failed=tuple(map(_name_of, failed)),
        skipped=tuple(map(_name_of, skipped)),
    )


def summary(results: Sequence[Result]) -> str:
    """A line for each stage, the names of what needs a look, and the sum as the last line."""
    lines = ["", "Summary"]
    lines += [f"  {'✓' if r.is_fine else '✗'} {r.title:<24} {_counts(r):<36} {r.seconds:6.1f} s" for r in results]
    for result in results:
        if not result.is_fine:
            lines += ["", f"{result.title}: python3 -m tests {result.name}"]
            lines += [f"  failed: {name}" for name in _some(result.failed)]
            lines += [f"  skipped: {name}" for name in _some(result.skipped)]
    if any(result.skipped for result in results):
        lines += ["", "A skipped test is a defect here: bring what it needs, or take it out."]
    return "\n".join([*lines, "", _sum(results)])


def _counts(result: Result) -> str:
    skipped = f", {len(result.skipped)} skipped" if result.skipped else ""
    return f"{result.passed} passed, {len(result.failed)} failed{skipped}"


def _sum(results: Sequence[Result]) -> str:
    together = Result(
        "",
        "",
        passed=sum(result.passed for result in results),
        failed=tuple(name for result in results for name in result.failed),
        skipped=tuple(name for result in results for name in result.skipped),
    )
    return _counts(together)


def _some(names: Sequence[str]) -> list[str]:
    rest = len(names) - NAMED
    return [*names[:NAMED], *([f"and {rest} more"] if rest > 0 else [])]


def _name_of(case: ET.Element) -> str:
    name, module = case.get("name", ""), case.get("classname", "")
    file = case.get("file") or module
    return f"{file}::{name}"
