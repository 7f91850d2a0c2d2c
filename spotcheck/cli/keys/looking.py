"""Which keys there are, which of them open here, and what helps when one does not."""

from __future__ import annotations

from collections.abc import Iterator

from flask import Flask

from spotcheck.core.clock import local_date
from spotcheck.core.database import reading
from spotcheck.core.words import day_in_words
from spotcheck.delivery.at_rest import Safe
from spotcheck.delivery.models import OrganisationKey
from spotcheck.delivery.operations.keys import closed_elsewhere
from spotcheck.delivery.queries.keys import every_key

WHAT_HELPS = (
    "They were closed with another secret (SPOTCHECK_SECRET, or the file `secret` in the data folder).\n"
    "If you have that secret:        spotcheck keys reseal --old-secret-file FILE\n"
    "If you have a backup of keys:   spotcheck keys restore FILE\n"
    "If you have neither:            spotcheck keys rotate. Phones work again. What is sealed to the old keys and has\n"
    "                                not arrived cannot be opened by anybody (docs/keys.md)."
)


def listed(safe: Safe) -> Iterator[str]:
    """A line for each key, under its organisation."""
    for organisation, keys in every_key():
        yield organisation.name
        newest = next((key.id for key in keys if key.retired_at is None), None)
        for key in keys:
            yield f"  {key.id}  made on {day_in_words(local_date(key.made_at))}: {_says(key, newest == key.id, safe)}"


def do_not_open(safe: Safe) -> list[str]:
    """What to say of keys that do not open with this secret; nothing when all is well."""
    said = []
    for organisation, keys in every_key():
        closed = closed_elsewhere(keys, safe)
        if closed:
            how_many = "One key" if len(closed) == 1 else f"{len(closed)} keys"
            open_ = "does not open" if len(closed) == 1 else "do not open"
            said.append(f"{how_many} of {organisation.name} {open_} with the secret of this place.")
    return [*said, WHAT_HELPS] if said else []


def keys_that_do_not_open(app: Flask, secret: str) -> list[str]:
    """The same, of an application that is starting, or was just restored."""
    with app.app_context(), reading():
        return do_not_open(Safe(secret))


def _says(key: OrganisationKey, newest: bool, safe: Safe) -> str:
    if key.retired_at is not None:
        return f"retired on {day_in_words(local_date(key.retired_at))}, opens nothing any more"
    opens = "opens" if safe.opens(key) else "DOES NOT OPEN with the secret of this place"
    return f"{opens}; {'phones are given it' if newest else 'for what was sealed before'}"
