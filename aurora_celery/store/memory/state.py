"""What every part of the in-memory store shares: one lock, one clock, and the records."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from types import TracebackType

from aurora_celery.errors import Unserialisable
from aurora_celery.model.log import LogBatch
from aurora_celery.model.operation import Operation
from aurora_celery.store.failures import bounded
from aurora_celery.store.memory.records import CellRecord, RunRecord
from aurora_celery.store.ports import CellRef, CellView, Finish


def system_clock() -> datetime:
    """The time now, in UTC."""
    return datetime.now(UTC)


class Turnstile(threading.Condition):
    """A condition that tells, before it lets the next one in, that somebody was here."""

    def __init__(self) -> None:
        super().__init__()
        self.leaving: Callable[[], None] | None = None
        self._inside = threading.local()

    def __enter__(self) -> bool:
        entered = super().__enter__()
        self._inside.depth = getattr(self._inside, "depth", 0) + 1
        return entered

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._inside.depth -= 1
        if self._inside.depth == 0 and self.leaving is not None:
            self.leaving()
        super().__exit__(kind, error, trace)


@dataclass(frozen=True, slots=True)
class KeptBatch:
    """Lines of a try: the how manieth that were kept, and until when they are."""

    serial: int
    batch: LogBatch
    until: datetime | None


@dataclass(slots=True)
class MemoryState:
    """The records of one store. ``lock`` is held for the length of each call, so that a call is one write."""

    clock: Callable[[], datetime] = system_clock
    retention: float | None = None
    attention: float = 15.0
    lock: Turnstile = field(default_factory=Turnstile)
    runs: dict[str, RunRecord] = field(default_factory=dict)
    results: dict[str, tuple[str, str]] = field(default_factory=dict)
    deletions: dict[str, tuple[str, Operation]] = field(default_factory=dict)
    restoring: dict[tuple[str, int], CellView] = field(default_factory=dict)
    logs: list[KeptBatch] = field(default_factory=list)

    def now(self) -> datetime:
        """The store's clock, cut to milliseconds as MongoDB keeps them."""
        moment = self.clock()
        return moment.replace(microsecond=moment.microsecond // 1000 * 1000)

    def after(self, seconds: float) -> datetime:
        """So many seconds from now."""
        return self.now() + timedelta(milliseconds=round(seconds * 1000))

    def holder(self, key: str | None) -> RunRecord | None:
        """The run that holds an idempotency key."""
        if key is None:
            return None
        return next((run for run in self.runs.values() if run.key == key), None)

    def end(self, run: RunRecord, finish: Finish) -> None:
        """End a run and wake those who wait for it."""
        run.state, run.finished = finish.state, self.now()
        run.outputs = finish.outputs or run.outputs
        if finish.error is not None:
            run.fail(bounded(finish.error))
        run.expires = None if self.retention is None else self.after(self.retention)
        self.lock.notify_all()

    def cell(self, ref: CellRef) -> CellRecord | None:
        """The record of a cell, if it is there and of this epoch."""
        run = self.runs.get(ref.run)
        if run is None or not 0 <= ref.cell < len(run.cells):
            return None
        cell = run.cells[ref.cell]
        return cell if cell.epoch == ref.epoch else None


def check_text(*texts: str | None) -> None:
    """Refuse what no store can keep. Raises Unserialisable for a lone surrogate."""
    for text in texts:
        if text is not None:
            try:
                text.encode()
            except UnicodeEncodeError as error:
                raise Unserialisable("", str(error)) from error
