"""The smallest server and phone that keep R1, and the ways in which one can break it: what the harness must see.

It speaks of deliveries as the product does, in JSON, with a receipt that only who read the content can say.
"""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from random import Random
from typing import Any

from tests.faults.accounts import Kept, Saved


class PostOffice:
    """`forgetful`: does not ask whether it had this id before. `takes_the_carrier`: for the author of what is
    brought."""

    def __init__(self, *, forgetful: bool = False, takes_the_carrier: bool = False) -> None:
        self.forgetful, self.takes_the_carrier = forgetful, takes_the_carrier
        self.kept: list[tuple[str, Kept]] = []
        self._one_at_a_time = threading.Lock()

    def receive(self, delivery: dict[str, Any]) -> dict[str, Any]:
        return {"answers": [self._take(one, delivery["carrier"]) for one in delivery["envelopes"]]}

    def _take(self, envelope: dict[str, str], carrier: str) -> dict[str, str]:
        author = carrier if self.takes_the_carrier else envelope["author"]
        with self._one_at_a_time:
            if self.forgetful or envelope["id"] not in [number for number, _ in self.kept]:
                self.kept.append((envelope["id"], Kept(envelope["content"], author)))
        return {"id": envelope["id"], "receipt": receipt(envelope)}


def receipt(envelope: dict[str, str]) -> str:
    return hashlib.sha256(f"{envelope['content']}{envelope['id']}".encode()).hexdigest()


@contextmanager
def open_for_letters(office: PostOffice) -> Iterator[int]:
    """The port at which it answers while the block runs."""

    class Counter(BaseHTTPRequestHandler):
        timeout = 5

        def do_POST(self) -> None:
            written = self.rfile.read(int(self.headers["Content-Length"]))
            try:
                answer = json.dumps(office.receive(json.loads(written))).encode()
            except ValueError:
                return  # cut on its way
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_: object) -> None:
            """Says nothing."""

    class Quiet(ThreadingHTTPServer):
        def handle_error(self, *_: object) -> None:
            """Who hung up is no news here."""

    server = Quiet(("127.0.0.1", 0), Counter)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class Sender:
    """A phone of two people. `careless`: deletes on any 200. `confused`: seals again, with a new id, at every try."""

    def __init__(self, name: str, port: int, *, careless: bool = False, confused: bool = False) -> None:
        self.name, self.port, self.careless, self.confused = name, port, careless, confused
        self.outbox: dict[str, dict[str, str]] = {}
        self._made = 0

    def capture(self, dice: Random) -> Saved:
        self._made += 1
        one = Saved(f"{self.name} {self._made}", author=f"{self.name}/{dice.randint(1, 2)}")
        self.outbox[f"id {one.content}"] = {"id": f"id {one.content}", "content": one.content, "author": one.author}
        return one

    def waiting(self) -> int:
        return len(self.outbox)

    def held(self) -> Sequence[Kept]:
        return [Kept(one["content"], one["author"]) for one in self.outbox.values()]

    def send(self) -> None:
        if self.confused:
            again = [{**one, "id": f"{one['id']}'"} for one in self.outbox.values()]
            self.outbox = {one["id"]: one for one in again}
        try:
            status, text = self.ask()
            if status == 200 and self.careless:
                self.outbox.clear()
            for answer in json.loads(text)["answers"]:
                if answer["receipt"] == receipt(self.outbox[answer["id"]]):
                    del self.outbox[answer["id"]]
        except (OSError, HTTPException, ValueError, KeyError):
            return

    def ask(self) -> tuple[int, bytes]:
        body = json.dumps({"envelopes": list(self.outbox.values()), "carrier": f"{self.name}/1"})
        line = HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            line.request("POST", "/envelopes", body, {"Content-Type": "application/json"})
            answer = line.getresponse()
            return answer.status, answer.read()
        finally:
            line.close()
