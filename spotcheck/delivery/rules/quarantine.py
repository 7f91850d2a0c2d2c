"""How much that cannot be opened is kept for one organisation, and what it means for an administrator."""

from __future__ import annotations

from dataclasses import dataclass

from spotcheck.core.words import Sentence, say
from spotcheck.delivery.rules.envelope import Unreadable

MOST = 200
MOST_BYTES = 20_000_000


def has_room(number: int, size: int, more: int) -> bool:
    """Whether one more of this size is kept beside those there are."""
    return number < MOST and size + more <= MOST_BYTES


@dataclass(frozen=True, slots=True)
class Explained:
    """Why it could not be opened, and what to do then."""

    what: Sentence
    then: Sentence


_EXPLAINED = {
    Unreadable.SHAPE: Explained(
        say("What came is not whole, or not from Spotcheck. Something changed it on the way."),
        say("On that phone, tap “Send again”. If that does not help, save it to a file and bring it in here."),
    ),
    Unreadable.NEWER: Explained(
        say("It was made by a newer Spotcheck than the one that runs here."),
        say("Bring Spotcheck up to date on the server. Then, on that phone, tap “Send again”."),
    ),
    Unreadable.SEAL: Explained(
        say("It does not open with its key. It was changed on the way, or the key was lost with a backup."),
        say("Whoever runs the server puts the key back (spotcheck keys). Then, on that phone, tap “Send again”."),
    ),
    Unreadable.SIGNATURE: Explained(
        say("It was not signed on the phone that it names. Somebody may have made it elsewhere."),
        say("Ask whoever uses that phone. If nobody knows of it, say that the phone is lost."),
    ),
    Unreadable.CONTENT: Explained(
        say("It opens, but what is inside cannot be read here."),
        say("Bring Spotcheck up to date on the server. Then, on that phone, tap “Send again”."),
    ),
}  # fmt: skip


def explained(why: Unreadable) -> Explained:
    return _EXPLAINED[why]
