"""A house with one checklist of fifteen items, to measure a page on: `python3 -m tests.measure.house FOLDER`.

The folder is then served with `python3 -m spotcheck serve --data FOLDER`. Prints where the page lies
and how to sign in.
"""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

from spotcheck.app import create_app
from spotcheck.checklists.content import ChecklistContent
from spotcheck.checklists.operations import publish
from spotcheck.checklists.starters import starter_checklists
from spotcheck.cli.prepare import bring_up_to_date
from spotcheck.core.clock import SystemClock
from spotcheck.core.database import db
from spotcheck.core.permissions import Role
from spotcheck.organisation.operations import add_person, found_organisation, give_role, open_service
from spotcheck.organisation.queries import standing_of
from spotcheck.organisation.sign_in import open_account
from spotcheck.settings import Settings
from spotcheck.standards.operations import adopt_standards

PASSWORD = "quiet morning tea"
ITEMS = 15


def fifteen() -> ChecklistContent:
    """The medicines round of the starters, made up to fifteen items by those of clean hands."""
    by_key = {content.key: content for content in starter_checklists()}
    round_, hands = by_key["medicines-observation"], by_key["hand-hygiene"]
    more = [replace(item, key=f"hands-{item.key}", part="Clean hands") for item in hands.items]
    return replace(round_, items=(*round_.items, *more)[:ITEMS])


def build(folder: Path) -> dict[str, Any]:
    """One organisation, service, supervisor and colleague, and the checklist."""
    app = create_app(Settings.from_environment(folder))
    bring_up_to_date(app)
    at = SystemClock().now()
    with app.app_context():
        admin = found_organisation("Measured", administrator="Alex", account_id=None, at=at)
        by = standing_of(admin.organisation_id, admin.id, at=at)
        adopt_standards(by.organisation_id, by=by, at=at)
        version = publish(by.organisation_id, fifteen(), by=by, at=at)
        home = open_service("Measured Court", "care home", by=by, at=at, on_call_number="01632 960016")
        account = open_account("grace", PASSWORD, at=at)
        grace = add_person("Grace", account_id=account.id, by=by, at=at)
        give_role(grace, Role.SUPERVISOR, home, by=by, at=at)
        give_role(add_person("Tomasz", account_id=None, by=by, at=at), Role.CARE_WORKER, home, by=by, at=at)
        page = f"/capture/{version.id}"
        db.session.commit()
    return {"page": page, "sign_in": "grace", "password": PASSWORD}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(build(Path(sys.argv[1]))) + "\n")
