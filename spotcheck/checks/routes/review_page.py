"""The fields of a finding on the review form, as they were suggested or as they were sent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from spotcheck.checks.queries.reviewing import Proposal
from spotcheck.checks.schemas.review import LEFT_OUT
from spotcheck.core.words import say
from spotcheck.tracker.rules.clarity import LONGEST_TITLE
from spotcheck.tracker.rules.words import FindingKind
from spotcheck.web.filters import spoken

CHOICES = (
    (FindingKind.STRENGTH.value, say("A strength")),
    (FindingKind.GAP.value, say("A gap")),
    (LEFT_OUT, say("Leave it out")),
)


@dataclass(frozen=True, slots=True)
class Fields:
    """What the form shows for one standard. `already`: what an earlier review recorded about it."""

    proposal: Proposal
    given: Mapping[str, str]

    choices = CHOICES

    def name(self, field: str) -> str:
        return f"{field}-{self.proposal.suggested.standard_id}"

    @property
    def standard(self) -> str:
        return self.proposal.standard

    @property
    def look(self) -> str:
        return self.proposal.suggested.kind or LEFT_OUT

    @property
    def already(self) -> str | None:
        return self.proposal.already.text if self.proposal.already else None

    @property
    def finding(self) -> str:
        return self.given.get(self.name("finding"), self.proposal.chosen)

    @property
    def text(self) -> str:
        """What was sent, or the suggestion in the reader's language: it is theirs to word."""
        return self.given.get(self.name("text"), str(spoken(self.proposal.suggested.text)))

    @property
    def start(self) -> bool:
        return self.name("start") in self.given

    @property
    def title(self) -> str:
        return self.given.get(self.name("title"), self.proposal.standard[:LONGEST_TITLE])

    @property
    def change(self) -> str:
        return self.given.get(self.name("change"), "")
