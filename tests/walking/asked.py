"""What short questions show for a part of a plan, written a second time, from the rows of questions, answers and what
was read in them."""

from __future__ import annotations

from collections.abc import Iterator

from tests.walking.rows import Row, one, rows

Shown = tuple[Row, int, Row | None]  # the look as a check would be, its misses, and who judged it


def asked_for(requirement: Row) -> Iterator[Shown]:
    """Each look that counts, or waits to be read: all questions to one worker at one time."""
    here = {"organisation_id": requirement["organisation_id"]}
    lead = one("action", **here, id=requirement["action_id"])["lead_id"]
    found = rows("prompt", **here, requirement_id=requirement["id"])
    for look_id in dict.fromkeys(prompt["look_id"] for prompt in found):
        together = [prompt for prompt in found if prompt["look_id"] == look_id]
        if not _ended(requirement, look_id) and (shown := _shown(together, requirement, lead)):
            yield shown


def _shown(together: list[Row], requirement: Row, lead: object) -> Shown | None:
    here = {"organisation_id": requirement["organisation_id"]}
    about = [
        (prompt, item)
        for prompt in together
        if (item := one("item", **here, id=prompt["item_id"]))["standard_id"] == requirement["standard_id"]
    ]
    version = about[0][1]["version_id"]
    every = rows("item", **here, version_id=version, standard_id=requirement["standard_id"])
    assert {item["id"] for item in every if item["must"]} <= {item["id"] for _, item in about}, (
        "a question was left out"
    )
    firsts: list[Row] = []
    read: list[Row] = []
    worthless = False
    for prompt, item in about:
        first = next(iter(rows("prompt_answer", **here, prompt_id=prompt["id"], number=1)), None)
        if first is None or first["door"] == "link" or first["author_id"] == lead or first["chosen"]:
            worthless = True
            continue
        firsts.append(first)
        for review in rows("prompt_review", **here, answer_id=first["id"]):
            said = {point["key"] for point in item["points"]} <= set(review["points"]) and not review["alerts"]
            read.append({**review, "missed": not said})
    if not firsts:
        return None
    began = max(min(one["opened_at"] or one["answered_at"] for one in firsts), together[0]["made_at"])
    check = {
        "author_id": together[0]["asked_by_id"], "worker_id": together[0]["worker_id"], "opened_at": began,
        "kind": "interview", "shift": None, "asked_at": together[0]["made_at"],
    }  # fmt: skip
    read.sort(key=lambda one: one["at"])
    if missed := [review for review in read if review["missed"]]:
        return check, 1, {"by_id": missed[0]["by_id"], "stands": True}
    if worthless:
        return None
    return check, 0, {"by_id": read[-1]["by_id"], "stands": True} if len(read) == len(about) else None


def _ended(requirement: Row, look_id: object) -> bool:
    """The last that the history of the action says of it is that it cannot count: that makes closing no easier."""
    lines = rows(
        "history", organisation_id=requirement["organisation_id"], kind="action", thing_id=requirement["action_id"]
    )
    about = [
        line
        for line in sorted(lines, key=lambda line: line["number"])
        if (line["payload"].get("after") or {}).get("question") == str(look_id)
    ]
    return bool(about) and about[-1]["what"] == "question ended"
