"""What a reviewer says of a check, and what that still needs before it can be kept.

R13: a check that is not for coaching (possible wilful neglect or serious misconduct) is passed on outside Spotcheck. To
whom and when is asked; no finding is recorded, and it is no evidence.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from spotcheck.core.words import Sentence, say
from spotcheck.tracker.rules.clarity import proposal_refused
from spotcheck.tracker.rules.words import FindingKind, Risk

LONGEST_COMMENTARY = 4000


class PassedTo(StrEnum):
    SAFEGUARDING = "safeguarding"
    HR = "hr"

    @property
    def label(self) -> Sentence:
        return _PASSED_TO_LABELS[self]


_PASSED_TO_LABELS = {
    PassedTo.SAFEGUARDING: say("Safeguarding"),
    PassedTo.HR: say("HR"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A finding to record: a strength or a gap of one standard. `start`: an action begins from it."""

    standard_id: uuid.UUID
    kind: FindingKind
    text: str
    start: bool = False
    title: str = ""
    change: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What a reviewer says. `corrections_seen`: how many corrections the page showed that they decided on."""

    corrections_seen: int
    risk: str | None
    commentary: str
    findings: tuple[Judged, ...] = ()
    stands: bool | None = None
    stands_reason: str = ""
    not_for_coaching: bool = False
    passed_to: str | None = None
    passed_on: date | None = None

    @property
    def recorded(self) -> tuple[Judged, ...]:
        """The findings that are recorded: none when it is not for coaching."""
        return () if self.not_for_coaching else self.findings

    @property
    def gaps(self) -> bool:
        return any(finding.kind is FindingKind.GAP for finding in self.recorded)

    @property
    def counts(self) -> bool:
        """Whether it stands as evidence."""
        return bool(self.stands) and not self.not_for_coaching


def judgement_wanting(
    judgement: Judgement,
    *,
    for_an_action: bool,
    standards: Collection[uuid.UUID],
    finished_on: date,
    today: date,
    in_short: bool = False,
    many_set_aside: bool = False,
) -> dict[str, Sentence]:
    """What is still needed, by form field; empty when it can be kept. `standards`: those the check speaks about.

    `in_short`: what a person or family said needs no commentary, unless a gap is recorded from it.
    `many_set_aside`: of a sample in which more than 1 in 5 were, the reviewer says why it stands, too."""
    wrong: dict[str, Sentence] = {}
    if judgement.risk not in set(Risk):
        wrong["risk"] = say("Choose how much risk you see.")
    if not judgement.commentary.strip() and not (in_short and not judgement.gaps):
        wrong["commentary"] = say("Say in a sentence or two what this means for the people supported.")
    elif len(judgement.commentary) > LONGEST_COMMENTARY:
        wrong["commentary"] = say("Keep it to %(n)s characters.", n=LONGEST_COMMENTARY)
    if judgement.not_for_coaching:
        return wrong | _passing_wanting(judgement.passed_to, judgement.passed_on, finished_on, today)
    if for_an_action:
        wrong |= _standing_wanting(judgement.stands, judgement.stands_reason, many_set_aside=many_set_aside)
    for finding in judgement.findings:
        wrong |= _finding_wanting(finding, standards)
    return wrong


def _passing_wanting(
    passed_to: str | None, passed_on: date | None, finished_on: date, today: date
) -> dict[str, Sentence]:
    wrong: dict[str, Sentence] = {}
    if passed_to not in set(PassedTo):
        wrong["passed_to"] = say("Say who has it now: safeguarding or HR.")
    if passed_on is None:
        wrong["passed_on"] = say("Say on which day it was passed on.")
    elif passed_on > today:
        wrong["passed_on"] = say("This day is still to come. Pass it on first, then note it here.")
    elif passed_on < finished_on:
        wrong["passed_on"] = say("This day is before the check. Choose the day it was passed on.")
    return wrong


def _standing_wanting(stands: bool | None, reason: str, *, many_set_aside: bool) -> dict[str, Sentence]:
    if stands is None:
        return {"stands": say("Say whether this counts as evidence for the action.")}
    if not stands and not reason.strip():
        return {"stands_reason": say("Say why it does not count, so that somebody can look again.")}
    if many_set_aside and not reason.strip():
        return {"stands_reason": say("More than 1 in 5 were set aside. Say why the sample counts all the same.")}
    return {}


def _finding_wanting(finding: Judged, standards: Collection[uuid.UUID]) -> dict[str, Sentence]:
    wrong: dict[str, Sentence] = {}
    if finding.standard_id not in standards:
        wrong["text"] = say("This check says nothing about this standard.")
    elif not finding.text.strip():
        wrong["text"] = say("Say in one sentence what was found, or leave it out.")
    if finding.start:
        wrong |= proposal_refused(finding.title, finding.change)
    return {f"{field}-{finding.standard_id}": sentence for field, sentence in wrong.items()}
