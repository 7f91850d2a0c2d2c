"""Bringing the open actions of a home's own spreadsheet, page by page and without JavaScript."""

from __future__ import annotations

import io
import re
import uuid
from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa
from werkzeug.test import TestResponse

from spotcheck.core.clock import FixedClock
from spotcheck.core.database import db
from spotcheck.core.permissions import Role
from spotcheck.organisation.leaving import end_work
from spotcheck.organisation.operations import add_person, give_role
from spotcheck.tracker.import_models import ActionImport, ImportedRow
from spotcheck.tracker.models import Action
from spotcheck.tracker.queries import plan_of
from tests import make, old_plans
from tests.cast import Cast, an_account
from tests.client import Client
from tests.matrix.reading import elements
from tests.pages import words

ClientFor = Callable[..., Client]

AGREED = {
    "choice": "agree",
    "due_on": "2027-01-31",
    "no_support": "yes",
    "criteria": "Nine of ten entries give the reason.",
}


def bring(
    client: Client, content: bytes | None = None, name: str = "plan.xlsx", *, follow: bool = True
) -> TestResponse:
    client.get("/actions/imports")
    sent = {"file": (io.BytesIO(content if content is not None else old_plans.workbook()), name)}
    return client.post("/actions/imports", sent, follow=follow)


def settle(client: Client, page: TestResponse) -> TestResponse:
    """The columns as they were guessed."""
    action = next(address for address in addresses(page) if address.endswith("/columns"))
    return client.post(action, chosen(page), follow=True)


def decide(client: Client, number: int, *, part: bool = False, **form: Any) -> TestResponse:
    """The row as it is shown on the page, with what is said here."""
    one = the_import()
    page = client.get(f"/actions/imports/{one.id}?first={number}")
    return client.post(
        f"/actions/imports/{one.id}/rows/{number}", {**shown(page, number), **form}, part=part, follow=not part
    )


def addresses(page: TestResponse) -> list[str]:
    return [one.get("action") or "" for one in elements(page.text) if one.tag == "form"]


def chosen(page: TestResponse) -> dict[str, str]:
    """What the selects of the columns say."""
    found = {}
    for one in elements(page.text):
        if one.tag == "select" and one.get("name") not in {"sheet"}:
            picked = [option.get("value") or "" for option in one if option.get("selected") is not None]
            found[one.get("name") or ""] = picked[0] if picked else ""
    return found


def shown(page: TestResponse, number: int) -> dict[str, str]:
    """What a browser would send of this row's form."""
    form = next(one for one in elements(page.text) if one.get("id") == f"row-{number}")
    found: dict[str, str] = {}
    for one in form.iter():
        name = one.get("name")
        if not name or name == "csrf_token" or one.tag == "button":
            continue
        if one.tag == "select":
            found[name] = next((option.get("value") or "" for option in one if option.get("selected") is not None), "")
        elif one.tag == "textarea":
            found[name] = (one.text or "").strip("\n")
        elif one.get("type") != "checkbox" or one.get("checked") is not None:
            found[name] = one.get("value") or ""
    return found


def the_import() -> ActionImport:
    return db.session.scalars(
        sa.select(ActionImport).order_by(ActionImport.made_at.desc(), ActionImport.id.desc())
    ).first()  # type: ignore[return-value]  # there is one


def rows() -> dict[int, ImportedRow]:
    one = the_import()
    query = sa.select(ImportedRow).filter_by(import_id=one.id).order_by(ImportedRow.number)
    return {row.number: row for row in db.session.scalars(query)}


def actions() -> list[Action]:
    return list(db.session.scalars(sa.select(Action).order_by(Action.number)))


def test_a_real_plan_becomes_actions_row_by_row_and_every_row_is_accounted_for(
    cast: Cast, client_for: ClientFor
) -> None:
    samuel = client_for(cast.samuel)
    assert "/actions/imports" in samuel.get("/actions").text
    page = bring(samuel)
    assert "The file was read. Nothing is brought in yet." in page.text
    assert "Only this sheet is read, not Key." in words(page)
    page = settle(samuel, page)
    assert "5 rows wait for you" in words(page)
    assert "A formula is shown as it is written, not worked out: H7." in words(page)
    assert "“31/02/2027” is no day of the calendar" in words(page)
    assert "“Jo” is nobody’s name here." in words(page)
    assert "“Grace / Priya” names several people." in words(page)
    assert "Here, only a fresh look closes an action." in words(page)
    assert "Row 5 says the same." in words(page)
    assert actions() == []

    standard = str(make.standard_id(cast.organisation_id))
    assert shown(page, 5)["lead_id"] == str(cast.priya.id)
    assert shown(page, 5)["due_on"] == "2026-12-31"
    answer = decide(samuel, 5, **AGREED, standard_id=standard)
    assert "Row 5 is agreed." in answer.text
    decide(samuel, 6, choice="propose", standard_id=standard)
    decide(samuel, 7, choice="leave", reason="The lift is being replaced.")
    decide(samuel, 8, choice="propose", standard_id=standard)
    answer = decide(samuel, 9, choice="propose", standard_id=standard)

    assert "5 rows, and what became of each" in words(answer)
    assert "One row was agreed. 2 rows are proposed. One row was here already. One row was left out." in words(answer)
    assert "Because: The lift is being replaced." in words(answer)
    assert "It was complete in the old plan." in words(answer)
    made = actions()
    assert [(one.title, one.state) for one in made] == [
        ("PRN entries give no reason", "agreed"),
        ("Care plans do not say what to do today", "proposed"),
        ("Staff enter rooms before knocking", "proposed"),
    ]
    assert made[0].lead_id == cast.priya.id and made[0].support == "None needed." and len(plan_of(made[0])) == 1
    page = samuel.get(f"/actions/{made[0].id}")
    assert "brought it in from an old action plan." in words(page)
    assert "plan.xlsx" in page.text and "RAG: Amber" in page.text
    assert "PRN entries give no reason" in samuel.get("/actions").text


def test_the_same_file_again_makes_no_doubles(cast: Cast, client_for: ClientFor) -> None:
    samuel, standard = client_for(cast.samuel), str(make.standard_id(cast.organisation_id))
    settle(samuel, bring(samuel))
    for number in (5, 6):
        decide(samuel, number, choice="propose", standard_id=standard)
    page = bring(samuel)
    assert "2 rows wait for you" in words(page), "the columns are remembered, and three rows are here already"
    assert "3 rows were here already." in words(page)
    assert [row.outcome for row in rows().values()] == ["already", "already", None, None, "already"]
    assert len(actions()) == 2


def test_the_same_words_in_another_service_are_another_action(cast: Cast, client_for: ClientFor) -> None:
    plan = [["Gaps in the chart", "A new chart", ""]]
    headers = ("Issue", "Action", "By whom")
    standard = str(make.standard_id(cast.organisation_id))
    for who in (cast.samuel, cast.joseph):
        client = client_for(who)
        page = bring(client, old_plans.as_csv(plan, headers), "plan.csv")
        if who is cast.samuel:
            settle(client, page)
        decide(client, 2, choice="propose", standard_id=standard)
    assert [one.service_id for one in actions()] == [cast.hazel, cast.mill]


def test_what_is_lacking_is_said_at_once_and_what_was_written_stays(cast: Cast, client_for: ClientFor) -> None:
    samuel = client_for(cast.samuel)
    settle(samuel, bring(samuel))
    answer = decide(samuel, 6, choice="agree", standard_id="", criteria="The plan says what helps today.")
    assert answer.status_code == 422
    for sentence in ("Choose the standard this is about.", "Choose the one person who leads this."):
        assert sentence in words(answer)
    answer = decide(samuel, 6, choice="agree", standard_id=str(make.standard_id(cast.organisation_id)))
    for sentence in ("Choose the one person who leads this.", "Say what support the lead needs"):
        assert sentence in words(answer)
    assert shown(answer, 6)["criteria"] == "The plan says what helps today."
    assert actions() == []
    again = samuel.get(f"/actions/imports/{the_import().id}")
    assert shown(again, 6)["criteria"] == "The plan says what helps today.", "one can leave and go on"


def test_a_row_kept_for_later_keeps_what_was_written(cast: Cast, client_for: ClientFor) -> None:
    samuel = client_for(cast.samuel)
    settle(samuel, bring(samuel))
    answer = decide(samuel, 6, choice="later", support="A morning with the keyworker.")
    assert "What you wrote about row 6 is kept." in answer.text
    assert shown(answer, 6)["support"] == "A morning with the keyworker."
    assert rows()[6].outcome is None


def test_what_was_said_about_a_proposed_row_waits_in_its_form(cast: Cast, client_for: ClientFor) -> None:
    samuel, standard = client_for(cast.samuel), str(make.standard_id(cast.organisation_id))
    settle(samuel, bring(samuel))
    decide(samuel, 5, choice="propose", standard_id=standard, criteria="Nine of ten say why.")
    page = samuel.get(f"/actions/{actions()[0].id}").text
    assert "Nine of ten say why." in page and 'value="2026-12-31"' in page


def test_leaving_a_row_out_asks_why(cast: Cast, client_for: ClientFor) -> None:
    samuel = client_for(cast.samuel)
    settle(samuel, bring(samuel))
    answer = decide(samuel, 7, choice="leave")
    assert answer.status_code == 422
    assert "Say why this row is left out." in words(answer)
    assert rows()[7].outcome is None


def test_no_row_can_come_in_closed_or_agreed_when_the_old_plan_calls_it_complete(
    cast: Cast, client_for: ClientFor
) -> None:
    samuel, standard = client_for(cast.samuel), str(make.standard_id(cast.organisation_id))
    page = settle(samuel, bring(samuel))
    buttons = [one.get("value") for one in elements(page.text) if (one.get("id") or "").startswith("row-8-")
               and one.tag == "button"]  # fmt: skip
    assert buttons == ["propose", "later", "leave"]
    answer = decide(samuel, 8, **AGREED, standard_id=standard, lead_id=str(cast.priya.id))
    assert answer.status_code == 422
    assert "A fresh look is what closes it." in words(answer)
    assert actions() == []


def test_decided_twice_is_decided_once(cast: Cast, client_for: ClientFor) -> None:
    samuel, standard = client_for(cast.samuel), str(make.standard_id(cast.organisation_id))
    page = settle(samuel, bring(samuel))
    form = {**shown(page, 5), "choice": "propose", "standard_id": standard}
    address = f"/actions/imports/{the_import().id}/rows/5"
    assert [samuel.post(address, form).status_code for _ in range(2)] == [303, 303]
    assert samuel.post(address, {**form, "choice": "leave", "reason": "no"}).status_code == 303
    assert len(actions()) == 1 and rows()[5].outcome == "proposed"


def test_with_htmx_a_row_gives_way_to_what_became_of_it(cast: Cast, client_for: ClientFor) -> None:
    samuel, standard = client_for(cast.samuel), str(make.standard_id(cast.organisation_id))
    settle(samuel, bring(samuel))
    part = decide(samuel, 5, part=True, choice="propose", standard_id=standard)
    assert 'id="row-5"' in part.text and "Proposed" in part.text and "A-1" in part.text
    assert 'id="import-heading" hx-swap-oob="true"' in part.text and "4 rows wait for you" in part.text
    part = decide(samuel, 6, part=True, choice="agree")
    assert part.status_code == 422 and part.text.count("<form") == 1
    part = decide(samuel, 6, part=True, choice="later")
    assert "What you wrote is kept." in part.text


def test_headers_and_columns_can_be_put_right_and_are_remembered(cast: Cast, client_for: ClientFor) -> None:
    plan = [["Gaps", "1/2/27"], ["Rails", "31/12/26"]]
    content = old_plans.as_csv(plan, ("Was", "Bis"))
    samuel = client_for(cast.samuel)
    page = bring(samuel, content, "plan.csv")
    assert "older Windows way" not in words(page)
    address = f"/actions/imports/{the_import().id}"
    answer = samuel.post(f"{address}/columns", chosen(page))
    assert answer.status_code == 422
    assert "Choose the column that says what each action is about." in words(answer)
    answer = samuel.post(f"{address}/headers", {"line": "9"})
    assert answer.status_code == 422
    assert "Row 9 has nothing in it." in words(answer)
    assert samuel.post(f"{address}/headers", {"line": "1"}).status_code == 303
    page = samuel.post(f"{address}/columns", {**chosen(page), "title": "0", "due_on": "1"}, follow=True)
    assert "2 rows wait for you" in words(page)
    assert shown(page, 2)["due_on"] == "2027-02-01"
    again = bring(samuel, content, "next.csv")
    assert "2 rows wait for you" in words(again)


def test_american_days_in_a_column_are_left_to_be_chosen(cast: Cast, client_for: ClientFor) -> None:
    plan = [["Gaps", "03/04/2027"], ["Rails", "12/31/2026"]]
    samuel = client_for(cast.samuel)
    page = settle(samuel, bring(samuel, old_plans.as_csv(plan, ("Issue", "Due date")), "plan.csv"))
    assert "can be read two ways" in words(page) and "Perhaps 3 April 2027 or 4 March 2027?" in words(page)
    assert [shown(page, number)["due_on"] for number in (2, 3)] == ["", ""]


def test_a_lead_who_left_and_two_of_one_name_are_said(cast: Cast, clock: FixedClock, client_for: ClientFor) -> None:
    admin, at = cast.admin.standing(), clock.now()
    for sign_in in ("sam.one", "sam.two"):
        person = add_person("Sam Reed", account_id=an_account(sign_in, at).id, by=admin, at=at)
        give_role(person, Role.SUPERVISOR, cast.hazel_court, by=admin, at=at)
    end_work(cast.grace.person, by=admin, at=at)
    db.session.commit()
    plan = [["Gaps", "Sam Reed"], ["Rails", "Grace"]]
    samuel = client_for(cast.samuel)
    page = settle(samuel, bring(samuel, old_plans.as_csv(plan, ("Issue", "Lead")), "plan.csv"))
    assert "Here, Sam Reed is the name of several people." in words(page)
    assert "Grace does not work here any more. Choose who leads now." in words(page)
    assert [shown(page, number)["lead_id"] for number in (2, 3)] == ["", ""]


NOT_READ = {
    "nothing": (b"", "This file is empty."),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(200), "This is a picture, whatever its name says."),
    "with a password": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "This is an old Excel file, or one with a"),
    "20,000 rows": (b"Issue,Lead\n" * 20_000, "This file has more than 2000 rows."),
}


@pytest.mark.parametrize(("content", "says"), NOT_READ.values(), ids=NOT_READ)
def test_what_cannot_be_read_gets_a_sentence_at_the_field(
    cast: Cast, client_for: ClientFor, content: bytes, says: str
) -> None:
    answer = bring(client_for(cast.samuel), content, follow=False)
    assert answer.status_code == 422
    assert 'id="file-wrong"' in answer.text and says in words(answer)


def test_no_file_chosen_is_said(cast: Cast, client_for: ClientFor) -> None:
    samuel = client_for(cast.samuel)
    assert "Choose the file with your action plan." in words(samuel.post("/actions/imports", {}))
    assert samuel.post("/actions/imports", {"file": "not a file"}).status_code == 422


@pytest.mark.parametrize("who", ["tomasz", "grace", "nadia", "admin"])
def test_others_are_told_who_can(cast: Cast, client_for: ClientFor, who: str) -> None:
    answer = client_for(getattr(cast, who)).get("/actions/imports")
    assert answer.status_code == 403
    assert "This can be done by: a manager or a quality lead." in answer.text


@pytest.mark.parametrize("who", ["joseph", "ruth", "outsider"])
def test_a_file_is_for_whoever_brought_it(cast: Cast, client_for: ClientFor, who: str) -> None:
    settle(samuel := client_for(cast.samuel), bring(samuel))
    other, one = client_for(getattr(cast, who)), the_import()
    assert other.get(f"/actions/imports/{one.id}").status_code == 404
    assert other.post(f"/actions/imports/{one.id}/rows/5", {"choice": "propose"}).status_code == 404
    assert samuel.post(f"/actions/imports/{one.id}/rows/77", {"choice": "propose"}).status_code == 404


@pytest.mark.parametrize("where", ["mill", "other_service"])
def test_a_row_cannot_be_put_into_a_service_of_others(cast: Cast, client_for: ClientFor, where: str) -> None:
    samuel, standard = client_for(cast.samuel), str(make.standard_id(cast.organisation_id))
    settle(samuel, bring(samuel))
    for service in (getattr(cast, where), uuid.uuid4()):
        answer = decide(samuel, 5, choice="propose", standard_id=standard, service_id=str(service))
        assert answer.status_code == 422
        assert "Choose the service." in words(answer)
    assert actions() == []


def test_columns_stay_once_a_row_is_decided(cast: Cast, client_for: ClientFor) -> None:
    samuel, standard = client_for(cast.samuel), str(make.standard_id(cast.organisation_id))
    settle(samuel, bring(samuel))
    decide(samuel, 5, choice="propose", standard_id=standard)
    answer = samuel.post(f"/actions/imports/{the_import().id}/columns", {"title": "1"})
    assert answer.status_code == 409
    assert "the columns stay as they are" in answer.text
    assert len(rows()) == 5


def test_a_long_plan_comes_in_pages_and_each_row_leads_to_the_next(cast: Cast, client_for: ClientFor) -> None:
    samuel, standard = client_for(cast.samuel), str(make.standard_id(cast.organisation_id))
    plan = [[f"Gap {n}", "A new chart"] for n in range(25)]
    page = settle(samuel, bring(samuel, old_plans.as_csv(plan, ("Issue", "Action")), "plan.csv"))
    assert len(re.findall(r'<form class="form notice" id="row-', page.text)) == 10
    assert "first=12" in page.text
    answer = samuel.post(
        f"/actions/imports/{the_import().id}/rows/11",
        {**shown(page, 11), "choice": "propose", "standard_id": standard},
    )
    assert answer.location.endswith("#row-12")
