"""Which service, lead or standard a row of an old plan can only mean; where it could be several, a sentence. Pure."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from spotcheck.core.words import Sentence, listed, say
from spotcheck.tracker.rules.old_plan import Field


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody who works here, or did. Whoever has left or has no sign-in cannot lead (R4)."""

    id: uuid.UUID
    name: str
    left: bool = False
    signs_in: bool = True
    does: Sentence | None = None

    @property
    def may_lead(self) -> bool:
        return self.signs_in and not self.left


@dataclass(frozen=True, slots=True)
class Meant:
    """`id`: the only one it can be. Otherwise `says` tells why it is left to be chosen; neither where nothing is
    written."""

    id: uuid.UUID | None = None
    says: Sentence | None = None


def service_meant(text: str, services: Sequence[tuple[uuid.UUID, str]], otherwise: uuid.UUID | None) -> Meant:
    """`services`: where this person may agree actions; `otherwise`: the one for rows that name none."""
    plain = _plain(text)
    if not plain:
        return Meant(otherwise or (services[0][0] if len(services) == 1 else None))
    fits = [one for one, name in services if _plain(name) == plain] or [
        one for one, name in services if f" {_plain(name)} " in f" {plain} " or f" {plain} " in f" {_plain(name)} "
    ]
    if len(fits) == 1:
        return Meant(fits[0])
    return Meant(None, say("“%(words)s” is not clearly one of your services. Choose one.", words=text))


def lead_meant(text: str, people: Iterable[Known]) -> Meant:
    """The one person that this can only mean: in full, by first name, or with an initial (`S. Okafor`)."""
    plain = _plain(text)
    if not plain:
        return Meant()
    known = list(people)
    here = _first_fit(plain, [one for one in known if one.may_lead])
    if len(here) == 1:
        return Meant(here[0].id)
    if len({one.name for one in here}) == 1:
        return Meant(None, say("Here, %(name)s is the name of several people. Choose who leads.", name=here[0].name))
    if here:
        names = listed([one.name for one in here], last="or")
        return Meant(None, say("“%(words)s” could be %(names)s. Choose who leads.", words=text, names=names))
    others = _first_fit(plain, [one for one in known if not one.may_lead])
    if len(others) == 1 and others[0].left:
        return Meant(None, say("%(name)s does not work here any more. Choose who leads now.", name=others[0].name))
    if len(others) == 1:
        return Meant(None, say("%(name)s has no sign-in yet, so cannot lead. Choose who leads.", name=others[0].name))
    if sum(f" {_plain(one.name).split()[0]} " in f" {plain} " for one in known if _plain(one.name)) > 1:
        return Meant(None, say("“%(words)s” names several people. Choose the one who leads.", words=text))
    return Meant(None, say("“%(words)s” is nobody’s name here. Choose who leads.", words=text))


def standard_meant(fields: Mapping[str, str], standards: Iterable[tuple[uuid.UUID, str, str]]) -> uuid.UUID | None:
    """The standard (id, sentence, topic) that shares most words with the row; none when two share as many, or few."""
    topic = _words(fields.get(Field.TOPIC, ""))
    about = topic | _words(" ".join(fields.get(field, "") for field in (Field.TITLE, Field.CHANGE, Field.CRITERIA)))
    scored = sorted(
        ((len(about & _words(text)) + 2 * bool(topic & _words(name)), one) for one, text, name in standards),
        key=lambda pair: -pair[0],
    )
    if not scored or scored[0][0] < 3 or (len(scored) > 1 and scored[1][0] == scored[0][0]):
        return None
    return scored[0][1]


def _first_fit(plain: str, people: Sequence[Known]) -> list[Known]:
    fits: tuple[Callable[[str], bool], ...] = (
        lambda name: name == plain,
        lambda name: name.split()[:1] == [plain],
        lambda name: _initials(name.split(), plain.split()),
    )
    for fit in fits:
        if found := [one for one in people if fit(_plain(one.name))]:
            return found
    return []


def _initials(name: Sequence[str], written: Sequence[str]) -> bool:
    """`S. Okafor` and `Samuel O` are Samuel Okafor."""
    if len(name) < 2 or len(written) != 2:
        return False
    by_last = len(written[0]) == 1 and name[0][0] == written[0] and name[-1] == written[1]
    by_first = len(written[1]) == 1 and name[-1][0] == written[1] and name[0] == written[0]
    return by_last or by_first


def _plain(text: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", text.casefold()))


def _words(text: str) -> frozenset[str]:
    """The words that say what something is about; plurals and singulars are one."""
    found = (word.rstrip("s") for word in re.findall(r"[^\W\d_]{3,}", text.casefold()))
    return frozenset(word for word in found if word not in _COMMON)


_COMMON = frozenset({
    "all", "and", "any", "are", "been", "can", "care", "each", "every", "for", "from", "has", "have", "into", "need",
    "new", "not", "one", "only", "out", "people", "person", "show", "staff", "than", "that", "the", "their", "them",
    "then", "there", "they", "thi", "two", "wa", "when", "who", "will", "with",
})  # fmt: skip
