"""The installed wheel serves pages: templates, static files and migrations went with it."""

import json
import re
import socket
import subprocess
import sys
import sysconfig
import zipfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin
from urllib.request import urlopen

import pytest

from spotcheck.bootstrap.installer import install

TOP = Path(__file__).parents[2]

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    built = subprocess.run(build, cwd=TOP, capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stdout + built.stderr
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def python(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A Python that has the wheel, and borrows the libraries that this environment holds already."""
    venv = tmp_path_factory.mktemp("installed")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(venv)], check=True)
    python = venv / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    assert install(python, "--no-deps", str(wheel)) == 0
    places = sysconfig.get_paths(vars={"base": str(venv), "platbase": str(venv)})
    (Path(places["purelib"]) / "borrowed.pth").write_text(sysconfig.get_paths()["purelib"])
    return python


@pytest.fixture
def served(python: Path, tmp_path: Path) -> Iterator[str]:
    """The address of a demo that runs from the wheel, far from the checkout."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    command = [str(python), "-m", "spotcheck", "demo", "--json", "--port", port, "--data", str(tmp_path / "data")]
    with subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        yield json.loads(process.stdout.readline())["url"]
        process.terminate()
        process.wait(30)


@pytest.mark.parametrize("folder", ["templates", "static", "migrations"])
def test_the_wheel_carries_every_file_that_is_not_python(wheel: Path, folder: str) -> None:
    here = [path for path in (TOP / folder).rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    with zipfile.ZipFile(wheel) as archive:
        carried = set(archive.namelist())
    assert here
    assert {f"spotcheck/_data/{path.relative_to(TOP).as_posix()}" for path in here} <= carried


def test_an_installed_wheel_serves_a_page_and_its_style(served: str) -> None:
    with urlopen(served) as answer:
        page, address = answer.read().decode(), answer.url
    assert "<h1" in page
    style = re.search(r'rel="stylesheet"[^>]*href="([^"]+)"|href="([^"]+\.css[^"]*)"', page)
    assert style, page
    with urlopen(urljoin(address, style[1] or style[2])) as answer:
        assert answer.headers["Content-Type"].startswith("text/css")
