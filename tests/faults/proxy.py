"""A small proxy between real phones and a real server, to which every delivery is an occasion for a mishap.

One request per connection, on this machine only, in a thread of its own. Whatever is no delivery passes untouched.
"""

from __future__ import annotations

import asyncio
import contextlib
import socket
import struct
import threading
from collections import Counter
from collections.abc import Callable, Coroutine, Iterator
from typing import Any

from tests.faults.exchange import alone, answer_to, head_of, is_delivery, page, redirect_to_sign_in, rest_of
from tests.faults.mishaps import NOTHING, Kind, Mishap

LONGEST_HELD = 0.2  # seconds that one is held back when no later one comes
_ABRUPT = struct.pack("ii", 1, 0)  # hang up without a goodbye


class Proxy:
    """`port` is where phones ring. `laid` counts the mishaps that were laid on deliveries."""

    def __init__(self, server_port: int, plan: Iterator[Mishap], *, kill: Callable[[], None] = lambda: None) -> None:
        self.server_port, self.plan, self.kill = server_port, plan, kill
        self.laid: Counter[Kind] = Counter()
        self.unreachable = 0
        self.calm = False
        self.port = 0
        self._held: list[asyncio.Event] = []
        self._loop = asyncio.new_event_loop()
        self._busy: set[asyncio.Task[None]] = set()
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._work, daemon=True)

    @property
    def faulted(self) -> int:
        return self.laid.total() - self.laid[Kind.NOTHING]

    def __enter__(self) -> Proxy:
        self._thread.start()
        assert self._ready.wait(10)
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)

    def be_calm(self) -> None:
        """From now on everything passes. Gives back once nothing is held any more."""
        self.calm = True
        asyncio.run_coroutine_threadsafe(self._settled(), self._loop).result(60)

    def _work(self) -> None:
        asyncio.set_event_loop(self._loop)
        server = self._loop.run_until_complete(asyncio.start_server(self._meet, "127.0.0.1", 0))
        self.port = server.sockets[0].getsockname()[1]
        self._ready.set()
        self._loop.run_forever()
        server.close()
        for task in asyncio.all_tasks(self._loop):
            task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            self._loop.run_until_complete(asyncio.gather(*asyncio.all_tasks(self._loop), return_exceptions=True))
        self._loop.close()

    async def _settled(self) -> None:
        while self._busy:
            await asyncio.wait(self._busy)

    async def _meet(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._busy.add(task)
        try:
            if head := await head_of(reader):
                mishap = self._next() if is_delivery(head) else NOTHING
                await self._happens(mishap, head, reader, writer)
        except (OSError, TimeoutError, asyncio.IncompleteReadError):
            hang_up(writer)
        finally:
            self._busy.discard(task)
            writer.close()

    def _next(self) -> Mishap:
        mishap = NOTHING if self.calm else next(self.plan)
        self.laid[mishap.kind] += 1
        return mishap

    async def _happens(
        self, mishap: Mishap, head: bytes, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        if mishap.kind is Kind.REFUSED:
            return hang_up(writer)
        request = alone(head) + await rest_of(head, reader)
        answer = await getattr(self, f"_{mishap.kind.name.lower()}")(request, mishap)
        if answer:
            writer.write(answer)
            await writer.drain()
        else:
            hang_up(writer)
        return None

    async def _nothing(self, request: bytes, _: Mishap) -> bytes:
        answer = await self._through(request)
        self._let_go()
        return answer

    async def _request_cut(self, request: bytes, mishap: Mishap) -> bytes:
        _, writer = await asyncio.open_connection("127.0.0.1", self.server_port)
        writer.write(request[: int(len(request) * mishap.share)])
        await writer.drain()
        writer.close()
        return b""

    async def _answer_cut(self, request: bytes, mishap: Mishap) -> bytes:
        answer = await self._through(request)
        return answer[: int(len(answer) * mishap.share)]

    async def _answer_dropped(self, request: bytes, _: Mishap) -> bytes:
        await self._through(request)
        return b""

    async def _delayed(self, request: bytes, mishap: Mishap) -> bytes:
        await asyncio.sleep(mishap.seconds)
        return await self._through(request)

    async def _duplicated(self, request: bytes, mishap: Mishap) -> bytes:
        both = await asyncio.gather(self._through(request), self._through(request))
        return both[mishap.share < 0.5]

    async def _overtaken(self, request: bytes, _: Mishap) -> bytes:
        await self._a_later_one()
        return await self._through(request)

    async def _late(self, request: bytes, _: Mishap) -> bytes:
        self._by_itself(self._behind(request))
        return b""

    async def _html(self, _request: bytes, _: Mishap) -> bytes:
        return page()

    async def _sign_in(self, _request: bytes, _: Mishap) -> bytes:
        return redirect_to_sign_in()

    async def _killed(self, request: bytes, mishap: Mishap) -> bytes:
        self._loop.call_later(mishap.seconds, self.kill)
        return await self._through(request)

    async def _through(self, request: bytes) -> bytes:
        try:
            return await answer_to(request, self.server_port)
        except OSError:
            self.unreachable += 1
            return b""

    async def _behind(self, request: bytes) -> None:
        await self._a_later_one()
        await self._through(request)

    async def _a_later_one(self) -> None:
        came = asyncio.Event()
        self._held.append(came)
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(LONGEST_HELD):
                await came.wait()

    def _let_go(self) -> None:
        for came in self._held:
            came.set()
        self._held.clear()

    def _by_itself(self, work: Coroutine[Any, Any, None]) -> None:
        task = self._loop.create_task(work)
        self._busy.add(task)
        task.add_done_callback(self._busy.discard)


def hang_up(writer: asyncio.StreamWriter) -> None:
    """Without a goodbye: the other side finds its connection reset."""
    with contextlib.suppress(OSError):
        writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _ABRUPT)
    writer.transport.abort()
