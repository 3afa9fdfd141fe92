"""The client that blocks."""

from __future__ import annotations

import time
from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from typing import Any, Self, TypeVar

from aurora_celery.client import calls
from aurora_celery.client.administration import Administered, Document
from aurora_celery.client.calls import Call, Runnable
from aurora_celery.client.exchange import is_passing, load_httpx, longer, options, pauses, read, request_of
from aurora_celery.client.log_values import LogListener
from aurora_celery.client.operations import Operated
from aurora_celery.client.refusals import refusal
from aurora_celery.client.streams import Message, Patience, Reader, Teller
from aurora_celery.definition import GraphBuilder, parse_text
from aurora_celery.engine.effects import Effect
from aurora_celery.errors import RunFailed, ServerUnavailable, WaitTimeout
from aurora_celery.model.documents import run_document
from aurora_celery.model.event import RunEvent
from aurora_celery.model.graph import Graph
from aurora_celery.model.handler import HandlerSpec
from aurora_celery.model.log import LogEntry, LogQuery
from aurora_celery.model.run import Run
from aurora_celery.model.states import RunState
from aurora_celery.store.log_ports import LogEntries
from aurora_celery.store.values import GraphVersion, Page, RunFilter

T = TypeVar("T")

#: Seconds that one request waits for a run at most, and the pause before a stream that broke off is asked for again.
STRETCH = 25.0
PAUSE = 0.5
#: Lines that are asked for at a time.
LINES = 1000


class Client(Administered[Document]):
    """A management API at an address. Use it as a context manager, or ``close`` it.

    ``token`` is a key of the API. ``timeout`` is in seconds, of each request. ``verify`` is False for a server whose
    certificate is not to be checked, or a file of authorities. Requests that are harmless to repeat are tried
    again for a few seconds; every submit is one of them, since it carries an idempotency key. Everything
    raises Refused for what the API does not do, and ServerUnavailable when it does not answer. Raises ValueError for
    what is no address, or no file of authorities, and ImportError without httpx.
    """

    def __init__(self, url: str, *, token: str | None = None, timeout: float = 30.0, verify: bool | str = True) -> None:
        self._httpx, self._timeout = load_httpx(), timeout
        self._http = self._httpx.Client(**options(url, token=token, timeout=timeout, verify=verify))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the connections."""
        self._http.close()

    def submit(
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
    ) -> ClientRun:
        """Start a run of a stored graph, or of one that is given; when this returns, it is durable.

        Raises GraphNotFound, InvalidGraph, InvalidInputs, Conflict.
        """
        given = {**(inputs or {}), **named}
        call = calls.submit(graph, given, key=key, deadline=deadline, labels=labels or {}, version=version)
        return self.run(self.send(call).id)

    def run(self, run_id: str) -> ClientRun:
        """A run by its id. Whether it exists shows when it is looked at."""
        return ClientRun(run_id, self)

    def runs(self, where: RunFilter | None = None, *, limit: int = 50, cursor: str | None = None) -> Page[Run]:
        """Runs without their nodes, newest first."""
        return self.send(calls.runs(where or RunFilter(), limit=limit, cursor=cursor))

    def log_page(
        self, query: LogQuery | None = None, *, limit: int = 100, cursor: str | None = None, newest: bool = True
    ) -> Page[LogEntry]:
        """What the handlers of all runs said that may be seen. A page may be short, or empty, and not the last."""
        return self.send(calls.logs(query or LogQuery(), limit=limit, cursor=cursor, newest=newest))

    def apply(self, graph: Graph | GraphBuilder, *, expected: int | None = None) -> GraphVersion:
        """Store a graph as the newest version of its name. Raises InvalidGraph, GraphChanged."""
        return self.send(calls.apply(graph, expected=expected))

    def stored_graphs(self) -> tuple[GraphVersion, ...]:
        """The newest version of every stored graph, without their definitions."""
        return self.send(calls.graphs())

    def stored_graph(self, name: str, version: int | None = None) -> GraphVersion:
        """One version of a stored graph, the newest without a number. Raises GraphNotFound."""
        return self.send(calls.graph(name, version))

    def handlers(self) -> Mapping[str, HandlerSpec]:
        """Every handler that the API or a worker knows, by name."""
        return self.send(calls.handlers())

    def workers(self) -> tuple[Mapping[str, Any], ...]:
        """The workers that live, as the API shows them."""
        return self.send(calls.workers())

    def _ask(self, call: Call[Document]) -> Document:
        return self.send(call)

    def send(self, call: Call[T]) -> T:
        """Make a request and read its answer."""
        left = pauses(call)
        while True:
            pause = next(left, None)
            try:
                response = self._http.request(**request_of(call, timeout=self._timeout))
            except self._httpx.TransportError as error:
                if pause is None:
                    raise ServerUnavailable(f"{self._http.base_url} does not answer: {error}") from error
                time.sleep(pause)
                continue
            if pause is None or not is_passing(response.status_code):
                return read(call, response)
            time.sleep(longer(pause, response.headers))

    def stream(
        self, path: str, query: Sequence[tuple[str, str]], *, after: str | None, silence: float
    ) -> Generator[Message | None]:
        """The messages of a stream of events; None for a sign of life.

        Raises Refused, and ServerUnavailable when it broke off, or nothing came for ``silence`` seconds.
        """
        headers = {"Last-Event-ID": after} if after else {}
        reader = Reader()
        try:
            with self._http.stream("GET", path, params=list(query), headers=headers, timeout=silence) as response:
                if response.is_error:
                    raise refusal(response.status_code, response.read())
                yield None
                for line in response.iter_lines():
                    yield reader.line(line)
        except self._httpx.TransportError as error:
            raise ServerUnavailable(f"{self._http.base_url} broke off: {error}") from error


class ClientRun(Operated[Effect]):
    """One run, by id. Everything asks the API anew."""

    def __init__(self, run_id: str, client: Client) -> None:
        self.id, self._client = run_id, client

    def __repr__(self) -> str:
        return f"<Run {self.id}>"

    def _do(self, call: Call[Effect]) -> Effect:
        return self._client.send(call)

    @property
    def state(self) -> RunState:
        """Where the run stands. Raises RunNotFound."""
        return RunState(self._client.send(calls.result(self.id))["state"])

    @property
    def result(self) -> Any:
        """The run's outputs. Raises RunFailed when it ended otherwise, WaitTimeout when it has not ended."""
        found = self._client.send(calls.result(self.id))
        return outputs(self.id, found)

    def wait(self, timeout: float | None = None) -> ClientRun:
        """Block until the run has ended, however it ended. Raises WaitTimeout after ``timeout`` seconds."""
        deadline = None if timeout is None else time.monotonic() + timeout
        while True:
            left = STRETCH if deadline is None else min(STRETCH, deadline - time.monotonic())
            began = time.monotonic()
            found = self._client.send(calls.result(self.id, wait=left))
            if RunState(found["state"]).is_terminal:
                return self
            if deadline is not None and time.monotonic() >= deadline:
                raise WaitTimeout(self.id, timeout or 0.0)
            time.sleep(max(0.0, min(left, PAUSE) - (time.monotonic() - began)))

    def view(self) -> Run:
        """The whole run with all its nodes, as it stands; without its outputs. Raises RunNotFound."""
        return self._client.send(calls.run(self.id))

    def document(self) -> dict[str, Any]:
        """The whole run as plain JSON, with its outputs."""
        found = self._client.send(calls.result(self.id))
        return run_document(replace(self.view(), outputs=found["outputs"]))

    @property
    def input_schemas(self) -> Mapping[str, Mapping[str, Any]]:
        """What the run's graph declares of its inputs, by name; nothing where the graph is not stored."""
        run = self.view()
        if run.version is None:
            return {}
        return parse_text(self._client.stored_graph(run.graph, run.version).definition, format="json").inputs

    def node_result(self, node: str) -> Any:
        """What a node returned. Raises NodeNotFound, and ResultNotFound while it has not succeeded."""
        return self._client.send(calls.node_result(self.id, node))

    def events(
        self, *, after: str | None = None, timeout: float | None = None, until_end: bool = True
    ) -> Iterator[RunEvent]:
        """How the run stands, then what happens to it, as it happens, until it has ended.

        With the ``cursor`` of an event, what happened after that one. An API that breaks off is asked again for a
        minute. When something may have been missed, how the run stands is told again. Raises RunNotFound, and
        WaitTimeout after ``timeout`` seconds.
        """
        teller = Teller(self.id, until_end, cursor=after)
        patience = Patience(self.id, timeout)
        while not teller.over:
            replay = teller.resumes and self.state.is_terminal
            try:
                for event in self._stretch(teller, patience.silence(replay=replay)):
                    patience.heard()
                    yield event
            except ServerUnavailable as error:
                if replay:
                    return
                patience.bear(error)
                time.sleep(PAUSE)

    def _stretch(self, teller: Teller, silence: float) -> Iterator[RunEvent]:
        """As long as one answer lasts."""
        stream = self._client.stream("/events", [("run", self.id)], after=teller.cursor, silence=silence)
        with closing(stream) as messages:
            for message in messages:
                if teller.wants_snapshot(message):
                    yield teller.snapshot(self.view())
                elif message is not None and (event := teller.tell(message)) is not None:
                    yield event
                if teller.over:
                    return

    def log_page(
        self, query: LogQuery | None = None, *, limit: int = 100, cursor: str | None = None, newest: bool = False
    ) -> LogEntries:
        """Some of what the run's handlers said. Raises RunNotFound, NodeNotFound, BadCursor."""
        return self._client.send(
            calls.run_logs(self.id, query or LogQuery(), limit=limit, cursor=cursor, newest=newest)
        )

    def logs(self, query: LogQuery | None = None, /, **wanted: Any) -> Iterator[LogEntry]:
        """What the run's handlers said, in the order of time: the fields of a ``LogQuery``, as one or by name."""
        cursor, more = None, True
        while more:
            page = self.log_page(query or LogQuery(**wanted), limit=LINES, cursor=cursor)
            yield from page.items
            cursor, more = page.cursor, page.cursor is not None

    def follow_logs(
        self, query: LogQuery | None = None, *, after: str | None = None, timeout: float | None = None
    ) -> Iterator[LogEntry]:
        """What the run's handlers said, then what they say, as it comes, until the run has ended.

        With the ``cursor`` of a line, or that of a page to follow it, what came after that. An API that breaks off is
        asked again for a minute. Raises RunNotFound, and WaitTimeout after ``timeout`` seconds.
        """
        wanted, listener = query or LogQuery(), LogListener(after)
        patience = Patience(self.id, timeout)
        while not listener.over:
            try:
                for entry in self._said(wanted, listener, patience):
                    patience.heard()
                    yield entry
            except ServerUnavailable as error:
                patience.bear(error)
                time.sleep(PAUSE)

    def _said(self, wanted: LogQuery, listener: LogListener, patience: Patience) -> Iterator[LogEntry]:
        """As long as one answer lasts."""
        path, silence = calls.log_stream(self.id), patience.silence(replay=False)
        with closing(self._client.stream(path, calls.lines(wanted), after=listener.cursor, silence=silence)) as stream:
            for message in stream:
                if listener.missed(message):
                    yield from filter(listener.is_new, self.logs(wanted))
                elif message is not None and (entry := listener.hear(message)) is not None:
                    yield entry
                if listener.over:
                    return
                patience.silence(replay=False)


def outputs(run_id: str, found: Mapping[str, Any]) -> Any:
    """The outputs in the answer about a run's result. Raises RunFailed, WaitTimeout."""
    state = RunState(found["state"])
    if state is RunState.SUCCEEDED:
        return found["outputs"]
    if state.is_terminal:
        raise RunFailed(run_id, state.value, (found["error"] or {}).get("message"))
    raise WaitTimeout(run_id, 0.0)
