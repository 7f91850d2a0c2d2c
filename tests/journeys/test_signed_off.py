"""Competence signed off, told from nothing asked for to due again: what is needed, two looks by two people, one tap."""

from __future__ import annotations

from collections.abc import Callable

from tests.cast import Cast
from tests.journeys import capturing, deciding
from tests.journeys.person import Person
from tests.journeys.site import Site

STRENGTH = "Read the chart aloud before each pot."


def test_a_worker_is_signed_off_for_medicines_and_looked_at_again_in_a_year(
    people: Cast, meet: Callable[..., Person], site: Site
) -> None:
    ruth = meet(people.ruth).signs_in()
    ruth.goes_to("Mine")
    ruth.follows("What is needed, topic by topic")
    ruth.sends("Use the ready-made ones")
    ruth.follows("Medication")
    ruth.writes("How many observations", "1")
    ruth.writes("How many interviews", "1")
    ruth.writes("Why does it change?", "A small home: one of each, by two people.")
    ruth.sends("Ask for this")
    ruth.sees("1 observation and 1 interview, by 2 people, within 8 weeks.")

    grace = meet(people.grace).signs_in()
    _opens(grace, "Tomasz", unfold=True)
    grace.sees("Next: 1 more observation and 1 more interview.")
    grace.follows("Observe: Medicines round")
    capturing.observes(grace, "Tomasz")
    capturing.finishes(grace, strength=STRENGTH)
    samuel = meet(people.samuel).signs_in()
    deciding.reviews(samuel, "Medicines round", risk="Low", means="As it should be.")

    site.clock.move(days=2)
    priya = meet(people.priya).signs_in()
    _opens(priya, "Tomasz")
    priya.sees("1 of 1 observation and 0 of 1 interview, by one person.")
    priya.follows("Ask: PRN medicines: three questions")
    capturing.asks(priya, "Tomasz")
    capturing.finishes(priya)
    samuel = meet(people.samuel).signs_in()
    deciding.reviews(samuel, "PRN medicines: three questions", risk="Low", means="Clear, with the reason.")

    _opens(samuel, "Tomasz")
    samuel.sees("Everything is there")
    samuel.writes("A note for them", "You read first, and people trust that.")
    samuel.sends("Sign off")
    samuel.sees("Signed off until 4 November 2027.")

    tomasz = meet(people.tomasz).signs_in()
    tomasz.goes_to("Mine")
    tomasz.sees("What you are signed off for")
    tomasz.follows("Medication")
    tomasz.sees("You read first, and people trust that.")
    tomasz.does_not_see("Take this sign-off back")

    site.clock.move(days=345)
    grace = meet(people.grace).signs_in()
    grace.sees("1 due soon at Hazel Court.")
    grace.follows("Competence in Medication")
    grace.follows("Tomasz", inside=grace.section("Medication"))
    grace.sees("Time for fresh looks.")
    tomasz = meet(people.tomasz).signs_in()
    tomasz.sees("Your sign-off: Medication")


def _opens(who: Person, worker: str, *, unfold: bool = False) -> None:
    """From Mine to where somebody is with medicines."""
    who.goes_to("Mine")
    who.follows("Where everybody is")
    medicines = who.section("Medication")
    if unfold:
        who.unfolds("Not begun", inside=medicines)
    who.follows(worker, inside=medicines)
    who.is_at(worker)
