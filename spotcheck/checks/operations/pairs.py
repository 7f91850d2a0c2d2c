"""Two people watch one piece of work: the first asks for a code, the second joins with it. Twice is once."""

from __future__ import annotations

import secrets
import uuid
from datetime import datetime

from spotcheck.checklists.rules import Kind
from spotcheck.checks.models import Draft, Pair
from spotcheck.checks.operations.drafts import context_of, open_draft
from spotcheck.checks.queries import drafts
from spotcheck.checks.queries.facts import capturing_at
from spotcheck.checks.queries.pairs import pair_by_code, pair_of, paired
from spotcheck.checks.rules.drafting import Start
from spotcheck.checks.rules.pairs import CODE_LENGTH, LETTERS, code_as_typed, joining_refused, pairing_refused
from spotcheck.core.database import add, db
from spotcheck.core.history import take_turn
from spotcheck.core.ids import new_id
from spotcheck.core.permissions import Answer, Standing, Verb, may
from spotcheck.core.refusals import Refusal, Why, refuse_unless
from spotcheck.core.words import say


def make_pair(draft_id: uuid.UUID, *, by: Standing, at: datetime) -> Pair:
    """A code for a second person to watch the same work. Only the draft's author, of an observation."""
    take_turn(by.organisation_id)
    draft = drafts.draft(by.organisation_id, draft_id)
    if draft is None or draft.author_id != by.person_id:
        raise Refusal(Why.STALE, say("This check is finished or was deleted, so nobody can watch with you now."))
    if (held := pair_of(by.organisation_id, draft.id)) is not None:
        return held
    refuse_unless(pairing_refused(Kind(draft.kind)), Why.INVALID)
    return add(
        Pair(
            organisation_id=by.organisation_id,
            id=new_id(),
            service_id=draft.service_id,
            version_id=draft.version_id,
            worker_id=draft.worker_id,
            code=_new_code(by.organisation_id),
            first_id=by.person_id,
            first_look_id=draft.id,
            made_at=at,
        )
    )


def join_pair(code: str, *, look_id: uuid.UUID, by: Standing, at: datetime) -> Draft:
    """A look of their own for the second person: same service, checklist and colleague, and for no plan.

    What one person sees twice is not two looks: of the two, the first one's alone can be evidence."""
    take_turn(by.organisation_id)
    pair = pair_by_code(by.organisation_id, code_as_typed(code))
    if pair is not None and pair.second_id == by.person_id and pair.second_look_id is not None:
        again = drafts.draft(by.organisation_id, pair.second_look_id)
        if again is not None:
            return again
    here = pair is not None and may(by, Verb.CAPTURE, capturing_at(by, pair.service_id, None)) is Answer.ALLOWED
    refused = joining_refused(paired(pair) if pair else None, by.person_id, may_capture=here)
    if refused is not None or pair is None:
        raise Refusal(Why.INVALID, fields={"code": refused} if refused else {})
    first = db.session.get_one(Draft, (pair.organisation_id, pair.first_look_id))
    context = context_of(first)
    start = Start(
        id=look_id, service_id=pair.service_id, version_id=pair.version_id, worker_id=pair.worker_id,
        shift=context.shift, announced=context.announced, setting=context.setting,
    )  # fmt: skip
    draft = open_draft(start, by=by, at=at)
    pair.second_id, pair.second_look_id, pair.joined_at = by.person_id, draft.id, at
    db.session.flush()
    return draft


def _new_code(organisation_id: uuid.UUID) -> str:
    while True:
        code = "".join(secrets.choice(LETTERS) for _ in range(CODE_LENGTH))
        if pair_by_code(organisation_id, code) is None:
            return code
