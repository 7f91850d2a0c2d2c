"""Accounts belong to no organisation; everything else here belongs to one (R12)."""

from __future__ import annotations

import uuid
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from spotcheck.core.database import Base, Owned, link
from spotcheck.core.ids import new_id
from spotcheck.core.permissions import Thing


class Organisation(Base):
    __tablename__ = "organisation"
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    name: Mapped[str]
    created_at: Mapped[datetime]


class Service(Owned, Base):
    """A place or team that gives care. `on_call_number` is whom to ring when someone is at risk (R10)."""

    __tablename__ = "service"
    __table_args__ = (sa.UniqueConstraint("organisation_id", "name"),)
    name: Mapped[str]
    kind: Mapped[str]
    on_call_name: Mapped[str | None]
    on_call_number: Mapped[str | None]
    ended_at: Mapped[datetime | None]


class OtherNumber(Owned, Base):
    """Whom to ring when it is about one's own manager (R10): the quality lead, the council, the regulator.

    `service_id` empty: for every service of the organisation.
    """

    __tablename__ = "other_number"
    __table_args__ = (
        link("service_id", "service"),
        link("added_by_id", "person"),
        sa.Index(None, "organisation_id", "ended_at", "service_id"),
    )
    service_id: Mapped[uuid.UUID | None]
    name: Mapped[str]
    number: Mapped[str]
    added_by_id: Mapped[uuid.UUID]
    added_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]

    @property
    def thing(self) -> Thing:
        return Thing(self.organisation_id, self.service_id)


class Account(Base):
    """A sign-in. `sign_in` is the name as it is compared; an account is used in one or more organisations."""

    __tablename__ = "account"
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    sign_in: Mapped[str] = mapped_column(unique=True)
    password_hash: Mapped[str]
    created_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class Person(Owned, Base):
    """Somebody who works in one organisation, or was invited by it from outside.

    `language`: in which they would like short questions beside the English, where there is one (a BCP 47 tag).
    `forgotten_at`: when the retention rules took their name and sign-in away; what they did stays."""

    __tablename__ = "person"
    __table_args__ = (sa.UniqueConstraint("organisation_id", "account_id"), sa.Index(None, "account_id"))
    account_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("account.id"))
    name: Mapped[str]
    language: Mapped[str | None]
    outside: Mapped[bool] = mapped_column(default=False)
    ended_at: Mapped[datetime | None]
    forgotten_at: Mapped[datetime | None]


class RoleHeld(Owned, Base):
    """A role somebody holds: at one service, or across the organisation when `service_id` is empty."""

    __tablename__ = "role"
    __table_args__ = (
        link("person_id", "person"),
        link("service_id", "service"),
        link("given_by_id", "person"),
        sa.Index(None, "organisation_id", "person_id"),
    )
    person_id: Mapped[uuid.UUID]
    role: Mapped[str]
    service_id: Mapped[uuid.UUID | None]
    given_by_id: Mapped[uuid.UUID | None]
    from_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class Verifier(Owned, Base):
    """Somebody from outside, invited for one action until a day at most 60 days away (R3).

    `service_id` is the action's: where they are when somebody is at risk (R10).
    """

    __tablename__ = "verifier"
    __table_args__ = (
        link("person_id", "person"),
        link("action_id", "action"),
        link("service_id", "service"),
        link("invited_by_id", "person"),
        sa.Index(None, "organisation_id", "person_id"),
        sa.Index(None, "organisation_id", "action_id"),
    )
    person_id: Mapped[uuid.UUID]
    action_id: Mapped[uuid.UUID]
    service_id: Mapped[uuid.UUID]
    invited_by_id: Mapped[uuid.UUID]
    from_at: Mapped[datetime]
    until_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class Invitation(Owned, Base):
    """A one-time link with which somebody who was added here chooses how they sign in. The link itself is never stored.

    `sign_in` is a name that was written for them, for them to keep or change.
    """

    __tablename__ = "invitation"
    __table_args__ = (
        link("person_id", "person"),
        link("invited_by_id", "person"),
        sa.Index(None, "organisation_id", "person_id"),
        sa.Index(None, "organisation_id", "made_at"),
    )
    token_digest: Mapped[str] = mapped_column(unique=True)
    person_id: Mapped[uuid.UUID]
    invited_by_id: Mapped[uuid.UUID]
    sign_in: Mapped[str | None]
    made_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    taken_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]


class SignInSession(Owned, Base):
    """A signed-in browser: one account, in one organisation, until it ends. The token itself is never stored.

    `handed_at`: the phone is in somebody else's hands, for one short question (`handed_for`); until its owner unlocks
    it, the session opens no page. `covered_at`: and the question is over, so that nothing but the cover is shown."""

    __tablename__ = "session"
    __table_args__ = (link("person_id", "person"),)
    token_digest: Mapped[str] = mapped_column(unique=True)
    account_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("account.id"))
    person_id: Mapped[uuid.UUID]
    started_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    handed_at: Mapped[datetime | None]
    handed_for: Mapped[uuid.UUID | None]
    covered_at: Mapped[datetime | None]


class SignInAttempt(Base):
    """One try to sign in; counted to slow down guessing, by name and by address. Both are kept as digests only."""

    __tablename__ = "sign_in_attempt"
    __table_args__ = (sa.Index(None, "key", "at"),)
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    key: Mapped[str]
    at: Mapped[datetime]


class SignInChoice(Base):
    """The password was right, and the account is used in several organisations: which one is still to be said. Once."""

    __tablename__ = "sign_in_choice"
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    token_digest: Mapped[str] = mapped_column(unique=True)
    account_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("account.id"))
    made_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class SetUpCode(Base):
    """The one-time code that `spotcheck serve` prints for the first administrator."""

    __tablename__ = "set_up_code"
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    code_digest: Mapped[str] = mapped_column(unique=True)
    made_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
