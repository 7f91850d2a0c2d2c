"""What an environment was made from, and whether that is what is asked for now."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from typing import NamedTuple


class Stamp(NamedTuple):
    """Written when everything is installed, so an environment without one is not ready."""

    made_from: str
    python: str
    extras: tuple[str, ...]

    @classmethod
    def of(cls, made_from: bytes, extras: Iterable[str], *, python: tuple[int, ...]) -> Stamp:
        return cls(
            made_from=hashlib.sha256(made_from).hexdigest(),
            python=f"{python[0]}.{python[1]}",
            extras=tuple(sorted(set(extras))),
        )

    @classmethod
    def read(cls, text: str) -> Stamp | None:
        """The stamp in this text, or None where something else was left."""
        try:
            made_from, python, extras = json.loads(text)
            return cls(str(made_from), str(python), tuple(extras))
        except (TypeError, ValueError):
            return None

    def written(self) -> str:
        return json.dumps(self)

    def is_covered_by(self, other: Stamp | None) -> bool:
        """True when an environment with the other stamp holds everything this one asks for."""
        if other is None:
            return False
        return self[:2] == other[:2] and set(self.extras) <= set(other.extras)

    def together_with(self, other: Stamp | None) -> Stamp:
        """This stamp, keeping the extras that the environment has already."""
        return self._replace(extras=tuple(sorted({*self.extras, *(other.extras if other else ())})))


def fits(pyvenv_cfg: str, python: str) -> bool:
    """True when an environment with this pyvenv.cfg was made by that Python, given as "3.11"."""
    pairs = (line.partition("=") for line in pyvenv_cfg.splitlines())
    settings = {key.strip(): value.strip() for key, _, value in pairs}
    # venv writes one name, uv the other
    version = settings.get("version") or settings.get("version_info", "")
    return version.split(".")[:2] == python.split(".")
