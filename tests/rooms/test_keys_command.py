"""`spotcheck keys`: rotated, kept apart with a passphrase, put back, and closed again when the secret changed."""

from __future__ import annotations

import io
import json
import shutil
import stat
import sys
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from spotcheck.app import create_app
from spotcheck.cli import main
from spotcheck.cli.keys import commands
from spotcheck.cli.keys import file as key_file
from spotcheck.cli.prepare import let_go, prepared
from spotcheck.core import history
from spotcheck.core.clock import SystemClock
from spotcheck.core.database import db
from spotcheck.core.ids import new_id
from spotcheck.delivery.at_rest import Safe
from spotcheck.delivery.models import OrganisationKey, Phone
from spotcheck.delivery.operations.keys import change_key, key_for_phones
from spotcheck.organisation.operations import found_organisation
from spotcheck.settings import Settings

NOW = SystemClock().now()
PASSPHRASE = "five words that nobody says\n"


@dataclass(frozen=True)
class Place:
    """A folder with an organisation in it that has a key."""

    folder: Path
    app: Flask

    @property
    def secret(self) -> Path:
        return self.folder / "secret"

    def keys(self) -> dict[str, tuple[str, str, bool]]:
        """Number: public half, how it is kept, whether it was retired."""
        with self.app.app_context():
            rows = db.session.scalars(sa.select(OrganisationKey).order_by(OrganisationKey.made_at)).all()
            found = {str(row.id): (row.public, row.private, row.retired_at is not None) for row in rows}
            db.session.remove()
        return found

    def opens(self) -> list[bool]:
        with self.app.app_context():
            safe = Safe(self.secret.read_text())
            found = [safe.opens(row) for row in db.session.scalars(sa.select(OrganisationKey))]
            db.session.remove()
        return found

    def does(self, what: Callable[[], Any]) -> Any:
        with self.app.app_context():
            found = what()
            db.session.commit()
            db.session.remove()
        return found


pytestmark = pytest.mark.one_database


@pytest.fixture(autouse=True)
def _sqlite_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DATABASE_URL", "SPOTCHECK_SECRET", "SPOTCHECK_DATA"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(key_file, "N", 2**4)
    monkeypatch.setitem(key_file.HARD, "n", 2**4)  # as hard as a test needs it
    # Each place is at the last migration; to look again would take longer than the rest of a test.
    monkeypatch.setattr(commands, "prepared", create_app)


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that every place of these tests begins as a copy of."""
    folder = tmp_path_factory.mktemp("empty")
    settings = Settings(folder, f"sqlite:///{folder / 'spotcheck.db'}", "replaced in each copy")
    let_go(prepared(settings))
    return folder


@pytest.fixture
def place(tmp_path: Path, empty: Path) -> Iterator[Place]:
    with standing(tmp_path / "here", "Hazel Group", empty) as found:
        yield found


@contextmanager
def standing(folder: Path, name: str | None, empty: Path) -> Iterator[Place]:
    shutil.copytree(empty, folder)
    made = Place(folder, create_app(Settings.from_environment(folder)))
    if name:
        made.does(lambda: _founded(name, Safe(made.secret.read_text())))
    yield made
    let_go(made.app)


def _founded(name: str, safe: Safe) -> None:
    admin = found_organisation(name, administrator="Alex", account_id=None, at=NOW)
    key_for_phones(admin.organisation_id, safe=safe, by=admin.id, at=NOW)


@pytest.fixture
def words(tmp_path: Path) -> Path:
    found = tmp_path / "words"
    found.write_text(PASSPHRASE)
    return found


@pytest.fixture
def say(place: Place, capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    def run(*typed: object, data: Path | None = None) -> tuple[int, str, str]:
        code = main(["keys", *map(str, typed), "--data", str(data or place.folder)])
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


Say = Callable[..., tuple[int, str, str]]


def test_the_list_says_which_key_phones_are_given_and_that_all_open(place: Place, say: Say) -> None:
    (first,) = place.keys()
    say("rotate")
    (second,) = set(place.keys()) - {first}
    code, out, _ = say("list")
    lines = out.splitlines()
    assert code == 0
    assert lines[0] == "Hazel Group"
    assert lines[1].startswith(f"  {second}") and lines[1].endswith("opens; phones are given it")
    assert lines[2].startswith(f"  {first}") and lines[2].endswith("opens; for what was sealed before")


def test_before_the_first_phone_there_are_no_keys(tmp_path: Path, say: Say, words: Path, empty: Path) -> None:
    with standing(tmp_path / "nobody", None, empty) as nobody:
        assert "There are no keys yet." in say("list", data=nobody.folder)[1]
        for typed in (("rotate",), ("backup", tmp_path / "k", "--passphrase-file", words)):
            code, _, err = say(*typed, data=nobody.folder)
            assert code == 1
            assert "There are no keys yet." in err
    assert not (tmp_path / "k").exists()


def test_a_folder_that_is_not_there_is_not_made(tmp_path: Path, say: Say) -> None:
    code, _, err = say("list", data=tmp_path / "nowhere")
    assert code == 1
    assert err.startswith("There is no folder")
    assert not (tmp_path / "nowhere").exists()


def test_a_new_key_leaves_the_old_one_as_it_was_and_a_line_in_the_history(place: Place, say: Say) -> None:
    before = place.keys()
    code, out, _ = say("rotate", "--organisation", "Hazel Group")
    after = place.keys()
    assert code == 0
    assert "go on opening what was sealed to them" in out
    assert {key: after[key] for key in before} == before
    assert len(after) == 2
    assert place.opens() == [True, True]
    told = place.does(lambda: [line.what for line in db.session.scalars(sa.select(history.HistoryLine))])
    assert told.count("key changed") == 1


def test_an_organisation_that_is_not_there_changes_nothing(place: Place, say: Say) -> None:
    before = place.keys()
    code, _, err = say("rotate", "--organisation", "Other Care")
    assert (code, place.keys()) == (1, before)
    assert "No organisation Other Care has keys." in err


def test_the_key_that_phones_are_given_is_not_retired(place: Place, say: Say) -> None:
    (only,) = place.keys()
    code, _, err = say("retire", only, "--sure")
    assert code == 1
    assert "Make a newer one first" in err
    assert place.opens() == [True]


def test_an_old_key_is_retired_on_purpose_only_and_then_it_is_gone(place: Place, say: Say) -> None:
    (first,) = place.keys()
    place.does(_a_phone)
    say("rotate")
    before = place.keys()
    code, out, _ = say("retire", first)
    assert (code, place.keys()) == (1, before)
    assert "One phone may still hold something" in out
    assert "say --sure" in out
    for _twice in range(2):
        assert say("retire", first, "--sure")[0] == 0
    assert place.keys()[first] == (before[first][0], "", True)
    assert "opens nothing any more" in say("list")[1]
    assert say("list")[0] == 0


def _a_phone() -> None:
    organisation_id = db.session.scalars(sa.select(OrganisationKey.organisation_id)).one()
    row = {"public": "p", "name": "Chrome", "first_seen_at": NOW, "last_seen_at": NOW}
    db.session.add(Phone(organisation_id=organisation_id, id=new_id(), **row))


def test_a_number_of_no_key_is_a_sentence(say: Say) -> None:
    code, _, err = say("retire", new_id(), "--sure")
    assert code == 1
    assert "There is no key of this number." in err


def test_a_backup_has_no_key_in_the_clear_and_is_the_owner_s_alone(
    place: Place, say: Say, words: Path, tmp_path: Path
) -> None:
    file = tmp_path / "keys.json"
    code, out, _ = say("backup", file, "--passphrase-file", words)
    assert code == 0
    assert "Kept in" in out
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    (kept,) = key_file.read_file(file, PASSPHRASE.strip())
    assert kept.organisation_name == "Hazel Group"
    assert kept.private not in file.read_text()
    assert "Hazel" not in file.read_text()
    assert kept.private not in repr(kept)


def test_what_is_there_is_not_written_over(place: Place, say: Say, words: Path, tmp_path: Path) -> None:
    file = tmp_path / "keys.json"
    file.write_text("mine")
    code, _, err = say("backup", file, "--passphrase-file", words)
    assert (code, file.read_text()) == (1, "mine")
    assert "it was left alone" in err


def test_it_asks_twice_at_a_terminal(place: Place, say: Say, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    typed = iter(["five words that nobody says", "five words that nobody sais", *["five words that nobody says"] * 2])
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True)
    monkeypatch.setattr("getpass.getpass", lambda _prompt: next(typed))
    file = tmp_path / "keys.json"
    code, _, err = say("backup", file)
    assert (code, file.exists()) == (1, False)
    assert "The two are not the same." in err
    assert say("backup", file)[0] == 0


def test_the_passphrase_may_be_piped_in_and_a_short_one_is_none(
    place: Place, say: Say, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "keys.json"
    for text, code in (("short\n", 1), ("\n", 1), (PASSPHRASE, 0)):
        monkeypatch.setattr(sys, "stdin", io.StringIO(text))
        assert say("backup", file, "--passphrase-file", "-")[0] == code
    monkeypatch.setattr(sys, "stdin", io.StringIO(""))
    code, _, err = say("backup", tmp_path / "other")
    assert (code, "Say where the passphrase is" in err) == (1, True)
    assert "cannot be read" in say("backup", tmp_path / "other", "--passphrase-file", tmp_path / "none")[2]


def forget_the_secret(place: Place) -> str:
    was = place.secret.read_text()
    place.secret.write_text("another secret altogether")
    return was


def test_with_another_secret_it_says_what_helps(place: Place, say: Say, words: Path, tmp_path: Path) -> None:
    forget_the_secret(place)
    code, out, _ = say("list")
    assert code == 1
    assert "DOES NOT OPEN" in out
    assert "One key of Hazel Group does not open with the secret of this place." in out
    for help_ in ("keys reseal --old-secret-file", "keys restore FILE", "keys rotate"):
        assert help_ in out
    code, _, err = say("backup", tmp_path / "keys.json", "--passphrase-file", words)
    assert (code, "Nothing was written." in err) == (1, True)


def test_after_the_secret_was_lost_a_backup_of_keys_opens_everything_again(
    place: Place, say: Say, words: Path, tmp_path: Path
) -> None:
    say("rotate")
    file, before = tmp_path / "keys.json", place.keys()
    say("backup", file, "--passphrase-file", words)
    forget_the_secret(place)
    assert place.opens() == [False, False]
    for _twice in range(2):
        code, out, _ = say("restore", file, "--passphrase-file", words)
        assert (code, place.opens()) == (0, [True, True])
        assert out.startswith("2 keys from")
    assert {key: kept[0] for key, kept in place.keys().items()} == {key: kept[0] for key, kept in before.items()}


def test_a_key_that_is_not_there_any_more_is_put_back(place: Place, say: Say, words: Path, tmp_path: Path) -> None:
    file = tmp_path / "keys.json"
    (first,) = place.keys()
    say("backup", file, "--passphrase-file", words)
    place.does(lambda: db.session.execute(sa.delete(OrganisationKey)))
    assert say("restore", file, "--passphrase-file", words)[0] == 0
    assert list(place.keys()) == [first]
    assert place.opens() == [True]


def test_a_retired_key_stays_retired(place: Place, say: Say, words: Path, tmp_path: Path) -> None:
    file = tmp_path / "keys.json"
    (first,) = place.keys()
    say("backup", file, "--passphrase-file", words)
    say("rotate")
    say("retire", first, "--sure")
    code, out, _ = say("restore", file, "--passphrase-file", words)
    assert (code, place.keys()[first][1:]) == (0, ("", True))
    assert f"The key {first} was retired here on purpose" in out


def spoil(file: Path, **change: Any) -> None:
    file.write_text(json.dumps({**json.loads(file.read_text()), **change}))


SPOILT: dict[str, tuple[Callable[[Path], Any], str]] = {
    "nothing": (lambda file: file.write_text(""), "no whole file of keys"),
    "text": (lambda file: file.write_text("keys"), "no whole file of keys"),
    "bytes": (lambda file: file.write_bytes(b"\xff\xfe\x00"), "no whole file of keys"),
    "a list": (lambda file: file.write_text("[1]"), "no whole file of keys"),
    "deep": (lambda file: file.write_text("[" * 100_000), "no whole file of keys"),
    "something else of ours": (lambda file: spoil(file, spotcheck="sealed envelopes"), "no whole file of keys"),
    "cut short": (lambda file: file.write_text(file.read_text()[:200]), "no whole file of keys"),
    "newer": (lambda file: spoil(file, format=2), "written by a newer Spotcheck (format 2; this one reads 1)"),
    "one letter": (lambda file: spoil(file, box="A" + json.loads(file.read_text())["box"][1:]), "is damaged"),
    "easier to guess": (lambda file: spoil(file, kdf={**key_file.HARD, "n": 2, "salt": "AAAA"}), "is damaged"),
    "no salt": (lambda file: spoil(file, kdf=None), "is damaged"),
    "without its end": (lambda file: spoil(file, sha256=None), "is damaged"),
}


@pytest.mark.parametrize("how", SPOILT)
def test_a_spoilt_file_is_a_sentence_and_changes_nothing(
    how: str, place: Place, say: Say, words: Path, tmp_path: Path
) -> None:
    file, (spoilt, says) = tmp_path / "keys.json", SPOILT[how]
    say("backup", file, "--passphrase-file", words)
    forget_the_secret(place)
    before = place.keys()
    spoilt(file)
    code, _, err = say("restore", file, "--passphrase-file", words)
    assert (code, place.keys()) == (1, before)
    assert says in err
    assert "Nothing was changed." in err


def test_a_wrong_passphrase_is_told_from_a_damaged_file(place: Place, say: Say, words: Path, tmp_path: Path) -> None:
    file, before = tmp_path / "keys.json", place.keys()
    say("backup", file, "--passphrase-file", words)
    words.write_text("other words that nobody says")
    code, _, err = say("restore", file, "--passphrase-file", words)
    assert (code, place.keys()) == (1, before)
    assert "This passphrase does not open" in err
    assert say("restore", tmp_path / "none", "--passphrase-file", words)[2].startswith("There is no file")


def test_keys_of_somewhere_else_are_refused(place: Place, say: Say, words: Path, tmp_path: Path, empty: Path) -> None:
    file, before = tmp_path / "keys.json", place.keys()
    with standing(tmp_path / "there", "Other Care", empty) as other:
        say("backup", file, "--passphrase-file", words, data=other.folder)
    code, _, err = say("restore", file, "--passphrase-file", words)
    assert (code, place.keys()) == (1, before)
    assert "holds keys of Other Care, which is not here." in err


def test_another_key_of_the_same_number_stops_it_and_nothing_is_changed(
    place: Place, say: Say, words: Path, tmp_path: Path
) -> None:
    file = tmp_path / "keys.json"
    say("rotate")
    say("backup", file, "--passphrase-file", words)
    newest = list(place.keys())[-1]
    place.does(
        lambda: db.session.execute(
            sa.update(OrganisationKey).where(OrganisationKey.id == uuid.UUID(newest)).values(public="x")
        )
    )
    forget_the_secret(place)
    before = place.keys()
    code, _, err = say("restore", file, "--passphrase-file", words)
    assert (code, place.keys()) == (1, before)
    assert "There is another key of the same number here. Nothing was changed." in err


def test_after_the_secret_was_changed_the_old_one_closes_the_keys_again(place: Place, say: Say, tmp_path: Path) -> None:
    say("rotate")
    old = tmp_path / "old"
    old.write_text(forget_the_secret(place) + "\n")
    assert place.opens() == [False, False]
    code, out, _ = say("reseal", "--old-secret-file", old)
    assert (code, place.opens()) == (0, [True, True])
    assert "2 keys" in out
    assert say("reseal", "--old-secret-file", old)[0] == 0


def test_with_a_secret_that_is_not_the_old_one_nothing_is_changed(place: Place, say: Say, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong"
    wrong.write_text("some other secret")
    first = place.secret.read_text()
    forget_the_secret(place)
    place.does(lambda: change_key(_organisation(), safe=Safe("some other secret"), at=NOW))
    before = place.keys()
    code, _, err = say("reseal", "--old-secret-file", wrong)
    assert (code, place.keys()) == (1, before)
    assert "does not open the key" in err
    assert first not in err
    assert "cannot be read" in say("reseal", "--old-secret-file", tmp_path / "none")[2]


def _organisation() -> Any:
    return db.session.scalars(sa.select(OrganisationKey.organisation_id).limit(1)).one()


def test_a_backup_of_everything_restored_with_another_secret_says_what_helps(
    place: Place, tmp_path: Path, capsys: pytest.CaptureFixture[str], say: Say
) -> None:
    file, there = tmp_path / "all.zip", tmp_path / "there"
    assert main(["backup", str(file), "--data", str(place.folder)]) == 0
    assert "docs/keys.md" in capsys.readouterr().out
    assert main(["restore", str(file), "--data", str(there)]) == 0
    said = capsys.readouterr().out
    assert "One key of Hazel Group does not open with the secret of this place." in said
    assert "keys reseal --old-secret-file" in said
    assert say("reseal", "--old-secret-file", place.secret, data=there)[0] == 0
    assert say("list", data=there)[0] == 0


def test_restored_with_its_secret_every_key_opens(
    place: Place, tmp_path: Path, capsys: pytest.CaptureFixture[str], say: Say
) -> None:
    file, there = tmp_path / "all.zip", tmp_path / "there"
    assert main(["backup", str(file), "--with-secret", "--data", str(place.folder)]) == 0
    assert main(["restore", str(file), "--data", str(there)]) == 0
    assert "does not open" not in capsys.readouterr().out
    assert say("list", data=there)[0] == 0
