"""R4: a clear action has one named lead, a due date, the support needed, and something that can be seen when it worked.

Vague words get a nudge with a better example, never a block.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from spotcheck.core.words import Sentence, say
from spotcheck.tracker.rules.strength import Kind, Strength, strength_of
from spotcheck.tracker.rules.words import ONLY_SUPPORTING, Look, can_close

LONGEST_TITLE = 140
VAGUE = (
    "remind", "ensure", "be aware", "monitor", "encourage", "reiterate", "discuss", "improve", "review as needed",
)  # fmt: skip
_REMINDING = frozenset({"remind", "be aware", "encourage", "reiterate", "discuss"})


@dataclass(frozen=True, slots=True)
class Example:
    """How an action about a topic could be written: not `vague`, but `clear`; and a change that is `stronger`."""

    vague: str
    clear: str
    stronger: str


# For a topic of somebody's own, which has no examples.
ANY_TOPIC = Example(
    vague="remind staff to write it down",
    clear="the form has a space for it, and the senior reads it at handover",
    stronger="Change the place, the kit or the routine, so that the right way is the easy way.",
)


def proposal_refused(title: str, change: str) -> dict[str, Sentence]:
    """What a proposal lacks, by field; empty when it can be kept."""
    wrong: dict[str, Sentence] = {}
    if not title.strip():
        wrong["title"] = say("Say in one line what will be different.")
    elif len(title) > LONGEST_TITLE:
        wrong["title"] = say("Keep it to %(n)s characters; the rest goes below.", n=LONGEST_TITLE)
    if not change.strip():
        wrong["change"] = say("Say what will change, and how.")
    return wrong


def agreement_refused(
    *,
    lead_has_account: bool | None,
    lead_works_there: bool,
    due_on: date | None,
    support: str,
    criteria: str,
    looks: Collection[Look],
    today: date,
) -> dict[str, Sentence]:
    """What an action lacks before it can be agreed, by field. `lead_has_account` None: nobody was chosen.
    `lead_works_there`: they hold a role that gives care or answers for it, at the service or across."""
    wrong: dict[str, Sentence] = {}
    if lead_has_account is None:
        wrong["lead_id"] = say("Choose the one person who leads this.")
    elif not lead_has_account:
        wrong["lead_id"] = say("The lead needs a sign-in, so that they can report it done. Choose somebody else.")
    elif not lead_works_there:
        wrong["lead_id"] = say("This person does not work there. Choose somebody who does.")
    if due_on is None:
        wrong["due_on"] = say("Choose the day by which it is done.")
    elif due_on < today:
        wrong["due_on"] = say("This day has passed. Choose today or later.")
    if not support.strip():
        wrong["support"] = say("Say what support the lead needs, or tick that none is needed.")
    if not criteria.strip():
        wrong["criteria"] = say("Say what you will see when this has worked.")
    if not looks:
        wrong["requirements"] = say("Add at least one look that must show the change before this can close.")
    elif not can_close(looks):
        wrong["requirements"] = ONLY_SUPPORTING
    return wrong


def support_needed(support: str | None, *, none_needed: bool) -> str:
    """The support in words; saying that none is needed is an answer too."""
    return support or (str(say("None needed.")) if none_needed else "")


def vague_words(text: str) -> tuple[str, ...]:
    """Verbs in the text that nobody can check, for a nudge."""
    plain = text.casefold()
    return tuple(word for word in VAGUE if re.search(rf"\b{re.escape(word)}\b", plain))


def nudges(title: str, change: str, kinds: Collection[Kind], example: Example) -> tuple[Sentence, ...]:
    """Hints about words that nobody can check, and about changes that depend on memory alone, each with an example of
    this topic; empty when there are none. Never a block."""
    vague = vague_words(f"{title} {change}")
    found = []
    if vague:
        found.append(
            say(
                "“%(word)s” is hard to see. Say what will be different in practice: not “%(vague)s”, but “%(clear)s”.",
                word=vague[0], vague=example.vague, clear=example.clear,
            )
        )  # fmt: skip
    if all_weak(kinds, vague):
        found.append(say("This depends on memory alone. An idea that lasts longer: %(idea)s", idea=example.stronger))
    return tuple(found)


def all_weak(kinds: Collection[Kind], vague: Collection[str]) -> bool:
    """Whether everything that was chosen is weak; where nothing was, whether its words only remind people."""
    if kinds:
        return strength_of(kinds) is Strength.WEAKER
    return not _REMINDING.isdisjoint(vague)
