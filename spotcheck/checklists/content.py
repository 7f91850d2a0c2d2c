"""What a checklist says, as plain values: read strictly from a file, and known by its digest."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass
from itertools import groupby

from spotcheck.checklists.choice_rules import Choice, choices_wanting
from spotcheck.checklists.rules import Kind
from spotcheck.core.words import say
from spotcheck.standards.documents import Notes, Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """Something that a good answer holds."""

    key: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """An answer that could put somebody at risk, and what to say and do at once."""

    key: str
    text: str
    say: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemContent:
    key: str
    part: str
    standard: str
    text: str
    good: str
    why: str
    must: bool
    nodes: tuple[str, ...]
    points: tuple[Point, ...] = ()
    alerts: tuple[Alert, ...] = ()
    model: str | None = None
    another_way: str | None = None
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ChecklistContent:
    key: str
    kind: Kind
    topic: str
    title: str
    about: str
    minutes: int
    settings: tuple[str, ...]
    items: tuple[ItemContent, ...]
    record_name: str | None = None
    how_to_number: str | None = None


def digest(content: ChecklistContent) -> str:
    """SHA-256 of the content as canonical JSON: the same words have the same digest.

    An item without choices is written as it was before there were any, so that no digest of before changes.
    """
    plain = asdict(content)
    plain["items"] = [{k: v for k, v in one.items() if k != "choices" or v} for one in plain["items"]]
    canonical = json.dumps(plain, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def read_checklist(
    document: Mapping[str, object], *, nodes: Collection[str], name: str | None = None
) -> ChecklistContent:
    """The content of one document (as `tomllib` gives it). `nodes` are the framework codes that exist.

    Refuses with one sentence for each place where something is missing, unknown, repeated or of another kind.
    """
    notes = Notes(name or str(document.get("key") or "this checklist"))
    table = Table(document, "", notes)
    kind = _kind(table)
    content = ChecklistContent(
        key=table.key(),
        kind=kind,
        topic=table.key("topic"),
        title=table.text("title"),
        about=table.text("about"),
        minutes=table.number("minutes"),
        settings=() if kind is Kind.VOICE else table.texts("settings"),
        record_name=table.text("record_name") if kind is Kind.SAMPLE else None,
        how_to_number=table.text("how_to_number") if kind is Kind.SAMPLE else None,
        items=tuple(_item(row, kind, nodes) for row in table.tables("items")),
    )
    table.done()
    table.note_repeated("items", (item.key for item in content.items))
    for part in _parted(content.items):
        table.note("items", say("the items of “%(part)s” need to stand together.", part=part))
    notes.refuse_any()
    return content


def _kind(table: Table) -> Kind:
    word = table.text("kind")
    if word not in set(Kind):
        table.note("kind", say("this needs to be observation, interview, sample or voice."))
        return Kind.OBSERVATION
    return Kind(word)


def _item(row: Table, kind: Kind, nodes: Collection[str]) -> ItemContent:
    asked = kind is Kind.INTERVIEW
    item = ItemContent(
        key=row.key(),
        part=row.text("part"),
        standard=row.key("standard"),
        text=row.text("text"),
        good=row.text("good"),
        why=row.text("why"),
        must=row.flag("must"),
        nodes=row.texts("nodes"),
        points=tuple(_point(point) for point in row.tables("points")) if asked else (),
        alerts=tuple(_alert(alert) for alert in row.tables("alerts", optional=True)) if asked else (),
        model=row.text("model") if asked else None,
        another_way=row.text("another_way") if asked or kind is Kind.VOICE else None,
        choices=tuple(_choice(choice) for choice in row.tables("choices", optional=True)) if asked else (),
    )
    row.done()
    for code in item.nodes:
        if code not in nodes:
            row.note("nodes", say("no framework has “%(code)s”.", code=code))
    row.note_repeated("points", (point.key for point in item.points))
    row.note_repeated("alerts", (alert.key for alert in item.alerts))
    row.note_repeated("choices", (choice.key for choice in item.choices))
    for sentence in choices_wanting(item.choices, points=[point.key for point in item.points]):
        row.note("choices", sentence)
    return item


def _point(row: Table) -> Point:
    point = Point(key=row.key(), text=row.text("text"))
    row.done()
    return point


def _alert(row: Table) -> Alert:
    alert = Alert(key=row.key(), text=row.text("text"), say=row.text("say"))
    row.done()
    return alert


def _choice(row: Table) -> Choice:
    choice = Choice(key=row.key(), text=row.text("text"), says=row.key("says") if row.has("says") else None)
    row.done()
    return choice


def _parted(items: tuple[ItemContent, ...]) -> list[str]:
    """The parts whose items do not follow each other, so that their heading would come twice."""
    headings = [part for part, _ in groupby(item.part for item in items)]
    return [part for part, times in Counter(headings).items() if times > 1]
