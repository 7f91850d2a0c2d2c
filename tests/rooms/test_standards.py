import uuid

from spotcheck.core import history
from spotcheck.standards import queries
from spotcheck.standards.operations import adopt_standards
from spotcheck.standards.starters import starter_standards


def test_an_organisation_adopts_every_standard_of_the_product(cast):
    held = {standard.key for standard in queries.standards(cast.organisation_id)}
    assert held == {standard.key for standard in starter_standards().standards}


def test_topics_come_by_name(cast):
    names = [topic.name for topic in queries.topics(cast.organisation_id)]
    assert names == [
        "Care planning",
        "Dignity and respect",
        "Infection control",
        "Medication",
        "Moving and handling",
        "Speaking up and learning",
    ]


def test_standards_of_one_topic_come_together(cast):
    topics = [standard.topic_id for standard in queries.standards(cast.organisation_id)]
    assert len(set(topics)) == len(starter_standards().topics)
    assert topics == sorted(topics, key=topics.index)


def test_adopting_twice_is_adopting_once(cast, clock):
    again = adopt_standards(cast.organisation_id, by=cast.admin.standing(), at=clock.now())
    assert again == []
    assert len(queries.standards(cast.organisation_id)) == len(starter_standards().standards)


def test_what_an_organisation_changed_stays_as_it_is(cast, clock):
    own = queries.standard_by_key(cast.organisation_id, "prn-recorded")
    own.text = "Each PRN entry shows four things."
    adopt_standards(cast.organisation_id, by=cast.admin.standing(), at=clock.now())
    assert queries.standard_by_key(cast.organisation_id, "prn-recorded").text == "Each PRN entry shows four things."


def test_adopting_leaves_one_line_in_history(cast):
    lines = history.lines(cast.organisation_id, "organisation", cast.organisation_id)
    adopted = [line for line in lines if line.what == "adopted standards"]
    assert [line.by_id for line in adopted] == [cast.admin.id]
    assert "prn-recorded" in adopted[0].payload["after"]["standards"]


def test_a_standard_of_another_organisation_is_not_there(cast):
    theirs = queries.standard_by_key(cast.other_organisation_id, "prn-recorded")
    ours = queries.standard_by_key(cast.organisation_id, "prn-recorded")
    assert theirs.id != ours.id
    assert queries.standard(cast.organisation_id, theirs.id) is None
    assert queries.standard(cast.organisation_id, uuid.uuid4()) is None
    assert queries.standard(cast.organisation_id, ours.id) is ours
