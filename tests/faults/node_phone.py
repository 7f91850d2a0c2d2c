"""The real machinery of the phone, in a Node of its own (tests/js/phone-process.mjs), spoken to from Python."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.support.node import node
from tests.support.stages import ROOT

PROGRAM = Path("tests") / "js" / "phone-process.mjs"


class RefusedError(Exception):
    """The phone said no, and why: gone, nobody, somebody is signed in, newer."""


class KilledError(Exception):
    """The phone died in the middle of it."""


@dataclass(frozen=True, slots=True)
class Request:
    """What a phone asks of a server, when its network is piped to us. `with_cookie`: as a browser would."""

    method: str
    url: str
    headers: dict[str, str]
    body: str | None
    with_cookie: bool


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: dict[str, str]
    text: str


class NodePhone:
    """One device. `ask("start", context=…)` gives what the command gives; `network` answers its requests, None: cut."""

    def __init__(self, network: Callable[[Request], Answer | None] | None = None) -> None:
        self.network = network
        quiet = "--disable-warning=MODULE_TYPELESS_PACKAGE_JSON"
        self._process = subprocess.Popen(
            [str(node()), quiet, str(PROGRAM)], cwd=ROOT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        self._asked = 0

    def ask(self, what: str, **more: Any) -> Any:
        self._asked += 1
        self._write({"n": self._asked, "do": what, **more})
        while True:
            said = self._read()
            if "fetch" in said:
                self._write({"fetched": said["fetch"], **self._answer(said)})
            elif said["n"] == self._asked:
                break
        if said.get("killed"):
            raise KilledError(what)
        if "refused" in said:
            raise RefusedError(said["refused"])
        return said["ok"]

    def close(self) -> None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process.stdout.close()

    def _answer(self, said: dict[str, Any]) -> dict[str, Any]:
        assert self.network is not None
        request = Request(
            said["method"], said["url"], said["headers"], said.get("body"), said.get("credentials") == "same-origin"
        )
        answer = self.network(request)
        return {"broken": True} if answer is None else {
            "status": answer.status, "headers": answer.headers, "text": answer.text
        }  # fmt: skip

    def _write(self, line: dict[str, Any]) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(line) + "\n")
        self._process.stdin.flush()

    def _read(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise AssertionError("The phone's program ended.")
        said: dict[str, Any] = json.loads(line)
        return said
