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
    {"value": FindingKind.GAP.value, "words": say("A gap"), "icon": "follow", "kind": "follow"},
    {"value": FindingKind.STRENGTH.value, "words": say("A strength"), "icon": "strength", "kind": "full"},
    {"value": LEFT_OUT, "words": say("Leave it out"), "icon": "missing", "kind": "aside"},
)


@dataclass(frozen=True, slots=True)
class Fields:
    """What the form shows for one standard. `already`: an earlier review of this check recorded it."""

    proposal: Proposal
    given: Mapping[str, str]

    choices = CHOICES

    def name(self, field: str) -> str:
        return f"{field}-{self.proposal.suggested.standard_id}"

    @property
    def standard(self) -> str:
        return self.proposal.standard

    @property
    def strength(self) -> bool:
        """Nothing of it was missed."""
        return self.proposal.suggested.kind is FindingKind.STRENGTH

    @property
    def already(self) -> bool:
        return self.proposal.already is not None

    @property
    def finding(self) -> str:
        """What is chosen: as it was sent (a strength that was not ticked is not sent at all), or as suggested."""
        return self.given.get(self.name("finding"), LEFT_OUT if self.given else self.proposal.chosen)

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
