"""Drafts for tests, opened and answered by the product's own operations."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from spotcheck.checklists.rules import Heard, Kind
from spotcheck.checks.models import Draft
from spotcheck.checks.operations.drafts import open_draft, save_page
from spotcheck.checks.operations.drawing import draw_sample
from spotcheck.checks.rules.drafting import Page, Sent, Start
from spotcheck.checks.rules.outcomes import Said
from spotcheck.core.ids import new_id
from spotcheck.sampling.models import Draw
from tests.cast import Cast, Member
from tests.make_checks import asked

OBSERVATION, INTERVIEW, SAMPLE = "medicines-observation", "prn-interview", "mar-prn-sample"


def a_start(cast: Cast, key: str = OBSERVATION, **chosen: Any) -> Start:
    """What is chosen before the first item: Tomasz at Hazel Court, unless somebody else is named."""
    version, _ = asked(cast, key)
    worker = {} if key == SAMPLE else {"worker_id": cast.tomasz.id}
    return Start(**{"id": new_id(), "service_id": cast.hazel, "version_id": version.id, **worker, **chosen})


def a_draft(cast: Cast, by: Member, key: str = OBSERVATION, *, at: datetime, **chosen: Any) -> Draft:
    return open_draft(a_start(cast, key, **chosen), by=by.standing(at), at=at)


def an_own_draw(cast: Cast, by: Member, *, at: datetime, population: int = 40, size: int = 10) -> Draw:
    """Records drawn for no plan."""
    version, _ = asked(cast, SAMPLE)
    return draw_sample(
        service_id=cast.hazel,
        checklist_id=version.checklist_id,
        requirement_id=None,
        population=population,
        left_out=0,
        left_out_reason=None,
        counted_by_id=by.id,
        size=size,
        by=by.standing(at),
        at=at,
    )


def a_page(
    cast: Cast,
    key: str,
    outcome: str | None = None,
    *,
    only: Iterable[int] | None = None,
    record: int = 0,
    **other: str,
) -> Page:
    """One outcome for every item (or those in `only`); `other` outcomes by item key with underscores."""
    _, items = asked(cast, key)
    wanted = [item for item in items if only is None or item.position in set(only)]
    return Page(
        record=record,
        items={
            item.position: Sent(outcome=other.get(item.key.replace("-", "_"), outcome))
            if Kind.INTERVIEW.value not in key
            else Sent(said=Said(points={point["key"]: Heard.UNPROMPTED for point in item.points}))
            for item in wanted
        },
    )


def answered(cast: Cast, draft: Draft, by: Member, page: Page, *, at: datetime) -> Draft:
    return save_page(draft.id, page, by=by.standing(at), at=at)


def read_records(cast: Cast, draft: Draft, by: Member, records: Iterable[int], *, at: datetime, **other: str) -> None:
    """Each of these records: everything in place, but for `other`."""
    for record in records:
        answered(cast, draft, by, a_page(cast, SAMPLE, "in_place", record=record, **other), at=at)


def a_whole_draft(cast: Cast, by: Member, key: str = OBSERVATION, *, at: datetime, **chosen: Any) -> Draft:
    """Every item answered well; of a sample every record read."""
    if key == SAMPLE and "draw_id" not in chosen:
        chosen["draw_id"] = an_own_draw(cast, by, at=at).id
    draft = a_draft(cast, by, key, at=at, **chosen)
    if key == SAMPLE:
        read_records(cast, draft, by, range(1, 11), at=at)
    else:
        answered(cast, draft, by, a_page(cast, key, "well"), at=at)
    return draft


def address(cast: Cast, **asked_for: Any) -> str:
    """Where a check is started; `key` names the checklist."""
    key = asked_for.pop("key", None)
    chosen = {"checklist": asked(cast, key)[0].checklist_id} if key else {}
    return "/checks/new?" + urlencode({**asked_for, **chosen})
