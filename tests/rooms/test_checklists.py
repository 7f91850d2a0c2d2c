import uuid
from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa

from spotcheck.checklists import queries
from spotcheck.checklists.content import digest
from spotcheck.checklists.models import ChecklistVersion, Item
from spotcheck.checklists.operations import adopt_starters, publish
from spotcheck.checklists.rules import Kind
from spotcheck.checklists.starters import starter_checklists
from spotcheck.core import history
from spotcheck.core.database import db
from spotcheck.core.refusals import Refusal, Why
from spotcheck.standards.queries import standard_by_key

STARTERS = {content.key: content for content in starter_checklists()}
MEDICINES = STARTERS["medicines-observation"]
RENAMED = replace(MEDICINES, title="Medicines, seen on shift")


@pytest.fixture
def medicines(cast):
    return queries.checklist_by_key(cast.organisation_id, "medicines-observation")


def published(cast, checklist):
    return [version.number for version in queries.versions(cast.organisation_id, checklist.id)]


def test_an_organisation_adopts_every_starter_as_version_one(cast):
    current = queries.current_versions(cast.organisation_id)
    assert {checklist.key for checklist, _ in current} == set(STARTERS)
    assert {version.number for _, version in current} == {1}


@pytest.mark.parametrize("key", STARTERS)
def test_what_was_published_is_read_back_word_for_word(cast, key):
    checklist = queries.checklist_by_key(cast.organisation_id, key)
    version = queries.current_version(cast.organisation_id, checklist.id)
    assert queries.content_of(version) == STARTERS[key]
    assert version.digest == digest(queries.content_of(version))


def test_adopting_twice_is_adopting_once(cast, clock, medicines):
    assert adopt_starters(cast.organisation_id, by=cast.admin.standing(), at=clock.now()) == []
    assert published(cast, medicines) == [1]


def test_adopting_again_leaves_what_the_organisation_published_itself(cast, clock, medicines):
    publish(cast.organisation_id, RENAMED, by=cast.admin.standing(), at=clock.now())
    adopt_starters(cast.organisation_id, by=cast.admin.standing(), at=clock.now())
    assert queries.current_version(cast.organisation_id, medicines.id).title == "Medicines, seen on shift"


def test_publishing_the_same_content_makes_no_second_version(cast, clock, medicines):
    first = queries.current_version(cast.organisation_id, medicines.id)
    lines = len(history.lines(cast.organisation_id, "checklist", medicines.id))
    again = publish(cast.organisation_id, MEDICINES, by=cast.admin.standing(), at=clock.now())
    assert again is first
    assert published(cast, medicines) == [1]
    assert len(history.lines(cast.organisation_id, "checklist", medicines.id)) == lines


def test_other_content_makes_the_next_version_and_keeps_the_first(cast, clock, medicines):
    first = queries.current_version(cast.organisation_id, medicines.id)
    later = clock.now() + timedelta(days=30)
    second = publish(cast.organisation_id, RENAMED, by=cast.admin.standing(), at=later)
    assert (second.number, second.published_at, second.published_by_id) == (2, later, cast.admin.id)
    assert queries.current_version(cast.organisation_id, medicines.id) == second
    assert queries.version(cast.organisation_id, first.id) is first
    assert queries.content_of(first) == MEDICINES
    assert medicines.title == "Medicines, seen on shift"


def test_publishing_leaves_a_line_in_history(cast, clock, medicines):
    publish(cast.organisation_id, RENAMED, by=cast.admin.standing(), at=clock.now())
    line = history.lines(cast.organisation_id, "checklist", medicines.id)[0]
    assert (line.what, line.by_id) == ("published a version", cast.admin.id)
    assert line.payload["before"]["version"] == 1
    assert line.payload["after"]["version"] == 2
    assert line.payload["after"]["digest"] == digest(RENAMED)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (
            replace(MEDICINES, kind=Kind.SAMPLE, record_name="page", how_to_number="From 1."),
            "“Medicines round” keeps its kind and its topic. Please use another key.",
        ),
        (replace(MEDICINES, key="new", topic="weather"), "There is no topic “weather” in this organisation."),
        (
            replace(MEDICINES, items=(replace(MEDICINES.items[0], standard="unheard-of"),)),
            "There is no standard “unheard-of” in this organisation.",
        ),
    ],
)
def test_content_that_does_not_fit_the_organisation_is_refused(cast, clock, content, sentence):
    with pytest.raises(Refusal) as refused:
        publish(cast.organisation_id, content, by=cast.admin.standing(), at=clock.now())
    assert (refused.value.why, [str(each) for each in refused.value.sentences]) == (Why.INVALID, [sentence])


@pytest.mark.parametrize("statement", [
    sa.update(ChecklistVersion).values(title="Another title"),
    sa.update(ChecklistVersion).values(digest="0" * 64),
    sa.delete(Item),
    sa.update(Item).values(text="Something else."),
    sa.update(Item).values(must=True),
])  # fmt: skip
def test_the_database_itself_keeps_a_published_version_as_it_is(cast, statement):
    with pytest.raises(sa.exc.DBAPIError, match="never changes"), db.session.begin_nested():
        db.session.execute(statement)


def test_checklists_are_listed_by_kind_and_title(cast):
    titles = [checklist.title for checklist in queries.checklists_for(cast.organisation_id, Kind.OBSERVATION)]
    assert titles == [
        "Clean hands: the five moments",
        "Dignity and respect",
        "Medicines round",
        "Moving and handling",
    ]
    assert len(queries.checklists_for(cast.organisation_id)) == len(starter_checklists())


def test_the_list_shows_the_version_that_is_asked_now(cast, clock, medicines):
    publish(cast.organisation_id, RENAMED, by=cast.admin.standing(), at=clock.now())
    versions = {checklist.id: version for checklist, version in queries.current_versions(cast.organisation_id)}
    assert versions[medicines.id].number == 2


def test_a_standard_finds_the_checklists_that_ask_about_it_now(cast, clock):
    prn = standard_by_key(cast.organisation_id, "prn-recorded")

    def asking():
        found = queries.current_versions(cast.organisation_id, standard_id=prn.id)
        return [checklist.key for checklist, _ in found]

    assert asking() == ["mar-prn-sample", "medicines-observation", "prn-interview", "medicines-voice"]
    without = replace(MEDICINES, items=MEDICINES.items[:3])
    publish(cast.organisation_id, without, by=cast.admin.standing(), at=clock.now())
    assert asking() == ["mar-prn-sample", "prn-interview", "medicines-voice"]


def test_items_come_in_their_order(cast, medicines):
    version = queries.current_version(cast.organisation_id, medicines.id)
    items = queries.items_of(version)
    assert [item.key for item in items] == [item.key for item in MEDICINES.items]
    assert [item.position for item in items] == list(range(1, 13))


def test_the_items_of_one_standard_come_in_their_order(cast, medicines):
    version = queries.current_version(cast.organisation_id, medicines.id)
    prn = standard_by_key(cast.organisation_id, "prn-recorded")
    dignity = standard_by_key(cast.organisation_id, "privacy-kept")
    items = queries.items_for_standard(cast.organisation_id, version.id, prn.id)
    assert [item.key for item in items] == ["prn-entry", "prn-effect"]
    assert queries.items_for_standard(cast.organisation_id, version.id, dignity.id) == []


def test_a_checklist_of_another_organisation_is_not_there(cast, medicines):
    version = queries.current_version(cast.organisation_id, medicines.id)
    other = cast.other_organisation_id
    assert queries.checklist(other, medicines.id) is None
    assert queries.versions(other, medicines.id) == []
    assert queries.current_version(other, medicines.id) is None
    assert queries.version(other, version.id) is None
    assert queries.version(cast.organisation_id, uuid.uuid4()) is None
    assert queries.checklist(cast.organisation_id, medicines.id) is medicines
