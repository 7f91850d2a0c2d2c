"""Lines of history as a page tells them; templates/components/history.html shows them."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from spotcheck.core.history import HistoryLine
from spotcheck.core.words import Sentence, moment_in_words, say
from spotcheck.organisation.queries import names


@dataclass(frozen=True, slots=True)
class Told:
    who: str | Sentence | None  # None: nobody did it, the clock did
    what: Sentence
    done_at: datetime  # by the clock of the device, where there was one
    received_at: datetime
    reason: str | None = None
    changes: tuple[tuple[Sentence, Any, Any], ...] = ()

    @property
    def when(self) -> str:
        return moment_in_words(self.done_at)

    @property
    def received(self) -> str | None:
        """When the server had it, where that reads differently from when it was done."""
        received = moment_in_words(self.received_at)
        return received if received != self.when else None


def tell(
    lines: Sequence[HistoryLine],
    says: Callable[[HistoryLine], Sentence],
    changes: Callable[[HistoryLine], tuple[tuple[Sentence, Any, Any], ...]] = lambda _line: (),
    *,
    with_names: bool = True,
    known: Mapping[uuid.UUID, str] | None = None,
) -> list[Told]:
    """These lines (of one organisation) in words: `says` gives what was done, `changes` from what to what.

    `with_names` is False for a reader, who never sees a worker's name (R12). One query, or none when everybody's name
    is `known` already.
    """
    people = dict(known or {}) if with_names else {}
    if lines and with_names:
        people |= names(lines[0].organisation_id, {line.by_id for line in lines} - set(people))
    return [
        Told(
            who=people.get(line.by_id, say("Somebody")) if line.by_id else None,
            what=says(line),
            done_at=line.device_at or line.at,
            received_at=line.at,
            reason=(line.payload or {}).get("reason"),
            changes=changes(line),
        )
        for line in lines
    ]
