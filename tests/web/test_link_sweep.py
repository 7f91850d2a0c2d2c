"""The code of a link is on one page, once, and nowhere else: no page, header, log, history, file or backup holds it."""

from __future__ import annotations

import logging
import re
from html import unescape

import pytest
import sqlalchemy as sa

from spotcheck.cli.backup.rows import every_table, lines
from spotcheck.core.database import db
from spotcheck.learning.rules.links import plain
from tests.make_prompts import a_prompt
from tests.pages import hidden


@pytest.fixture
def made(cast, client_for, clock):
    """The page that shows the link, and the code on it."""
    prompt = a_prompt(cast, cast.tomasz, by=cast.grace, at=clock.now())
    db.session.commit()
    page = client_for(cast.grace).post(f"/prompts/{prompt.id}/links", {"lasts": "a day"})
    return prompt, page, unescape(re.search(r'<p class="address">[^<]*#([^<]+)</p>', page.text)[1])


def holds(text, code):
    """However it is written: with its lines or without, in any case."""
    return plain(code) in re.sub(r"[^0-9A-Z]", "", str(text).upper())


def told(answer):
    return f"{answer.status} {answer.headers} {answer.text}"


def test_the_page_that_shows_it_is_kept_by_nobody(made):
    _prompt, page, code = made
    assert holds(page.text, code)  # so the sweep would find it
    assert not holds(page.headers, code)
    assert page.headers["Cache-Control"] == "no-store"
    assert page.headers["Referrer-Policy"] == "same-origin"


def test_no_answer_on_the_way_holds_it_nor_does_any_log(app, client_for, made, caplog):
    caplog.set_level(logging.DEBUG)
    code = made[2]
    worker = client_for()
    answers = [worker.get("/answer"), worker.post("/answer", {"code": f"{code}-X"})]
    worker.token = "made-up"
    answers.append(worker.flask.post("/answer", data={"code": code, "csrf_token": "made-up"}))
    assert answers[-1].status_code == 400
    worker.get("/answer")
    answers += [worker.post("/answer", {"code": code}), worker.get("/answer/question")]
    form = hidden(answers[-1])
    answers += [
        worker.post("/answer/question", {**form, "words": ""}),
        worker.post("/answer/question", {**form, "words": "I ask first."}),
        worker.get("/answer/thanks"),
        worker.get("/answer/question"),
        worker.post("/answer/question", {**form, "words": "I ask first."}),
    ]
    assert [answer.status_code for answer in answers] == [200, 422, 400, 303, 200, 422, 303, 200, 410, 410]
    assert not [told(answer)[:300] for answer in answers if holds(told(answer), code)]
    assert not [line for line in caplog.messages if holds(line, code)]


def test_what_breaks_while_it_is_opened_is_logged_without_it(app, client_for, made, caplog, monkeypatch):
    worker = client_for()
    worker.get("/answer")

    def breaks():
        raise ZeroDivisionError

    monkeypatch.setitem(app.view_functions, "learning.open_prompt_link", breaks)
    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", False)
    broken = worker.post("/answer", {"code": made[2]})
    assert broken.status_code == 500
    assert caplog.text
    assert not holds(caplog.text + told(broken), made[2])


def test_no_row_of_any_table_holds_it_so_no_history_and_no_backup_does(app, made):
    rows = [str(row) for table in every_table() for row in lines(db.session.connection(), table)]
    assert len(rows) > 100
    assert not [row for row in rows if holds(row, made[2])]


def test_no_page_and_no_file_that_a_manager_or_an_administrator_opens_holds_it(app, cast, client_for, made):
    prompt, _page, code = made
    addresses = {f"/prompts/{prompt.id}", f"/people/{cast.tomasz.id}"}
    addresses |= {
        rule.rule
        for rule in app.url_map.iter_rules()
        if "GET" in rule.methods and not rule.arguments and rule.rule != "/"
    }
    seen = 0
    for person in (cast.samuel, cast.admin, cast.tomasz):
        client = client_for(person)
        for address in sorted(addresses):
            answer = client.flask.get(address)
            seen += answer.status_code == 200
            assert not holds(f"{answer.headers} {answer.get_data()!r}", code), address
    assert seen > 60


def test_the_code_is_kept_as_a_digest_only(made):
    kept = db.session.execute(sa.text("SELECT token_digest FROM prompt_link")).scalar_one()
    assert re.fullmatch("[0-9a-f]{64}", kept)
