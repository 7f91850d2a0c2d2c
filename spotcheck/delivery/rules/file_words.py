"""What became of the envelopes of a file, counted."""

from __future__ import annotations

from spotcheck.core.words import Sentence, say_n
from spotcheck.delivery.rules.envelope import State

_WORDS = {
    State.STORED: ("%(n)s was taken in.", "%(n)s were taken in."),
    State.ALREADY: ("%(n)s was here already.", "%(n)s were here already."),
    State.REFUSED: ("%(n)s waits for a person.", "%(n)s wait for a person."),
    State.AGAIN: ("%(n)s has to be tried again later.", "%(n)s have to be tried again later."),
    State.KEEP: ("%(n)s could not be opened. Keep the file.", "%(n)s could not be opened. Keep the file."),
}  # fmt: skip


def came_of(state: State, n: int) -> Sentence:
    one, many = _WORDS[state]
    return say_n(one, many, n)
