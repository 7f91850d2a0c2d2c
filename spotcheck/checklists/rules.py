"""The kinds of check, and what may be answered in each."""

from __future__ import annotations

from enum import StrEnum

from spotcheck.core.words import Sentence, say


class Kind(StrEnum):
    OBSERVATION = "observation"
    INTERVIEW = "interview"
    SAMPLE = "sample"
    VOICE = "voice"

    @property
    def label(self) -> Sentence:
        return _KIND_LABELS[self]


class Observation(StrEnum):
    """What was seen of one item; judging it comes later, in the review."""

    WELL = "well"
    SUPPORT = "support"
    NOT_SEEN = "not_seen"
    FOLLOW_UP = "follow_up"
    STOPPED = "stopped"

    @property
    def label(self) -> Sentence:
        return _OBSERVATION_LABELS[self]


class Interview(StrEnum):
    """How one question was answered, before any coaching."""

    CLEAR = "clear"
    PARTLY = "partly"
    REVISIT = "revisit"

    @property
    def label(self) -> Sentence:
        return _INTERVIEW_LABELS[self]


class Heard(StrEnum):
    """Whether one must-say point was said."""

    UNPROMPTED = "unprompted"
    ASKED = "asked"
    NOT_YET = "not_yet"

    @property
    def label(self) -> Sentence:
        return _HEARD_LABELS[self]


class Sample(StrEnum):
    """What one record shows of one item."""

    IN_PLACE = "in_place"
    PARTLY = "partly"
    NOT_IN_PLACE = "not_in_place"
    DOES_NOT_APPLY = "does_not_apply"

    @property
    def label(self) -> Sentence:
        return _SAMPLE_LABELS[self]


class Voice(StrEnum):
    """What a person supported, or their family, says to one question; in words, for faces are read in many ways."""

    YES = "yes"
    SOMETIMES = "sometimes"
    NO = "no"
    NOT_SURE = "not_sure"

    @property
    def label(self) -> Sentence:
        return _VOICE_LABELS[self]


Outcome = Observation | Interview | Sample | Voice

_KIND_LABELS = {
    Kind.OBSERVATION: say("Observation"),
    Kind.INTERVIEW: say("Interview"),
    Kind.SAMPLE: say("Sample"),
    Kind.VOICE: say("Person or family"),
}
_OBSERVATION_LABELS = {
    Observation.WELL: say("Done well"),
    Observation.SUPPORT: say("Done, with support"),
    Observation.NOT_SEEN: say("Not seen this time"),
    Observation.FOLLOW_UP: say("Needs a follow-up"),
    Observation.STOPPED: say("Stopped to keep someone safe"),
}
_INTERVIEW_LABELS = {
    Interview.CLEAR: say("Explained clearly"),
    Interview.PARTLY: say("Partly, talked it through"),
    Interview.REVISIT: say("Let's revisit"),
}
_HEARD_LABELS = {
    Heard.UNPROMPTED: say("said unprompted"),
    Heard.ASKED: say("said when asked"),
    Heard.NOT_YET: say("not yet"),
}
_SAMPLE_LABELS = {
    Sample.IN_PLACE: say("In place"),
    Sample.PARTLY: say("Partly"),
    Sample.NOT_IN_PLACE: say("Not in place"),
    Sample.DOES_NOT_APPLY: say("Does not apply"),
}
_VOICE_LABELS = {
    Voice.YES: say("Yes"),
    Voice.SOMETIMES: say("Sometimes"),
    Voice.NO: say("No"),
    Voice.NOT_SURE: say("Not sure"),
}

SCALES: dict[Kind, type[Observation] | type[Interview] | type[Sample] | type[Voice]] = {
    Kind.OBSERVATION: Observation,
    Kind.INTERVIEW: Interview,
    Kind.SAMPLE: Sample,
    Kind.VOICE: Voice,
}


_NAMED: dict[Kind, dict[str, Outcome]] = {kind: {one.value: one for one in scale} for kind, scale in SCALES.items()}


def outcome(kind: Kind, value: str) -> Outcome | None:
    """The outcome that `value` names on the scale of this kind, or None when the scale has no such answer."""
    return _NAMED[kind].get(value)
