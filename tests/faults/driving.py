"""Phones that capture and send as their dice say, until enough deliveries met a mishap; then all is calm, and they
send what they still have."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from random import Random
from typing import Protocol

from tests.faults.accounts import Kept, Saved
from tests.faults.proxy import Proxy

PAUSE = 0.03  # seconds, after a try that changed nothing


class Phone(Protocol):
    """What is needed of a phone, whatever it is made of."""

    def capture(self, dice: Random) -> Saved:
        """Finish one check: from now on it is shown as saved."""

    def send(self) -> None:
        """One try to send what waits. What happens on the way is no reason to raise."""

    def waiting(self) -> int: ...

    def held(self) -> Sequence[Kept]:
        """What it could show that it still has."""


@dataclass(frozen=True, slots=True)
class Effort:
    """When to stop: after so many mishaps, or so many seconds; and how long the rest may take to arrive."""

    enough: int
    at_most: float
    drain: float = 60


def drive(phones: Sequence[Phone], proxy: Proxy, effort: Effort, seed: int, up: Callable[[], None]) -> list[Saved]:
    """Everything that phones showed as saved. `up` waits for a server that answers."""
    end = time.monotonic() + effort.at_most
    saved: list[Saved] = []
    lock = threading.Lock()

    def shift(phone: Phone, dice: Random) -> None:
        while proxy.faulted < effort.enough and time.monotonic() < end:
            for _ in range(dice.randint(1, 3)):
                one = phone.capture(dice)
                with lock:
                    saved.append(one)
            for _ in range(dice.randint(1, 4)):
                _try(phone)

    def rest(phone: Phone) -> None:
        last = time.monotonic() + effort.drain
        while phone.waiting() and time.monotonic() < last:
            _try(phone)

    with ThreadPoolExecutor(len(phones)) as hands:
        dices = [Random(f"{seed}/{number}") for number in range(len(phones))]
        list(hands.map(shift, phones, dices))
        proxy.be_calm()
        up()
        list(hands.map(rest, phones))
    return saved


def _try(phone: Phone) -> None:
    before = phone.waiting()
    if before:
        phone.send()
        if phone.waiting() == before:
            time.sleep(PAUSE)
