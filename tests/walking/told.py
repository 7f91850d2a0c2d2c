"""What the history of an action says, read from its first line to its last, as if there were nothing else."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from tests.walking.rows import Row, rows


@dataclass
class Told:
    """An action, as far as its history tells. `led`: who led it when it was last reported done."""

    state: str = ""
    lead: str | None = None
    due: str | None = None
    round: int = 0
    sent_back: int = 0
    reopened: int = 0
    plan: dict[str, tuple[Any, ...]] = field(default_factory=dict)
    closed_by: str | None = None

    def shown(self) -> dict[str, Any]:
        return {
            "state": self.state, "lead": self.lead, "due": self.due, "round": self.round, "sent_back": self.sent_back,
            "reopened": self.reopened, "plan": self.plan,
        }  # fmt: skip


def lines_of(action: Row) -> list[Row]:
    found = rows("history", organisation_id=action["organisation_id"], kind="action", thing_id=action["id"])
    return sorted(found, key=lambda line: line["number"])


def told(lines: list[Row]) -> Told:
    found = Told()
    for line in lines:
        payload = line["payload"]
        before, after = payload.get("before") or {}, payload.get("after") or {}
        match line["what"]:
            case "proposed":
                found.state = "proposed"
            case "agreed":
                found.lead, found.due = after["lead"], after["due"]
            case "terms changed":
                assert (before.get("lead"), before.get("due")) == (found.lead, found.due)
                found.lead, found.due = after["lead"], after["due"]
            case "reported done":
                found.round = after["round"]
            case "sent back":
                found.sent_back += 1
            case "reopened":
                found.reopened += 1
                found.due = None
            case "closed":
                found.closed_by = str(line["by_id"])
                assert found.closed_by != found.lead, "whoever led it closed it"
            case "plan grew":
                found.plan[after["requirement"]] = _asked(after)
            case "plan replaced":
                assert found.plan.pop(before["requirement"]) == _asked(before)
                found.plan[after["requirement"]] = _asked(after)
            case "plan shrank":
                assert found.plan.pop(before["requirement"]) == _asked(before)
        if "state" in after:
            assert before.get("state", "proposed") == found.state, f"{line['what']} from {found.state}"
            found.state = after["state"]
    return found


def kept(action: Row, plan: list[Row]) -> dict[str, Any]:
    """The same of the rows that pages show."""
    return {
        "state": action["state"],
        "lead": str(action["lead_id"]) if action["lead_id"] else None,
        "due": action["due_on"].isoformat() if action["due_on"] else None,
        "round": action["round"],
        "sent_back": action["sent_back"],
        "reopened": action["reopened"],
        "plan": {
            str(one["id"]): (
                one["kind"],
                one["size"],
                one["allowed"],
                one["second_size"],
                one["weeks"],
                [what for what in ("workers", "days", "shifts") if one[f"other_{what}"]],
                one["observers"],
            )
            for one in plan
        },
    }


def _asked(told: dict[str, Any]) -> tuple[Any, ...]:
    differ = told.get("differ", []), told.get("observers", 1)
    return told["look"], told["size"], told["allowed"], told.get("second size"), told["weeks"], *differ
