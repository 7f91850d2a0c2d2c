"""What a phone takes along: its shape, and for each person only what the pages would show them now."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from marshmallow import RAISE, Schema, fields

from spotcheck.checklists.queries import current_versions
from spotcheck.core.clock import FixedClock
from spotcheck.core.database import db
from spotcheck.organisation.other_numbers import add_other_number
from spotcheck.sampling.rules import drawn
from spotcheck.tracker.rules.words import State
from tests import make, make_checks, make_drafts
from tests.cast import Cast, Member
from tests.client import Client

ClientFor = Callable[..., Client]


class Strict(Schema):
    class Meta:
        unknown = RAISE


class Named(Strict):
    id = fields.UUID(required=True)
    name = fields.Str(required=True)


class Ring(Strict):
    name = fields.Str(required=True)
    number = fields.Str(required=True)


class Place(Named):
    starts = fields.Bool(required=True)
    ring = fields.Nested(Ring, required=True, allow_none=True)
    others = fields.List(fields.Nested(Ring), required=True)
    colleagues = fields.List(fields.Nested(Named), required=True)


class Checklist(Strict):
    version = fields.UUID(required=True)
    kind = fields.Str(required=True)
    title = fields.Str(required=True)
    about = fields.Str(required=True)
    minutes = fields.Int(required=True, strict=True)
    href = fields.Str(required=True)


class Repeats(Strict):
    workers = fields.List(fields.UUID(), required=True)
    worker_says = fields.Str(required=True)
    days = fields.List(fields.Date(), required=True)
    day_says = fields.Str(required=True)
    says = fields.List(fields.Str(), required=True)


class Due(Strict):
    requirement = fields.UUID(required=True)
    service = fields.UUID(required=True)
    version = fields.UUID(required=True)
    kind = fields.Str(required=True)
    title = fields.Str(required=True)
    says = fields.Str(required=True)
    by = fields.Date(required=True, allow_none=True)
    draw = fields.UUID(required=True, allow_none=True)
    seen = fields.Nested(Repeats, required=True, allow_none=True)


class Record(Strict):
    position = fields.Int(required=True, strict=True)
    number = fields.Int(required=True, strict=True)
    reference = fields.Str(required=True)


class Draw(Strict):
    id = fields.UUID(required=True)
    number = fields.Int(required=True, strict=True)
    service = fields.UUID(required=True)
    version = fields.UUID(required=True)
    requirement = fields.UUID(required=True, allow_none=True)
    size = fields.Int(required=True, strict=True)
    population = fields.Int(required=True, strict=True)
    places = fields.List(fields.Nested(Record), required=True)
    counting = fields.List(fields.UUID(), required=True)


class Line(Strict):
    key = fields.Str(required=True)
    text = fields.Str(required=True)


class Beside(Strict):
    tag = fields.Str(required=True)
    name = fields.Str(required=True)
    direction = fields.Str(required=True)
    question = fields.Str(required=True)
    another_way = fields.Str(required=True, allow_none=True)
    model = fields.Str(required=True, allow_none=True)
    why = fields.Str(required=True, allow_none=True)
    lines = fields.Dict(fields.Str(), fields.Str(), required=True)
    changed = fields.Bool(required=True)


class Question(Strict):
    id = fields.UUID(required=True)
    worker = fields.UUID(required=True)
    first_name = fields.Str(required=True)
    title = fields.Str(required=True)
    question = fields.Str(required=True)
    another_way = fields.Str(required=True, allow_none=True)
    model = fields.Str(required=True)
    why = fields.Str(required=True)
    by = fields.Date(required=True)
    lines = fields.List(fields.Nested(Line), required=True)
    beside = fields.Nested(Beside, required=True, allow_none=True)


class Pack(Strict):
    format = fields.Int(required=True, strict=True)
    at = fields.AwareDateTime(required=True)
    person = fields.Nested(Named, required=True)
    organisation = fields.Nested(Named, required=True)
    services = fields.List(fields.Nested(Place), required=True)
    checklists = fields.List(fields.Nested(Checklist), required=True)
    due = fields.List(fields.Nested(Due), required=True)
    draws = fields.List(fields.Nested(Draw), required=True)
    asked = fields.Dict(fields.UUID(), fields.Dict(fields.UUID(), fields.Dict(fields.UUID(), fields.Date())))
    prompts = fields.List(fields.Nested(Question), required=True)


def packed(client_for: ClientFor, person: Member) -> Mapping[str, Any]:
    """The pack of this person, of the shape that phones know."""
    db.session.commit()
    answer = client_for(person).get("/phone/pack")
    assert answer.status_code == 200
    found: Mapping[str, Any] = answer.json
    assert Pack().validate(found) == {}
    return found


def names(rows: list[Mapping[str, Any]]) -> list[str]:
    return [row["name"] for row in rows]


def test_a_supervisor_takes_their_service_its_people_and_every_checklist(cast: Cast, client_for: ClientFor) -> None:
    add_other_number(
        cast.hazel_court,
        name="Council safeguarding",
        number="01632 960042",
        by=cast.admin.standing(),
        at=cast.grace.made_at,
        everywhere=True,
    )
    found = packed(client_for, cast.grace)
    assert (found["format"], found["person"], found["organisation"]["name"]) == (
        1,
        {"id": str(cast.grace.id), "name": "Grace"},
        "Hazel Group",
    )
    (hazel,) = found["services"]
    assert (hazel["name"], hazel["starts"]) == ("Hazel Court", True)
    assert hazel["ring"] == {"name": "On-call manager", "number": "01632 960016"}
    assert hazel["others"] == [{"name": "Council safeguarding", "number": "01632 960042"}]
    assert names(hazel["colleagues"]) == ["Amina", "Priya", "Samuel", "Tomasz"]
    offered = current_versions(cast.organisation_id)
    assert [one["href"] for one in found["checklists"]] == [f"/capture/{version.id}" for _, version in offered]
    assert {one["kind"] for one in found["checklists"]} == {"observation", "interview", "sample", "voice"}


def test_a_quality_lead_takes_every_service_and_nobody_of_another_organisation(
    cast: Cast, client_for: ClientFor
) -> None:
    found = packed(client_for, cast.ruth)
    assert [(one["name"], one["ring"] is None) for one in found["services"]] == [
        ("Hazel Court", False),
        ("Mill Lane", True),
    ]
    assert names(found["services"][1]["colleagues"]) == ["Joseph", "Leila"]
    assert "Outsider" not in str(found)
    assert "Other House" not in str(found)


def test_nobody_takes_what_they_may_not_capture(cast: Cast, client_for: ClientFor) -> None:
    for person in (cast.nadia, cast.tomasz, cast.admin):
        found = packed(client_for, person)
        assert [found[name] for name in ("services", "checklists", "due", "draws", "asked")] == [[], [], [], [], {}]


def test_a_verifier_takes_the_look_they_were_invited_for_and_starts_nothing_else(
    cast: Cast, clock: FixedClock, client_for: ClientFor
) -> None:
    action = make.an_action(cast, State.DONE, at=clock.now(), plan=(make.AN_OBSERVATION,), title="Quiet rounds")
    make.an_action(cast, State.DONE, at=clock.now(), plan=(make.AN_INTERVIEW,), title="Clean hands")
    found = packed(client_for, make.a_verifier(action, by=cast.samuel, at=clock.now()))
    assert [(one["name"], one["starts"]) for one in found["services"]] == [("Hazel Court", False)]
    assert [one["title"] for one in found["checklists"]] == ["Medicines round"]
    assert [one["title"] for one in found["due"]] == ["Observe: Medicines round"]
    assert "Clean hands" not in str(found)


def test_what_is_due_says_what_today_says(cast: Cast, clock: FixedClock, client_for: ClientFor) -> None:
    action, plan = make.a_done_action(cast, make.AN_OBSERVATION, at=clock.now())
    found = packed(client_for, cast.grace)
    (due,) = found["due"]
    assert (due["requirement"], due["service"], due["draw"]) == (str(plan.id), str(cast.hazel), None)
    assert (due["title"], due["by"]) == ("Observe: Medicines round", "2026-11-30")
    assert due["says"] == f"1 more for “{action.title}”, by 30 November 2026."
    assert due["version"] in {one["version"] for one in found["checklists"]}
    assert packed(client_for, cast.priya)["due"] == [], "whoever leads the action looks at other things"


def test_drawn_records_come_in_the_order_of_chance_with_thirty_to_spare(
    cast: Cast, clock: FixedClock, client_for: ClientFor
) -> None:
    _action, plan = make.a_done_action(cast, make.A_SAMPLE, at=clock.now())
    for_plan = make.a_draw(plan, by=cast.samuel, at=clock.now())
    own = make_drafts.an_own_draw(cast, cast.grace, at=clock.now(), population=400, size=5)
    found = packed(client_for, cast.grace)
    of = {draw["id"]: draw for draw in found["draws"]}
    assert set(of) == {str(for_plan.id), str(own.id)}
    assert found["due"][0]["draw"] == str(for_plan.id)
    assert [(place["position"], place["number"], place["reference"]) for place in of[str(own.id)]["places"]] == [
        (one.place, one.number, one.reference) for one in drawn(own.seed, 400)[:35]
    ]
    assert len(of[str(for_plan.id)]["counting"]) < len(of[str(own.id)]["counting"]), "a plan counts one standard"


def test_a_draw_that_was_read_or_has_waited_four_weeks_is_left_here(
    cast: Cast, clock: FixedClock, client_for: ClientFor
) -> None:
    make_drafts.an_own_draw(cast, cast.grace, at=clock.now())
    clock.move(days=29)
    make_checks.sample(cast, cast.grace, at=clock.now())
    assert packed(client_for, cast.grace)["draws"] == []


def test_a_question_put_lately_names_the_day_it_may_come_again(
    cast: Cast, clock: FixedClock, client_for: ClientFor
) -> None:
    make_checks.interview(cast, cast.grace, cast.tomasz, at=clock.now())
    version, items = make_checks.asked(cast, "prn-interview")
    days = {str(item.id): "2027-01-31" for item in items}
    assert packed(client_for, cast.priya)["asked"] == {str(cast.tomasz.id): {str(version.id): days}}
    clock.move(days=91)
    assert packed(client_for, cast.priya)["asked"] == {}


def test_an_unchanged_pack_costs_no_bytes_and_no_browser_keeps_one(
    cast: Cast, clock: FixedClock, client_for: ClientFor
) -> None:
    grace = client_for(cast.grace)
    first = grace.get("/phone/pack")
    assert first.headers["Cache-Control"] == "no-store"
    clock.move(minutes=5)
    again = grace.get("/phone/pack", **{"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    make.an_action(cast, State.DONE, at=clock.now() - timedelta(hours=1), plan=(make.AN_OBSERVATION,))
    db.session.commit()
    changed = grace.get("/phone/pack", **{"If-None-Match": first.headers["ETag"]})
    assert changed.status_code == 200
    assert changed.headers["ETag"] != first.headers["ETag"]
