"""Everything held about one person, section by section, as they may have it: help with a subject access request.

Names of others are gone from every text when it leaves here, and what is held back or was passed on is not read (R12,
R13). About twenty queries, and three for each check of their practice.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from spotcheck.checklists.models import ChecklistVersion
from spotcheck.checklists.rules import Kind
from spotcheck.checks.models import Check, Reply, Review
from spotcheck.checks.queries.answers import answers_of
from spotcheck.checks.queries.check import linked
from spotcheck.checks.queries.headline import said_around
from spotcheck.checks.queries.photos import counted_by, pictures_of
from spotcheck.checks.queries.sight import held_back, passed_on
from spotcheck.checks.rules.content import Shift, read_words
from spotcheck.checks.rules.reply import ReplyKind
from spotcheck.core.database import Base, db
from spotcheck.core.history import HistoryLine
from spotcheck.core.languages import in_english
from spotcheck.core.words import Sentence, say
from spotcheck.delivery.queries.phones import phones_of
from spotcheck.desk.copy_entries import Entry, Fact, Section
from spotcheck.desk.copy_learning_queries import learning_sections
from spotcheck.desk.copy_prompts import prompts_of
from spotcheck.desk.copy_rules import names_to_remove, without_names
from spotcheck.messages.models import Alert
from spotcheck.organisation.models import Account, Invitation, Person, RoleHeld, Service, SignInSession
from spotcheck.tracker.models import Action, Finding
from spotcheck.tracker.rules.words import RISK_NAMES, STATE_NAMES, Risk, State, reference

# Links to a person that are told in a section of their own, and links that are not told, with why.
IN_FULL = {
    "check.worker_id", "reply.by_id", "role.person_id", "session.person_id", "invitation.person_id", "action.lead_id",
    "alert.raised_by_id", "history.by_id", "capture_grant.person_id", "prompt.worker_id",
    "sign_off.worker_id", "supervision.worker_id",
}  # fmt: skip
NOT_TOLD = {
    "draft.worker_id": "nobody has finished it",
    "evidence.observed_id": "it counts people, also in checks that are held back",
    "legal_hold.person_id": "to say so could warn somebody",
}


def held_about(person: Person, *, at: datetime) -> list[Section]:
    """All sections; one without entries says that there is nothing."""
    told = [
        Section(say("Who you are here"), say("Your name, and what you sign in with."), list(_who(person))),
        Section(say("Your roles"), say("What you may do, where and since when."), list(_roles(person))),
        Section(say("Your sign-ins"), say("When you signed in and when that ended."), list(_sign_ins(person))),
        Section(
            say("Your phones"),
            say("What each said it is, and how often you signed in there to capture without a signal."),
            list(_phones(person)),
        ),
        Section(
            say("What was noted about your work"),
            say("Checks of your practice and your answers, as they stand after corrections."),
            list(_noted(person, at)),
        ),
        *learning_sections(person),
        Section(
            say("Short questions to you"), say("What you answered, and what was read in it."), list(prompts_of(person))
        ),
        Section(say("Checks that you captured"), say("Whom they were about is left out."), list(_captured(person))),
        Section(say("Actions that you lead or led"), say("As they stand now."), list(_actions(person))),
        Section(say("When you said that someone was at risk"), say("Your words."), list(_alerts(person))),
        Section(
            say("Lines of the history about you, and those that you left"),
            say("The history keeps who did what and when. Nobody can change it."),
            list(_history(person, at)),
        ),
        Section(say("Other places that name you"), say("How many rows, by what they are."), list(_elsewhere(person))),
    ]
    names = names_to_remove(_others(person), person.name)
    return [Section(one.title, one.about, [_cleaned(entry, names) for entry in one.entries]) for one in told]


def _cleaned(entry: Entry, names: Any) -> Entry:
    """The same entry without the names of others: in each text, whoever wrote it."""

    def clean(value: Any) -> Any:
        return without_names(value, names) if isinstance(value, str) else value

    return Entry(clean(entry.title), entry.when, [(of, clean(told)) for of, told in entry.facts])


def _others(person: Person) -> list[str]:
    query = (
        sa.select(Person.name, Account.sign_in)
        .outerjoin(Account, Account.id == Person.account_id)
        .where(Person.organisation_id == person.organisation_id, Person.id != person.id)
    )
    return [name for row in db.session.execute(query) for name in row if name]


def _who(person: Person) -> Iterator[Entry]:
    account = db.session.get(Account, person.account_id) if person.account_id else None
    facts: list[Fact] = []
    if account is not None:
        facts = [(say("You sign in as"), account.sign_in), (say("Since"), account.created_at)]
    if person.language is not None:
        facts.append((say("Short questions also in"), in_english(person.language)))
    if person.ended_at is not None:
        facts.append((say("Your work here ended"), person.ended_at))
    yield Entry(person.name, None, facts)
    for sent in _of(person, Invitation, Invitation.person_id, Invitation.made_at):
        taken: list[Fact] = [(say("Used"), sent.taken_at)] if sent.taken_at else []
        yield Entry(say("A link to join with was made for you"), sent.made_at, taken)


def _place(service: str | None) -> Sentence:
    """A place is nobody's name, whatever it is called."""
    return say("%(place)s", place=service) if service else say("Across the organisation")


def _roles(person: Person) -> Iterator[Entry]:
    query = (
        sa.select(RoleHeld, Service.name)
        .outerjoin(Service, linked(RoleHeld, RoleHeld.service_id, Service))
        .where(RoleHeld.organisation_id == person.organisation_id, RoleHeld.person_id == person.id)
        .order_by(RoleHeld.from_at)
    )
    for role, service in db.session.execute(query):
        facts: list[Fact] = [(say("Where"), _place(service))]
        if role.ended_at is not None:
            facts.append((say("Ended"), role.ended_at))
        yield Entry(role.role.capitalize(), role.from_at, facts)


def _sign_ins(person: Person) -> Iterator[Entry]:
    for session in _of(person, SignInSession, SignInSession.person_id, SignInSession.started_at):
        yield Entry(say("Signed in"), session.started_at, [(say("Until"), session.ended_at or session.ends_at)])


def _phones(person: Person) -> Iterator[Entry]:
    for used in phones_of(person.organisation_id, person.id):
        facts: list[Fact] = [(say("Sign-ins"), used.times), (say("The last"), used.last_at)]
        if used.phone.lost_at is not None:
            facts.append((say("Reported as lost"), used.phone.lost_at))
        yield Entry(used.phone.name or say("A phone or computer"), used.phone.first_seen_at, facts)


def _shown(person: Person, at: datetime) -> sa.ColumnElement[bool]:
    """The checks of their practice that they may have."""
    return sa.and_(
        Check.organisation_id == person.organisation_id,
        Check.worker_id == person.id,
        sa.not_(sa.or_(held_back(at), passed_on())),
    )


def _noted(person: Person, at: datetime) -> Iterator[Entry]:
    query = (
        sa.select(Check, ChecklistVersion.title, Service.name)
        .join(ChecklistVersion, linked(Check, Check.version_id, ChecklistVersion))
        .join(Service, linked(Check, Check.service_id, Service))
        .where(_shown(person, at))
        .order_by(Check.finished_at, Check.id)
    )
    for check, title, service in db.session.execute(query).all():
        yield Entry(title, check.finished_at, list(_noted_in(check, service)))


def _noted_in(check: Check, service: str) -> Iterator[Fact]:
    yield say("Where"), _place(service)
    if check.shift:
        yield say("Shift"), Shift(check.shift).label
    if check.setting:
        yield say("Setting"), check.setting
    answers = answers_of(check)
    for answer in answers.standing:
        item = answers.item(answer.item_id)
        if item is not None:
            yield item.text, answer.outcome.label
            if answer.note:
                yield say("Note on it"), answer.note
    for correction in answers.corrections:
        yield say("Corrected, because"), correction.reason
    for text, jpeg in pictures_of(check):
        yield say("Photo of: %(item)s", item=text), jpeg
    words = read_words(check.words)
    if words.strength:
        yield say("A strength to share"), words.strength
    for asked, said, _kind in said_around(words, Kind(check.kind)):
        yield asked, said
    for review in _rows(check, Review, Review.corrections_seen):
        yield say("Reviewed"), review.at
        yield say("Risk"), RISK_NAMES[Risk(review.risk)]
        yield say("What the reviewer wrote"), review.commentary
    findings = sa.select(Finding).where(
        Finding.organisation_id == check.organisation_id, Finding.source_id == check.id, Finding.taken_back_at.is_(None)
    )
    for finding in db.session.scalars(findings.order_by(Finding.found_at)):
        yield say("A finding recorded from it"), finding.text
    for reply in _rows(check, Reply, Reply.at):
        yield say("You replied"), reply.at
        yield say("In short"), ReplyKind(reply.kind).told(you=True)
        yield say("In your words"), reply.text


def _captured(person: Person) -> Iterator[Entry]:
    query = (
        sa.select(Check, ChecklistVersion.title, Service.name)
        .join(ChecklistVersion, linked(Check, Check.version_id, ChecklistVersion))
        .join(Service, linked(Check, Check.service_id, Service))
        .where(Check.organisation_id == person.organisation_id, Check.author_id == person.id)
        .order_by(Check.finished_at, Check.id)
    )
    photos = counted_by(person)
    for check, title, service in db.session.execute(query):
        facts: list[Fact] = [(say("Where"), _place(service)), (say("Kind"), Kind(check.kind).label)]
        if check.id in photos:
            facts.append((say("Photos you added"), photos[check.id]))
        yield Entry(title, check.finished_at, facts)


def _actions(person: Person) -> Iterator[Entry]:
    for action in _of(person, Action, Action.lead_id, Action.number):
        yield Entry(
            f"{reference(action.number)} {action.title}",
            action.proposed_at,
            [(say("State"), STATE_NAMES[State(action.state)])]
            + ([(say("Due"), action.due_on)] if action.due_on else []),
        )


def _alerts(person: Person) -> Iterator[Entry]:
    for alert in _of(person, Alert, Alert.raised_by_id, Alert.raised_at):
        yield Entry(say("You said"), alert.raised_at, [(say("Your words"), alert.words)])


# Lines on their checks for those who decide only; `checks.queries.history` keeps them from the person observed, too.
_KEPT = ("passed on", "held back", "shown again")


def _history(person: Person, at: datetime) -> Iterator[Entry]:
    """Lines about the person, about the checks they may have, and those they left themselves."""
    theirs = sa.select(Check.id).where(Check.organisation_id == person.organisation_id, Check.worker_id == person.id)
    shown = sa.select(Check.id).where(_shown(person, at))
    about = sa.or_(
        sa.and_(HistoryLine.kind == "person", HistoryLine.thing_id == person.id),
        sa.and_(HistoryLine.thing_id.in_(shown), HistoryLine.what.not_in(_KEPT)),
        sa.and_(HistoryLine.by_id == person.id, HistoryLine.thing_id.not_in(theirs)),
    )
    query = sa.select(HistoryLine).where(HistoryLine.organisation_id == person.organisation_id, about)
    for line in db.session.scalars(query.order_by(HistoryLine.number)):
        who = say("You") if line.by_id == person.id else say("Somebody else") if line.by_id else say("Spotcheck")
        facts: list[Fact] = [(say("Who"), who)]
        if reason := (line.payload or {}).get("reason"):
            facts.append((say("Reason"), reason))
        yield Entry(f"{line.kind}: {line.what}".capitalize(), line.device_at or line.at, facts)


def _elsewhere(person: Person) -> Iterator[Entry]:
    """Every other link to a person that any table has, found from the tables: a new one is told by itself."""
    for table in Base.metadata.sorted_tables:
        for column in links_to_person(table):
            name = f"{table.name}.{column.name}"
            if name in IN_FULL or name in NOT_TOLD or name == "check.author_id":
                continue
            count = db.session.scalar(
                sa.select(sa.func.count())
                .select_from(table)
                .where(table.c.organisation_id == person.organisation_id, column == person.id)
            )
            if count:
                words = f"{table.name}: {column.name.removesuffix('_id')}".replace("_", " ")
                yield Entry(words.capitalize(), None, [(say("Rows"), count)])


def links_to_person(table: sa.Table) -> Iterator[sa.Column[Any]]:
    for link in table.foreign_key_constraints:
        if link.referred_table.name == "person":
            yield from (column for column in link.columns if column.name != "organisation_id")


def _of(person: Person, model: Any, column: Any, order: Any) -> Sequence[Any]:
    query = sa.select(model).where(model.organisation_id == person.organisation_id, column == person.id)
    return db.session.scalars(query.order_by(order)).all()


def _rows(check: Check, model: Any, order: Any) -> Sequence[Any]:
    query = sa.select(model).where(model.organisation_id == check.organisation_id, model.check_id == check.id)
    return db.session.scalars(query.order_by(order)).all()
