"""Sign-in names, passwords, roles: decisions without a database."""

from __future__ import annotations

import ipaddress
import re
import unicodedata
from collections.abc import Iterable
from datetime import datetime, timedelta

from spotcheck.core.clock import local_date
from spotcheck.core.permissions import Role
from spotcheck.core.words import Sentence, say

SHIFT = timedelta(hours=13)  # a shared phone's session ends after a shift
LONGEST_INVITATION = timedelta(days=60)
LONGEST_STAY, USUAL_STAY = timedelta(days=59), timedelta(days=28)  # from today to the last day, which is whole
TRIES = 10  # sign-ins that did not work, for one name …
TRIES_PER_ADDRESS = 50  # … or from one address (a whole home shares one) …
WITHIN = timedelta(minutes=15)  # … in this time
TIME_TO_CHOOSE = timedelta(minutes=5)  # between the right password and the choice of an organisation
SHORTEST_PASSWORD = 10
MOST_OTHER_NUMBERS = 4  # beside the number on call; somebody in a hurry reads no more
SERVICE_KINDS = (
    "care home", "nursing home", "home-care branch", "supported living", "extra care", "day service",
)  # fmt: skip


def normal_sign_in(typed: str) -> str:
    """The name as it is compared: an e-mail in any case, a UK mobile however it is spaced, or a made-up name."""
    name = unicodedata.normalize("NFKC", typed).strip().casefold()
    digits = re.sub(r"[\s().-]", "", name)
    if re.fullmatch(r"(\+44|0044|0)7[0-9]{9}", digits):
        return "+44" + digits[-10:]
    return name


def sign_in_refused(typed: str) -> tuple[Sentence, ...]:
    """Why a new sign-in name cannot be used; empty when it can."""
    name = normal_sign_in(typed)
    if not 3 <= len(name) <= 120:
        return (say("A sign-in name has 3 to 120 characters."),)
    if re.search(r"\s", name) or not name.isprintable():
        return (say("A sign-in name has no spaces: an e-mail, a mobile number, or a name such as grace.night."),)
    return ()


def password_refused(password: str, *, names: Iterable[str] = ()) -> tuple[Sentence, ...]:
    """Why a new password cannot be used; empty when it can. Long is what matters; symbols are not asked for."""
    if len(password) < SHORTEST_PASSWORD:
        return (say("A password has at least %(n)s characters. Three or four words work well.", n=SHORTEST_PASSWORD),)
    if len(password) > 200:
        return (say("A password has at most 200 characters."),)
    plain = password.casefold()
    if len(set(plain)) < 4 or any(name and len(name) > 3 and plain == name.casefold() for name in names):
        return (say("This password is easy to guess. Three or four words that do not belong together work well."),)
    return ()


def same_place(address: str) -> str:
    """Where a try comes from: an address, or for IPv6 the network of 2⁶⁴ addresses that one line is given."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return "nowhere"
    if found.version == 6 and found.ipv4_mapped is None:
        return str(ipaddress.ip_network((found, 64), strict=False))
    return str(found.ipv4_mapped or found) if found.version == 6 else str(found)


def local_page(wanted: str | None) -> str | None:
    """The page to go on to after signing in, if it is one of ours: never another site, however it is spelt."""
    if wanted and len(wanted) <= 2000 and re.fullmatch(r"/(?![/\\])[^\x00-\x20\\\x7f]*", wanted):
        return wanted
    return None


def may_try(tries_with_name: int, tries_from_address: int) -> bool:
    """Whether another sign-in is looked at, or guessing has gone on too long (counts within `WITHIN`)."""
    return tries_with_name < TRIES and tries_from_address < TRIES_PER_ADDRESS


def role_refused(role: Role, *, across: bool) -> tuple[Sentence, ...]:
    """R12: an administrator and a quality lead are for the whole organisation; the rest may be held either way."""
    if role in {Role.ADMINISTRATOR, Role.QUALITY_LEAD} and not across:
        return (say("A quality lead and an administrator hold their role across the organisation."),)
    if role in {Role.CARE_WORKER, Role.SUPERVISOR} and across:
        return (say("A care worker and a supervisor hold their role at a service."),)
    return ()


def holder_refused(*, outside: bool, ended: bool) -> tuple[Sentence, ...]:
    """R3, R12: a role is for somebody who works here now; a verifier from outside sees one action and holds no role."""
    if outside:
        return (say("This person was invited from outside for one action, so cannot hold a role."),)
    if ended:
        return (say("This person does not work here any more, so cannot hold a role."),)
    return ()


def number_refused(number: str | None) -> tuple[Sentence, ...]:
    """Why nobody could ring this number; empty when it looks like one, or when there is none."""
    if number is None or (re.fullmatch(r"\+?[0-9 ().-]+", number) and 3 <= len(re.sub(r"[^0-9]", "", number)) <= 15):
        return ()
    return (say("Write a telephone number, such as 01632 960016."),)


def other_number_refused(name: str | None, number: str | None, *, kept: int) -> dict[str, Sentence]:
    """What keeps this from being a number to ring when it is about one's own manager, by field."""
    wrong: dict[str, Sentence] = {}
    if name is None:
        wrong["other_name"] = say("Say who answers, such as: The council's safeguarding team.")
    if number is None:
        wrong["other_number"] = say("Write a telephone number, such as 01632 960016.")
    elif reasons := number_refused(number):
        wrong["other_number"] = reasons[0]
    elif kept >= MOST_OTHER_NUMBERS:
        wrong["other_number"] = say(
            "There are %(n)s numbers already. In a hurry nobody reads more. Take one away first.", n=MOST_OTHER_NUMBERS
        )
    return wrong


ROLE_WORDS = {
    Role.CARE_WORKER: say("care worker"),
    Role.SUPERVISOR: say("supervisor"),
    Role.MANAGER: say("manager"),
    Role.QUALITY_LEAD: say("quality lead"),
    Role.READER: say("reader"),
    Role.ADMINISTRATOR: say("administrator"),
}
ROLE_MEANS = {
    Role.CARE_WORKER: say("sees what was noted about their own practice, and replies"),
    Role.SUPERVISOR: say("observes, asks and samples, and sees the actions of the service"),
    Role.MANAGER: say("also reviews checks, agrees actions and closes them"),
    Role.QUALITY_LEAD: say("does what a manager does, in every service"),
    Role.READER: say("reads checks and actions, without the names of workers"),
    Role.ADMINISTRATOR: say("looks after services, people and roles"),
}
KIND_WORDS = {
    "care home": say("Care home"),
    "nursing home": say("Nursing home"),
    "home-care branch": say("Home-care branch"),
    "supported living": say("Supported living"),
    "extra care": say("Extra care"),
    "day service": say("Day service"),
}
ACROSS_IN_WORDS = say("Across the organisation")
LEFT_IN_WORDS = say("Do not work here any more")
NO_ROLE_IN_WORDS = say("No role now")


def role_in_words(role: Role, place: str | Sentence | None) -> Sentence:
    """`supervisor at Hazel Court`; without a place: `quality lead across the organisation`."""
    if place is None:
        return say("%(role)s across the organisation", role=ROLE_WORDS[role])
    return say("%(role)s at %(place)s", role=ROLE_WORDS[role], place=place)


def person_in_words(*, outside: bool, ended: bool, signs_in: bool) -> Sentence:
    """What is to be said of somebody beside their roles."""
    if ended:
        return say("Does not work here any more.")
    if outside:
        return say("Invited from outside.")
    return say("Has a sign-in.") if signs_in else say("Has no sign-in, so cannot open Spotcheck.")


def verifier_in_words(place: str, until: datetime) -> Sentence:
    return say("verifier from outside at %(place)s, until %(day)s", place=place, day=local_date(until))


def invitation_refused(from_at: datetime, until_at: datetime) -> tuple[Sentence, ...]:
    """R3: a verifier is invited for one action, for 60 days at most."""
    if until_at <= from_at:
        return (say("The invitation would end before it begins. Choose a later day."),)
    if until_at - from_at > LONGEST_INVITATION:
        return (say("A verifier is invited for at most 60 days. Choose an earlier last day."),)
    return ()
