"""Tell what moves in memory: how everything stood before and after each call, compared."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from aurora_celery.errors import BadCursor, RunNotFound
from aurora_celery.model.states import Control
from aurora_celery.store.changes import Feed, NodeChange, RunChange, Snapshot
from aurora_celery.store.memory.records import RunRecord
from aurora_celery.store.memory.state import MemoryState
from aurora_celery.store.values import RunView, SlotView

#: A run, and for each of its cells when it was cancelled and its nodes.
_Seen = tuple[RunView, tuple[tuple[bool, tuple[SlotView, ...]], ...]]


class MemoryChanges:
    """``ChangeStore`` in memory. Keeps all that moved since it was first asked; costs nothing before."""

    def __init__(self, state: MemoryState) -> None:
        self._state = state
        self._seen: dict[str, _Seen] = {}
        self.told: list[RunChange] = []

    def snapshot(self, run: str) -> Snapshot:
        """How a run stands."""
        with self._state.lock:
            self._begin()
            record = self._state.runs.get(run)
            if record is None:
                raise RunNotFound(run)
            now = self._state.now()
            return Snapshot(str(len(self.told)), record.view(), tuple(cell.view(now) for cell in record.cells))

    def follow(self, run: str | None = None, *, after: str | None = None) -> Feed:
        """The changes of one run, or of all."""
        with self._state.lock:
            self._begin()
            place = len(self.told) if after is None else self._place(after)
            return MemoryFeed(self._state, self.told, run=run, place=place)

    def _begin(self) -> None:
        if self._state.lock.leaving is None:
            self._seen = {run: _seen(record) for run, record in self._state.runs.items()}
            self._state.lock.leaving = self._compare

    def _place(self, cursor: str) -> int:
        if not (cursor.isascii() and cursor.isdigit()) or int(cursor) > len(self.told):
            raise BadCursor(cursor)
        return int(cursor)

    def _compare(self) -> None:
        now = self._state.now()
        for run in [*self._seen.keys(), *(self._state.runs.keys() - self._seen.keys())]:
            record, before = self._state.runs.get(run), self._seen.get(run)
            if record is None:
                del self._seen[run]
                self._tell(RunChange(cursor="", at=now, run=run, deleted=True))
                continue
            after = _seen(record)
            if after == before:
                continue
            self._seen[run] = after
            empty = RunChange(cursor="", at=now, run=run)
            for change in _created(empty, after) if before is None else _differences(empty, before, after):
                self._tell(change)

    def _tell(self, change: RunChange) -> None:
        if not change.is_empty:
            self.told.append(replace(change, cursor=str(len(self.told) + 1)))
            self._state.lock.notify_all()


class MemoryFeed:
    """``Feed`` over a list that only grows."""

    def __init__(self, state: MemoryState, told: list[RunChange], *, run: str | None, place: int) -> None:
        self._state, self._told, self._run, self._place = state, told, run, place

    def next(self, *, timeout: float) -> RunChange | None:
        """Sleeps until something moves."""
        deadline = time.monotonic() + timeout
        with self._state.lock:
            while True:
                while self._place < len(self._told):
                    change = self._told[self._place]
                    self._place += 1
                    if self._run in (None, change.run):
                        return change
                if not self._state.lock.wait_for(self._is_behind, max(0.0, deadline - time.monotonic())):
                    return None

    def close(self) -> None:
        """There is nothing to give back."""

    def _is_behind(self) -> bool:
        return self._place < len(self._told)


def _seen(record: RunRecord) -> _Seen:
    cells = ((cell.cancelled is not None, tuple(slot.view() for slot in cell.slots)) for cell in record.cells)
    return record.view(), tuple(cells)


def _created(empty: RunChange, after: _Seen) -> Iterator[RunChange]:
    view, cells = after
    nodes = tuple(_whole(0, slot, state) for slot, state in enumerate(cells[0][1]))
    yield replace(
        empty,
        created=True,
        graph=view.graph,
        state=view.state,
        control=view.control,
        epoch=view.epoch,
        nodes=nodes,
        whole=True,
    )


def _differences(empty: RunChange, before: _Seen, after: _Seen) -> Iterator[RunChange]:
    """One change for each cell, as in a store where each is a document; the first cell's is the run's too."""
    old, new = before[0], after[0]
    for number, ((was_cancelled, earlier), (cancelled, now)) in enumerate(zip(before[1], after[1], strict=True)):
        pairs = enumerate(zip(earlier, now, strict=True))
        nodes = [
            NodeChange(cell=number, slot=slot, **_node_fields(was, becomes))
            for slot, (was, becomes) in pairs
            if was != becomes
        ]
        change = replace(
            empty,
            nodes=tuple(node for node in nodes if node.state is not None or node.progress is not None),
            cancelled=number if cancelled and not was_cancelled else None,
        )
        yield replace(change, **_run_fields(old, new)) if number == 0 else change


def _run_fields(old: RunView, new: RunView) -> dict[str, Any]:
    fields: dict[str, Any] = {
        name: getattr(new, name)
        for name in ("state", "control", "error", "epoch")
        if getattr(old, name) != getattr(new, name)
    }
    known = {made.id for made in old.operations}
    if added := [made for made in new.operations if made.id not in known]:
        fields["operation"] = added[-1]
    if new.epoch != old.epoch:
        fields["control"] = Control.GO
    return fields


def _whole(number: int, slot: int, state: SlotView) -> NodeChange:
    return NodeChange(cell=number, slot=slot, state=state.state, attempt=state.attempt)


def _node_fields(was: SlotView, becomes: SlotView) -> dict[str, Any]:
    fields: dict[str, Any] = {
        name: getattr(becomes, name)
        for name in ("attempt", "worker", "failure", "cause", "not_before", "progress")
        if getattr(was, name) != getattr(becomes, name)
    }
    if was.state is not becomes.state or was.attempt != becomes.attempt:
        fields["state"] = becomes.state
    return fields
