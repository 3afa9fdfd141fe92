"""A run in the hands of whoever submitted it."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from aurora_celery.app.following import Following
from aurora_celery.app.inspection import Inspector
from aurora_celery.app.logs import RunLogs
from aurora_celery.app.operating import Operated
from aurora_celery.app.present import present_run
from aurora_celery.app.timeline import timeline_of
from aurora_celery.errors import RunFailed, RunNotFound, WaitTimeout
from aurora_celery.model.documents import run_document
from aurora_celery.model.event import RunEvent
from aurora_celery.model.log import LogEntry, LogQuery
from aurora_celery.model.operation import Operation
from aurora_celery.model.run import Failure, Run
from aurora_celery.model.states import RunState
from aurora_celery.model.timeline import Timeline
from aurora_celery.store.log_ports import LogEntries

if TYPE_CHECKING:
    from aurora_celery.engine.engine import Engine
    from aurora_celery.store.ports import RunView

#: Longest single wait, in seconds, so that a wait without limit can be interrupted.
_STRETCH = 30.0


class RunHandle(Operated):
    """One run, by id. Every property reads the store anew, except that an ended run is remembered.

    It is forgotten again by an operation of this handle that lets the run go on.

    Only ``result`` reads the run's outputs, however large they are.
    """

    def __init__(
        self, run_id: str, engine: Engine, *, attention: float = 15.0, accepted: RunView | None = None
    ) -> None:
        self.id = run_id
        self._engine, self._attention, self._accepted = engine, attention, accepted
        self._ended: Run | None = None

    def __repr__(self) -> str:
        return f"<Run {self.id}>"

    @property
    def state(self) -> RunState:
        """Where the run stands. Raises RunNotFound."""
        return self._summary().state

    @property
    def error(self) -> Failure | None:
        """Why the run failed, if it did."""
        return self._summary().error

    @property
    def result(self) -> Any:
        """The run's outputs. Raises RunFailed when it ended otherwise, WaitTimeout when it has not ended."""
        run = self._summary()
        if run.state is RunState.SUCCEEDED:
            return run.outputs
        if run.state.is_terminal:
            raise RunFailed(run.id, run.state.value, run.error)
        raise WaitTimeout(run.id, 0.0)

    @property
    def input_schemas(self) -> Mapping[str, Mapping[str, Any]]:
        """What the run's graph declares of its inputs: their schemas by name."""
        return self._engine.plans.head(self._engine.store.runs.view(self.id).plan).inputs

    def wait(self, timeout: float | None = None) -> RunHandle:
        """Block until the run has ended, however it ended. Raises WaitTimeout after ``timeout`` seconds."""
        deadline = None if timeout is None else time.monotonic() + timeout
        while self._ended is None:
            left = _STRETCH if deadline is None else min(_STRETCH, deadline - time.monotonic())
            view = self._engine.store.runs.wait(self.id, timeout=max(0.0, left))
            if view is not None:
                self._ended = present_run(view, self._engine)
            elif deadline is not None and time.monotonic() >= deadline:
                raise WaitTimeout(self.id, timeout or 0.0)
        return self

    def accepted(self) -> Run:
        """The run as the submit that gave this handle made it; as it stands, if that is not known."""
        return self._summary() if self._accepted is None else present_run(self._accepted, self._engine)

    def summary(self) -> Run:
        """The run without its nodes, as it stands. Raises RunNotFound."""
        return self._summary()

    def view(self) -> Run:
        """The whole run with all its nodes, as it stands."""
        view = self._engine.store.runs.view(self.id)
        cells = tuple(self._engine.store.runs.cells(self.id))
        if len(cells) < view.cells:
            raise RunNotFound(self.id)  # it is being deleted
        return present_run(view, self._engine, cells=cells)

    def operations(self) -> tuple[Operation, ...]:
        """What people did to the run, oldest first: the last ones that were accepted. Raises RunNotFound."""
        return self._engine.store.runs.view(self.id).operations

    def inspect(self) -> Inspector:
        """Looks at single nodes of the run, as it stands now. Raises RunNotFound."""
        return Inspector(self._engine, self.id)

    def document(self) -> dict[str, Any]:
        """The whole run as plain JSON."""
        return run_document(self.view())

    def trace(self) -> Timeline:
        """Where the time of the run went: when each node was ready, waited and ran, and the critical path it took."""
        run, plans = self.view(), self._engine.plans
        parts = (plans.cell(run.plan, number) for number in range(plans.head(run.plan).cells))
        return timeline_of(run, {node.index: node.preds for part in parts for node in part.nodes})

    def events(
        self, *, after: str | None = None, timeout: float | None = None, until_end: bool = True
    ) -> Iterator[RunEvent]:
        """How the run stands, then what happens to it, in order, as it happens, until it has ended.

        With the ``cursor`` of an event, what happened after that one, without how it stands. Every event comes at
        least once; after a break some may come again. Raises WaitTimeout after ``timeout`` seconds, RunNotFound,
        BadCursor, and EventsLost when the store no longer knows what followed (begin again without a cursor then).
        """
        return Following(self._engine, self.id, after=after, timeout=timeout, until_end=until_end).events()

    def logs(self, query: LogQuery | None = None, /, **wanted: Any) -> Iterator[LogEntry]:
        """What the run's handlers said, in the order of time: the fields of a ``LogQuery``, as one or by name.

        Raises RunNotFound, NodeNotFound.
        """
        return RunLogs(self._engine, self.id).each(query or LogQuery(**wanted))

    def log_page(
        self, query: LogQuery | None = None, *, limit: int = 100, cursor: str | None = None, newest: bool = False
    ) -> LogEntries:
        """Some of these lines. Raises RunNotFound, NodeNotFound, BadCursor."""
        return RunLogs(self._engine, self.id).page(query or LogQuery(), limit=limit, cursor=cursor, newest=newest)

    def follow_logs(
        self,
        query: LogQuery | None = None,
        *,
        after: str | None = None,
        timeout: float | None = None,
        until_end: bool = True,
    ) -> Iterator[LogEntry]:
        """What the run's handlers said, then what they say, as it comes, until the run has ended.

        With the ``cursor`` of a line that was followed, or that of a page to follow it, what came after that. Lines of
        one try come in order. Raises WaitTimeout after ``timeout`` seconds, RunNotFound, NodeNotFound, BadCursor, and
        EventsLost when the store no longer knows what followed.
        """
        found = self.tail_logs(query, after=after, timeout=timeout, until_end=until_end)
        return (entry for entry in found if entry is not None)

    def tail_logs(
        self,
        query: LogQuery | None = None,
        *,
        after: str | None = None,
        timeout: float | None = None,
        until_end: bool = True,
    ) -> Iterator[LogEntry | None]:
        """The same, with None for each second in which nothing came."""
        logs = RunLogs(self._engine, self.id)
        return logs.follow(query or LogQuery(), after=after, timeout=timeout, until_end=until_end)

    def _forget(self) -> None:
        self._ended = None

    def _summary(self) -> Run:
        if self._ended is not None:
            return self._ended
        run = present_run(self._engine.store.runs.view(self.id), self._engine)
        if run.state.is_terminal:
            self._ended = run
        return run
