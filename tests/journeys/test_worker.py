"""The person observed reads what was noted about their work, and answers."""

from __future__ import annotations

from collections.abc import Callable

from spotcheck.checks.rules.content import Words
from spotcheck.core.database import db
from tests import make_checks
from tests.cast import Cast
from tests.journeys.person import Person
from tests.journeys.site import Site


def test_a_worker_reads_what_was_noted_and_says_how_they_see_it(
    people: Cast, meet: Callable[..., Person], site: Site
) -> None:
    make_checks.observation(
        people,
        people.grace,
        people.tomasz,
        at=site.clock.now(),
        outcomes={"quiet-place": "follow_up"},
        words=Words(strength="Told her what each tablet is for.", coaching="Close the hatch before you begin."),
    )
    db.session.commit()

    tomasz = meet(people.tomasz).signs_in()
    tomasz.goes_to("Mine")
    tomasz.sees("Told her what each tablet is for.")
    tomasz.follows("Medicines round")
    tomasz.sees("Close the hatch before you begin.")
    tomasz.does_not_see("Review this check")
    tomasz.picks("What would you like to say?", "I see it differently")
    tomasz.sends("Send")
    tomasz.sees("Say how you see it, in your own words.")
    tomasz.writes("In your own words", "The hatch does not close since the summer.")
    tomasz.sends("Send")
    tomasz.sees("Your reply is kept.")

    samuel = meet(people.samuel).signs_in()
    samuel.goes_to("Reviews")
    samuel.follows("Medicines round")
    samuel.sees("The hatch does not close since the summer.")
