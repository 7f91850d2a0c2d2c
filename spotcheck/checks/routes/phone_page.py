"""The page on which a phone captures: one for each version of a checklist, the same for everybody, kept for no signal.

Nothing in it is about a person and nothing in it is secret: no name, no token, no draft. Elements fill it in from what
lies encrypted on the phone. So it may be kept, and it may be compressed: there is no secret beside which something that
was sent could be reflected.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from flask import make_response, render_template, request
from werkzeug.wrappers import Response

from spotcheck.checklists.models import ChecklistVersion
from spotcheck.checklists.queries import items_of, version
from spotcheck.checklists.rules import Kind
from spotcheck.checks.queries.photos import allowed_in
from spotcheck.checks.queries.versions import kind_of
from spotcheck.checks.routes import rooms, sheet_view
from spotcheck.checks.routes.starting_page import WHOM, context_choices
from spotcheck.checks.rules.capture import NO_RECORD_YET, NOTHING_YET
from spotcheck.checks.rules.finishing import IN_WORDS, LEFT
from spotcheck.checks.rules.photos import ONLY_PLACES, PER_CHECK, PER_ITEM
from spotcheck.checks.rules.picture import LONGEST_SIDE, MOST_SEALED
from spotcheck.core.permissions import Thing, Verb
from spotcheck.core.private_words import MAY_HOLD
from spotcheck.core.words import Sentence, say
from spotcheck.web.guard import needs, standing
from spotcheck.web.lean import lean
from spotcheck.web.packed import pack_once
from spotcheck.web.pwa import assets


@dataclass(frozen=True, slots=True)
class Published:
    """A version that was published once; whoever works in its organisation may read it."""

    version: ChecklistVersion
    thing: Thing


@dataclass(frozen=True, slots=True)
class Photos:
    """Which items may have photos, and how many and how large they are; the server asks the same again."""

    items: frozenset[uuid.UUID]

    only = ONLY_PLACES
    per_item, per_check = PER_ITEM, PER_CHECK
    longest, most = LONGEST_SIDE, MOST_SEALED


def _published(version_id: uuid.UUID) -> Published | None:
    found = version(standing().organisation_id, version_id)
    return Published(found, Thing(found.organisation_id)) if found else None


@rooms.get("/capture/<uuid:version_id>")
@needs(Verb.OPEN_APP, _published)
def phone_page(published: Published) -> Response:
    found = published.version
    shown = _shown(found, kind_of(found))
    body = render_template("checks/capture/phone.html", on_phone=True, style="capture.css", **shown)
    response = make_response(lean(body, sprite=assets().tree["icons.svg"].body.decode()))
    response.add_etag()
    response.headers["Cache-Control"] = "private, no-cache"  # kept by the phone, and asked after with its ETag
    response.vary.add("Cookie")
    response.make_conditional(request)
    return pack_once(response)


def _shown(found: ChecklistVersion, kind: Kind) -> dict[str, Any]:
    items = items_of(found)
    return {
        "version": found,
        "kind": kind.value,
        "items": items,
        "parts": sheet_view.blank_parts(items),
        "photos": Photos(allowed_in(found)),
        "choices": sheet_view.choices(kind),
        "again": sheet_view.HEARD_AGAIN,
        "states": sheet_view.STATES,
        "reasons": sheet_view.REASONS,
        "whom": WHOM.get(kind),
        "says": _says(kind),
        "words": {},
        "hard": (),
        "wrong": {},
        **context_choices(found),
        **sheet_view.asked_in_words(kind),
    }


def _says(kind: Kind) -> dict[str, Sentence]:
    """The sentences that an element shows when they are so, by name; what is not known yet stands in {braces}."""
    one, many = LEFT[kind]
    return {
        "next": say("Next"),
        "next-record": say("Next record"),
        "finish": say("Finish"),
        "nothing": NOTHING_YET,
        "nothing-read": NO_RECORD_YET,
        "not-saved": say("Not saved on this phone. Keep this page open: it is tried again by itself."),
        "gone": say("This draft is not on this phone any more. What was finished is safe."),
        "told": say("Not yet seen by anyone: ring %(number)s.", number="{number}"),
        "told-no-number": say("Not yet seen by anyone: ring the manager yourself."),
        "received": say("Received %(at)s", at="{at}"),
        "left-one": say(one, n="{n}"),
        "left-many": say(many, n="{n}"),
        **{name: _in_braces(text) for name, text in IN_WORDS.items()},
        **{f"holds-{name}": sentence for name, sentence in MAY_HOLD.items()},
        **{state.value: words for state, words in sheet_view.STATES.items()},
        **{f"about-{name}": words for name, words in sheet_view.ABOUT.items()},
        "about-with": sheet_view.with_whom("{name}"),
    }


def _in_braces(text: str) -> Sentence:
    names = ("item", "record", "n", "where", "says")
    return say(text, **{name: f"{{{name}}}" for name in names if f"%({name})s" in text})
