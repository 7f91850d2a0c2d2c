"""What the page of a phone in other hands says when it is so, by name; what is not known yet stands in {braces}."""

from __future__ import annotations

from collections.abc import Mapping

from spotcheck.core.private_words import MAY_HOLD
from spotcheck.core.words import Sentence, say
from spotcheck.learning.rules.answering import NOTHING_WRITTEN, too_long


def hand_says() -> Mapping[str, Sentence]:
    return {
        "four": say("Choose four digits, such as the day and month of a holiday."),
        "easy": say("Choose other digits. These are the first that anybody would try."),
        "not-these-one": say("These are not the four digits. One try is left, then the phone is signed out."),
        "not-these-many": say("These are not the four digits. %(n)s tries are left.", n="{n}"),
        "nothing": NOTHING_WRITTEN,
        "long": too_long("{n}"),
        "saved": say("Saved on this phone"),
        "not-saved": say("Not saved on this phone. Keep this page open: it is tried again by itself."),
        **{f"holds-{name}": sentence for name, sentence in MAY_HOLD.items()},
    }
