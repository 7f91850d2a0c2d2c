"""Where everybody of a service is, to open in a spreadsheet; for those who see names."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from werkzeug.wrappers import Response

from spotcheck.core.clock import local_date
from spotcheck.core.permissions import Verb
from spotcheck.core.words import say
from spotcheck.learning.queries import competence_places as places
from spotcheck.learning.queries.competence_places import OfTopic
from spotcheck.learning.routes import rooms
from spotcheck.learning.routes.competence_loaders import AtService, load_service
from spotcheck.learning.rules.competence_words import STATE_WORDS, next_in_words, so_far
from spotcheck.organisation.queries import names
from spotcheck.web.downloads import csv_file
from spotcheck.web.guard import needs, now

HEADER = (
    say("Service"), say("Topic"), say("Name"), say("Where"), say("So far"), say("Next"), say("Signed off on"),
    say("Signed off by"), say("Look again on"),
)  # fmt: skip


@rooms.get("/competence/<uuid:service_id>/people.csv")
@needs(Verb.SEE_LEARNER, load_service)
def competence_file(opened: AtService) -> Response:
    found = places.of_service(opened.service, at=now())
    signers = names(
        opened.service.organisation_id,
        [each.signed.row.signed_by_id for one in found for each in one.learners if each.signed],
    )
    return csv_file("signed-off", HEADER, list(_rows(opened.service.name, found, signers)))


def _rows(service: str, found: list[OfTopic], signers: dict[Any, str]) -> Iterator[list[Any]]:
    for one in found:
        for each in one.learners:
            row = each.signed.row if each.signed else None
            yield [
                service,
                one.topic.name,
                each.worker.name,
                STATE_WORDS[each.place.state],
                so_far(each.place.progress, each.needed),
                next_in_words(each.place.progress, each.needed),
                row and local_date(row.signed_at),
                row and signers.get(row.signed_by_id),
                row and row.again_on,
            ]
