"""Verbs about mail: an address and its code, what is to be told, and the letters it becomes. Nothing is sent here."""

from __future__ import annotations

import secrets
import uuid
from collections import Counter
from collections.abc import Iterable
from datetime import datetime

import sqlalchemy as sa

from spotcheck.core import history
from spotcheck.core.database import add, db
from spotcheck.core.history import take_turn
from spotcheck.core.ids import new_id
from spotcheck.core.permissions import Standing
from spotcheck.core.refusals import Refusal, Why
from spotcheck.core.words import say
from spotcheck.messages import mail_queries as read
from spotcheck.messages import mail_rules as rules
from spotcheck.messages.mail_models import Letter, MailAddress, Notice
from spotcheck.messages.mail_rules import About, Kind, Wants
from spotcheck.organisation.queries import digest

_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # what nobody takes for another


def give_address(address: str, *, by: Standing, at: datetime) -> MailAddress:
    """This person wants mail there. A code goes to it; until it comes back nothing else does."""
    take_turn(by.organisation_id)
    if wrong := rules.address_refused(address):
        raise Refusal(Why.INVALID, fields={"address": wrong})
    code = "".join(secrets.choice(_ALPHABET) for _ in range(8))
    row = read.address_of(by.organisation_id, by.person_id) or MailAddress(
        organisation_id=by.organisation_id, id=new_id(), person_id=by.person_id, wants=Wants.DAILY.value
    )
    row.address, row.added_at, row.confirmed_at = address, at, None
    row.code_digest, row.code_until, row.tries = digest(code), at + rules.CODE_LASTS, 0
    add(row)
    _drop_waiting(by.organisation_id, by.person_id)
    _letter(row, Kind.CODE, {"code": code}, at=at)
    _record("mail address given", by=by, at=at)
    return row


def confirm_address(code: str, *, by: Standing, at: datetime) -> bool:
    """The code that came by mail. A wrong one is counted, and the count must be kept: whether it was right.

    Refused when there is nothing to confirm, or it was tried too often."""
    take_turn(by.organisation_id)
    row = read.address_of(by.organisation_id, by.person_id)
    if row is None or row.code_digest is None or row.code_until is None or row.code_until <= at:
        raise Refusal(Why.INVALID, fields={"code": say("This code is over. Ask for a new one.")})
    if row.tries >= rules.MOST_TRIES:
        raise Refusal(Why.INVALID, fields={"code": say("That were too many tries. Ask for a new code.")})
    if not secrets.compare_digest(digest(code.strip().upper().replace(" ", "")), row.code_digest):
        row.tries += 1
        return False
    row.confirmed_at, row.code_digest, row.code_until = at, None, None
    _record("mail address confirmed", by=by, at=at)
    return True


def choose_mail(wants: Wants, *, by: Standing, at: datetime) -> None:
    """What this person wants to hear of by mail."""
    take_turn(by.organisation_id)
    row = read.address_of(by.organisation_id, by.person_id)
    if row is not None and row.wants != wants.value:
        row.wants = wants.value
        _record("mail chosen", by=by, at=at)


def take_address_away(*, by: Standing, at: datetime) -> None:
    """No more mail, and nothing that waits goes out. Twice is once."""
    take_turn(by.organisation_id)
    if (row := read.address_of(by.organisation_id, by.person_id)) is not None:
        db.session.delete(row)
        _drop_waiting(by.organisation_id, by.person_id)
        db.session.flush()
        _record("mail address taken away", by=by, at=at)


def notify(organisation_id: uuid.UUID, people: Iterable[uuid.UUID], about: About, *, at: datetime) -> None:
    """Tell these people by mail, where they gave an address and want to hear of it; in the transaction of its cause."""
    for person_id, wants in read.confirmed(organisation_id, people):
        if rules.wanted(about, wants):
            db.session.add(
                Notice(
                    organisation_id=organisation_id,
                    id=new_id(),
                    person_id=person_id,
                    about=about.value,
                    act=about in rules.MUST_ACT,
                    made_at=at,
                )
            )
    db.session.flush()


def write_letters(organisation_id: uuid.UUID, *, at: datetime) -> int:
    """Put what is to be told now into letters, one to each person; how many."""
    take_turn(organisation_id)
    n = 0
    for person, notices in read.waiting_notices(organisation_id, at=at).items():
        wants = Wants(person.wants)
        now = [one for one in notices if rules.at_once(About(one.about), wants)]
        later = [one for one in notices if one not in now]
        if later and not rules.daily_is_due(read.last_daily(organisation_id, person.person_id), at=at):
            later = []
        for kind, some in ((Kind.ACT, now), (Kind.DAILY, later)):
            if some:
                counts = Counter(one.about for one in some)
                _letter(person, kind, dict(counts), at=at)
                n += 1
            for one in some:
                db.session.delete(one)
    _forget_old(organisation_id, at)
    db.session.flush()
    return n


def _letter(to: MailAddress, kind: Kind, holds: dict[str, object], *, at: datetime) -> None:
    letter_id = new_id()
    add(
        Letter(
            organisation_id=to.organisation_id,
            id=letter_id,
            person_id=to.person_id,
            address=to.address,
            kind=kind.value,
            holds=holds,
            message_id=f"<{letter_id}@spotcheck.invalid>",
            made_at=at,
            next_try_at=at,
        )
    )


def _drop_waiting(organisation_id: uuid.UUID, person_id: uuid.UUID) -> None:
    """What has not gone out to this person goes no more."""
    mine = (Letter.organisation_id == organisation_id, Letter.person_id == person_id, Letter.next_try_at.is_not(None))
    db.session.execute(sa.delete(Letter).where(*mine))
    db.session.execute(
        sa.delete(Notice).where(Notice.organisation_id == organisation_id, Notice.person_id == person_id)
    )


def _forget_old(organisation_id: uuid.UUID, at: datetime) -> None:
    """What nobody could be told while mail was off, and letters that went long ago."""
    old = (Notice.organisation_id == organisation_id, Notice.made_at < at - rules.WAITS_AT_MOST)
    db.session.execute(sa.delete(Notice).where(*old))
    gone = (Letter.organisation_id == organisation_id, Letter.made_at < at - rules.KEPT_FOR)
    db.session.execute(sa.delete(Letter).where(*gone))


def _record(what: str, *, by: Standing, at: datetime) -> None:
    """Who and when; the address itself is not kept in history."""
    history.record(by.organisation_id, what=what, kind="person", thing_id=by.person_id, by=by.person_id, at=at)
