"""Photos that came before their check: put beside it in the moment it is here, whichever way it came."""

from __future__ import annotations

from datetime import datetime

from spotcheck.checks.models import Check
from spotcheck.checks.operations.photos import keep_in_turn
from spotcheck.checks.operations.receiving import Received, following
from spotcheck.checks.rules.picture import picture
from spotcheck.core.database import db
from spotcheck.core.refusals import Refusal
from spotcheck.delivery.envelope_schemas import Pictured, read_pictured
from spotcheck.delivery.models import Arrival
from spotcheck.delivery.operations.effects import taken_of
from spotcheck.delivery.queries.arrivals import early_photos
from spotcheck.delivery.rules import arriving as words
from spotcheck.delivery.rules.arriving import Came
from spotcheck.organisation.queries import standing_of


@following
def bring_photos(check: Check, *, at: datetime) -> None:
    """Those that belong to it, each by itself; one that a rule refuses stays with the rule's words, for managers."""
    for arrival in early_photos(check):
        _bring(arrival, read_pictured((arrival.content or {})["photo"]), check, at)


def _bring(arrival: Arrival, photo: Pictured, check: Check, at: datetime) -> None:
    by = standing_of(check.organisation_id, check.author_id, at=arrival.captured_at or arrival.received_at)
    arrival.service_id, arrival.author_id, arrival.reasons = check.service_id, check.author_id, []
    try:
        with db.session.begin_nested():
            kept = keep_in_turn(taken_of(photo, arrival.envelope_id), picture(photo.jpeg), by=by, at=at)
    except Refusal as refusal:
        why = (*refusal.sentences, *refusal.fields.values())
        arrival.state, arrival.reasons = Came.REFUSED.value, [str(one) for one in why]
        return
    if kept is Received.OTHER:
        arrival.state, arrival.reasons = Came.REFUSED.value, [str(words.OTHER_PHOTO)]
    else:
        arrival.state, arrival.content = Came.TAKEN.value, None
