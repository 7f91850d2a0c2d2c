"""Sending letters over SMTP.

A letter is marked before it is tried and after it was taken, so it is never lost; one that was taken in the moment of a
crash goes a second time, with the same Message-ID."""

from __future__ import annotations

import smtplib
import ssl
import uuid
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

import sqlalchemy as sa
from flask import current_app

from spotcheck.core.database import db
from spotcheck.messages import mail_queries as letters
from spotcheck.messages import mail_rules as rules
from spotcheck.messages.mail_models import Letter
from spotcheck.messages.mail_rules import Kind
from spotcheck.settings import Settings

TIMEOUT = 30  # seconds, for each step of talking to the mail server
_USUAL_PORTS = {"starttls": 587, "ssl": 465, "none": 25}


def letters_due(at: datetime) -> list[uuid.UUID]:
    """The letters to send now; none while there is no mail server."""
    return [one for _, one in letters.letters_due(at)] if _settings().sends_mail else []


def send(letter_id: uuid.UUID, at: datetime) -> int:
    """Try one letter: 1 when the mail server took it. What it said otherwise is kept, and when to try again."""
    letter = _claimed(letter_id, at)
    if letter is None:
        return 0
    try:
        deliver(message(letter, _settings(), at=at), _settings())
    except (OSError, smtplib.SMTPException) as problem:
        letter.says = said(problem)
        if is_final(problem) or letter.next_try_at is None:
            letter.given_up_at, letter.next_try_at, letter.holds = at, None, None
        return 0
    letter.sent_at, letter.next_try_at, letter.holds, letter.says = at, None, None, None
    return 1


def message(letter: Letter, settings: Settings, *, at: datetime) -> EmailMessage:
    """The letter as mail: plain text, and headers that keep automatic answers away."""
    words = rules.words(Kind(letter.kind), letter.holds or {}, site=settings.site)
    mail = EmailMessage(policy=SMTP)
    mail["From"], mail["To"], mail["Subject"] = settings.smtp_from, letter.address, str(words.subject)
    mail["Date"], mail["Message-ID"] = format_datetime(at), letter.message_id
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(words.text)
    return mail


def deliver(mail: EmailMessage, settings: Settings) -> None:
    """Hand it to the mail server, whose certificate must be right. Raises what the server or the network says."""
    secure = ssl.create_default_context()
    port = settings.smtp_port or _USUAL_PORTS[settings.smtp_security]
    if settings.smtp_security == "ssl":
        server: smtplib.SMTP = smtplib.SMTP_SSL(settings.smtp_host, port, timeout=TIMEOUT, context=secure)
    else:
        server = smtplib.SMTP(settings.smtp_host, port, timeout=TIMEOUT)
    try:
        if settings.smtp_security == "starttls":
            server.starttls(context=secure)
        if settings.smtp_user:
            server.login(settings.smtp_user, settings.smtp_password)
        server.send_message(mail)
    finally:
        server.close()


def is_final(problem: Exception) -> bool:
    """Whether the server will not take this letter whenever it comes: it refuses the address, or the letter."""
    if isinstance(problem, smtplib.SMTPRecipientsRefused):
        return all(code >= 500 for code, _ in problem.recipients.values())
    return isinstance(problem, smtplib.SMTPDataError) and problem.smtp_code >= 500


def said(problem: Exception) -> str:
    """What the mail server said, for an administrator. Addresses are left out."""
    code: int
    text: bytes | str
    if isinstance(problem, smtplib.SMTPRecipientsRefused):
        code, text = next(iter(problem.recipients.values()))
    elif isinstance(problem, smtplib.SMTPResponseException):
        code, text = problem.smtp_code, problem.smtp_error
    else:
        return type(problem).__name__
    words = text.decode("ascii", "replace") if isinstance(text, bytes) else text
    return f"{code} {' '.join(word for word in words.split() if '@' not in word)}"[:200]


def _claimed(letter_id: uuid.UUID, at: datetime) -> Letter | None:
    """The letter, with its next try noted before this one begins; None when another process has it or had it."""
    letter = db.session.scalar(
        sa.select(Letter).where(Letter.id == letter_id, Letter.next_try_at <= at).with_for_update(skip_locked=True)
    )
    if letter is None:
        return None
    letter.tries += 1
    later = rules.next_try(letter.tries, Kind(letter.kind), made_at=letter.made_at, at=at)
    letter.next_try_at = later or at + rules.CODE_LASTS  # the last try; what comes of it decides
    last = later is None
    db.session.commit()
    if last:
        letter.next_try_at = None
    return letter


def _settings() -> Settings:
    settings: Settings = current_app.extensions["settings"]
    return settings
