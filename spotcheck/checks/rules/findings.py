"""What a check suggests to its reviewer, one line a standard: strengths first, for they weigh as much as gaps (R13).

A suggestion decides nothing: the reviewer words it, keeps it or leaves it out.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from spotcheck.checklists.rules import Kind
from spotcheck.checks.rules.outcomes import AnswerFacts, Counted, Shows, counts_for, is_gap, shows
from spotcheck.core.words import Sentence, listed, say, say_n
from spotcheck.tracker.rules.words import FindingKind


@dataclass(frozen=True, slots=True)
class Suggested:
    """`kind` None: something was missed, and nothing that must be met; the reviewer decides what it is.

    `seen` and `met` count records for a sample; things seen or questions asked for the other kinds.
    """

    standard_id: uuid.UUID
    kind: FindingKind | None
    seen: int
    met: int
    text: Sentence


def suggestions(
    kind: Kind,
    answers: Sequence[AnswerFacts],
    *,
    standards: Mapping[uuid.UUID, str],
    items: Mapping[uuid.UUID, str],
    named: uuid.UUID | None = None,
) -> tuple[Suggested, ...]:
    """One for each standard of which something could be judged: strengths, then gaps, then what is open.

    `standards` and `items` give their texts; `named` is the standard of the requirement that the check is for.
    """
    made = []
    for standard_id, counted in judged(kind, answers).items():
        about = [answer for answer in answers if answer.standard == standard_id]
        missed = dict.fromkeys(items[answer.item] for answer in about if shows(answer.outcome) is Shows.MISSED)
        text = _in_words(kind, counted, standards[standard_id], list(missed))
        suggested = _kind(counted, gap=is_gap(about, named=named))
        made.append(Suggested(standard_id, suggested, counted.usable, counted.met, text))
    return tuple(sorted(made, key=lambda suggested: _ORDER[suggested.kind]))


def judged(kind: Kind, answers: Sequence[AnswerFacts]) -> dict[uuid.UUID, Counted]:
    """Each standard of which something could be judged, with how much: records of a sample, else item by item."""
    found = {}
    for standard_id in dict.fromkeys(answer.standard for answer in answers):
        about = [answer for answer in answers if answer.standard == standard_id]
        counted = counts_for(standard_id, about) if kind is Kind.SAMPLE else _one_by_one(about)
        if counted.usable:
            found[standard_id] = counted
    return found


_ORDER = {FindingKind.STRENGTH: 0, FindingKind.GAP: 1, None: 2}


def _kind(counted: Counted, *, gap: bool) -> FindingKind | None:
    if not counted.misses:
        return FindingKind.STRENGTH
    return FindingKind.GAP if gap else None


def _in_words(kind: Kind, counted: Counted, standard: str, missed: Sequence[str]) -> Sentence:
    if not missed:
        return _strength(kind, counted, standard)
    shown, items = _share(kind, counted, standard), listed(f"“{item}”" for item in missed)
    if shown is None:
        return say("Not yet: %(items)s", items=items)
    return say("%(shown)s Not yet: %(items)s", shown=shown, items=items)


def _strength(kind: Kind, counted: Counted, standard: str) -> Sentence:
    match kind:
        case Kind.SAMPLE:
            one, many = "The one record read shows it: “%(standard)s”", "All %(n)s records show it: “%(standard)s”"
            return say_n(one, many, counted.usable, standard=standard)
        case Kind.INTERVIEW:
            return say("Explained clearly: “%(standard)s”", standard=standard)
        case Kind.OBSERVATION:
            return say("Seen, and done well: “%(standard)s”", standard=standard)
        case Kind.VOICE:
            return say("A person or their family says so: “%(standard)s”", standard=standard)


def _share(kind: Kind, counted: Counted, standard: str) -> Sentence | None:
    """How much of it was there; nothing to say of the one thing that was not."""
    met, usable = counted.met, counted.usable
    if kind is Kind.SAMPLE:
        one, many = (
            "%(met)s of %(n)s record shows it: “%(standard)s”",
            "%(met)s of %(n)s records show it: “%(standard)s”",
        )
        return say_n(one, many, usable, met=met, standard=standard)
    if usable == 1:
        return None
    if kind is Kind.INTERVIEW:
        return say("%(met)s of %(of)s questions were explained clearly.", met=met, of=usable)
    if kind is Kind.VOICE:
        return say("%(met)s of %(of)s answers were a yes.", met=met, of=usable)
    return say("%(met)s of %(of)s things seen were done well.", met=met, of=usable)


def _one_by_one(about: Iterable[AnswerFacts]) -> Counted:
    shown = [shows(answer.outcome) for answer in about]
    misses = shown.count(Shows.MISSED)
    return Counted(usable=misses + shown.count(Shows.MET), misses=misses)
