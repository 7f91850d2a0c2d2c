"""What managers and leads do, in words: review, plan, agree, report done, close."""

from __future__ import annotations

from datetime import timedelta

from tests.journeys.person import Person

STANDARD = "Every PRN entry shows the time, the dose, the reason and the effect."


def reviews(who: Person, check: str, *, risk: str, means: str, counts: bool | None = None) -> None:
    """Judges the first check of this name that waits; nothing is made of it but what `begins_action` adds before."""
    opens_review(who, check)
    judges(who, risk=risk, means=means, counts=counts)


def opens_review(who: Person, check: str) -> None:
    who.goes_to("Reviews")
    who.follows(check)
    who.follows("Review this check")
    who.is_at("Review:")


def judges(who: Person, *, risk: str, means: str, counts: bool | None = None) -> None:
    if counts is not None:
        who.picks("Does it count as evidence?", "Yes" if counts else "No")
    who.picks("How much risk do you see?", risk)
    who.writes("What this means", means)
    who.sends("Keep this review")
    who.sees("Your review is kept.")


def begins_action(who: Person, *, found: str, title: str, change: str) -> None:
    """On the page of a review: the gap of the PRN standard, in plain words, and an action from it."""
    gap = who.page.locator(".proposal").filter(has=who.page.get_by_role("group", name=STANDARD))
    who.taps_answer(gap.get_by_role("group", name=STANDARD), "A gap")
    who.writes("What was found, in plain words", found, inside=gap)
    who.unfolds("Start an action from this gap", inside=gap)
    who.ticks("Start an action", inside=gap)
    who.writes("What will be different, in one line", title, inside=gap)
    who.writes("What will change, and how", change, inside=gap)


def plans_look(who: Person, checklist: str, *, size: int | None = None) -> None:
    """One more thing that must be seen before the action closes."""
    if who.page.locator("summary", has_text="Add another look").count():
        who.unfolds("Add another look")
    who.ticks(checklist)
    if size is not None:
        who.unfolds("Other numbers than these")
        form = who.page.locator("#requirement")
        who.writes("How many", str(size), inside=form)
        who.writes("How many may be missed", "0", inside=form)
        who.writes("Within how many weeks", "4", inside=form)
    who.sends("Add this look")
    who.sees("Added to the plan.")


def agrees(who: Person, *, lead: str, days: int) -> None:
    who.ticks(lead)
    due = (who.site.clock.now() + timedelta(days=days)).date()
    who.writes("Done by", due.isoformat())
    who.writes("What support does the lead need?", "Two hours off the floor.")
    who.writes("What will you see when it has worked?", "Every PRN entry says why it was given, and what it did.")
    who.sends("Agree this action")
    who.sees("Agreed. Its lead sees it under Mine.")


def reports_done(who: Person, words: str) -> None:
    who.writes("What is different now?", words)
    who.sends("Report it done")
    who.sees("Reported done.")


def closes(who: Person, words: str) -> None:
    who.writes("What convinced you?", words)
    who.sends("Close this action")
    who.sees("Closed. A fresh look showed the change.")
