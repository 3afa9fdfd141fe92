"""What handlers say, in memory."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from aurora_celery.errors import BadCursor
from aurora_celery.model.log import LogBatch
from aurora_celery.store.log_pages import page_of, reach_of, read_place
from aurora_celery.store.log_ports import LogFeed, LogFilter, LogNews, LogPage
from aurora_celery.store.memory.state import KeptBatch, MemoryState, check_text


class MemoryLogs:
    """``LogStore`` in memory. What is over is forgotten when something is added."""

    def __init__(self, state: MemoryState) -> None:
        self._state = state
        self._serial = 0

    def append(self, batches: Sequence[LogBatch], *, keep: float | None) -> None:
        """Keep some, and wake those who follow."""
        for batch in batches:
            check_text(*(text for line in batch.lines for text in (line.logger, line.text)))
        with self._state.lock:
            until = None if keep is None else self._state.now() + timedelta(seconds=keep)
            known = {_key(kept.batch) for kept in self._alive()}
            for batch in batches:
                if _key(batch) not in known:
                    self._serial += 1
                    self._state.logs.append(KeptBatch(self._serial, batch, until))
            self._state.lock.notify_all()

    def read(self, where: LogFilter, *, limit: int = 100, cursor: str | None = None, newest: bool = False) -> LogPage:
        """A page."""
        after = None if cursor is None else read_place(cursor)
        reach = reach_of(where, after, newest=newest)
        with self._state.lock:
            found = [kept.batch for kept in self._alive() if _within(kept.batch.first, reach.since, reach.until)]
        found.sort(key=lambda batch: batch.first, reverse=newest)
        return page_of(((batch.first, batch) for batch in found), where, limit=limit, after=after, newest=newest)

    def batches(self, run: str) -> Iterator[LogBatch]:
        """All of a run."""
        with self._state.lock:
            found = [kept.batch for kept in self._alive() if kept.batch.source.run == run]
        return iter(sorted(found, key=_key))

    def instant(self) -> str:
        """How many were ever kept."""
        with self._state.lock:
            return str(self._serial)

    def follow(self, run: str, *, after: str | None = None) -> LogFeed:
        """Batches with a higher number."""
        with self._state.lock:
            serial = self._serial if after is None else _serial(after, self._serial)
            return MemoryLogFeed(self._state, run, serial)

    def _alive(self) -> list[KeptBatch]:
        """What is not over yet; the rest is forgotten."""
        now = self._state.now()
        self._state.logs[:] = [kept for kept in self._state.logs if kept.until is None or kept.until > now]
        return self._state.logs


class MemoryLogFeed:
    """``LogFeed`` over numbered batches."""

    def __init__(self, state: MemoryState, run: str, serial: int) -> None:
        self._state, self._run, self._serial = state, run, serial

    def next(self, *, timeout: float) -> LogNews | None:
        """Sleeps until something is kept."""
        deadline = time.monotonic() + timeout
        with self._state.lock:
            while (found := self._ahead()) is None:
                if not self._state.lock.wait(max(0.0, deadline - time.monotonic())) and time.monotonic() >= deadline:
                    return None
            self._serial = found.serial
            return LogNews(str(found.serial), found.batch)

    def close(self) -> None:
        """There is nothing to give back."""

    def _ahead(self) -> KeptBatch | None:
        later = (kept for kept in self._state.logs if kept.serial > self._serial)
        return next((kept for kept in later if kept.batch.source.run == self._run), None)


def _key(batch: LogBatch) -> tuple[str, int, int, int, int]:
    source = batch.source
    return source.run, source.epoch, source.node, source.attempt, batch.number


def _within(moment: datetime, since: datetime | None, until: datetime | None) -> bool:
    return (since is None or moment >= since) and (until is None or moment <= until)


def _serial(cursor: str, last: int) -> int:
    if not (cursor.isascii() and cursor.isdigit()) or int(cursor) > last:
        raise BadCursor(cursor)
    return int(cursor)
