"""Operations on runs in memory."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from aurora_celery.model.operation import Operation, OperationKind
from aurora_celery.model.run import Attempt, NodeProgress
from aurora_celery.model.states import Control, NodeState, RunState
from aurora_celery.store.failures import HISTORY_LIMIT
from aurora_celery.store.memory.records import CellRecord, RunRecord, SlotRecord, begin
from aurora_celery.store.memory.runs_read import Reads
from aurora_celery.store.ports import Accepted, CellRef, CellSeed, CellView, Change, RunView

_KEPT = 100
_CONTROLLING = frozenset({OperationKind.CANCEL, OperationKind.DEADLINE, OperationKind.PAUSE, OperationKind.RESUME})


class Operating(Reads):
    """The part of ``RunStore`` that carries out what people ask for."""

    def operate(self, run: str, change: Change) -> Accepted:
        """Accept an operation."""
        with self._state.lock:
            record, operation, control = self._record(run), change.operation, change.control
            cancelled = record.live and record.control is Control.CANCEL
            known = any(entry.id == operation.id for entry in record.operations)
            if known or (cancelled and control is Control.CANCEL):
                return Accepted.BEFORE
            pending = record.pending
            if pending is not None and (control is None or pending.kind not in _CONTROLLING):
                return Accepted.BUSY
            if record.epoch != operation.epoch or record.state not in change.leaves or (cancelled and control):
                return Accepted.REFUSED
            self._accept(record, change)
            return Accepted.NOW

    def align(self, run: str) -> None:
        """Tell every later cell."""
        with self._state.lock:
            record = self._state.runs.get(run)
            if record is None or record.pending is None:
                return
            first, due = record.cells[0], self._state.after(self._state.attention)
            for cell in record.cells[1:]:
                if cell.epoch == first.epoch:
                    moment = first.cancelled or self._state.now()
                    cell.obey(first.control, first.controls, moment=moment, due=due)
            if record.pending.kind in _CONTROLLING:
                record.pending = None

    def rewrite(self, ref: CellRef, seed: CellSeed, resets: Sequence[int]) -> None:
        """Bring a later cell to the next epoch."""
        with self._state.lock:
            cell = self._state.cell(ref)
            if cell is not None:
                self._anew(cell, seed, resets)

    def restart(self, ref: CellRef, seed: CellSeed, resets: Sequence[int], *, settled: Sequence[int]) -> bool:
        """Let the run go on in the next epoch."""
        with self._state.lock:
            cell = self._state.cell(ref)
            if cell is None or cell.run.live:
                return False
            run = cell.run
            run.state, run.closed, run.reopened = RunState.RUNNING, set(settled), self._state.now()
            run.finished = run.outputs = run.error = run.expires = run.pending = run.deadline = None
            self._anew(cell, seed, resets)
            return True

    def settle(self, run: str, operation: str, *, refused: bool = False) -> None:
        """A pending operation has been carried out, or never took place."""
        with self._state.lock:
            record = self._state.runs.get(run)
            if record is not None and record.pending is not None and record.pending.id == operation:
                record.pending = None
                if refused:
                    record.operations = tuple(made for made in record.operations if made.id != operation)

    def unsettled(self, *, older: float, limit: int = 100) -> tuple[RunView, ...]:
        """Runs with an operation that has been pending for long."""
        with self._state.lock:
            since = self._state.after(-older)
            found = [(run.pending.at, run) for run in self._state.runs.values() if run.pending is not None]
            old = [(moment, run) for moment, run in found if moment is not None and moment <= since]
            return tuple(run.view() for _, run in sorted(old, key=lambda pair: pair[0])[:limit])

    def stopping(self, *, limit: int = 100) -> tuple[CellView, ...]:
        """Cancelled cells of runs that have not ended."""
        with self._state.lock:
            cells = [cell for run in self._state.runs.values() for cell in run.cells if cell.live]
            told = sorted(((cell.cancelled, cell) for cell in cells if cell.cancelled), key=lambda pair: pair[0])
            return tuple(cell.view(self._state.now()) for _, cell in told[:limit])

    def wanted(self, ref: CellRef, slot: int, *, token: str) -> bool:
        """Whether what the holder of a claim does is not in vain."""
        with self._state.lock:
            cell = self._state.cell(ref)
            if cell is None or cell.control is Control.CANCEL or not 0 <= slot < len(cell.slots):
                return False
            node = cell.slots[slot]
            return node.state is NodeState.RUNNING and node.token == token

    def advance(self, ref: CellRef, slot: int, *, token: str, progress: NodeProgress) -> bool:
        """Note how far a handler has come."""
        with self._state.lock:
            cell = self._state.cell(ref)
            if cell is None or not 0 <= slot < len(cell.slots):
                return False
            node = cell.slots[slot]
            if node.state is not NodeState.RUNNING or node.token != token:
                return False
            node.progress = replace(progress, at=self._state.now())
            return True

    def overtime(self, *, limit: int = 100) -> tuple[RunView, ...]:
        """Runs whose deadline is over."""
        with self._state.lock:
            now = self._state.now()
            timed = [(run.deadline, run) for run in self._state.runs.values() if run.deadline is not None and run.live]
            over = [(end, run) for end, run in timed if end <= now and run.control is not Control.CANCEL]
            return tuple(run.view() for _, run in sorted(over, key=lambda pair: pair[0])[:limit])

    def delete(self, run: str, operation: Operation) -> bool:
        """Delete an ended run."""
        with self._state.lock:
            if run not in self._state.runs and operation.id in self._state.deletions:
                return True
            record = self._record(run)
            if record.live or record.continues or record.pending is not None:
                return False
            operation = replace(operation, epoch=record.epoch)
            self._state.deletions.setdefault(operation.id, (run, replace(operation, at=self._state.now())))
            self._erase([record])
            return True

    def _erase(self, records: Sequence[RunRecord]) -> None:
        """Delete runs, and results to which no run refers that stays."""
        owners = {owner for record in records for owner in (record.new.id, *record.new.shares)}
        for record in records:
            del self._state.runs[record.new.id]
        held = {owner for run in self._state.runs.values() for owner in (run.new.id, *run.new.shares)}
        self._forget_results(owners - held)
        gone = {record.new.id for record in records}
        self._state.logs[:] = [kept for kept in self._state.logs if kept.batch.source.run not in gone]

    def _forget_results(self, runs: set[str]) -> None:
        for key in [key for key, (owner, _) in self._state.results.items() if owner in runs]:
            del self._state.results[key]

    def _accept(self, record: RunRecord, change: Change) -> None:
        operation, now = replace(change.operation, at=self._state.now()), self._state.now()
        record.operations = (*record.operations, operation)[-_KEPT:]
        if change.lasting:
            record.pending = operation
        if change.control is None:
            record.expires = None
            return
        first = record.cells[0]
        if record.state is not RunState.PAUSED:
            record.before = record.state
        record.state = RunState.PAUSED if change.control is Control.PAUSE else record.before
        due = self._state.after(self._state.attention)
        first.obey(change.control, first.controls + 1, moment=now, due=due)

    def _anew(self, cell: CellRecord, seed: CellSeed, resets: Sequence[int]) -> None:
        for number in resets:
            cell.slots[number] = SlotRecord(history=_told(cell.slots[number], cell.epoch))
        cell.epoch, cell.control, cell.controls, cell.cancelled = cell.epoch + 1, Control.GO, 0, None
        cell.rounds, cell.due = 0, self._state.after(self._state.attention)
        begin(cell, seed, moment=self._state.now())


def _told(slot: SlotRecord, epoch: int) -> tuple[Attempt, ...]:
    """The node's history with its last try, if it succeeded or was broken off; failures are there already."""
    broken_off = slot.state in (NodeState.CANCELLED, NodeState.SKIPPED) and slot.started is not None
    if slot.state is not NodeState.SUCCEEDED and not broken_off:
        return slot.history
    last = Attempt(
        number=slot.attempt,
        epoch=epoch,
        started=slot.started,
        finished=slot.finished,
        worker=slot.worker,
        output=slot.output,
    )
    return (*slot.history, last)[-HISTORY_LIMIT:]
