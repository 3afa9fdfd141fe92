"""The client that is awaited. It does what the one that blocks does."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Mapping, Sequence
from contextlib import aclosing
from typing import Any, Self, TypeVar

from aurora_celery.client import calls
from aurora_celery.client.administration import Administered, Document
from aurora_celery.client.blocking import LINES, PAUSE, STRETCH, outputs
from aurora_celery.client.calls import Call, Runnable
from aurora_celery.client.exchange import is_passing, load_httpx, longer, options, pauses, read, request_of
from aurora_celery.client.log_values import LogListener
from aurora_celery.client.operations import Operated
from aurora_celery.client.refusals import refusal
from aurora_celery.client.streams import Message, Patience, Reader, Teller
from aurora_celery.definition import GraphBuilder
from aurora_celery.engine.effects import Effect
from aurora_celery.errors import ServerUnavailable
from aurora_celery.model.event import RunEvent
from aurora_celery.model.graph import Graph
from aurora_celery.model.handler import HandlerSpec
from aurora_celery.model.log import LogEntry, LogQuery
from aurora_celery.model.run import Run
from aurora_celery.model.states import RunState
from aurora_celery.store.log_ports import LogEntries
from aurora_celery.store.values import GraphVersion, Page, RunFilter

T = TypeVar("T")


class AsyncClient(Administered[Awaitable[Document]]):
    """A management API at an address, as ``Client`` is, for asyncio."""

    def __init__(self, url: str, *, token: str | None = None, timeout: float = 30.0, verify: bool | str = True) -> None:
        self._httpx, self._timeout = load_httpx(), timeout
        self._http = self._httpx.AsyncClient(**options(url, token=token, timeout=timeout, verify=verify))

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def close(self) -> None:
        """End the connections."""
        await self._http.aclose()

    async def submit(
        self,
        graph: Runnable,
        inputs: Mapping[str, Any] | None = None,
        /,
        *,
        key: str | None = None,
        deadline: float | None = None,
        labels: Mapping[str, str] | None = None,
        version: int | None = None,
        **named: Any,
    ) -> AsyncRun:
        """Start a run of a stored graph, or of one that is given; when this returns, it is durable.

        Raises GraphNotFound, InvalidGraph, InvalidInputs, Conflict.
        """
        given = {**(inputs or {}), **named}
        call = calls.submit(graph, given, key=key, deadline=deadline, labels=labels or {}, version=version)
        return self.run((await self.send(call)).id)

    def run(self, run_id: str) -> AsyncRun:
        """A run by its id. Whether it exists shows when it is looked at."""
        return AsyncRun(run_id, self)

    async def runs(self, where: RunFilter | None = None, *, limit: int = 50, cursor: str | None = None) -> Page[Run]:
        """Runs without their nodes, newest first."""
        return await self.send(calls.runs(where or RunFilter(), limit=limit, cursor=cursor))

    async def log_page(
        self, query: LogQuery | None = None, *, limit: int = 100, cursor: str | None = None, newest: bool = True
    ) -> Page[LogEntry]:
        """What the handlers of all runs said that may be seen. A page may be short, or empty, and not the last."""
        return await self.send(calls.logs(query or LogQuery(), limit=limit, cursor=cursor, newest=newest))

    async def apply(self, graph: Graph | GraphBuilder, *, expected: int | None = None) -> GraphVersion:
        """Store a graph as the newest version of its name. Raises InvalidGraph, GraphChanged."""
        return await self.send(calls.apply(graph, expected=expected))

    async def stored_graphs(self) -> tuple[GraphVersion, ...]:
        """The newest version of every stored graph, without their definitions."""
        return await self.send(calls.graphs())

    async def stored_graph(self, name: str, version: int | None = None) -> GraphVersion:
        """One version of a stored graph, the newest without a number. Raises GraphNotFound."""
        return await self.send(calls.graph(name, version))

    async def handlers(self) -> Mapping[str, HandlerSpec]:
        """Every handler that the API or a worker knows, by name."""
        return await self.send(calls.handlers())

    async def workers(self) -> tuple[Mapping[str, Any], ...]:
        """The workers that live, as the API shows them."""
        return await self.send(calls.workers())

    def _ask(self, call: Call[Document]) -> Awaitable[Document]:
        return self.send(call)

    async def send(self, call: Call[T]) -> T:
        """Make a request and read its answer."""
        left = pauses(call)
        while True:
            pause = next(left, None)
            try:
                response = await self._http.request(**request_of(call, timeout=self._timeout))
            except self._httpx.TransportError as error:
                if pause is None:
                    raise ServerUnavailable(f"{self._http.base_url} does not answer: {error}") from error
                await asyncio.sleep(pause)
                continue
            if pause is None or not is_passing(response.status_code):
                return read(call, response)
            await asyncio.sleep(longer(pause, response.headers))

    async def stream(
        self, path: str, query: Sequence[tuple[str, str]], *, after: str | None, silence: float
    ) -> AsyncGenerator[Message | None]:
        """The messages of a stream of events; None for a sign of life.

        Raises Refused, and ServerUnavailable when it broke off, or nothing came for ``silence`` seconds.
        """
        headers = {"Last-Event-ID": after} if after else {}
        reader = Reader()
        try:
            async with self._http.stream("GET", path, params=list(query), headers=headers, timeout=silence) as response:
                if response.is_error:
                    raise refusal(response.status_code, await response.aread())
                yield None
                async for line in response.aiter_lines():
                    yield reader.line(line)
        except self._httpx.TransportError as error:
            raise ServerUnavailable(f"{self._http.base_url} broke off: {error}") from error


class AsyncRun(Operated[Awaitable[Effect]]):
    """One run, by id. Everything asks the API anew."""

    def __init__(self, run_id: str, client: AsyncClient) -> None:
        self.id, self._client = run_id, client

    def __repr__(self) -> str:
        return f"<Run {self.id}>"

    def _do(self, call: Call[Effect]) -> Awaitable[Effect]:
        return self._client.send(call)

    async def state(self) -> RunState:
        """Where the run stands. Raises RunNotFound."""
        return RunState((await self._client.send(calls.result(self.id)))["state"])

    async def result(self) -> Any:
        """The run's outputs. Raises RunFailed when it ended otherwise, WaitTimeout when it has not ended."""
        return outputs(self.id, await self._client.send(calls.result(self.id)))

    async def wait(self) -> AsyncRun:
        """Wait until the run has ended, however it ended; ``asyncio.timeout`` limits how long."""
        while True:
            began = time.monotonic()
            found = await self._client.send(calls.result(self.id, wait=STRETCH))
            if RunState(found["state"]).is_terminal:
                return self
            await asyncio.sleep(max(0.0, PAUSE - (time.monotonic() - began)))

    async def view(self) -> Run:
        """The whole run with all its nodes, as it stands; without its outputs. Raises RunNotFound."""
        return await self._client.send(calls.run(self.id))

    async def node_result(self, node: str) -> Any:
        """What a node returned. Raises NodeNotFound, and ResultNotFound while it has not succeeded."""
        return await self._client.send(calls.node_result(self.id, node))

    async def events(self, *, after: str | None = None, until_end: bool = True) -> AsyncIterator[RunEvent]:
        """How the run stands, then what happens to it, as it happens, until it has ended; as ``ClientRun.events``."""
        teller = Teller(self.id, until_end, cursor=after)
        patience = Patience(self.id, None)
        while not teller.over:
            replay = teller.resumes and (await self.state()).is_terminal
            try:
                async with aclosing(self._stretch(teller, patience.silence(replay=replay))) as found:
                    async for event in found:
                        patience.heard()
                        yield event
            except ServerUnavailable as error:
                if replay:
                    return
                patience.bear(error)
                await asyncio.sleep(PAUSE)

    async def _stretch(self, teller: Teller, silence: float) -> AsyncGenerator[RunEvent]:
        """As long as one answer lasts."""
        stream = self._client.stream("/events", [("run", self.id)], after=teller.cursor, silence=silence)
        async with aclosing(stream) as messages:
            async for message in messages:
                if teller.wants_snapshot(message):
                    yield teller.snapshot(await self.view())
                elif message is not None and (event := teller.tell(message)) is not None:
                    yield event
                if teller.over:
                    return

    async def log_page(
        self, query: LogQuery | None = None, *, limit: int = 100, cursor: str | None = None, newest: bool = False
    ) -> LogEntries:
        """Some of what the run's handlers said. Raises RunNotFound, NodeNotFound, BadCursor."""
        return await self._client.send(
            calls.run_logs(self.id, query or LogQuery(), limit=limit, cursor=cursor, newest=newest)
        )

    async def logs(self, query: LogQuery | None = None, /, **wanted: Any) -> AsyncIterator[LogEntry]:
        """What the run's handlers said, in the order of time: the fields of a ``LogQuery``, as one or by name."""
        cursor, more = None, True
        while more:
            page = await self.log_page(query or LogQuery(**wanted), limit=LINES, cursor=cursor)
            for entry in page.items:
                yield entry
            cursor, more = page.cursor, page.cursor is not None

    async def follow_logs(self, query: LogQuery | None = None, *, after: str | None = None) -> AsyncIterator[LogEntry]:
        """What the run's handlers said, then what they say, as it comes; as ``ClientRun.follow_logs``."""
        wanted, listener = query or LogQuery(), LogListener(after)
        patience = Patience(self.id, None)
        while not listener.over:
            try:
                async with aclosing(self._said(wanted, listener, patience)) as found:
                    async for entry in found:
                        patience.heard()
                        yield entry
            except ServerUnavailable as error:
                patience.bear(error)
                await asyncio.sleep(PAUSE)

    async def _said(self, wanted: LogQuery, listener: LogListener, patience: Patience) -> AsyncGenerator[LogEntry]:
        """As long as one answer lasts."""
        path, silence = calls.log_stream(self.id), patience.silence(replay=False)
        stream = self._client.stream(path, calls.lines(wanted), after=listener.cursor, silence=silence)
        async with aclosing(stream) as messages:
            async for message in messages:
                if listener.missed(message):
                    async for entry in self.logs(wanted):
                        if listener.is_new(entry):
                            yield entry
                elif message is not None and (entry_or_none := listener.hear(message)) is not None:
                    yield entry_or_none
                if listener.over:
                    return
