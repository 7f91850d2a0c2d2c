"""The application as a phone in a test meets it: people sign in, time passes, and what it keeps can be looked at."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import timedelta
from email.utils import format_datetime
from typing import Any

import sqlalchemy as sa
from flask import Flask

from spotcheck.checklists.models import ChecklistVersion
from spotcheck.checklists.operations import publish
from spotcheck.checklists.queries import content_of
from spotcheck.checks.models import Check, CheckAnswer, Draft, SecondContent
from spotcheck.core.clock import FixedClock, local_date
from spotcheck.core.database import db
from spotcheck.core.ids import new_id
from spotcheck.delivery.models import Arrival, Phone
from spotcheck.learning.models import Prompt, PromptAnswer
from tests.cast import Cast, Member
from tests.client import Client
from tests.faults.node_phone import Answer, Request
from tests.make_checks import asked
from tests.make_prompts import questions

CHECKLIST = "hand-hygiene"


@dataclass(frozen=True, slots=True)
class There:
    """One thing the server has under an envelope's id."""

    id: str
    author: str
    answers: dict[str, str]  # item id → outcome
    kind: str  # check, draft, or what an arrival says of itself


class Home:
    def __init__(self, app: Flask, cast: Cast) -> None:
        self.app, self.cast = app, cast
        self.clock: FixedClock = app.extensions["clock"]
        self.browser = Client(app)
        self.nobody = Client(app)

    def signs_in(self, member: Member) -> str:
        """In a browser of their own; gives the token that its page would hold."""
        self.browser = Client(self.app)
        self.browser.sign_in(member)
        self.browser.get("/today")
        return self.browser.token or ""

    def answers(self, request: Request) -> Answer:
        client = self.browser if request.with_cookie else self.nobody
        with self.app.app_context():
            given = client.flask.open(
                request.url, method=request.method, data=request.body, headers=list(request.headers.items())
            )
        db.session.expire_all()
        date = {"Date": format_datetime(self.clock.now(), usegmt=True)}  # a server's own; Flask's is of the real day
        return Answer(given.status_code, {**dict(given.headers), **date}, given.text)

    def questions(self) -> tuple[str, list[str]]:
        """The id of the version asked now, and those of its items."""
        version, items = asked(self.cast, CHECKLIST)
        return str(version.id), [str(item.id) for item in items]

    def publishes_a_newer_version(self) -> None:
        version, _ = asked(self.cast, CHECKLIST)
        content = content_of(db.session.get_one(ChecklistVersion, (version.organisation_id, version.id)))
        newer = replace(content, title=f"{content.title}, again")
        publish(self.cast.organisation_id, newer, by=self.cast.admin.standing(), at=self.clock.now())
        db.session.commit()

    def phone_is_lost(self) -> None:
        for phone in db.session.scalars(sa.select(Phone)):
            phone.lost_at, phone.lost_by_id = self.clock.now(), self.cast.samuel.id
        db.session.commit()

    def asks(self) -> dict[str, str]:
        """One more short question, as a phone takes it along; laid down as it is, for by the rules only two wait."""
        item = questions(self.cast.organisation_id)[0]
        prompt = Prompt(
            organisation_id=self.cast.organisation_id, id=new_id(), service_id=self.cast.hazel,
            worker_id=self.cast.tomasz.id, item_id=item.id, because="asked", asked_by_id=self.cast.samuel.id,
            made_at=self.clock.now(), due_on=local_date(self.clock.now()) + timedelta(days=7),
        )  # fmt: skip
        db.session.add(prompt)
        db.session.commit()
        about = {"id": str(prompt.id), "worker": str(prompt.worker_id), "first_name": "Tomasz"}
        return {**about, "question": item.text}

    def has(self) -> list[There]:
        """Every check, every draft, every answer to a short question, and every arrival that waits for somebody."""
        found = [
            There(str(check.id), str(check.author_id), _outcomes(check.id), "check")
            for check in db.session.scalars(sa.select(Check))
        ]
        found += [
            There(str(draft.id), str(draft.author_id), _kept(draft.answers), "draft")
            for draft in db.session.scalars(sa.select(Draft))
        ]
        found += [
            There(str(one.id), str(one.author_id), {}, "prompt-answer")
            for one in db.session.scalars(sa.select(PromptAnswer))
        ]
        waiting = db.session.scalars(sa.select(Arrival).where(Arrival.content.is_not(None)))
        found += [
            There(str(one.envelope_id), str(one.author_id), _kept(_captured(one.content or {})), one.kind)
            for one in waiting
        ]
        return found

    def doubles(self) -> int:
        """Envelopes that arrived more than once, and contents that came under an id that was taken."""
        arrivals = Counter(db.session.scalars(sa.select(Arrival.envelope_id)))
        others = db.session.scalar(sa.select(sa.func.count()).select_from(SecondContent)) or 0
        return others + sum(times - 1 for times in arrivals.values())


def _captured(content: dict[str, Any]) -> dict[str, dict[str, str]]:
    """What was tapped; nothing for an answer in words."""
    found: dict[str, dict[str, str]] = (content.get("kept") or {}).get("answers", {})
    return found


def _outcomes(check_id: uuid.UUID) -> dict[str, str]:
    answers: Iterable[CheckAnswer] = db.session.scalars(sa.select(CheckAnswer).where(CheckAnswer.check_id == check_id))
    return {str(one.item_id): one.outcome for one in answers if one.outcome != "not_seen"}


def _kept(answers: dict[str, dict[str, str]]) -> dict[str, str]:
    return {key.partition("/")[2]: one["outcome"] for key, one in answers.items()}
