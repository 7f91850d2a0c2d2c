"""What we did not write is what its author published: name, version, licence and sum of every vendored file."""

from hashlib import sha256
from pathlib import Path

import pytest

TOP = Path(__file__).parents[2]
FOLDERS = [TOP / "static" / "vendor", TOP / "tests" / "vendor"]


def listed(folder: Path) -> dict[str, list[str]]:
    lines = (folder / "VENDOR.txt").read_text("utf-8").splitlines()
    return {line.split()[0]: line.split()[1:] for line in lines if not line.startswith("#")}


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.parent.name)
def test_each_vendored_file_is_unchanged(folder: Path) -> None:
    found = {name: sha256((folder / name).read_bytes()).hexdigest() for name in listed(folder)}
    assert found == {name: row[-1] for name, row in listed(folder).items()}


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.parent.name)
def test_every_vendored_file_is_listed_with_its_licence_beside_it(folder: Path) -> None:
    here = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()} - {"VENDOR.txt"}
    licences = {name for name in here if name.endswith(".LICENSE.txt")}
    assert here - licences <= set(listed(folder))
    assert licences
    assert all(len(row) == 4 for row in listed(folder).values())
