"""The accounts at the end: what phones said was saved, against what is kept. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Saved:
    """A check that a phone showed as saved. Its `content` is like no other's."""

    content: str
    author: str


@dataclass(frozen=True, slots=True)
class Kept:
    """Something the server, or a phone, holds."""

    content: str
    author: str


@dataclass(frozen=True, slots=True)
class Tally:
    faulted: int
    lost: int
    doubled: int
    wrong_author: int
    from_nowhere: int = 0  # kept, and no phone ever showed it as saved

    def __str__(self) -> str:
        return (
            f"faulted deliveries {self.faulted}, lost {self.lost}, doubled {self.doubled},"
            f" wrong author {self.wrong_author}"
        )

    @property
    def is_fine(self) -> bool:
        return not (self.lost or self.doubled or self.wrong_author or self.from_nowhere)


def reckon(
    saved: Iterable[Saved], *, on_the_server: Iterable[Kept], on_phones: Iterable[Kept] = (), faulted: int = 0
) -> Tally:
    """A check may be on its phone and on the server, when its receipt has not come yet; on either it is once."""
    authors = {one.content: one.author for one in saved}
    server, phones = list(on_the_server), list(on_phones)
    everywhere = [*server, *phones]
    held = {one.content for one in everywhere}
    return Tally(
        faulted=faulted,
        lost=len(authors.keys() - held),
        doubled=_too_many(server) + _too_many(phones),
        wrong_author=sum(authors.get(one.content, one.author) != one.author for one in everywhere),
        from_nowhere=len(held - authors.keys()),
    )


def _too_many(kept: Iterable[Kept]) -> int:
    return sum(times - 1 for times in Counter(one.content for one in kept).values())
