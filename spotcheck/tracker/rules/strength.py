"""How strongly an action changes things: the kinds of change, from what lasts to what depends on memory. Pure.

The order of strength is that of RCA2 and the VA National Center for Patient Safety. Several kinds may be chosen, or
none; the strongest of them is the strength of the action. It never decides anything: it only leads to a nudge.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum

from spotcheck.core.words import Sentence, say
from spotcheck.tracker.rules.words import dotted


class Strength(StrEnum):
    STRONGER = "stronger"
    INTERMEDIATE = "intermediate"
    WEAKER = "weaker"


STRENGTH_NAMES = {
    Strength.STRONGER: say("Stronger: it lasts without anybody remembering"),
    Strength.INTERMEDIATE: say("In between: it helps people remember"),
    Strength.WEAKER: say("Weaker: it depends on memory alone"),
}
STRENGTH_WORDS = {
    Strength.STRONGER: say("Stronger"),
    Strength.INTERMEDIATE: say("In between"),
    Strength.WEAKER: say("Weaker"),
}


NOT_SAID = "none"  # in an address: no kind was chosen


class Kind(StrEnum):
    """What is changed."""

    PLACE = "place"
    TRIED = "tried"
    FORCING = "forcing"
    STEPS = "steps"
    SAME = "same"
    LEADERS = "leaders"
    BACKUP = "backup"
    STAFFING = "staffing"
    SOFTWARE = "software"
    QUIET = "quiet"
    PROMPT = "prompt"
    APART = "apart"
    READ_BACK = "read back"
    RECORD = "record"
    PRACTISED = "practised"
    SECOND = "second"
    LABEL = "label"
    POLICY = "policy"
    TRAINING = "training"
    REMINDER = "reminder"
    STUDY = "study"


KINDS: dict[Kind, tuple[Strength, Sentence]] = {
    Kind.PLACE: (Strength.STRONGER, say("changes the place")),
    Kind.TRIED: (Strength.STRONGER, say("staff try the kit before it is bought")),
    Kind.FORCING: (Strength.STRONGER, say("makes the wrong way impossible")),
    Kind.STEPS: (Strength.STRONGER, say("takes steps away")),
    Kind.SAME: (Strength.STRONGER, say("the same kit or routine everywhere")),
    Kind.LEADERS: (Strength.STRONGER, say("leaders join in where care is given")),
    Kind.BACKUP: (Strength.INTERMEDIATE, say("a spare, if the first one is not there")),
    Kind.STAFFING: (Strength.INTERMEDIATE, say("staffing or workload")),
    Kind.SOFTWARE: (Strength.INTERMEDIATE, say("software")),
    Kind.QUIET: (Strength.INTERMEDIATE, say("fewer interruptions")),
    Kind.PROMPT: (Strength.INTERMEDIATE, say("a checklist or prompt where care is given")),
    Kind.APART: (Strength.INTERMEDIATE, say("keeps look-alikes apart")),
    Kind.READ_BACK: (Strength.INTERMEDIATE, say("reading back what was heard")),
    Kind.RECORD: (Strength.INTERMEDIATE, say("a record that is easier to fill in")),
    Kind.PRACTISED: (Strength.INTERMEDIATE, say("practised training with observation")),
    Kind.SECOND: (Strength.WEAKER, say("a second person checks")),
    Kind.LABEL: (Strength.WEAKER, say("a warning or label")),
    Kind.POLICY: (Strength.WEAKER, say("a memo or policy")),
    Kind.TRAINING: (Strength.WEAKER, say("training")),
    Kind.REMINDER: (Strength.WEAKER, say("a reminder")),
    Kind.STUDY: (Strength.WEAKER, say("looking into it further")),
}


def known(kinds: Iterable[str] | None) -> list[Kind]:
    """The kinds among these, each once, the strongest first."""
    chosen = set(kinds or ())
    return [kind for kind in KINDS if kind.value in chosen]


def strength_of(kinds: Iterable[Kind]) -> Strength | None:
    """The strength of the strongest; None when nothing was chosen."""
    found = {KINDS[kind][0] for kind in kinds}
    return next((one for one in Strength if one in found), None)


def of_strength(strength: Strength) -> list[tuple[Kind, Sentence]]:
    """The kinds of this strength, in words."""
    return [(kind, words) for kind, (its, words) in KINDS.items() if its is strength]


def kinds_in_words(kinds: Sequence[Kind]) -> Sentence | None:
    """`changes the place, a reminder`; None when nothing was chosen."""
    return dotted([KINDS[kind][1] for kind in kinds], between=", ") if kinds else None


def strength_in_words(kinds: Sequence[Kind]) -> Sentence | None:
    """`Stronger: changes the place, a reminder`; None when nothing was chosen."""
    strength = strength_of(kinds)
    if strength is None:
        return None
    return say("%(strength)s: %(kinds)s", strength=STRENGTH_WORDS[strength], kinds=kinds_in_words(kinds))
