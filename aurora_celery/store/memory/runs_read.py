"""Looks at runs and cells in memory: single ones, lists, and what the sweeper asks for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from aurora_celery.errors import RunNotFound
from aurora_celery.model.access import project_of
from aurora_celery.store.cursor import read_cursor, write_cursor
from aurora_celery.store.memory.records import RunRecord
from aurora_celery.store.memory.state import MemoryState
from aurora_celery.store.ports import CellRef, CellView, Output, Page, RunFilter, RunView
from aurora_celery.store.words import id_prefix, words_of


class Reads:
    """The part of ``RunStore`` that only looks."""

    def __init__(self, state: MemoryState) -> None:
        self._state = state

    def view(self, run: str) -> RunView:
        """One run."""
        with self._state.lock:
            return self._record(run).view()

    def find_key(self, key: str) -> RunView | None:
        """The run that holds a key."""
        with self._state.lock:
            holder = self._state.holder(key)
            return None if holder is None else holder.view()

    def cell(self, ref: CellRef) -> CellView | None:
        """One cell."""
        with self._state.lock:
            cell = self._state.cell(ref)
            return None if cell is None else cell.view(self._state.now())

    def outputs(self, run: str, wanted: Mapping[int, Sequence[int]]) -> dict[tuple[int, int], Output]:
        """Recorded outputs."""
        with self._state.lock:
            record = self._state.runs.get(run)
            cells = record.cells if record is not None else []
            found = (
                ((cell.number, slot), cell.slots[slot].output) for cell in cells for slot in wanted.get(cell.number, ())
            )
            return {place: output for place, output in found if output is not None}

    def undelivered(self, run: str, epoch: int, wanted: Mapping[int, Sequence[int]]) -> dict[int, tuple[int, ...]]:
        """Gates that no news has come of."""
        with self._state.lock:
            lacking: dict[int, tuple[int, ...]] = {}
            for number, gates in wanted.items():
                cell = self._state.cell(CellRef(run, epoch, number))
                if cell is not None:
                    missing = tuple(gate for gate in gates if gate not in cell.arrived and gate not in cell.dead)
                    lacking |= {number: missing} if missing else {}
            return lacking

    def cells(self, run: str) -> Iterator[CellView]:
        """Every cell, as they stand at the first look."""
        with self._state.lock:
            record, now = self._state.runs.get(run), self._state.now()
            views = [cell.view(now) for cell in record.cells] if record is not None else []
        yield from views

    def list(
        self, where: RunFilter, *, limit: int = 50, cursor: str | None = None, oldest: bool = False
    ) -> Page[RunView]:
        """A page of runs. Raises BadCursor for a cursor that no page gave."""
        before = read_cursor(cursor) if cursor is not None else None
        with self._state.lock:
            named = self._named(where) if cursor is None else ()
            if named:
                return Page(named[:limit], None)
            found = [(run.created, run.new.id) for run in self._state.runs.values() if _matches(run, where)]
            later = sorted((place for place in found if before is None or place < before), reverse=not oldest)
            views = tuple(self._state.runs[run_id].view() for _, run_id in later[:limit])
        more = len(later) > limit and bool(views) and not oldest
        return Page(views, write_cursor(views[-1].created, views[-1].id) if more else None)

    def _named(self, where: RunFilter) -> tuple[RunView, ...]:
        """The runs whose ids begin with the text of a filter."""
        prefix = id_prefix(where.text or "")
        if prefix is None:
            return ()
        rest = replace(where, text=None)
        found = [run for run in self._state.runs.values() if run.new.id.startswith(prefix) and _matches(run, rest)]
        return tuple(run.view() for run in sorted(found, key=lambda run: (run.created, run.new.id), reverse=True))

    def due(self, *, limit: int = 100) -> tuple[CellView, ...]:
        """Cells that want attention."""
        with self._state.lock:
            now = self._state.now()
            cells = [cell for run in self._state.runs.values() for cell in run.cells if cell.live and cell.due <= now]
            return tuple(cell.view(now) for cell in sorted(cells, key=lambda cell: cell.due)[:limit])

    def unfinished(self, *, older: float = 0.0, limit: int = 100) -> tuple[RunView, ...]:
        """Ended runs that still have to go on elsewhere."""
        with self._state.lock:
            ended = [(run.finished, run) for run in self._state.runs.values() if run.continues]
            since = self._state.after(-older)
            old = [(moment, run) for moment, run in ended if moment is not None and moment <= since]
            waiting = sorted(old, key=lambda pair: pair[0])
            return tuple(run.view() for _, run in waiting[:limit])

    def wait(self, run: str, *, timeout: float) -> RunView | None:
        """Block until the run has ended."""
        with self._state.lock:
            ended = self._state.lock.wait_for(lambda: not self._record(run).live, timeout)
            return self._record(run).view() if ended else None

    def _record(self, run: str) -> RunRecord:
        record = self._state.runs.get(run)
        if record is None:
            raise RunNotFound(run)
        return record


def _matches(run: RunRecord, where: RunFilter) -> bool:
    return (
        (not where.states or run.state in where.states)
        and (where.graph is None or run.new.graph == where.graph)
        and (where.projects is None or project_of(run.new.graph) in where.projects)
        and where.labels.items() <= run.new.labels.items()
        and where.facts.items() <= run.new.facts.items()
        and (where.text is None or _has_words(run, where.text))
        and (where.created_after is None or run.created >= where.created_after)
        and (where.created_before is None or run.created < where.created_before)
    )


def _has_words(run: RunRecord, text: str) -> bool:
    wanted = words_of(text)
    return bool(wanted) and run.words.issuperset(wanted)
