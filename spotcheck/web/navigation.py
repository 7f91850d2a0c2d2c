"""What the head of every whole page shows somebody signed in: the places they may go to, their name, the way out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from flask import request, url_for
from flask_login import current_user

from spotcheck.core.permissions import Answer, Thing, Verb, may
from spotcheck.core.words import Sentence, say
from spotcheck.web.guard import standing, who
from spotcheck.web.respond import frame

# The first address is the place itself; pages under any of them belong to it. A page belongs to one place only: the
# first of those that somebody may go to.
PLACES = (
    (
        say("Today"),
        Verb.OPEN_APP,
        ("/today", "/arrivals", "/prompts", "/competence", "/supervision"),
    ),
    (say("Actions"), Verb.OPEN_APP, ("/actions", "/requirements")),
    (say("Reviews"), Verb.SEE_REVIEWS, ("/reviews", "/checks")),
    (say("Checks"), Verb.SEE_CHECK, ("/checks",)),  # for those who see checks and review none
    (say("Mine"), Verb.OPEN_APP, ("/mine", "/checks", "/supervisions")),
    (
        say("People"),
        Verb.SEE_PEOPLE,
        ("/people", "/services", "/roles", "/keeping", "/legal-holds", "/photos", "/question-lists"),
    ),
)


@frame
def head() -> dict[str, Any]:
    """`nav` and `signed_in` for layouts/base.html; nothing for a page that is open to everybody."""
    if not current_user.is_authenticated:
        return {}
    return {
        "nav": [
            {"label": label, "href": addresses[0], "current": any(is_under(request.path, one) for one in addresses)}
            for label, addresses in _theirs()
        ],
        "signed_in": {
            "id": standing().person_id,
            "session": who().session_id,
            "name": who().name,
            "note": who().organisation_name,
            "sign_out": url_for("organisation.sign_out"),
            "links": list(_of_oneself()),
        },
    }


def _of_oneself() -> Iterator[dict[str, Any]]:
    if who().elsewhere:
        yield {"label": say("Work somewhere else"), "href": url_for("organisation.organisations")}
    yield {"label": say("Mail to you"), "href": url_for("messages.mail_page")}
    yield {"label": say("Your phones"), "href": url_for("delivery.own_phones")}


def _theirs() -> Iterator[tuple[Sentence, list[str]]]:
    """The places this person may go to, each with the addresses that no place before it has."""
    anywhere, taken = Thing(standing().organisation_id), set[str]()
    for label, verb, addresses in PLACES:
        if addresses[0] not in taken and may(standing(), verb, anywhere) is Answer.ALLOWED:
            yield label, [one for one in addresses if one not in taken]
            taken.update(addresses)


def is_under(path: str, address: str) -> bool:
    return path == address or path.startswith(f"{address}/")
