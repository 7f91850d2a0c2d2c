"""Bringing in a list of people: the file, what each row means, and the links of everybody who is new."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict

from flask import request, url_for
from werkzeug.wrappers import Response

from spotcheck.core.database import db
from spotcheck.core.forms import read
from spotcheck.core.permissions import Verb
from spotcheck.core.refusals import Refusal, Why
from spotcheck.core.sheets import read_sheets
from spotcheck.core.words import Sentence, say, say_n
from spotcheck.organisation import bringing, bringing_rules, queries, rules
from spotcheck.organisation import schemas as forms
from spotcheck.organisation.bringing_rules import Row
from spotcheck.organisation.routes import rooms
from spotcheck.organisation.routes.invitations import show
from spotcheck.web.errors import status_of
from spotcheck.web.guard import needs, now, standing
from spotcheck.web.respond import go, respond
from spotcheck.web.transaction import undo


@rooms.get("/people/list")
@needs(Verb.CHANGE_ROLES)
def bring_page() -> Response:
    return _file()


@rooms.post("/people/list")
@needs(Verb.CHANGE_ROLES)
def look_at_list() -> Response:
    """What each row of the file means. Nothing changes yet."""
    try:
        sent = request.files.get("file")
        if sent is None or not sent.filename:
            raise Refusal(Why.INVALID, fields={"file": say("Choose the file with the people.")})
        sheet = read_sheets(sent.read())[0]
        return _preview(bringing_rules.rows_of(sheet), notes=sheet.said)
    except Refusal as refusal:
        return _file(refusal)


@rooms.post("/people/brought")
@needs(Verb.CHANGE_ROLES)
def bring_people() -> Response:
    rows: list[Row] = []
    try:
        rows = [Row(**one) for one in forms.brought_rows(read(forms.BroughtPeople(), request.form)["rows"])]
        links = bringing.bring_people(rows, by=standing(), at=now())
        db.session.commit()
    except Refusal as refusal:
        if refusal.why is not Why.INVALID:
            raise
        undo()
        return _preview(rows, refusal) if rows else _file(refusal)
    if not links:
        return go("organisation.people", receipt=say("Everybody of the list is here. Nobody new was added."))
    return show(links, say_n("One person can join now", "%(n)s people can join now", len(links)))


def _file(refusal: Refusal | None = None) -> Response:
    there = queries.services(standing().organisation_id)
    return respond(
        "organisation/bring_people.html",
        status=status_of(refusal) if refusal else 200,
        wrong=refusal.fields if refusal else {},
        roles=[rules.ROLE_WORDS[role] for role in rules.ROLE_WORDS],
        services=[one.name for one in there],
    )


def _preview(rows: Sequence[Row], refusal: Refusal | None = None, notes: Sequence[Sentence] = ()) -> Response:
    read_rows, plan = bringing.looked_at(rows, by=standing())
    problems = sum(bool(one.problems) for one in read_rows)
    new = sum(somebody.here is None for somebody in plan)
    return respond(
        "organisation/brought_people.html",
        status=status_of(refusal) if refusal else 200,
        heading=_heading(problems, new),
        said=refusal.sentences if refusal else (),
        notes=notes,
        read=sorted(read_rows, key=lambda one: (not one.problems, one.row.number)),
        problems=problems,
        rows=json.dumps([asdict(one) for one in rows], ensure_ascii=False),
        back=url_for("organisation.bring_page"),
    )


def _heading(problems: int, new: int) -> Sentence:
    if problems:
        return say_n("One row needs another look", "%(n)s rows need another look", problems)
    if new:
        return say_n("One person is new", "%(n)s people are new", new)
    return say("Everybody of this list is here already")
