"""Plans to choose from, so that choosing takes a minute: each with what it can and cannot show, words first. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from math import prod

from spotcheck.core.chances import Scheme, missed_at_floor, missed_at_target, passes, risks
from spotcheck.core.words import Sentence, say
from spotcheck.tracker.rules import plan
from spotcheck.tracker.rules.conditions import NOTHING, Conditions
from spotcheck.tracker.rules.plan import Rule
from spotcheck.tracker.rules.words import SUPPORTING, Look


class Suggested(StrEnum):
    """Samples that people ask for most; `safe` is for what must never be missed."""

    TEN = "ten"
    TWICE = "twice"
    NINETEEN = "nineteen"
    SAFE = "safe"


RULES = {
    Suggested.TEN: Rule(Scheme(10, 1)),
    Suggested.TWICE: Rule(Scheme(10, 0, 10, 2)),
    Suggested.NINETEEN: Rule(Scheme(19, 2)),
    Suggested.SAFE: Rule(Scheme(14, 0), target=99, floor=80),
}
_NAMES = {
    Suggested.TEN: say("10 records in 4 weeks, at most 1 missed"),
    Suggested.TWICE: say("10 records, then 10 more if in doubt, at most 2 missed in all"),
    Suggested.NINETEEN: say("19 records, at most 2 missed"),
    Suggested.SAFE: say("14 records, none missed: for what must be right every time"),
}
SAFE_FIRST = say(
    "A checklist says that this must be met, so the strictest plan comes first. One miss in 14 always sends it back."
)


def suggested(*, must: bool) -> list[tuple[Suggested, Sentence, Sentence]]:
    """Each plan with its name and what it can show; the safety-critical one first where the standard must be met."""
    found = sorted(Suggested, key=lambda one: must and one is not Suggested.SAFE)
    return [(one, _NAMES[one], shows(RULES[one])) for one in found]


def asked_for(
    look: Look, chosen: Suggested | None, *, size: int | None, allowed: int | None, weeks: int | None,
    second_size: int | None = None, second_allowed: int | None = None, apart: tuple[int, int] | None = None,
    asks: Conditions | None = None,
) -> Rule:  # fmt: skip
    """The rule that was chosen: a suggested one of records, unless somebody wrote numbers of their own.

    `asks`: left out of records and of what people say, for one form asks for every kind of look, and of one look alone.
    """
    own = size is not None or allowed is not None or second_size is not None
    if look is Look.SAMPLE and chosen is not None and not own:
        rule = RULES[chosen]
        return Rule(rule.scheme, plan.DEFAULT_WEEKS if weeks is None else weeks, *(apart or (rule.target, rule.floor)))
    size, allowed, weeks = plan.numbers(look, size, allowed, weeks)
    second = (second_size, second_allowed or 0) if second_size else (0, 0)
    return Rule(
        Scheme(size, allowed, *second),
        weeks,
        *(apart or (plan.DEFAULT_TARGET, plan.DEFAULT_FLOOR)),
        asks=asks if asks and look in plan.WITH_CONDITIONS and size > 1 else NOTHING,
    )


APART = [
    (f"{target}/{floor}", say("%(target)s in 100 from %(floor)s in 100", target=target, floor=floor))
    for target, floor in plan.APART
]


def apart_of(text: str | None) -> tuple[int, int] | None:
    """The target and the floor that were chosen; None where nothing was."""
    if not text:
        return None
    return next(((one, other) for one, other in plan.APART if f"{one}/{other}" == text), (0, 0))


def shows(rule: Rule, population: int | None = None) -> Sentence:
    """What this rule can and cannot show: how often poor practice passes, and how often good practice does."""
    found = risks(rule.scheme, target=rule.target, floor_at=rule.floor, population=population)
    if population and found.sure:
        return say("All %(population)s are read, so no chance is involved.", population=population)
    said = say(
        "If practice were really right %(tenths)s times in 10, this would pass %(poor)s times in 100. "
        "If it were right %(target)s times in 100, this would pass %(good)s times in 100.",
        tenths=rule.floor // 10, poor=round(found.poor * 100), target=rule.target, good=round(found.good * 100),
    )  # fmt: skip
    if population is None or found == risks(rule.scheme, target=rule.target, floor_at=rule.floor):
        return said
    return say(
        "%(said)s That is worked out for %(population)s records, of which %(bad)s or %(few)s are missed.",
        said=said, population=population, bad=missed_at_floor(rule.floor, population),
        few=missed_at_target(rule.target, population),
    )  # fmt: skip


def whole_plan(parts: Sequence[tuple[Look, Rule]]) -> Sentence | None:
    """The chance that all parts of a plan pass together: they multiply (R7).

    None where nothing can close. What only supports has no known chance, so it is left out, and that is said."""
    known = [rule for look, rule in parts if look not in SUPPORTING]
    if not known:
        return None
    good, poor = (
        round(100 * prod(passes(rule.scheme, share(rule) / 100) for rule in known)) for share in (_target, _floor)
    )
    if len({(rule.target, rule.floor) for rule in known}) > 1:
        said = say(
            "Where practice is as good as each part aims for, the whole plan passes about %(good)s times in 100. "
            "Where it is only as good as each part must not let pass, it still passes about %(poor)s times in 100.",
            good=good, poor=poor,
        )  # fmt: skip
    else:
        said = say(
            "Where practice is right %(target)s times in 100, the whole plan passes about %(good)s times in 100. "
            "Where it is right only %(floor)s times in 100, it still passes about %(poor)s times in 100.",
            target=known[0].target, good=good, floor=known[0].floor, poor=poor,
        )  # fmt: skip
    if len(known) == len(parts):
        return said
    return say("%(said)s What people say is asked for too; no chance is worked out for it.", said=said)


def _target(rule: Rule) -> int:
    return rule.target


def _floor(rule: Rule) -> int:
    return rule.floor
