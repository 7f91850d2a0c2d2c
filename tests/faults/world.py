"""The data folder of a real server: the cast, in two organisations, and what they are asked to look at."""

from __future__ import annotations

import uuid
from collections import deque
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from random import Random

import sqlalchemy as sa
from argon2 import PasswordHasher
from flask import Flask

from spotcheck.checklists.models import Checklist, ChecklistVersion
from spotcheck.checklists.queries import current_version, items_of
from spotcheck.checks.models import Check, CheckAnswer
from spotcheck.cli.prepare import prepared
from spotcheck.core.clock import SystemClock, local_date
from spotcheck.core.database import db
from spotcheck.core.ids import new_id
from spotcheck.delivery.models import Arrival
from spotcheck.learning.models import Prompt, PromptAnswer
from spotcheck.settings import Settings
from tests.cast import Cast, Member, assemble
from tests.faults.accounts import Kept
from tests.make_prompts import questions

SECRET = "only for tests"
QUESTIONS = 150  # short ones, that wait; by the rules it would be two
ASKED = ("medicines-observation", "hand-hygiene", "medicines-voice")


@dataclass(frozen=True, slots=True)
class Form:
    """A published version, and the ids of its items in order."""

    version: uuid.UUID
    kind: str
    items: tuple[uuid.UUID, ...]
    mark: str  # the free text in which a check says which one it is


@dataclass(frozen=True)
class World:
    app: Flask
    cast: Cast
    forms: Mapping[uuid.UUID, tuple[Form, ...]]  # by organisation
    questions: deque[dict[str, str]]  # to Tomasz, as a phone takes them along; each is answered once

    def service_of(self, member: Member) -> uuid.UUID:
        return self.cast.other_service if member.organisation_id == self.cast.other_organisation_id else self.cast.hazel

    def kept(self) -> list[Kept]:
        """Every check and answer on the server, and everything that arrived and waits for a person."""
        with self.app.app_context():
            forms = {form.version: form for forms in self.forms.values() for form in forms}
            found = [_as_kept(check, forms[check.version_id]) for check in db.session.scalars(sa.select(Check))]
            found += [Kept(one.words, str(one.author_id)) for one in db.session.scalars(sa.select(PromptAnswer))]
            waiting = db.session.scalars(sa.select(Arrival).where(Arrival.content.is_not(None))).all()
            found += [_as_arrived(one, forms) for one in waiting if one.kind == "check"]
            found += [
                Kept((one.content or {})["answer"]["words"], str(one.author_id or ""))
                for one in waiting
                if one.kind == "prompt-answer"
            ]
            db.session.remove()
            return found


def content(form: Form, mark: str, outcomes: Mapping[uuid.UUID, str]) -> str:
    """What a check says, in one text that no other check says."""
    return f"{mark}: {' '.join(outcomes.get(item, '?') for item in form.items)}"


def seen(form: Form, dice: Random) -> dict[uuid.UUID, str]:
    """An answer to every item."""
    scale = ("yes", "no") if form.kind == "voice" else ("well", "support")
    return {item: dice.choice(scale) for item in form.items}


@contextmanager
def world(data: Path, database_url: str) -> Iterator[World]:
    """Everybody and everything as yesterday left it."""
    app = prepared(Settings(data=data, database_url=database_url, secret=SECRET))
    app.extensions["hasher"] = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    with app.app_context():
        cast = assemble(at=SystemClock().now() - timedelta(days=1))
        found = db.session.scalars(sa.select(Checklist).where(Checklist.key.in_(ASKED)))
        forms: dict[uuid.UUID, tuple[Form, ...]] = {}
        for checklist in found:
            if checklist.kind == "voice" or checklist.organisation_id == cast.organisation_id:  # Tomasz is seen there
                forms[checklist.organisation_id] = (*forms.get(checklist.organisation_id, ()), _form(checklist))
        asked = _questions(cast)
        db.session.remove()
    yield World(app, cast, forms, asked)
    with app.app_context():
        db.engine.dispose()


def _questions(cast: Cast) -> deque[dict[str, str]]:
    """Short questions to Tomasz, laid down as they are."""
    now, item = SystemClock().now(), questions(cast.organisation_id)[0]
    asked = [
        Prompt(
            organisation_id=cast.organisation_id, id=new_id(), service_id=cast.hazel, worker_id=cast.tomasz.id,
            item_id=item.id, because="asked", asked_by_id=cast.samuel.id, made_at=now,
            due_on=local_date(now) + timedelta(days=7),
        )
        for _ in range(QUESTIONS)
    ]  # fmt: skip
    db.session.add_all(asked)
    db.session.commit()
    worker = {"worker": str(cast.tomasz.id), "first_name": "Tomasz", "question": item.text}
    return deque({"id": str(one.id), **worker} for one in asked)


def _form(checklist: Checklist) -> Form:
    version: ChecklistVersion | None = current_version(checklist.organisation_id, checklist.id)
    assert version is not None
    items = tuple(item.id for item in sorted(items_of(version), key=lambda item: item.position))
    return Form(version.id, checklist.kind, items, mark="works" if checklist.kind == "voice" else "strength")


def _as_kept(check: Check, form: Form) -> Kept:
    answers = db.session.scalars(sa.select(CheckAnswer).where(CheckAnswer.check_id == check.id))
    return Kept(
        content(form, check.words[form.mark], {one.item_id: one.outcome for one in answers}), str(check.author_id)
    )


def _as_arrived(arrival: Arrival, forms: Mapping[uuid.UUID, Form]) -> Kept:
    held = (arrival.content or {})["kept"]
    form = forms[uuid.UUID(held["version"])]
    outcomes = {uuid.UUID(key.partition("/")[2]): one["outcome"] for key, one in held["answers"].items()}
    return Kept(content(form, held["words"][form.mark], outcomes), str(arrival.author_id or ""))
