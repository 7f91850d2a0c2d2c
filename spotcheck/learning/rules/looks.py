"""R6: what short questions show for an action. The questions put to one worker at one time are one look. Pure.

A short question never weighs more than an interview. So every question of the standard that must be answered well is
among those asked, each answer counts as it was first given, and a miss counts as soon as it is read."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto

from spotcheck.core.words import Sentence, say
from spotcheck.learning.rules.answering import Door
from spotcheck.learning.rules.asking import MOST_AT_ONCE
from spotcheck.learning.rules.links import may_close
from spotcheck.tracker.rules.conditions import Conditions, Differ


@dataclass(frozen=True, slots=True)
class Item:
    """A question of a checklist: of which standard it is, and whether it must be answered well."""

    id: uuid.UUID
    standard_id: uuid.UUID
    must: bool


def needed(items: Sequence[Item], standard_id: uuid.UUID) -> tuple[uuid.UUID, ...]:
    """The questions without which an asking shows nothing of this standard: those that must be answered well, or all
    that are about it where none must."""
    about = [one for one in items if one.standard_id == standard_id]
    return tuple(one.id for one in about if one.must) or tuple(one.id for one in about)


def asking_refused(needed: int, asks: Conditions, *, readers: int) -> tuple[Sentence, ...]:
    """Why a short question could not count for this part of a plan, whoever is asked; empty when it could. `readers`:
    how many could read the answer who neither ask nor lead."""
    if not needed:
        return (say("This list does not ask about what the plan wants seen."),)
    if needed > MOST_AT_ONCE:
        return (
            say(
                "The list has %(n)s questions about this that must be answered well, and %(most)s can be asked at "
                "once. Fewer would show less than an interview, so ask face to face.",
                n=needed, most=MOST_AT_ONCE,
            ),
        )  # fmt: skip
    if Differ.SHIFTS in asks.differ:
        return (say("The plan asks for different shifts, and a short question has none. Ask face to face."),)
    if not readers:
        return (say("Nobody else here could read the answer. Ask face to face, and invite a verifier who reviews it."),)
    return ()


def chosen_wanting(needed: Sequence[uuid.UUID], chosen: Sequence[uuid.UUID]) -> Sentence | None:
    """What is said when a question is left out without which the answer could not count."""
    if set(needed) <= set(chosen):
        return None
    if len(needed) == 1:
        return say("Choose the question that the plan asks about. Without it the answer could not count.")
    return say("Choose both questions that the plan asks about. With one of them the answer could not count.")


class Shows(Enum):
    WAITS = auto()  # for an answer
    UNREAD = auto()
    MET = auto()
    MISSED = auto()
    NOTHING = auto()  # and never will


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question of a look. `door`: how its first answer came, None before; `missed`: what somebody read in that
    answer, None before."""

    about: bool = True  # of the standard that the plan names
    door: Door | None = None
    chosen: bool = False  # from lines that were offered: knowing it again is less than explaining it
    by_lead: bool = False  # the lead of the action wrote it down
    missed: bool | None = None
    taken_back: bool = False


@dataclass(frozen=True, slots=True)
class Look:
    """`why`: why it shows nothing."""

    shows: Shows
    why: Sentence | None = None


def look(asked: Sequence[Question], *, left_out: int = 0) -> Look:
    """What these questions to one worker show together. `left_out`: how many were needed and not asked."""
    about = [one for one in asked if one.about]
    if any(one.missed and _why_not(one) is None for one in about):
        return Look(Shows.MISSED)
    if reason := next((reason for one in about if (reason := _why_not(one))), None):
        return Look(Shows.NOTHING, reason)
    if left_out or not about:
        return Look(Shows.NOTHING, say("Not every question was asked that the plan asks about."))
    if any(one.door is None for one in about):
        return Look(Shows.WAITS)
    return Look(Shows.UNREAD if any(one.missed is None for one in about) else Shows.MET)


def came_in_time(*, asked_at: datetime, done_at: datetime | None, waits: bool) -> Sentence | None:
    """Why an answer came at the wrong time to count; None when it did not. `waits`: whether a look of whoever asked,
    begun with the answer, would be evidence."""
    if done_at is None or asked_at <= done_at:
        return say("It was asked before the action was reported done.")
    if not waits:
        return say("When the answer came, the action did not wait for it any more.")
    return None


def _why_not(one: Question) -> Sentence | None:
    """Why this question can never be part of a look that counts."""
    if one.door is not None and not may_close(one.door):
        return say("It was answered by link, so nobody knows who wrote it.")
    if one.chosen:
        return say("It was answered by choosing lines, and not in own words.")
    if one.by_lead:
        return say("Whoever leads the action wrote the answer down.")
    if one.taken_back and one.door is None:
        return say("It was taken back before it was answered.")
    return None


def taking_back_refused(*, for_action: bool, unread: bool) -> tuple[Sentence, ...]:
    """Why a question is not taken back now: what was answered for an action is read, whatever it says."""
    if for_action and unread:
        return (say("It was asked for an action and is answered. So it is read, and not taken back."),)
    return ()
