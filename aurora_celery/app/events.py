"""Turn what moves in the store into events of a run, in the words of its graph."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from aurora_celery.app.present import present_run
from aurora_celery.engine.engine import Engine
from aurora_celery.model.event import EventKind, RunEvent
from aurora_celery.model.states import NodeState, RunState
from aurora_celery.store.changes import NodeChange, RunChange, Snapshot
from aurora_celery.store.values import CellRef, CellView

#: A node as it was told last.
_Told = tuple[NodeState, int | None]


class Teller:
    """Tells the events of one run. Knows what it told, so that a write that names all nodes tells only of some."""

    def __init__(self, engine: Engine, run: str) -> None:
        self._engine, self._run = engine, run
        self._told: dict[tuple[int, int], _Told] = {}
        self._operations: set[str] = set()
        self._state: RunState | None = None
        self._plan: str | None = None
        self._epoch: int | None = None
        self._cursor = ""

    def begin(self, snapshot: Snapshot) -> RunEvent:
        """The event that says how all stands."""
        view = snapshot.run
        self._plan, self._state, self._epoch, self._cursor = view.plan, view.state, view.epoch, snapshot.cursor
        self._operations = {made.id for made in view.operations}
        for cell in snapshot.cells:
            for slot, node in cell.slots.items():
                self._told[cell.ref.cell, slot] = (node.state, node.attempt)
        run = present_run(view, self._engine, cells=snapshot.cells)
        at = snapshot.cells[0].now
        return RunEvent(
            cursor=snapshot.cursor, kind=EventKind.SNAPSHOT, run=self._run, at=at, state=view.state, view=run
        )

    def resume(self, cursor: str) -> None:
        """Go on after an event. Raises RunNotFound."""
        view = self._engine.store.runs.view(self._run)
        self._plan, self._cursor = view.plan, cursor

    def stand_at(self, cursor: str) -> None:
        """Let what comes next be after this cursor, whatever was told before."""
        self._cursor = cursor

    def tell(self, change: RunChange) -> tuple[RunEvent, ...]:
        """The events of one write. Only the last one's cursor goes beyond the write: an event is never left out."""
        events = tuple(self._events(change))
        if events:
            events = (*(replace(event, cursor=self._cursor) for event in events[:-1]), events[-1])
            self._cursor = change.cursor
        return events

    def _events(self, change: RunChange) -> Iterator[RunEvent]:
        plain = RunEvent(cursor=change.cursor, kind=EventKind.RUN, run=self._run, at=change.at)
        if change.epoch is not None:
            self._epoch = change.epoch
        if change.operation is not None and change.operation.id not in self._operations:
            self._operations.add(change.operation.id)
            yield replace(plain, kind=EventKind.OPERATION, operation=change.operation, epoch=self._epoch)
        if change.control is not None and not change.created and not change.whole:
            yield replace(plain, kind=EventKind.CONTROL, control=change.control)
        if change.state is not None and not change.state.is_terminal:
            yield from self._run_moved(plain, change)
        yield from self._nodes_moved(plain, change)
        if change.cancelled is not None:
            yield from self._cancelled(plain, change.cancelled)
        if change.state is not None and change.state.is_terminal:
            yield from self._run_moved(plain, change)
        if change.deleted:
            yield replace(plain, kind=EventKind.DELETED)

    def _run_moved(self, plain: RunEvent, change: RunChange) -> Iterator[RunEvent]:
        if change.state is not self._state:
            self._state = change.state
            yield replace(plain, state=change.state, epoch=self._epoch, error=change.error)

    def _nodes_moved(self, plain: RunEvent, change: RunChange) -> Iterator[RunEvent]:
        for node in change.nodes:
            known = self._told.get((node.cell, node.slot))
            attempt = node.attempt if node.attempt is not None else known[1] if known else None
            event = replace(plain, node=self._name(node.cell, node.slot), attempt=attempt, epoch=self._epoch)
            if node.progress is not None:
                yield replace(event, kind=EventKind.PROGRESS, attempt=node.progress.attempt, progress=node.progress)
            if node.state is not None and not (change.whole and self._is_old(node, known)):
                self._told[node.cell, node.slot] = (node.state, attempt)
                yield _moved(event, node)

    def _is_old(self, node: NodeChange, known: _Told | None) -> bool:
        """True for what was told before, and for what nobody needs to be told: that nothing has happened."""
        if known is None:
            return node.state is NodeState.PENDING and not node.attempt
        return known == (node.state, node.attempt)

    def _cancelled(self, plain: RunEvent, number: int) -> Iterator[RunEvent]:
        """The nodes that were cancelled with their cell. That they were is written nowhere but with the cell."""
        cell = self._cell(number)
        if cell is None or cell.cancelled is None:
            return
        for slot, node in cell.slots.items():
            was_known = self._told.get((number, slot))
            if node.state is NodeState.CANCELLED and node.finished == cell.cancelled:
                self._told[number, slot] = (node.state, node.attempt)
                if was_known is None or was_known[0] is not NodeState.CANCELLED:
                    event = replace(plain, kind=EventKind.NODE, node=self._name(number, slot), state=node.state)
                    yield replace(event, attempt=node.attempt, epoch=self._epoch, at=cell.cancelled)

    def _cell(self, number: int) -> CellView | None:
        epoch = self._epoch if self._epoch is not None else self._engine.store.runs.view(self._run).epoch
        return self._engine.store.runs.cell(CellRef(self._run, epoch, number))

    def _name(self, number: int, slot: int) -> str:
        if self._plan is None:
            self._plan = self._engine.store.runs.view(self._run).plan
        return self._engine.plans.cell(self._plan, number).nodes[slot].id


def _moved(event: RunEvent, node: NodeChange) -> RunEvent:
    return replace(
        event,
        kind=EventKind.NODE,
        state=node.state,
        worker=node.worker,
        error=node.failure,
        not_before=node.not_before,
    )
