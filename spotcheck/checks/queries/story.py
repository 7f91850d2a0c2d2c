"""One finished check as its page tells it: what was seen, how it was judged, what was answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from spotcheck.checklists.rules import Kind
from spotcheck.checks.models import Check, Hold, Reply, Review
from spotcheck.checks.queries.answers import Answers, answers_of, standard_texts
from spotcheck.checks.queries.check import Opened, linked
from spotcheck.checks.queries.headline import Fact, facts, lead, said_around
from spotcheck.checks.queries.history import history_of
from spotcheck.checks.queries.holding import held, holds_of
from spotcheck.checks.queries.photos import Shown, beside, photos_of
from spotcheck.checks.queries.records import AcrossPart, Record, across, records_of
from spotcheck.checks.queries.reviewing import review_refused
from spotcheck.checks.queries.told import Part, parts
from spotcheck.checks.queries.way import way_of
from spotcheck.checks.rules.content import Words, read_words
from spotcheck.checks.rules.correction import correcting_refused
from spotcheck.checks.rules.findings import judged
from spotcheck.checks.rules.holding import held_until, holding_refused
from spotcheck.checks.rules.judgement import PassedTo
from spotcheck.checks.rules.outcomes import is_gap
from spotcheck.checks.rules.photos import room_for
from spotcheck.checks.rules.reply import ReplyKind
from spotcheck.checks.rules.review import waits
from spotcheck.core.database import db
from spotcheck.core.history import lines
from spotcheck.core.permissions import Answer, Standing, Verb, may
from spotcheck.core.words import Sentence, say
from spotcheck.organisation.models import Person
from spotcheck.organisation.told import Told
from spotcheck.sampling.rules.words import many_set_aside
from spotcheck.tracker.models import Action, Finding
from spotcheck.tracker.rules.words import RISK_NAMES, Risk


@dataclass(frozen=True, slots=True)
class Judging:
    """A review, by whom, how many corrections have come since, and to whom it was passed on when it was."""

    review: Review
    by: str | None
    since: int
    risk: Sentence
    passed: Sentence | None


@dataclass(frozen=True, slots=True)
class Replied:
    """A reply; `who` is the person observed, as whoever looks may know them."""

    who: Sentence | str
    says: Sentence
    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Found:
    """A finding recorded from the check, and the action it led to."""

    finding: Finding
    action: Action | None


@dataclass(frozen=True, slots=True)
class Story:
    """Everything a check's page shows. What a person may not see is empty here, so no template has to hide it."""

    opened: Opened
    lead: Sentence
    facts: Sequence[Fact]
    words: Words
    said: Sequence[tuple[Sentence, Sentence | str, str]]
    about_me: bool
    parts: Sequence[Part]
    across: Sequence[AcrossPart]
    records: Sequence[Record]
    shares: Sequence[tuple[int, int, str, bool]]  # as components/stat.html takes them: held, of, standard, was
    photos: Sequence[Shown]
    judgings: Sequence[Judging]
    found: Sequence[Found]
    replies: Sequence[Replied]
    reply_choices: Sequence[tuple[str, Sentence]]
    held_until: datetime | None
    hold: Hold | None
    history: Sequence[Told]
    waits: bool
    can_review: bool
    review_refused: tuple[Sentence, ...]  # with who can, for somebody who reviews and may not review this one
    can_correct: bool
    can_add_photo: bool
    can_hold: bool
    can_hold_for_law: bool
    can_ask: bool  # a short question about a finding

    @property
    def many_set_aside(self) -> Sentence | None:
        """Said of a sample in which more than 1 in 5 of the records that came up were set aside."""
        return many_set_aside(sum(one.set_aside is not None for one in self.records), len(self.records))


def story_of(opened: Opened, standing: Standing, *, at: datetime) -> Story:
    """The whole story as `opened.sight` allows it. About ten queries, however long the check is."""
    check, sight = opened.check, opened.sight
    answers, words = answers_of(check, corrected=opened.corrected), read_words(check.words)
    sampled = opened.kind is Kind.SAMPLE
    judgings = _judgings(check, len(answers.corrections), names=sight.names)
    waiting = waits(len(answers.corrections), [one.review.corrections_seen for one in judgings])
    reviews_here = _can(standing, Verb.REVIEW_CHECK, opened)
    refused = review_refused(opened, standing, at=at) if waiting and reviews_here else ()
    holds = holds_of(check) if sight.kept and opened.shown.held_back else []
    records = records_of(check, answers, names=sight.names) if sampled else []
    told = lines(check.organisation_id, "check", check.id)
    shown = [one for one in judgings if sight.kept or (sight.judged and one.review.passed_to is None)]
    until = held_until([held(row) for row in holds], at=at)
    return Story(
        opened=opened,
        lead=lead(opened, standing.person_id, records=sum(record.set_aside is None for record in records)),
        facts=facts(opened, way_of(check, told, with_names=sight.names)),
        words=words,
        said=said_around(words, opened.kind),
        about_me=check.worker_id == standing.person_id,
        parts=() if sampled else parts(answers, names=sight.names),
        across=across(answers) if sampled else (),
        records=records,
        shares=_shares(opened, answers) if sampled else (),
        photos=photos_of(check, reviewed_at=shown[0].review.at if shown else None),
        judgings=shown,
        found=_found(check) if judgings and (sight.kept or (sight.judged and not opened.shown.passed_on)) else (),
        replies=_replies(opened, about_me=check.worker_id == standing.person_id) if check.worker_id else (),
        reply_choices=[(kind.value, kind.label) for kind in ReplyKind],
        held_until=until,
        hold=holds[-1] if until is not None else None,
        history=history_of(opened, told, answers, {one.review.by_id: one.by for one in judgings if one.by}),
        waits=waiting,
        can_review=waiting and reviews_here and not refused,
        review_refused=refused,
        can_correct=_can(standing, Verb.CORRECT_CHECK, opened)
        and not correcting_refused(standing.person_id, opened.took_part),
        can_add_photo=_can(standing, Verb.ADD_PHOTO, opened) and bool(room_for(beside(check))),
        can_hold=_can(standing, Verb.HOLD_BACK_CHECK, opened)
        and not holding_refused(standing.person_id, captured_by=check.author_id, observed=check.worker_id),
        can_ask=_can(standing, Verb.ASK_PROMPT, opened),
        can_hold_for_law=sight.judged and _can(standing, Verb.HOLD_FOR_LAW, opened),
    )


def _can(standing: Standing, verb: Verb, opened: Opened) -> bool:
    return may(standing, verb, opened.thing) is Answer.ALLOWED


def _judgings(check: Check, corrections: int, *, names: bool) -> list[Judging]:
    """The reviews, newest first."""
    rows = db.session.execute(
        sa.select(Review, Person.name)
        .join(Person, linked(Review, Review.by_id, Person))
        .where(Review.organisation_id == check.organisation_id, Review.check_id == check.id)
        .order_by(Review.corrections_seen.desc())
    )
    return [_judging(row, name if names else None, corrections) for row, name in rows]


def _judging(row: Review, by: str | None, corrections: int) -> Judging:
    passed = None
    if row.passed_to is not None and row.passed_on is not None:
        passed = say("%(to)s has it since %(day)s.", to=PassedTo(row.passed_to).label, day=row.passed_on)
    return Judging(row, by, corrections - row.corrections_seen, RISK_NAMES[Risk(row.risk)], passed)


def _found(check: Check) -> list[Found]:
    """The findings recorded from this check, strengths first."""
    rows = db.session.execute(
        sa.select(Finding, Action)
        .outerjoin(Action, linked(Finding, Finding.action_id, Action))
        .where(Finding.organisation_id == check.organisation_id, Finding.source_id == check.id)
        .order_by(Finding.kind.desc(), Finding.found_at, Finding.id)
    )
    return [Found(finding, action) for finding, action in rows]


def _replies(opened: Opened, *, about_me: bool) -> list[Replied]:
    check = opened.check
    query = sa.select(Reply).where(Reply.organisation_id == check.organisation_id, Reply.check_id == check.id)
    who: Sentence | str = opened.worker or ""
    if about_me:
        who = say("You")
    elif not opened.sight.names:
        who = say("The person observed")
    return [
        Replied(who, ReplyKind(row.kind).told(you=about_me), row.text, row.at)
        for row in db.session.scalars(query.order_by(Reply.at, Reply.id))
    ]


def _shares(opened: Opened, answers: Answers) -> list[tuple[int, int, str, bool]]:
    """How many records show a standard: the one the plan names, or each that shows a gap."""
    counted = judged(Kind.SAMPLE, answers.counting)
    if opened.requirement is not None and opened.standard is not None:
        named = counted.get(opened.requirement.standard_id)
        return [(named.met, named.usable, opened.standard, False)] if named else []
    gaps = [
        standard_id
        for standard_id in counted
        if is_gap([answer for answer in answers.counting if answer.standard == standard_id])
    ]
    texts = standard_texts(opened.check.organisation_id, gaps) if gaps else {}
    return [(counted[one].met, counted[one].usable, texts[one], False) for one in gaps]
