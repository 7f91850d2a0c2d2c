"""Short questions: asked, answered, read, explained once more; and a plan that asks one now and then."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from spotcheck.core.clock import local_date
from spotcheck.core.ids import new_id
from spotcheck.core.permissions import Standing, Thing, Verb
from spotcheck.demo.home import Ago, Home, Story
from spotcheck.demo.people import HAZEL
from spotcheck.demo.tell import CARE_TALK, PRN, SPEAKING
from spotcheck.learning.models import Prompt
from spotcheck.learning.operations import coaching, following
from spotcheck.learning.operations.answering import Given, answer, ask_for_support
from spotcheck.learning.operations.asking import Asking, ask
from spotcheck.learning.operations.links import answer_by_link, make_link, open_link
from spotcheck.learning.operations.planning import Planned, ask_planned, make_plan
from spotcheck.learning.operations.reviewing import Judgement, review
from spotcheck.learning.queries.links import Pass
from spotcheck.learning.queries.rows import rows
from spotcheck.learning.rules.answering import Door
from spotcheck.learning.rules.asking import Because
from spotcheck.learning.rules.links import Lasts
from spotcheck.tracker.models import Requirement

# A story reads as prose: its lines end where a sentence does.
# fmt: off


def asked_and_learnt(home: Home) -> Story:
    """One was read and is done, one is put another way, two wait to be read (one by link), one waits for Tomasz."""
    at = yield Ago(20, "13:10")
    first = put(home, "grace", "tomasz", at, checklist=CARE_TALK, which=0)
    at = yield Ago(20, "15:40")
    said(
        first, at, "She washes her face alone, and wants help with her back. She says no by turning her head. "
        "It is on page two of her plan, and I read it each day. Last week it changed: two people for the bath.",
    )
    at = yield Ago(19, "09:20")
    seen(
        home, "grace", first, at, all_said=True, reason=True,
        words="You read it each day, and you saw what changed. That is exactly it.",
    )
    at = yield Ago(12, "12:05")
    second = put(home, "priya", "sunita", at, checklist=SPEAKING, which=0)
    at = yield Ago(12, "20:15")
    said(second, at, "I make it safe, then I tell Grace.")
    at = yield Ago(11, "10:30")
    seen(home, "grace", second, at, all_said=False, words="Safe first: good.")
    coaching.book(second, on_day=home.days_ahead(1), by=leading(home, "grace", second, at), at=at)
    at = yield Ago(9, "19:45")
    said(second, at, "I make it safe, I tell Grace the same day, and I write it on the card so that it can change.")
    at = yield Ago(3, "11:15")
    third = put(home, "grace", "helen", at, checklist=SPEAKING, which=1)
    at = yield Ago(2, "07:50")
    said(
        third, at, "I make sure that she is safe and I tell the senior. I write what I saw. "
        "I am not sure whom I ring at night.",
    )
    ask_for_support(third, words="Who is it on nights? The list is old.", by=home.standing("helen", at), at=at)
    at = yield Ago(2, "16:30")
    put(home, "grace", "tomasz", at, checklist=SPEAKING, which=1)
    at = yield Ago(1, "14:00")
    fourth = put(home, "samuel", "amina", at, checklist=CARE_TALK, which=1)
    at = yield Ago(1, "18:20")
    said(fourth, at, "When they eat less for two days, or sleep more. I write what I saw and I tell the nurse.")
    ask_for_support(fourth, words="Could we look at one plan together?", by=home.standing("amina", at), at=at)
    at = yield Ago(1, "19:05")
    following.reply_to_wish(
        fourth, words="Yes: Thursday after handover, I bring the plan.", by=leading(home, "samuel", fourth, at), at=at
    )
    at = yield Ago(1, "19:40")
    fifth = put(home, "grace", "amina", at, checklist=SPEAKING, which=1)
    code = make_link(fifth, lasts=Lasts.HOUR, by=leading(home, "grace", fifth, at), at=at).code
    at = yield Ago(1, "19:44")
    held = open_link(code, at=at)
    at = yield Ago(1, "19:46")
    by_link(
        held, at, "I ring the number on the office door if she is not in.",
        chosen=("see-safe", "in-charge", "ask-around"),
    )


def one_now_and_then(home: Home) -> Story:
    """A plan: everybody at Hazel Court gets one question about PRN medicines in eight weeks."""
    at = yield Ago(7, "10:00")
    here = Thing(home.organisation_id, home.services[HAZEL])
    asked = home.checklists[PRN]
    planned = Planned(
        id=new_id(), service_id=home.services[HAZEL], checklist_id=asked.id, item_keys=(), every_weeks=8,
    )
    make_plan(planned, by=home.allowed("samuel", Verb.PLAN_PROMPTS, here, at), at=at)
    for days in range(6, 0, -1):
        at = yield Ago(days, "06:15")
        ask_planned(home.organisation_id, at=at)


def put(
    home: Home, who: str, whom: str, at: datetime, *, checklist: str, which: int, for_plan: Requirement | None = None
) -> Prompt:
    """`who` asks `whom` one question, to be answered within a week. `for_plan`: what an action waits for."""
    asked, here = home.checklists[checklist], home.services[HAZEL]
    by = home.allowed(who, Verb.ASK_PROMPT, Thing(home.organisation_id, here), at)
    asking = Asking(
        id=new_id(), organisation_id=home.organisation_id, service_id=here, version_id=asked.version_id,
        worker_ids=[home.people[whom]], item_ids=[asked.questions[which].id], due_on=local_date(at) + timedelta(days=7),
        because=Because.ACTION if for_plan else Because.PERSON, requirement_id=for_plan.id if for_plan else None,
    )
    return ask(asking, by=by, at=at)[0]


def said(prompt: Prompt, at: datetime, words: str) -> None:
    """The worker answers on their own phone."""
    given = Given(id=new_id(), words=words, door=Door.SIGNED_IN)
    answer(prompt, given, author_id=prompt.worker_id, at=at)


def by_link(held: Pass, at: datetime, words: str, *, chosen: Sequence[str] = ()) -> None:
    """Somebody answers on a phone without signing in: the lines that they chose, and words of their own."""
    answer_by_link(held, Given(id=new_id(), words=words, door=Door.LINK, chosen=chosen), at=at)


def seen(
    home: Home, who: str, prompt: Prompt, at: datetime, *, all_said: bool, words: str, reason: bool = False
) -> None:
    """`who` reads the newest answer: every point is there, or the first one only."""
    row = rows(Prompt.organisation_id == home.organisation_id, Prompt.id == prompt.id)[0]
    points = [point["key"] for point in row.item.points]
    judgement = Judgement(
        answer_id=row.answers[-1].row.id, points=frozenset(points if all_said else points[:1]), reason=reason,
        words=words,
    )
    review(row.prompt, judgement, by=leading(home, who, row.prompt, at), at=at)


def leading(home: Home, who: str, prompt: Prompt, at: datetime) -> Standing:
    """Somebody who reads answers there."""
    return home.allowed(who, Verb.READ_ANSWER, prompt.thing, at)
