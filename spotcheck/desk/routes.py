"""Today: what waits for the person who opens the app."""

from __future__ import annotations

from flask import Blueprint
from werkzeug.wrappers import Response

from spotcheck.checks.rules.capture import usual_shift
from spotcheck.core.clock import local_date
from spotcheck.core.permissions import Verb
from spotcheck.desk import copy_routes, phone_routes, set_up_routes, set_up_steps_routes
from spotcheck.desk.lines import lines, starts
from spotcheck.desk.rules import heading
from spotcheck.desk.today import today
from spotcheck.web.guard import needs, now, standing
from spotcheck.web.respond import respond

rooms = Blueprint("desk", __name__)
set_up_routes.put_on(rooms)
phone_routes.put_on(rooms)
copy_routes.put_on(rooms)
set_up_steps_routes.put_on(rooms)


@rooms.get("/today")
@needs(Verb.OPEN_APP)
def today_page() -> Response:
    found, day = today(standing(), at=now()), local_date(now())
    return respond(
        "desk/today.html",
        today=found,
        lines=lines(found, day=day),
        heading=heading(found.counts),
        day=day,
        shift=usual_shift(now()),
        starts=starts() if found.starts else (),
    )
