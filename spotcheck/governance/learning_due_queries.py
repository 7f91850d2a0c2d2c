"""What the rules say about sign-offs and supervision today."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from spotcheck.core.clock import local_date
from spotcheck.core.database import db
from spotcheck.governance.keeping_rules import Kept, Kind
from spotcheck.governance.looking import Looking
from spotcheck.learning.competence_models import SignOff
from spotcheck.learning.supervision_models import Supervision


@dataclass(frozen=True, slots=True)
class LearningLook(Looking):
    def sign_offs(self, _so_far: Any) -> Iterator[tuple[uuid.UUID, Kept]]:
        held = self._person_held(SignOff.worker_id, SignOff.signed_by_id)
        query = sa.select(SignOff.id, SignOff.again_on, held).where(
            SignOff.organisation_id == self.organisation_id,
            SignOff.again_on < local_date(self._before(Kind.SIGN_OFFS)),
        )
        for sign_off_id, again_on, is_held in db.session.execute(query):
            yield sign_off_id, self._judge(Kind.SIGN_OFFS, again_on, held=is_held)

    def supervisions(self, _so_far: Any) -> Iterator[tuple[uuid.UUID, Kept]]:
        held = self._person_held(Supervision.worker_id, Supervision.by_id)
        query = sa.select(Supervision.id, Supervision.held_on, held).where(
            Supervision.organisation_id == self.organisation_id,
            Supervision.held_on < local_date(self._before(Kind.SUPERVISIONS)),
        )
        for record_id, held_on, is_held in db.session.execute(query):
            yield record_id, self._judge(Kind.SUPERVISIONS, held_on, held=is_held)
