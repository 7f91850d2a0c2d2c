"""What would make this easier: one sentence from whoever does the work, and what they hear of it afterwards. Pure."""

from __future__ import annotations

from spotcheck.core.words import Sentence, say
from spotcheck.tracker.rules.clarity import LONGEST_TITLE
from spotcheck.tracker.rules.words import State

_BECAME = {
    State.PROPOSED: say("A manager reads it and decides."),
    State.AGREED: say("It was agreed. The change is being made."),
    State.DONE: say("It is done. Now we look whether it helped."),
    State.CLOSED: say("It is done, and a fresh look showed that it helped."),
}


def idea_refused(words: str) -> dict[str, Sentence]:
    """What an idea lacks, by field; empty when it can be kept."""
    if not words.strip():
        return {"words": say("Say in one sentence what would make this easier.")}
    if len(words) > LONGEST_TITLE:
        return {"words": say("Keep it to %(n)s characters; the rest goes below.", n=LONGEST_TITLE)}
    return {}


def became(state: State, reason: str | None) -> Sentence:
    """What became of it, for whoever proposed it; `reason` is why it was withdrawn."""
    if state is State.WITHDRAWN:
        return say("It was not taken up: %(reason)s", reason=reason or "")
    return _BECAME[state]
