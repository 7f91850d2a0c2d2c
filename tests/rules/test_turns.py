"""Writers of one process stand in line: who came first goes first, and nobody waits for ever."""

from __future__ import annotations

import threading

from spotcheck.core.turns import Turns


def test_who_came_first_goes_first() -> None:
    turns, went, ready = Turns(), list[int](), threading.Semaphore(0)
    assert turns.take(1)

    def one(number: int) -> None:
        assert turns.take(10)
        went.append(number)
        turns.give_back()
        ready.release()

    threads = []
    for number in range(5):
        threads.append(threading.Thread(target=one, args=(number,)))
        threads[-1].start()
        while len(turns._line) <= number:  # it stands in line before the next one comes
            threading.Event().wait(0.001)
    turns.give_back()
    for thread in threads:
        thread.join(10)
    assert went == [0, 1, 2, 3, 4]
    assert turns.take(0)


def test_nobody_waits_for_ever_and_who_gave_up_is_passed_over() -> None:
    turns = Turns()
    assert turns.take(0)
    assert not turns.take(0.01)
    turns.give_back()
    assert turns.take(0)
    turns.give_back()
    assert turns.take(0)
