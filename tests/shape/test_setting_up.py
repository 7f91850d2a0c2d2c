"""The set-up behind the two commands, at work in a small project that needs one library and no network."""

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

TOP = Path(__file__).parents[2]
OUTSIDE = getattr(sys, "_base_executable", sys.executable)  # the Python that this environment was made from

pytestmark = pytest.mark.slow


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A project with the same bootstrap and one small library, which lies beside it as a wheel."""
    top = tmp_path / "checkout"
    (top / "spotcheck").mkdir(parents=True)
    shutil.copytree(TOP / "spotcheck" / "bootstrap", top / "spotcheck" / "bootstrap")
    (top / "spotcheck" / "__init__.py").touch()
    (top / "spotcheck" / "__main__.py").write_text(
        "from spotcheck import bootstrap\nbootstrap.prepare()\nimport sys, pebble\nprint(sys.prefix, *sys.argv[1:])\n"
    )
    (top / "constraints.txt").touch()
    write_project(top, pebble(tmp_path))
    return top


def write_project(top: Path, wheel: Path) -> None:
    lines = ["[project]", 'name = "spotcheck"', f'dependencies = ["pebble @ {wheel.as_uri()}"]']
    (top / "pyproject.toml").write_text("\n".join(lines))


def pebble(folder: Path) -> Path:
    path = folder / "pebble-1.0-py3-none-any.whl"
    about = "pebble-1.0.dist-info"
    with zipfile.ZipFile(path, "w") as wheel:
        wheel.writestr("pebble.py", "")
        wheel.writestr(f"{about}/METADATA", "Metadata-Version: 2.1\nName: pebble\nVersion: 1.0\n")
        wheel.writestr(f"{about}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        wheel.writestr(f"{about}/RECORD", "")
    return path


def started(top: Path, *arguments: str) -> subprocess.Popen[str]:
    clean = {key: value for key, value in os.environ.items() if key not in {"SPOTCHECK_NO_VENV", "PYTHONPATH"}}
    command = [OUTSIDE, "-m", "spotcheck", *arguments]
    return subprocess.Popen(
        command, cwd=top, env=clean, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL
    )


def said(process: subprocess.Popen[str]) -> tuple[str, str]:
    out, heard = process.communicate(timeout=120)
    assert process.returncode == 0, heard
    return out.strip(), heard


def test_the_first_start_prepares_and_the_second_only_starts(checkout: Path) -> None:
    first, heard = said(started(checkout, "demo", "--port", "0"))
    assert first == f"{checkout / '.venv'} demo --port 0"
    assert "Preparing .venv" in heard
    assert said(started(checkout, "again")) == (f"{checkout / '.venv'} again", "")


def test_two_that_start_at_once_prepare_once(checkout: Path) -> None:
    both = [started(checkout, "one"), started(checkout, "two")]
    heard = [said(process) for process in both]
    assert [out.split()[-1] for out, _ in heard] == ["one", "two"]
    assert "".join(told for _, told in heard).count("Preparing .venv") == 1


def test_a_checkout_that_was_moved_goes_on_without_preparing(checkout: Path, tmp_path: Path) -> None:
    said(started(checkout))
    moved = checkout.rename(tmp_path / "elsewhere")
    assert said(started(moved)) == (str(moved / ".venv"), "")


def test_a_preparation_that_was_cut_off_starts_afresh(checkout: Path) -> None:
    said(started(checkout))
    (checkout / ".venv" / ".ready").unlink()
    (checkout / ".venv" / ".installing").touch()
    (checkout / ".venv" / "half of something").touch()
    assert "Preparing .venv" in said(started(checkout))[1]
    assert not (checkout / ".venv" / "half of something").exists()


def test_a_changed_project_brings_the_environment_up_to_date(checkout: Path) -> None:
    said(started(checkout))
    (checkout / "constraints.txt").write_text("pebble==1.0\n")
    assert "up to date" in said(started(checkout))[1]
    assert said(started(checkout))[1] == ""


def test_a_library_that_cannot_be_fetched_is_said_in_words(checkout: Path) -> None:
    write_project(checkout, checkout / "nowhere-1.0-py3-none-any.whl")
    process = started(checkout)
    _, heard = process.communicate(timeout=120)
    assert process.returncode == 1
    assert "Nothing is lost: the same command carries on from here." in heard
