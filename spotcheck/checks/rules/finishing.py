"""What to say before a draft becomes a check: what is open, and what may be left so."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from spotcheck.checklists.rules import Kind
from spotcheck.checks.rules.capture import anything_said, said_fits
from spotcheck.checks.rules.content import COACHING, QUESTIONS, STRENGTH, THEIR_QUESTIONS, Words
from spotcheck.checks.rules.facts import Asked
from spotcheck.checks.rules.outcomes import Said, Shows, heard_outcome, shows
from spotcheck.checks.rules.progress import Spot, half_read, still_open
from spotcheck.checks.rules.records import whole
from spotcheck.checks.rules.sheet import Sheet
from spotcheck.core.private_words import private_words
from spotcheck.core.words import Sentence, say, say_n


@dataclass(frozen=True, slots=True)
class Open:
    """One thing to look at before finishing, and where it is. `field`: the free text it is about.

    `may_stay`: the check can be finished with it, once the author says so.
    """

    says: Sentence
    spot: Spot | None = None
    field: str | None = None
    may_stay: bool = True


def open_before_finishing(
    sheet: Sheet, words: Words, item_texts: dict[int, str], *, for_plan: bool, today: date
) -> tuple[Open, ...]:
    """Everything to say, in the order of the pages; empty when nothing is open. `item_texts` by item position."""
    found = _open_records(sheet, for_plan=for_plan) if sheet.kind is Kind.SAMPLE else _open_items(sheet, item_texts)
    return (*found, *_private(sheet, words, item_texts, today))


def must_be_done(sheet: Sheet, *, for_plan: bool) -> tuple[Sentence, ...]:
    """What cannot stay open, whatever the author says: a record that was begun, or one that the plan counts on."""
    found = _open_records(sheet, for_plan=for_plan) if sheet.kind is Kind.SAMPLE else []
    return tuple(one.says for one in found if not one.may_stay)


def lost_in_finishing(sheet: Sheet) -> tuple[Sentence, ...]:
    """Answers that the finished check would not hold: they are to no item, or no record, of what was asked."""
    items = {item.id: item for item in sheet.version.items}
    if any(one.item_id not in items for one in sheet.given.values()):
        return (say("Some answers belong to another version of this checklist."),)
    records = len(sheet.drawn.numbers) if sheet.drawn is not None else 0
    first = sheet.drawn.read_from if sheet.drawn is not None else 1
    at = [one.position for one in sheet.given.values()] + list(sheet.set_aside)
    if any((place > 0) != (sheet.kind is Kind.SAMPLE) or place > records or 0 < place < first for place in at):
        return (say("Some answers belong to a record that was not drawn."),)
    interview = sheet.kind is Kind.INTERVIEW
    if any(one.said and not (interview and said_fits(one.said, items[one.item_id])) for one in sheet.given.values()):
        return (say("Some answers are not on the scale of this check."),)
    return ()


def credited_once(sheet: Sheet, since: Mapping[uuid.UUID, date]) -> Sheet:
    """A sheet that arrives after a later one asked the same person the same: `since`, those questions.

    Both were put within 90 days, so only one of the two is to a person's credit: the one that is here. A question that
    was missed stays, for otherwise one could ask again, deliver that first, and lose the miss."""
    well = {
        item.id
        for item in sheet.version.items
        if item.id in since and shows(heard_outcome(item.points, _said(sheet, item))) is Shows.MET
    }
    return replace(sheet, repeated={**sheet.repeated, **{item_id: since[item_id] for item_id in well}})


def _said(sheet: Sheet, item: Asked) -> Said:
    found = sheet.answer(item)
    return found.said or Said() if found is not None else Said()


def stays_out(sheet: Sheet) -> tuple[Sentence, ...]:
    """What was asked of somebody who was asked the same by somebody else, shortly before or shortly after."""
    n = sum(sheet.answered(item) for item in sheet.version.items if item.id in sheet.repeated)
    if not n:
        return ()
    one = "One question was put to this colleague by another check of the same weeks. Its answer stays out."
    many = "%(n)s questions were put to this colleague by another check of the same weeks. Their answers stay out."
    return (say_n(one, many, n),)


def leaving_in_words(sheet: Sheet) -> Sentence | None:
    """What becomes of what is left open, once the author says to finish; None when nothing is."""
    n = len(still_open(sheet))
    if not n:
        return None
    one, many = LEFT[sheet.kind]
    return say_n(one, many, n)


def _open_items(sheet: Sheet, item_texts: dict[int, str]) -> list[Open]:
    found = [Open(say(IN_WORDS["item"], item=item_texts[spot.item]), spot) for spot in still_open(sheet)]
    for item in sheet.version.items:
        one = sheet.answer(item)
        if item.id in sheet.repeated and one is not None and one.said is not None and anything_said(one.said):
            found.append(
                Open(
                    say(IN_WORDS["repeated"], item=item_texts[item.position]),
                    Spot(item.position),
                )
            )
    return found


def _open_records(sheet: Sheet, *, for_plan: bool) -> list[Open]:
    found, names = sheet.places, {place.position: place.reference for place in sheet.places}
    half = half_read(sheet)
    opened = [
        Open(
            say(IN_WORDS["half"], record=names[spot.record]),
            spot,
            may_stay=False,
        )
        for spot in half
    ]
    rest = [spot for spot in still_open(sheet) if spot not in half]
    if rest and sheet.drawn is not None:
        must = for_plan and not whole(sheet.drawn, found)
        name = "wanted" if must else "unread"
        says = say_n(IN_WORDS[f"{name}-one"], IN_WORDS[f"{name}-many"], len(rest), record=names[rest[0].record])
        opened.append(Open(says, rest[0], may_stay=not must))
    return opened


def _private(sheet: Sheet, words: Words, item_texts: dict[int, str], today: date) -> Iterable[Open]:
    ours = {**QUESTIONS, "strength": STRENGTH, "coaching": COACHING}
    asked = THEIR_QUESTIONS if sheet.kind is Kind.VOICE else ours
    for name, label in asked.items():
        for sentence in private_words(getattr(words, name) or "", today=today):
            yield Open(say(IN_WORDS["word"], where=label, says=sentence), None, name)
    positions = {item.id: item.position for item in sheet.version.items}
    for (record, item_id), one in sheet.given.items():
        for sentence in private_words(one.note or "", today=today):
            where = item_texts[positions[item_id]]
            spot = Spot(positions[item_id], record)
            yield Open(say(IN_WORDS["note"], where=where, says=sentence), spot)


LEFT = {
    Kind.OBSERVATION: (
        "%(n)s item is still open. It can stay as not seen this time.",
        "%(n)s items are still open. They can stay as not seen this time.",
    ),
    Kind.INTERVIEW: (
        "%(n)s question is still open. What was not said stays as not yet; a question not asked is left out.",
        "%(n)s questions are still open. What was not said stays as not yet; questions not asked are left out.",
    ),
    Kind.SAMPLE: (
        "%(n)s record is not read.",
        "%(n)s records are not read.",
    ),
    Kind.VOICE: (
        "%(n)s question has no answer. That is fine: it is left out.",
        "%(n)s questions have no answer. That is fine: they are left out.",
    ),
}
# What may have to be looked at, by name; a phone without signal says the same.
IN_WORDS = {
    "item": "“%(item)s”",
    "repeated": "“%(item)s” was put to this colleague by somebody else meanwhile. Its answer stays out.",
    "half": "%(record)s is not read to its end. Read it, or set it aside.",
    "unread-one": "%(n)s record is not read: %(record)s. You can finish with those you read.",
    "unread-many": "%(n)s records are not read, from %(record)s on. You can finish with those you read.",
    "wanted-one": "%(n)s record is not read: %(record)s. The plan counts only when all of them are.",
    "wanted-many": "%(n)s records are not read, from %(record)s on. The plan counts only when all of them are.",
    "word": "“%(where)s” %(says)s",
    "note": "Note on “%(where)s”: %(says)s",
}
