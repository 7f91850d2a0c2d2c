"""The runner: what it starts, how it counts, and that nothing is left out quietly."""

import re
from pathlib import Path

import pytest

from tests.support.results import Result, read_report, summary
from tests.support.stages import BY_NAME, HEAVY, LIGHT, QUICK, Scripts, Suite, asked_for

TOP = Path(__file__).parents[2]
REPORT = """<testsuites><testsuite>
  <testcase file="tests/rooms/test_closing.py" name="test_one" />
  <testcase file="tests/rooms/test_closing.py" name="test_two"><failure /></testcase>
  <testsuite>
    <testcase classname="test" name="three"><error /></testcase>
    <testcase classname="test" name="four"><skipped /></testcase>
  </testsuite>
</testsuite></testsuites>"""


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "report.xml"
    path.write_text(REPORT)
    return path


def test_a_report_is_counted_test_by_test(report: Path) -> None:
    result = read_report(report, title="Rooms", name="rooms")
    assert result.passed == 1
    assert result.failed == ("tests/rooms/test_closing.py::test_two", "test::three")
    assert result.skipped == ("test::four",)


def test_the_last_line_is_the_sum_of_all_stages(report: Path) -> None:
    results = [read_report(report, title=str(n), name=str(n)) for n in range(3)]
    assert summary(results).splitlines()[-1] == "3 passed, 6 failed, 3 skipped"
    assert summary([Result("Rules", "rules", passed=5)]).splitlines()[-1] == "5 passed, 0 failed"


def test_the_summary_names_what_failed_and_how_to_run_it_again(report: Path) -> None:
    text = summary([read_report(report, title="Rooms on SQLite", name="rooms")])
    assert "failed: tests/rooms/test_closing.py::test_two" in text
    assert "python3 -m tests rooms" in text


@pytest.mark.parametrize(
    ("result", "fine"),
    [
        (Result("", "", passed=3), True),
        (Result("", "", passed=3, failed=("one",)), False),
        (Result("", "", passed=3, skipped=("one",)), False),
        (Result("", ""), False),
    ],
)
def test_only_a_stage_that_ran_and_passed_whole_is_fine(result: Result, fine: bool) -> None:
    assert result.is_fine is fine


def test_a_stage_in_which_no_test_ran_did_not_pass(tmp_path: Path) -> None:
    nothing = read_report(tmp_path / "never written.xml", title="", name="")
    assert nothing.with_exit_code(0).failed == ("no test ran",)
    assert nothing.with_exit_code(5).failed == ("no test ran",)
    assert nothing.with_exit_code(4).failed == ("ended with exit code 4",)


def test_a_program_that_ends_badly_did_not_pass_whatever_it_counted() -> None:
    assert Result("", "", passed=3).with_exit_code(3).failed == ("ended with exit code 3",)


def test_a_suite_is_narrowed_to_the_test_that_is_named() -> None:
    rooms = BY_NAME["rooms"]
    assert isinstance(rooms, Suite)
    whole = rooms.command(Path("report.xml"), ("-k", "twice"))
    assert whole[-1] == "tests/rooms"
    assert "-n" in whole
    one = rooms.command(Path("report.xml"), ("tests/shape/test_runner.py::test_x",))
    assert one[-1] == "tests/shape/test_runner.py::test_x"
    assert "-n" not in one


def test_every_folder_of_tests_has_a_stage() -> None:
    with_tests = {path.parent.relative_to(TOP).parts[1] for path in (TOP / "tests").rglob("test_*.py")}
    suites = [stage for stage in (*LIGHT, *HEAVY) if isinstance(stage, Suite)]
    run = {Path(path).name for stage in suites for path in stage.paths}
    assert with_tests <= run


def test_what_touches_the_database_runs_on_both() -> None:
    for name in ("rooms", "web", "journeys", "shape", "faults"):
        assert {stage.name for stage in HEAVY} >= {name, f"{name}-postgres"}


def test_who_asks_for_faults_hears_of_both_databases() -> None:
    assert [stage.name for stage in asked_for(["faults"])] == ["faults", "faults-postgres"]
    assert [stage.name for stage in asked_for(["faults-postgres", "faults", "js"])] == [
        "faults-postgres",
        "faults",
        "js",
    ]


def test_the_inner_circle_is_part_of_the_whole() -> None:
    whole = {path for stage in (*LIGHT, *HEAVY) if isinstance(stage, Suite) for path in stage.paths}
    assert {path for path in QUICK.paths if not any(Path(path).is_relative_to(one) for one in whole)} == set()


def test_every_script_that_tests_is_started() -> None:
    stage = BY_NAME["js"]
    assert isinstance(stage, Scripts)
    command = stage.command(Path("report.xml"), ()) or []
    tests = [path for path in (TOP / "tests" / "js").rglob("*.*js") if re.search(r"node:test", path.read_text("utf-8"))]
    assert {str(path) for path in tests} <= set(command)
