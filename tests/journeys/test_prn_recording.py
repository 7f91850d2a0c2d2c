"""Story 1 on four phones: from the MAR sample through a re-sample that misses to a verified closure."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.cast import Cast
from tests.journeys import capturing, deciding
from tests.journeys.capturing import EFFECT, REASON
from tests.journeys.person import Person
from tests.journeys.site import Site

TITLE = "The reason and the effect stand beside every PRN entry"
SAMPLE, OBSERVATION, INTERVIEW = "MAR charts and PRN records", "Medicines round", "PRN medicines: three questions"


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_what_was_seen_on_shift_closes_only_when_a_fresh_look_shows_the_change(
    people: Cast, meet: Callable[..., Person], site: Site, javascript: bool
) -> None:
    grace, samuel, priya, tomasz = (
        meet(member, javascript=javascript) for member in (people.grace, people.samuel, people.priya, people.tomasz)
    )

    grace.signs_in()
    grace.follows("Sample")
    grace.follows("MAR charts and PRN records")
    capturing.samples(grace, of=30, read=4, missing={2: [REASON, EFFECT], 3: [EFFECT]})
    capturing.finishes(grace, strength="No gaps on any page.", hard="Time")

    samuel.signs_in()
    deciding.opens_review(samuel, SAMPLE)
    deciding.begins_action(
        samuel,
        found="Half of the PRN entries do not say why it was given, or what it did.",
        title=TITLE,
        change="A prompt at the end of each round: time, dose, reason, effect.",
    )
    deciding.judges(samuel, risk="Medium", means="Nobody can tell whether the medicine helped.")
    samuel.follows(TITLE)
    deciding.plans_look(samuel, SAMPLE, size=4)
    deciding.plans_look(samuel, OBSERVATION, size=1)
    deciding.plans_look(samuel, INTERVIEW, size=1)
    deciding.agrees(samuel, lead="Priya", days=14)

    priya.signs_in()
    priya.follows(TITLE)
    deciding.reports_done(priya, "The prompt is on every trolley.")
    priya.sees("You lead this, so others look whether it worked.")

    site.later(days=7)  # the re-sample misses, and the action goes back by itself
    grace.signs_in()
    grace.follows(SAMPLE, inside=grace.section("Due now"))
    capturing.samples(grace, of=40, missing={4: [EFFECT]})
    capturing.finishes(grace)
    samuel.signs_in()
    deciding.reviews(samuel, SAMPLE, risk="Medium", means="The effect is still forgotten at night.", counts=True)
    samuel.follows(TITLE)
    samuel.sees("Sent back once. It is being worked on again.")
    samuel.does_not_see("Close this action")

    site.later(days=2)
    priya.signs_in()
    priya.follows(TITLE)
    deciding.reports_done(priya, "The night shift has the prompt too.")

    site.later(days=7)  # this time it holds: read, seen and heard
    grace.signs_in()
    for title, look in (
        (SAMPLE, lambda: capturing.samples(grace, of=35)),
        (OBSERVATION, lambda: capturing.observes(grace, "Tomasz")),
        (INTERVIEW, lambda: capturing.asks(grace, "Amina")),
    ):
        grace.follows(title, inside=grace.section("Due now"))
        look()
        capturing.finishes(grace)
        grace.follows("Back to Today")
    samuel.signs_in()
    for check in (SAMPLE, OBSERVATION, INTERVIEW):
        deciding.reviews(samuel, check, risk="Low", means="Calm, clear, and written at once.", counts=True)
    samuel.goes_to("Actions")
    samuel.follows(TITLE)
    deciding.closes(samuel, "Four records, a round and a talk, on two shifts.")
    samuel.sees("Verified and closed")

    tomasz.signs_in()
    tomasz.goes_to("Mine")
    tomasz.follows(OBSERVATION)
    tomasz.sends("Say thank you")
    tomasz.sees("Your reply is kept.")
