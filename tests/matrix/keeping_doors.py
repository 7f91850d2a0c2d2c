"""The doors about how long things are kept, legal holds and erasing."""

from __future__ import annotations

from spotcheck.core.permissions import Verb
from spotcheck.governance.keeping_rules import TERMS, field
from tests.matrix.door import get, post

LENGTHS = {field(kind): str(term.usual) for kind, term in TERMS.items() if term.is_chosen}
_ABOUT_HOLDS = (  # what a hold is on, the thing, and whom a rule beyond the table keeps away from it
    ("people", "person", ()),
    ("actions", "agreed action", ("administrator",)),
    ("checks", "check", ("administrator",)),
)

KEEPING = (
    get("retention.keeping_page", Verb.SEE_KEEPING),
    post("retention.choose_lengths", Verb.CHANGE_KEEPING, form=LENGTHS),
    get("retention.erasure_page", Verb.SEE_KEEPING),
    post("retention.erase", Verb.ERASE, form={"shown": "nothing", "sure": "yes"}),
    get("retention.person_page", Verb.ERASE, "person", case="works here", args={"person_id": "person"}),
    get("retention.person_page", Verb.ERASE, "leaver", args={"person_id": "leaver"}),
    post(
        "retention.erase_person",
        Verb.ERASE,
        "leaver",
        args={"person_id": "leaver"},
        form={"shown": "nothing", "sure": "yes", "reason": "Asked by letter."},
        status=409,  # the list is another one
    ),
    *(
        get(
            "retention.hold_page",
            Verb.HOLD_FOR_LAW,
            about,
            case=on,
            args={"on": on, "thing_id": about},
            hidden_from=away,
        )
        for on, about, away in _ABOUT_HOLDS
    ),
    *(
        post(
            "retention.place_hold",
            Verb.HOLD_FOR_LAW,
            about,
            case=on,
            args={"on": on, "thing_id": about},
            form={"reason": "A solicitor's letter."},
            hidden_from=away,
        )
        for on, about, away in _ABOUT_HOLDS
    ),
    post(
        "retention.lift_hold",
        Verb.HOLD_FOR_LAW,
        "legal hold",
        args={"hold_id": "legal hold"},
        form={"reason": "It is settled."},
    ),
)
