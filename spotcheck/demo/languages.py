"""One question stands in Polish, too, and a worker chose to see it."""

from __future__ import annotations

from spotcheck.checklists.opened import question
from spotcheck.checklists.wording_operations import write_wording
from spotcheck.checklists.wording_rules import Said
from spotcheck.core.permissions import Thing, Verb
from spotcheck.demo.home import Ago, Home, Story
from spotcheck.demo.tell import SPEAKING
from spotcheck.learning.operations.language import choose_language

WORRY = "worry"
IN_POLISH = Said(
    text="Widzisz siniaki, a żadna notatka ich nie wyjaśnia. Co robisz?",
    model=(
        "Sprawdzam, czy ta osoba jest bezpieczna i czy potrzebuje teraz pomocy. Mówię osobie odpowiedzialnej na tej "
        "zmianie. Zapisuję, co widać i co zostało powiedziane, słowami tej osoby. Nikogo nie wypytuję i nie obiecuję "
        "tajemnicy."
    ),
    why="Ktoś może być w niebezpieczeństwie. Fakty przekazane wcześnie chronią tę osobę.",
    another_way=(
        "Wyobraź sobie, że pomagasz komuś się ubrać i widzisz siniak, o którym nikt nie napisał. Co robisz najpierw? "
        "Komu mówisz, co zapisujesz, a co zostawiasz innym?"
    ),
    lines={
        "see-safe": "Sprawdzam, czy ta osoba jest teraz bezpieczna",
        "ask-around": "Pytam innych na zmianie, co wiedzą",
        "in-charge": "Mówię osobie odpowiedzialnej na tej zmianie",
        "their-words": "Zapisuję, co widzę, i słowa tej osoby",
        "quiet-first": "Obiecuję, że nikomu nie powiem, żeby dowiedzieć się więcej",
        "left-open": "Nikogo nie wypytuję i nie obiecuję tajemnicy",
    },
)


def in_polish(home: Home) -> Story:
    """The quality lead put a question into Polish with a colleague who speaks both; Tomasz likes to see it so."""
    at = yield Ago(25, "14:10")
    found = question(home.organisation_id, home.checklists[SPEAKING].id, WORRY)
    if found is None:
        raise LookupError(WORRY)
    by = home.allowed("ruth", Verb.CHANGE_QUESTIONS, Thing(home.organisation_id), at)
    write_wording(found.of.held, found.item, "pl", IN_POLISH, by=by, at=at)
    at = yield Ago(24, "19:55")
    choose_language("pl", by=home.standing("tomasz", at), at=at)
