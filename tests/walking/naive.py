"""R3 and R6 written a second time, from the rows of checks and reviews, and not from what the tracker keeps of them.

Slow and blunt on purpose. Nothing of `tracker.rules` or `checks.rules` is used here, so that a mistake there and a
mistake here would have to be the same one to go unseen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import combinations
from zoneinfo import ZoneInfo

from tests.walking.asked import asked_for
from tests.walking.rows import Row, rows

GOOD = {"well", "clear", "in_place", "yes"}
BAD = {"support", "follow_up", "stopped", "partly", "revisit", "not_in_place", "sometimes", "no"}


@dataclass(frozen=True)
class Seen:
    """One check of a part of a plan, or one look of short questions. `reviewed`: somebody judged it as it stands now,
    with all its corrections."""

    check: Row
    usable: int
    misses: int
    reviewed: Row | None
    draw: Row | None
    first_place: int
    last_place: int


@dataclass(frozen=True)
class Part:
    """What one requirement of a plan has come to. `wrong`: for each look that does not count, the reason."""

    met: bool
    missed: bool
    waiting: int
    left: int
    last_day: date
    wrong: tuple[str, ...]


def day(at: datetime) -> date:
    return at.astimezone(ZoneInfo("Europe/London")).date()


def plan_of(action: Row) -> list[Row]:
    """What must be seen before it closes."""
    found = rows("requirement", organisation_id=action["organisation_id"], action_id=action["id"])
    return [one for one in found if one["replaced_at"] is None and one["drift_weeks"] is None]


def parts_of(action: Row) -> list[Part]:
    return [part(action, requirement) for requirement in plan_of(action)]


def part(action: Row, requirement: Row) -> Part:
    """Whether this requirement is met in the round that began when the action was last reported done."""
    wrong, good, waiting = [], [], []
    for seen in _seen_for(requirement):
        if reason := _why_not(action, requirement, seen):
            wrong.append(reason)
        else:
            (good if seen.reviewed else waiting).append(seen)
    # A second step without the first says nothing.
    ends = [seen.last_place for seen in good + waiting if seen.first_place == 1]
    alone = [seen for seen in good + waiting if seen.first_place > 1 and (not ends or seen.first_place <= max(ends))]
    good, waiting = [one for one in good if one not in alone], [one for one in waiting if one not in alone]
    size, more = _sizes(requirement, good + waiting)
    first = sum(seen.usable for seen in good if seen.first_place == 1)
    then = sum(seen.usable for seen in good if seen.first_place > 1)
    first_misses = sum(seen.misses for seen in good if seen.first_place == 1)
    misses = sum(seen.misses for seen in good)
    most = requirement["second_allowed"] if more else requirement["allowed"]
    in_doubt = first >= size and first_misses > requirement["allowed"]
    enough = first >= size and (not in_doubt or then >= more)
    needed = more - then if in_doubt else size - first
    left = needed - sum(seen.usable for seen in waiting)
    if _must_differ(requirement):
        enough = _to_come(requirement, good) == 0
        left = _to_come(requirement, good + waiting)
    return Part(
        met=enough and misses <= most,
        missed=misses > most,
        waiting=len(waiting),
        left=max(0, left),
        last_day=_last_day(action, requirement),
        wrong=tuple(wrong),
    )


def _must_differ(requirement: Row) -> bool:
    asked = ("other_workers", "other_days", "other_shifts")
    return any(requirement[name] for name in asked) or requirement["observers"] > 1


def _to_come(requirement: Row, looks: list[Seen]) -> int:
    """How many more are needed, by trying every set of looks of which no two share what must differ."""
    asked = {"other_workers": "worker_id", "other_days": "day", "other_shifts": "shift"}
    names = [name for flag, name in asked.items() if requirement[flag]]
    seen = [{**look.check, "day": day(look.check["opened_at"])} for look in looks if look.usable]
    fewest = size = requirement["size"]
    for n in range(1, size + requirement["observers"]):
        for some in combinations(seen, n):
            if any(None in (values := [one[name] for one in some]) or len(set(values)) < n for name in names):
                continue
            people = len({one["author_id"] for one in some})
            fewest = min(fewest, max(size - n, requirement["observers"] - people, 0))
    return fewest


def why_open(action: Row) -> list[str]:
    """Everything that speaks against closing it as things stand; empty when it may close."""
    plan = plan_of(action)
    against = [] if any(one["kind"] != "voice" for one in plan) else ["nothing in the plan can close it"]
    for requirement in plan:
        found = part(action, requirement)
        if not found.met:
            against.append(f"{requirement['kind']} not met: {found}")
        if found.waiting:
            against.append(f"{requirement['kind']}: {found.waiting} wait for a review")
    return against


def _why_not(action: Row, requirement: Row, seen: Seen) -> str:
    """Why a look can never count for this requirement; empty when it can."""
    check, lead = seen.check, action["lead_id"]
    done, began = action["done_at"], check["opened_at"]
    review = seen.reviewed or {"by_id": None, "stands": True}
    everybody = {check["author_id"], check["worker_id"]} - {None}
    reasons = {
        "never done": done is None,
        "captured before done": done is not None and began <= done,
        "asked before done": done is not None and check.get("asked_at", began) <= done,
        "captured before it was asked for": began < requirement["made_at"],
        "captured after the window": done is not None and day(began) > _last_day(action, requirement),
        "captured by the lead": check["author_id"] == lead,
        "watching oneself": check["author_id"] == check["worker_id"],
        "reviewed by the lead": review["by_id"] is not None and review["by_id"] == lead,
        "reviewed by somebody who took part": review["by_id"] in everybody,
        "it does not stand": not review["stands"],
        "nothing could be seen": seen.reviewed is not None and seen.usable == 0,
        "not its kind": check["kind"] != requirement["kind"],
    }
    if requirement["kind"] == "sample":
        drawn = seen.draw or {}
        size, more = _sizes(requirement, [seen])
        asked = more if seen.first_place > 1 else size
        most = requirement["second_allowed"] if more else requirement["allowed"]
        reasons |= {
            "not drawn for this": drawn.get("requirement_id") != requirement["id"],
            "not drawn in this round": drawn.get("round") != action["round"],
            "drawn before done": not drawn or done is None or drawn["drawn_at"] <= done,
            "the lead drew": drawn.get("drawn_by_id") == lead,
            "the lead counted": drawn.get("counted_by_id") == lead,
            "cut short": seen.reviewed is not None and seen.usable < asked and seen.misses <= most,
        }
    return next((reason for reason, true in reasons.items() if true), "")


def _sizes(requirement: Row, looks: list[Seen]) -> tuple[int, int]:
    """How many in the first step and in the second: never more than there are records."""
    size, more = requirement["size"], requirement["second_size"] or 0
    there = [seen.draw["population"] - len(seen.draw["excluded"] or {}) for seen in looks if seen.draw]
    if requirement["kind"] == "sample" and there:
        size = min(size, max(there))
        more = min(more, max(there) - size)
    return size, more


def _last_day(action: Row, requirement: Row) -> date:
    """The window, where it was reported done at all."""
    if action["done_at"] is None:
        return date.max
    planned = day(action["done_at"]) + timedelta(weeks=requirement["weeks"])
    return max(planned, requirement["until_on"] or planned)


def _seen_for(requirement: Row) -> list[Seen]:
    organisation = {"organisation_id": requirement["organisation_id"]}
    found = rows("check", **organisation, requirement_id=requirement["id"])
    short = [
        Seen(check, 1, misses, reviewed, None, 1, 0)
        for check, misses, reviewed in (asked_for(requirement) if requirement["kind"] == "interview" else ())
    ]
    return [*(_look(check, requirement, organisation) for check in found), *short]


def _look(check: Row, requirement: Row, organisation: Row) -> Seen:
    items = {one["id"] for one in rows("item", **organisation, standard_id=requirement["standard_id"])}
    outcomes: dict[tuple[int, object], str] = {}
    for answer in rows("answer", **organisation, check_id=check["id"]):
        outcomes[answer["position"], answer["item_id"]] = answer["outcome"]
    corrections = sorted(rows("correction", **organisation, check_id=check["id"]), key=lambda one: one["number"])
    for correction in corrections:
        outcomes[correction["position"], correction["item_id"]] = correction["outcome"]
    bad = {place for (place, item), outcome in outcomes.items() if item in items and outcome in BAD}
    good = {place for (place, item), outcome in outcomes.items() if item in items and outcome in GOOD} - bad
    reviews = rows("review", **organisation, check_id=check["id"], corrections_seen=len(corrections))
    draws = rows("draw", **organisation, id=check["draw_id"]) if check["draw_id"] else []
    places = [one["position"] for one in rows("sampled_record", **organisation, check_id=check["id"])]
    return Seen(
        check, len(good | bad), len(bad), reviews[0] if reviews else None, draws[0] if draws else None,
        min(places, default=1), max(places, default=0),
    )  # fmt: skip
