"""Bulk operations in memory."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from aurora_celery.model.bulk import BulkOperation, BulkState, BulkStep
from aurora_celery.operator_errors import BulkNotFound
from aurora_celery.store.cursor import read_cursor, write_cursor
from aurora_celery.store.memory.state import MemoryState
from aurora_celery.store.values import Page


@dataclass
class _Record:
    bulk: BulkOperation
    created: datetime
    owner: str = ""
    until: datetime | None = None


class MemoryBulk:
    """``BulkStore`` in memory."""

    def __init__(self, state: MemoryState) -> None:
        self._state = state
        self._records: dict[str, _Record] = {}

    def add(self, bulk: BulkOperation) -> BulkOperation:
        """Accept one."""
        with self._state.lock:
            if bulk.id not in self._records:
                now = self._state.now()
                self._records[bulk.id] = _Record(replace(bulk, created=now), now)
            return self._records[bulk.id].bulk

    def get(self, bulk: str) -> BulkOperation:
        """One by its id."""
        with self._state.lock:
            return self._record(bulk).bulk

    def list(self, *, limit: int = 50, cursor: str | None = None) -> Page[BulkOperation]:
        """A page, newest first."""
        before = read_cursor(cursor) if cursor is not None else None
        with self._state.lock:
            places = [(record.created, name) for name, record in self._records.items()]
            later = sorted((place for place in places if before is None or place < before), reverse=True)
            items = tuple(self._records[name].bulk for _, name in later[:limit])
            more = len(later) > limit
            return Page(items, write_cursor(*later[limit - 1]) if more else None)

    def take(self, owner: str, *, seconds: float) -> BulkOperation | None:
        """The oldest that nobody else drives."""
        with self._state.lock:
            for record in sorted(self._records.values(), key=lambda each: (each.created, each.bulk.id)):
                if record.bulk.state is BulkState.RUNNING and self._is_free(record, owner):
                    record.owner, record.until = owner, self._state.after(seconds)
                    return record.bulk
            return None

    def advance(self, bulk: str, owner: str, step: BulkStep, *, seconds: float) -> BulkOperation | None:
        """Count a page once, and go on."""
        with self._state.lock:
            record = self._records.get(bulk)
            if record is None or record.owner != owner:
                return None
            if record.bulk.step == step.step:
                record.bulk = self._after(record.bulk, step)
                record.until = self._state.after(seconds)
            return record.bulk

    def release(self, bulk: str, owner: str) -> None:
        """Let anybody else drive it."""
        with self._state.lock:
            record = self._records.get(bulk)
            if record is not None and record.owner == owner:
                record.owner, record.until = "", None

    def cancel(self, bulk: str) -> BulkOperation:
        """End it."""
        with self._state.lock:
            record = self._record(bulk)
            if record.bulk.state is BulkState.RUNNING:
                record.bulk = replace(record.bulk, state=BulkState.CANCELLED, finished=self._state.now())
            return record.bulk

    def unfinished(self) -> bool:
        """Whether any runs."""
        with self._state.lock:
            return any(record.bulk.state is BulkState.RUNNING for record in self._records.values())

    def _after(self, bulk: BulkOperation, step: BulkStep) -> BulkOperation:
        ends = step.done and bulk.state is BulkState.RUNNING
        return replace(
            bulk,
            step=bulk.step + 1,
            tally=bulk.tally + step.tally,
            page=step.page,
            cursor=step.cursor,
            last=step.last,
            state=BulkState.SUCCEEDED if ends else bulk.state,
            finished=self._state.now() if ends else bulk.finished,
        )

    def _is_free(self, record: _Record, owner: str) -> bool:
        return record.owner in ("", owner) or record.until is None or record.until <= self._state.now()

    def _record(self, bulk: str) -> _Record:
        if bulk not in self._records:
            raise BulkNotFound(bulk)
        return self._records[bulk]
