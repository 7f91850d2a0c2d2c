"""The pack as it travels: format 1, plain values."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from spotcheck.core.words import Sentence
from spotcheck.desk.pack import DrawnRecords, Due, Pack, Place, Ring
from spotcheck.desk.pack_prompts import question_packed
from spotcheck.tracker.rules.asked_words import DAY_SEEN, WORKER_SEEN, Repeats

FORMAT = 1


def packed(pack: Pack, words: Callable[[Sentence], str]) -> dict[str, Any]:
    """Everything but who it is for and when; `words` says a sentence in the reader's language."""
    return {
        "services": [_place(one) for one in pack.services],
        "checklists": [
            {
                "version": str(version.id),
                "kind": kind.value,
                "title": version.title,
                "about": version.about,
                "minutes": version.minutes,
                "href": f"/capture/{version.id}",
            }
            for kind, version in pack.checklists
        ],
        "due": [_due(one, words) for one in pack.due],
        "draws": [_draw(one) for one in pack.draws],
        "asked": {
            str(worker): {
                str(version): {str(item): day.isoformat() for item, day in items.items()}
                for version, items in versions.items()
            }
            for worker, versions in pack.asked.items()
        },
        "prompts": [question_packed(one) for one in pack.prompts],
    }


def _place(one: Place) -> dict[str, Any]:
    return {
        "id": str(one.id),
        "name": one.name,
        "starts": one.starts,
        "ring": _ring(one.ring) if one.ring else None,
        "others": [_ring(ring) for ring in one.others],
        "colleagues": [{"id": str(person.id), "name": person.name} for person in one.colleagues],
    }


def _ring(one: Ring) -> dict[str, str]:
    return {"name": one.name, "number": one.number}


def _due(one: Due, words: Callable[[Sentence], str]) -> dict[str, Any]:
    return {
        "requirement": str(one.requirement),
        "service": str(one.service),
        "version": str(one.version),
        "kind": one.kind.value,
        "title": words(one.title),
        "says": words(one.says),
        "by": one.by.isoformat() if one.by else None,
        "draw": str(one.draw) if one.draw else None,
        "seen": _seen(one.repeats, words) if one.repeats else None,
    }


def _seen(one: Repeats, words: Callable[[Sentence], str]) -> dict[str, Any]:
    """What a look for this plan would repeat, each with its words: whom, on which days; and what is so on any day."""
    return {
        "workers": sorted(str(worker) for worker in one.workers),
        "worker_says": words(WORKER_SEEN),
        "days": sorted(day.isoformat() for day in one.days),
        "day_says": words(DAY_SEEN),
        "says": [words(sentence) for sentence in one.says()],
    }


def _draw(one: DrawnRecords) -> dict[str, Any]:
    return {
        "id": str(one.id),
        "number": one.number,
        "service": str(one.service),
        "version": str(one.version),
        "requirement": str(one.requirement) if one.requirement else None,
        "size": one.size,
        "population": one.population,
        "places": [
            {"position": record.place, "number": record.number, "reference": record.reference} for record in one.places
        ],
        "counting": [str(item) for item in one.counting],
    }
