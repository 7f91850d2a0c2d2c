"""R13: the person observed can answer. Thanks and a wish for support need no words; another view needs some."""

from __future__ import annotations

from enum import StrEnum

from spotcheck.core.words import Sentence, say

LONGEST_REPLY = 2000


class ReplyKind(StrEnum):
    THANKS = "thanks"
    DISAGREE = "disagree"
    SUPPORT = "support"

    @property
    def label(self) -> Sentence:
        """What the person says."""
        return _LABELS[self]

    def told(self, *, you: bool) -> Sentence:
        """The same, told after the name of whoever said it, or after `You`."""
        return (_TOLD_YOU if you else _TOLD)[self]


_LABELS = {
    ReplyKind.THANKS: say("Thank you"),
    ReplyKind.DISAGREE: say("I see it differently"),
    ReplyKind.SUPPORT: say("I would like support"),
}
_TOLD = {
    ReplyKind.THANKS: say("says thank you"),
    ReplyKind.DISAGREE: say("sees it differently"),
    ReplyKind.SUPPORT: say("would like support"),
}
_TOLD_YOU = {
    ReplyKind.THANKS: say("said thank you"),
    ReplyKind.DISAGREE: say("see it differently"),
    ReplyKind.SUPPORT: say("would like support"),
}


def reply_wanting(kind: str | None, text: str) -> dict[str, Sentence]:
    """What a reply still needs, by field; empty when it can be kept."""
    if kind not in set(ReplyKind):
        return {"kind": say("Choose what you want to say.")}
    if len(text) > LONGEST_REPLY:
        return {"text": say("Keep it to %(n)s characters.", n=LONGEST_REPLY)}
    if kind == ReplyKind.DISAGREE and not text.strip():
        return {"text": say("Say how you see it, in your own words.")}
    return {}
