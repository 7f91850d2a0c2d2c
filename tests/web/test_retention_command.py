"""`spotcheck retention`: a dry run that changes nothing, and erasing that somebody confirmed by name."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest

from spotcheck.cli import main
from spotcheck.cli.prepare import let_go, prepared
from spotcheck.core.clock import SystemClock
from spotcheck.core.database import db
from spotcheck.core.permissions import Role
from spotcheck.organisation.models import SignInSession
from spotcheck.organisation.operations import add_person, found_organisation, give_role
from spotcheck.organisation.queries import standing_of
from spotcheck.organisation.sign_in import start_session
from spotcheck.settings import Settings
from tests.cast import an_account


@pytest.fixture(autouse=True)
def _no_database_of_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DATABASE_URL", "SPOTCHECK_DATA", "SPOTCHECK_SECRET", "SPOTCHECK_HTTPS", "SPOTCHECK_PROXIES"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Hazel Group, with a session that ended long ago; an administrator and a manager."""
    app = prepared(Settings.from_environment(tmp_path))
    at = SystemClock().now() - timedelta(days=200)
    with app.app_context():
        account = an_account("alex", at)
        admin = found_organisation("Hazel Group", administrator="Alex", account_id=account.id, at=at)
        by = standing_of(admin.organisation_id, admin.id, at=at)
        manager = add_person("Samuel", account_id=an_account("samuel", at).id, by=by, at=at)
        give_role(manager, Role.MANAGER, None, by=by, at=at)
        start_session(account, admin, at=at)
        db.session.commit()
    let_go(app)
    return tmp_path


def sessions(folder: Path) -> int:
    app = prepared(Settings.from_environment(folder))
    with app.app_context():
        found = db.session.query(SignInSession).count()
    let_go(app)
    return found


def test_a_dry_run_says_what_would_go_and_why_and_changes_nothing(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["retention", "--dry-run", "--data", str(folder)]) == 0
    said = capsys.readouterr().out
    assert said.startswith("Hazel Group\n")
    assert re.search(r" 1  Sessions: who was signed in, and when\. Ended more than 90 days ago\.", said)
    assert "Nothing was changed." in said
    assert sessions(folder) == 1


def test_what_was_listed_goes_once_an_administrator_confirms_it(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["retention", "--dry-run", "--data", str(folder)])
    shown = capsys.readouterr().out.split("--erase ")[1].split()[0]
    assert main(["retention", "--erase", shown, "--by", "Alex", "--data", str(folder)]) == 0
    assert "Hazel Group: 1 rows erased" in (said := capsys.readouterr().out)
    assert "The history verifies." in said
    assert sessions(folder) == 0
    assert main(["retention", "--erase", shown, "--by", "Alex", "--data", str(folder)]) == 1
    assert "No list has this number today. Nothing was erased." in capsys.readouterr().err
    main(["retention", "--dry-run", "--data", str(folder)])
    assert "Nothing is due to go today." in capsys.readouterr().out


@pytest.mark.parametrize("by", ["samuel", "nobody"])
def test_somebody_who_may_not_erase_confirms_nothing(folder: Path, capsys: pytest.CaptureFixture[str], by: str) -> None:
    main(["retention", "--dry-run", "--data", str(folder)])
    shown = capsys.readouterr().out.split("--erase ")[1].split()[0]
    assert main(["retention", "--erase", shown, "--by", by, "--data", str(folder)]) == 1
    assert f"{by} cannot confirm this in Hazel Group. This can be done by: an administrator." in capsys.readouterr().err
    assert sessions(folder) == 1


def test_without_a_name_nothing_is_erased(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["retention", "--erase", "0" * 16, "--data", str(folder)]) == 1
    assert "Say who confirms it" in capsys.readouterr().err
