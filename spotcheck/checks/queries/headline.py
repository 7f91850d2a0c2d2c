"""What a check is, in one sentence and in a few facts, for the person who looks."""

from __future__ import annotations

import uuid
from datetime import timedelta

from spotcheck.checklists.rules import Kind
from spotcheck.checks.queries.check import Opened
from spotcheck.checks.queries.way import Way, in_words
from spotcheck.checks.rules.content import COACHING, QUESTIONS, THEIR_QUESTIONS, AnsweredBy, Shift, Words
from spotcheck.core.clock import local_date
from spotcheck.core.words import Sentence, day_in_words, moment_in_words, say, say_n
from spotcheck.tracker.rules.words import together

_AT_ONCE = timedelta(minutes=2)
ICONS = {Kind.OBSERVATION: "eye", Kind.INTERVIEW: "ask", Kind.SAMPLE: "read", Kind.VOICE: "talk"}
_WATCHED, _ASKED = say("Practice was watched."), say("Somebody was asked how they would do it.")
_SAID = say("A person or their family was asked.")
Fact = tuple[Sentence, Sentence | str]


def lead(opened: Opened, person_id: uuid.UUID, *, records: int) -> Sentence:
    """Who looked at what: `Grace watched Tomasz work.`; a reader is told no names. `records`: how many were read."""
    mine, about_me = opened.check.author_id == person_id, opened.check.worker_id == person_id
    author, worker = opened.author, opened.worker
    match opened.kind:
        case Kind.OBSERVATION if not opened.sight.names:
            return _WATCHED
        case Kind.OBSERVATION if about_me:
            return say("%(author)s watched you work.", author=author)
        case Kind.OBSERVATION if mine:
            return say("You watched %(worker)s work.", worker=worker)
        case Kind.INTERVIEW if not opened.sight.names:
            return _ASKED
        case Kind.INTERVIEW if about_me:
            return say("%(author)s asked you.", author=author)
        case Kind.INTERVIEW if mine:
            return say("You asked %(worker)s.", worker=worker)
        case Kind.SAMPLE if not opened.sight.names:
            return say_n("One record was read.", "%(n)s records were read.", records)
        case Kind.SAMPLE if mine:
            return say_n("You read one record.", "You read %(n)s records.", records)
        case Kind.SAMPLE:
            return say_n("%(author)s read one record.", "%(author)s read %(n)s records.", records, author=author)
        case Kind.VOICE if not opened.sight.names:
            return _SAID
        case Kind.VOICE if mine:
            return say("You asked a person or their family.")
    return who_looked(opened.kind, author, worker)


def who_looked(kind: Kind, author: str, worker: str | None) -> Sentence:
    """The same in a list, told to somebody else."""
    match kind:
        case Kind.OBSERVATION:
            return say("%(author)s watched %(worker)s work.", author=author, worker=worker)
        case Kind.INTERVIEW:
            return say("%(author)s asked %(worker)s.", author=author, worker=worker)
        case Kind.SAMPLE:
            return say("%(author)s read records.", author=author)
        case Kind.VOICE:
            return say("%(author)s asked a person or their family.", author=author)


def who_looked_unnamed(kind: Kind, author: str | None, worker: str | None) -> Sentence:
    """The same, told also to a reader, for whom both names are None."""
    if author is not None:
        return who_looked(kind, author, worker)
    return _UNNAMED[kind]


_UNNAMED = {
    Kind.OBSERVATION: _WATCHED, Kind.INTERVIEW: _ASKED, Kind.SAMPLE: say("Records were read."), Kind.VOICE: _SAID,
}  # fmt: skip


def facts(opened: Opened, way: Way) -> list[Fact]:
    """When, where and how it was captured; the time it reached the server only when that was later."""
    check = opened.check
    if opened.kind is Kind.VOICE:
        return _said_by(opened)
    told: list[Fact] = [(say("When"), moment_in_words(check.finished_at))]
    if check.shift:
        told.append((say("Shift"), Shift(check.shift).label))
    if check.announced is not None:
        told.append((say("Announced"), say("Yes") if check.announced else say("No")))
    if check.setting:
        told.append((say("Setting"), check.setting))
    if opened.draw is not None:
        told.append((say("Drawn at random"), say("Draw %(number)s", number=opened.draw)))
    if check.received_at - check.finished_at > _AT_ONCE:
        told.append((say("Received"), in_words(check, way) or moment_in_words(check.received_at)))
    told += [(say("On its own"), why) for why in way.let_go]
    told.append((say("Checklist"), say("Version %(number)s", number=opened.version.number)))
    return told


def _said_by(opened: Opened) -> list[Fact]:
    """Of a person or family: the day, and which of the two. An hour could tell who it was."""
    check = opened.check
    told: list[Fact] = [(say("Day"), day_in_words(local_date(check.finished_at)))]
    if check.answered_by:
        told.append((say("Who answered"), AnsweredBy(check.answered_by).label))
    return [*told, (say("Checklist"), say("Version %(number)s", number=opened.version.number))]


def said_around(words: Words, kind: Kind) -> list[tuple[Sentence, Sentence | str, str]]:
    """The good questions and their answers, what made it hard before anything else that varies; only what was said."""
    questions = THEIR_QUESTIONS if kind is Kind.VOICE else QUESTIONS
    told = [(asked, getattr(words, name), "long") for name, asked in questions.items() if getattr(words, name)]
    if words.hard:
        after_what_works = 1 if words.works else 0
        told.insert(after_what_works, (say("What made it hard"), together([hard.label for hard in words.hard]), "long"))
    if words.coaching:
        told.append((COACHING, words.coaching, "long"))
    return told
