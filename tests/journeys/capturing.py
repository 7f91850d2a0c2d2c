"""What supervisors do on shift, in words: sample, observe, ask. Each ends where the next page begins."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from playwright.sync_api import expect

from tests.journeys.person import Person

REASON, EFFECT = "Each PRN entry shows the reason.", "Each PRN entry shows the effect."


def samples(
    who: Person, *, of: int, read: int | None = None, missing: Mapping[int, Sequence[str]] | None = None
) -> None:
    """Draws from `of` records and reads them; `missing`: by the place of a record, the items not in place there."""
    reads(who, draws(who, of=of, read=read), missing=missing)


def reads(who: Person, size: int, *, missing: Mapping[int, Sequence[str]] | None = None) -> None:
    """Reads so many drawn records, each item of each in place but for what is `missing`."""
    begins(who, "Start reading")
    for place in range(1, size + 1):
        expect(who.page.get_by_text(f"{place - 1} of {size} read")).to_be_visible()
        for item in who.page.locator("fieldset.item").all():
            question = item.locator(".ask").inner_text()
            who.taps_answer(item, "Not in place" if question in (missing or {}).get(place, ()) else "In place")
        who.sends("Next record" if place < size else "Next")


def draws(who: Person, *, of: int, read: int | None = None) -> int:
    """Tells how many records there are; chance chooses. Gives how many are to be read."""
    who.writes("Highest number on your sheet", str(of))
    if read is not None:
        who.writes("How many will you read?", str(read))
    who.chooses("Who counted them?", who.member.name)
    who.sends("Draw")
    who.is_at("Fetch these")
    return who.page.locator("table.drawn tbody tr").count()


def observes(who: Person, worker: str, *, but: Mapping[str, str] | None = None) -> None:
    """Watches a colleague: everything is done well, `but` for these items."""
    begins(who, worker)
    for item in who.page.locator("fieldset.item:visible").all():
        question = item.locator(".ask").inner_text()
        who.taps_answer(item, (but or {}).get(question, "Done well"))
    who.sends("Next")


def begins(who: Person, button: str) -> None:
    """On the phone where it is ready, else on the server (test_starting.py); either way it is filled in alike."""
    who.sends(button)
    expect(who.page.locator("#bar")).to_be_visible()


def asks(who: Person, worker: str) -> None:
    """Asks a colleague, who says every point unprompted."""
    begins(who, worker)
    for point in who.page.locator("fieldset.item:visible").all():
        who.taps_answer(point, "said unprompted")
    who.sends("Next")


def finishes(who: Person, *, strength: str = "", hard: str = "", coaching: str = "") -> None:
    """What there is to say in words, and the receipt."""
    who.is_at("What else did you notice?")
    if strength:
        who.writes("One strength to share", strength)
    if hard:
        who.ticks(hard)
    if coaching:
        who.writes("Coaching given on the spot", coaching)
    who.sends("Finish")
    who.is_at("Received")
