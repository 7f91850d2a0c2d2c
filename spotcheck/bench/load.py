"""Writers that send one request after another over connections they keep, each timed from first byte to last."""

from __future__ import annotations

import http.client
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Measured:
    """`times` in milliseconds, sorted; `rate`: requests a second, all writers together."""

    times: Sequence[float]
    rate: float
    stored: bool  # what every answer said

    processor: float = 0.0  # milliseconds that the server's processes worked on each; 0: not known

    def using(self, seconds: float) -> Measured:
        """The same with what the server's processes worked on all of it."""
        return replace(self, processor=seconds * 1000 / len(self.times))

    def percentile(self, part: float) -> float:
        return self.times[min(len(self.times) - 1, int(len(self.times) * part))]


def load(port: int, path: str, bodies: Sequence[Sequence[bytes]]) -> Measured:
    """Send all of these: a list for each writer, who all begin at the same moment."""
    times: list[list[float]] = [[] for _ in bodies]
    stored = [True] * len(bodies)
    start = threading.Barrier(len(bodies) + 1)

    def write(number: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        connection.connect()
        start.wait()
        for body in bodies[number]:
            began = time.perf_counter()
            connection.request("POST", path, body, {"Content-Type": "application/json"})
            answer = connection.getresponse()
            said = answer.read()
            times[number].append((time.perf_counter() - began) * 1000)
            stored[number] &= answer.status == 200 and b'"stored"' in said
        connection.close()

    writers = [threading.Thread(target=write, args=(number,)) for number in range(len(bodies))]
    for writer in writers:
        writer.start()
    start.wait()
    began = time.perf_counter()
    for writer in writers:
        writer.join()
    took = time.perf_counter() - began
    every = sorted(one for mine in times for one in mine)
    return Measured(every, len(every) / took, all(stored))
