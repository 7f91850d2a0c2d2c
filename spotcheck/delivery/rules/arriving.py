"""What becomes of an opened envelope, and how it is said: to the phone, and on the pages of those who decide."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from spotcheck.core.words import Sentence, say
from spotcheck.delivery.rules.captured import Odd
from spotcheck.delivery.rules.envelope import State, Unreadable
from spotcheck.delivery.rules.grants import WHY_IN_WORDS, Why


class Came(StrEnum):
    """Where an arrival stands."""

    TAKEN = "taken"  # it is a check, a draft or a message now
    EARLY = "early"  # a photo whose check has not come yet: it follows by itself
    WAITS = "waits"  # for its author or a manager to say that it is right
    REFUSED = "refused"  # by a rule: kept, and somebody finds a way or sets it aside
    ASIDE = "set aside"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """The server's word about one envelope, in the order they were sent. `id` is what the envelope calls itself."""

    id: str | None
    state: State
    receipt: str | None = None
    at: datetime | None = None
    says: tuple[str, ...] = ()


WAITING = say("It is safe here. It counts once you, or a manager, say that it is right.")
CLAIMED = say("It is safe here. It waits until whoever captured it signs in and says so.")
NO_PROMPT = say("The question that this answers is not here any more. The words are kept.")
NO_CHECK = say("The check that this photo belongs to is not here yet.")
EARLY_PHOTO = say("It is safe here. It follows its check as soon as that is here.")
OTHER_PHOTO = say("Another photo came before under the same name. Both are kept, and a manager can look at them.")
ON_ITS_OWN = say("So it is kept as a check on its own.")
BACK = say("It waits for you under Today, to go on with.")
OTHER_CONTENT = say("Something else came before under the same name. Both are kept, and a manager can look at them.")
MALFORMED = say("Part of it could not be read. It is kept here as it came, and a manager can look at it.")
NOT_TO_BE_KEPT = say("It names something that is not here. It is kept as it came, and a manager can look at it.")
NOBODY = say("Nobody here has this sign-in name.")
NEWER = say("This phone has a newer version than the server. Keep it here, and try again later.")
UNKNOWN = say("The server does not know the sign-in this was captured under. It stays on this phone.")
UNKNOWN_KEY = say("The server no longer has the key that this was sealed for. It stays on this phone.")
NOT_OURS = say("This is not something that Spotcheck sealed. It stays on this phone.")
TOO_MANY = say("Many came from here that are not known. Wait a quarter of an hour, then try again.")
SET_APART = say("It could not be opened, so it stays on this phone. An administrator can see that it came.")
FULL = say("It could not be opened, so it stays on this phone. Tell an administrator: many such have come.")


def in_their_name(message: str, typed: str) -> str:
    """A message that someone is at risk must be seen, whoever wrote it: it says itself whose words these are."""
    return str(say("Written on a phone as “%(name)s”: %(words)s", name=typed or "?", words=message))


def unreadable_says(why: Unreadable) -> Sentence:
    """Of what cannot even be told apart from noise, or is ahead of this server."""
    return NEWER if why is Unreadable.NEWER else NOT_OURS


def reasons_in_words(codes: Iterable[str]) -> tuple[Sentence, ...]:
    """Why an arrival waits, each reason as a sentence."""
    return tuple(_REASONS[code] for code in codes if code in _REASONS)


_REASONS: dict[str, Sentence] = {
    **{odd.value: odd.says for odd in Odd},
    **{why.value: WHY_IN_WORDS[why] for why in Why},
}
