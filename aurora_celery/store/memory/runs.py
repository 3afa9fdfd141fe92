"""The run store in memory: accepts runs, ends them, deletes them; the rest is in its bases."""

from __future__ import annotations

from collections.abc import Sequence

from aurora_celery.errors import RunNotFound
from aurora_celery.model.states import Control
from aurora_celery.store.memory.records import RunRecord, new_record
from aurora_celery.store.memory.runs_move import Moves
from aurora_celery.store.memory.runs_operate import Operating
from aurora_celery.store.memory.runs_restore import Restoring
from aurora_celery.store.memory.state import MemoryState, check_text
from aurora_celery.store.ports import CellRef, CellView, Finish, NewRun, Submitted


class MemoryRuns(Moves, Operating, Restoring):
    """``RunStore`` in memory. Every call is one step under the store's lock."""

    def __init__(self, state: MemoryState) -> None:
        self._state = state

    def submit(self, run: NewRun) -> Submitted:
        """Accept a run."""
        check_text(run.key, run.graph, run.continuation, run.inputs.text, *run.labels, *run.labels.values())
        with self._state.lock:
            holder = self._state.runs.get(run.id) or self._holder(run.key)
            if holder is not None:
                if holder.new.id != run.id:
                    self._forget_results({run.id})
                return Submitted(holder.new.id, holder.new.id == run.id, holder.new.fingerprint)
            if run.origin is not None and run.origin not in self._state.runs:
                raise RunNotFound(run.origin)
            created, due = self._state.now(), self._state.after(run.attention)
            record = self._state.runs[run.id] = new_record(run, created=created, due=due)
            return Submitted(run.id, True, run.fingerprint, record.view())

    def close(self, ref: CellRef) -> int | None:
        """Note that a cell needs no more attention."""
        with self._state.lock:
            cell = self._state.cell(ref)
            if cell is None:
                return None
            cell.open = False
            cell.run.closed.add(ref.cell)
            return len(cell.run.closed)

    def finish(self, run: str, epoch: int, finish: Finish) -> bool:
        """End a run."""
        with self._state.lock:
            record = self._state.runs.get(run)
            if record is None or record.epoch != epoch or not record.live:
                return False
            if record.cells[0].control is Control.CANCEL and not finish.stopped:
                return False
            self._state.end(record, finish)
            return True

    def continued(self, run: str) -> None:
        """Note that the continuation was handed on."""
        with self._state.lock:
            if run in self._state.runs:
                self._state.runs[run].continued = True

    def attend(self, view: CellView, *, seconds: float, rang: bool = False) -> bool:
        """Ask for attention again."""
        with self._state.lock:
            cell = self._state.cell(view.ref)
            if cell is None or not cell.live or cell.due != view.due:
                return False
            cell.due = self._state.after(seconds)
            cell.rounds += rang
            return True

    def postpone(self, views: Sequence[CellView], *, first: float, longest: float) -> None:
        """Ask for attention later."""
        with self._state.lock:
            for view in views:
                cell = self._state.cell(view.ref)
                if cell is not None and cell.live and cell.is_untouched:
                    cell.due = self._state.after(min(longest, first * 2.0 ** min(cell.rounds, 30)))
                    cell.rounds += 1

    def purge(self, *, limit: int = 100) -> int:
        """Delete what is no longer kept."""
        with self._state.lock:
            now = self._state.now()
            over = [run for run in self._state.runs.values() if run.expires is not None and run.expires <= now]
            gone = sorted((run for run in over if not run.continues), key=lambda run: run.expires or now)[:limit]
            self._erase(gone)
            return len(gone)

    def _holder(self, key: str | None) -> RunRecord | None:
        """The run that holds a key and may keep it."""
        holder = self._state.holder(key)
        if holder is not None and holder.free_at is not None and holder.free_at <= self._state.now():
            holder.key = None
            return None
        return holder
