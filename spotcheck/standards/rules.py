"""What a file of standards must hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from spotcheck.core.words import say
from spotcheck.standards.documents import Notes, Table


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicContent:
    """`vague` is a change that nobody can see, `clear` the same as it can be seen, `stronger` one that lasts without
    anybody remembering: examples for whoever writes an action about this topic."""

    key: str
    name: str
    vague: str
    clear: str
    stronger: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StandardContent:
    key: str
    topic: str
    text: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StandardsContent:
    topics: tuple[TopicContent, ...]
    standards: tuple[StandardContent, ...]


def read_standards(document: Mapping[str, object], *, name: str = "standards.toml") -> StandardsContent:
    """Topics and standards as plain values. Refuses anything missing, unknown, repeated or unlinked."""
    notes = Notes(name)
    table = Table(document, "", notes)
    content = StandardsContent(
        topics=tuple(_topic(row) for row in table.tables("topics")),
        standards=tuple(_standard(row) for row in table.tables("standards")),
    )
    table.done()
    table.note_repeated("topics", (topic.key for topic in content.topics))
    table.note_repeated("standards", (standard.key for standard in content.standards))
    known = {topic.key for topic in content.topics}
    for standard in content.standards:
        if standard.topic not in known:
            table.note(standard.key, say("there is no topic “%(key)s”.", key=standard.topic))
    notes.refuse_any()
    return content


def _topic(row: Table) -> TopicContent:
    topic = TopicContent(
        key=row.key(),
        name=row.text("name"),
        vague=row.text("vague"),
        clear=row.text("clear"),
        stronger=row.text("stronger"),
    )
    row.done()
    return topic


def _standard(row: Table) -> StandardContent:
    standard = StandardContent(key=row.key(), topic=row.key("topic"), text=row.text("text"), why=row.text("why"))
    row.done()
    return standard
