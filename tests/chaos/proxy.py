"""A TCP proxy with weather: it forwards, delays, slows down, holds back, resets, and loses answers."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import socket
import struct
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final

logger = logging.getLogger(__name__)

HOST: Final = "127.0.0.1"
_CHUNK: Final = 1 << 16
#: Seconds between two looks at the weather by a direction that stands still.
_LOOK: Final = 0.02
#: Closing with this option sends a reset instead of an orderly end.
_RESET: Final = struct.pack("ii", 1, 0)

#: Changes what a client sends; made anew for each connection, because a chunk may end anywhere in a message.
Rewriter = Callable[[bytes], bytes]


@dataclass(frozen=True)
class Weather:
    """What every connection meets: seconds of delay for each chunk, bytes a second, directions that stand still."""

    delay: float = 0.0
    rate: float = 0.0
    requests_stand: bool = False
    answers_stand: bool = False

    def stands(self, *, answers: bool) -> bool:
        """Whether nothing moves in a direction."""
        return self.answers_stand if answers else self.requests_stand


FAIR: Final = Weather()


@dataclass(eq=False)
class _Connection:
    client: asyncio.StreamWriter
    server: asyncio.StreamWriter
    doomed: bool = False

    def close(self) -> None:
        """End both sides, once what was written has gone out."""
        for writer in (self.client, self.server):
            writer.close()

    def abort(self) -> None:
        """End both sides at once, with a reset."""
        for writer in (self.client, self.server):
            raw = writer.get_extra_info("socket")
            with contextlib.suppress(OSError):
                raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
            writer.transport.abort()


@dataclass
class Proxy:
    """Listens on a free port of loopback for a server on another one. Its methods may be called from any thread."""

    upstream: int
    loop: asyncio.AbstractEventLoop
    #: Answers that were lost, so far.
    cuts: int = 0
    weather: Weather = FAIR
    rewriter: Callable[[], Rewriter] | None = None
    _wanted: Sequence[bytes] = ()
    _left: int = 0
    _connections: set[_Connection] = field(default_factory=set)

    def __post_init__(self) -> None:
        """Start to listen."""
        starting = asyncio.start_server(self._serve, HOST, 0)
        self._server = asyncio.run_coroutine_threadsafe(starting, self.loop).result()
        self.port: int = self._server.sockets[0].getsockname()[1]

    def lose_answers(self, requests: Sequence[bytes], *, count: int) -> None:
        """Forward the next ``count`` requests that contain one of these, and lose their answers and connections."""
        self._wanted, self._left = requests, count

    def reset(self) -> None:
        """Reset every connection."""
        self.loop.call_soon_threadsafe(self._reset)

    def _reset(self) -> None:
        for connection in [*self._connections]:
            connection.abort()

    async def close(self) -> None:
        """Stop to listen. Runs in the proxies' own loop."""
        self._server.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            answers, server = await asyncio.open_connection(HOST, self.upstream)
        except OSError:
            writer.transport.abort()
            return
        connection = _Connection(writer, server)
        self._connections.add(connection)
        try:
            await asyncio.gather(self._requests(reader, connection), self._answers(answers, connection))
        except OSError as error:
            logger.debug("a connection broke: %s", error)
            connection.abort()
        except asyncio.CancelledError:
            connection.abort()
            raise
        finally:
            connection.close()
            self._connections.discard(connection)

    async def _requests(self, reader: asyncio.StreamReader, connection: _Connection) -> None:
        rewrite = self.rewriter() if self.rewriter else None
        while data := await reader.read(_CHUNK):
            if self._left and any(wanted in data for wanted in self._wanted):
                self._left -= 1
                connection.doomed = True
            await self._pass(rewrite(data) if rewrite else data, connection.server, answers=False)
        connection.server.close()

    async def _answers(self, reader: asyncio.StreamReader, connection: _Connection) -> None:
        while data := await reader.read(_CHUNK):
            if connection.doomed:
                self.cuts += 1
                connection.abort()
                return
            await self._pass(data, connection.client, answers=True)
        connection.client.close()

    async def _pass(self, data: bytes, writer: asyncio.StreamWriter, *, answers: bool) -> None:
        await self._stand(answers=answers)
        weather = self.weather
        if weather.delay or weather.rate:
            await asyncio.sleep(weather.delay + (len(data) / weather.rate if weather.rate else 0.0))
        writer.write(data)
        await writer.drain()

    async def _stand(self, *, answers: bool) -> None:
        """While the direction stands still. The weather changes in another thread, hence no event to wait for."""
        while self.weather.stands(answers=answers):  # noqa: ASYNC110
            await asyncio.sleep(_LOOK)


class Proxies:
    """The event loop of all proxies of a campaign, in a thread of its own."""

    def __init__(self) -> None:
        self._all: list[Proxy] = []
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="proxies", daemon=True)
        self._thread.start()

    def to(self, port: int) -> Proxy:
        """A new proxy for the server on a port."""
        proxy = Proxy(port, self._loop)
        self._all.append(proxy)
        return proxy

    def close(self) -> None:
        """End every connection, and the thread."""
        asyncio.run_coroutine_threadsafe(self._cancel_all(), self._loop).result()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    async def _cancel_all(self) -> None:
        for proxy in self._all:
            await proxy.close()
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)
        # One more turn of the loop, in which the transports close their sockets.
        await asyncio.sleep(0)
