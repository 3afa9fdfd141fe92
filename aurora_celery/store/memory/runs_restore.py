"""Keep a run in memory that ended elsewhere."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields

from aurora_celery.store.memory.records import CellRecord, RunRecord, SlotRecord
from aurora_celery.store.memory.runs_read import Reads
from aurora_celery.store.ports import CellSeed, CellView, NewRun, Output, RunView, SlotView
from aurora_celery.store.words import words_of, words_of_failure


class Restoring(Reads):
    """``RunStore.restore_cell`` and ``restore``."""

    def restore_cell(self, cell: CellView, *, offset: int, inputs: Output) -> None:
        """Keep a later cell aside until its run comes."""
        del offset, inputs  # the run's record has them
        with self._state.lock:
            self._state.restoring[cell.ref.run, cell.ref.cell] = cell

    def restore(self, run: RunView, first: CellView, *, facts: Mapping[str, str]) -> bool:
        """Keep the run as it was."""
        with self._state.lock:
            if run.id in self._state.runs:
                return False
            cells = [first, *(self._state.restoring.pop((run.id, number)) for number in range(1, run.cells))]
            record = RunRecord(_new(run, cells, facts), run.created, state=run.state)
            record.finished, record.outputs, record.error = run.finished, run.outputs, run.error
            record.words = frozenset((*words_of(run.graph, *run.labels.values()), *words_of_failure(run.error)))
            record.deadline, record.operations, record.reopened = run.deadline, run.operations, run.reopened
            retention = self._state.retention
            record.expires = None if retention is None else self._state.after(retention)
            record.closed = set(range(run.cells))
            offset = 0
            for view in cells:
                record.cells.append(_cell(record, view, offset))
                offset += view.size
            self._state.runs[run.id] = record
            return True


def _new(run: RunView, cells: Sequence[CellView], facts: Mapping[str, str]) -> NewRun:
    return NewRun(
        id=run.id,
        graph=run.graph,
        version=run.version,
        plan=run.plan,
        cells=tuple(CellSeed(number=cell.ref.cell, size=cell.size, slots={}) for cell in cells),
        inputs=run.inputs,
        labels=run.labels,
        facts=facts,
        origin=run.origin,
        traceparent=run.traceparent,
    )


def _cell(record: RunRecord, view: CellView, offset: int) -> CellRecord:
    slots = [_slot(view.slots[number]) for number in range(view.size)]
    cell = CellRecord(record, view.ref.cell, offset, slots, dict(view.gates), view.due or view.created)
    cell.done, cell.rounds, cell.open, cell.epoch = view.done, view.rounds, False, view.ref.epoch
    cell.arrived, cell.dead = dict(view.arrived), dict(view.dead)
    cell.control, cell.cancelled = view.control, view.cancelled
    return cell


def _slot(state: SlotView) -> SlotRecord:
    return SlotRecord(**{field.name: getattr(state, field.name) for field in fields(SlotView)})
