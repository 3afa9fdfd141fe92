"""Bring lines from the threads that say them to the store, without making them wait: one thread for each process."""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Callable, Iterator, Sequence
from contextvars import Context
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final, Protocol, TypeVar

from aurora_celery.config.settings import LogsSettings
from aurora_celery.errors import AuroraError, StoreUnavailable
from aurora_celery.model.log import LogBatch, LogLevel, LogLine, LogSource
from aurora_celery.store.log_ports import SPAN
from aurora_celery.store.ports import Store

T = TypeVar("T")

logger = logging.getLogger(__name__)

#: Bytes and lines of one batch; a document that holds it is far smaller than a megabyte.
_BATCH_BYTES: Final = 256 * 1024
_BATCH_LINES: Final = 1000
#: Seconds between two tries to reach a store that does not answer: the first pause, and the longest.
_FIRST_PAUSE, _LAST_PAUSE = 0.2, 3.0
#: Bytes that every line counts for besides its text.
_OVERHEAD: Final = 100


@dataclass(frozen=True, slots=True)
class Said:
    """A line on its way: by the clock of this machine, in seconds since the epoch of Unix."""

    number: int
    at: float
    level: LogLevel
    logger: str
    text: str
    trace_id: str | None
    size: int


class Speaker(Protocol):
    """The try that a line is from. ``latest`` is the time of its last line that was put into a batch."""

    latest: datetime | None

    @property
    def source(self) -> LogSource:
        """The try, as the store knows it."""


class Shipping:
    """Holds lines for a moment, then writes those of all tries together. A store that is away is asked again.

    Until it answers, a bounded number of bytes is held; what comes after them is refused.
    """

    def __init__(self, settings: LogsSettings, store: Callable[[], Store]) -> None:
        self._settings, self._store = settings, store
        self._keep = settings.retention or None
        self._begin()
        if hasattr(os, "register_at_fork"):
            os.register_at_fork(after_in_child=self._begin)

    def _begin(self) -> None:
        """Again after a fork: the thread and the lines are the parent's."""
        self._changed = threading.Condition()
        self._waiting: list[tuple[Speaker, Said]] = []
        self._thread: threading.Thread | None = None
        self._hurry = False
        self._held = 0
        self._taken = self._done = 0

    def put(self, speaker: Speaker, said: Said, *, always: bool = False) -> bool:
        """Take a line along. False when there is no room for it, unless it has to be taken ``always``."""
        size = said.size + _OVERHEAD
        with self._changed:
            if self._held + size > self._settings.buffer and not always:
                return False
            if not self._has_begun():
                return False
            self._waiting.append((speaker, said))
            self._held += size
            self._taken += 1
            if len(self._waiting) == 1 or self._held > _BATCH_BYTES:
                self._changed.notify_all()
            return True

    def _has_begun(self) -> bool:
        """Whether the thread runs. Where no more threads can be started, a handler must not learn of it here."""
        if self._thread is None:
            apart = Context().run  # whatever it logs itself is nobody's
            thread = threading.Thread(target=apart, args=(self._run,), name="aurora-logs", daemon=True)
            try:
                thread.start()
            except RuntimeError:
                return False
            self._thread = thread
        return True

    def has_room(self, size: int) -> bool:
        """Whether a line of so many bytes would be taken."""
        with self._changed:
            return self._held + size + _OVERHEAD <= self._settings.buffer

    def hurry(self) -> None:
        """Write what is there now, instead of waiting for more."""
        with self._changed:
            self._hurry = bool(self._waiting)
            self._changed.notify_all()

    def flush(self, *, timeout: float) -> bool:
        """Wait until all that has been taken along is written, but only so many seconds; True if it is."""
        with self._changed:
            target = self._taken
            self._hurry = bool(self._waiting)
            self._changed.notify_all()
            return self._changed.wait_for(lambda: self._done >= target, timeout)

    def _run(self) -> None:
        while True:
            lines = self._next()
            try:
                self._send(lines)
            except Exception:  # whatever it is, those who come next must not wait for a thread that is gone
                logger.exception("%d lines of handlers are lost", len(lines))
            with self._changed:
                self._held -= sum(said.size + _OVERHEAD for _, said in lines)
                self._done += len(lines)
                self._changed.notify_all()

    def _next(self) -> list[tuple[Speaker, Said]]:
        with self._changed:
            self._changed.wait_for(lambda: self._waiting)
            self._changed.wait_for(lambda: self._hurry or self._held > _BATCH_BYTES, self._settings.interval)
            lines, self._waiting, self._hurry = self._waiting, [], False
            return lines

    def _send(self, lines: Sequence[tuple[Speaker, Said]]) -> None:
        batches = self._patiently(lambda: list(batches_of(lines, ahead=self._ahead())))
        try:
            self._append(batches)
        except AuroraError as error:
            logger.warning("batches of lines are written one by one, for together they are refused: %s", error)
            for batch in batches:
                self._append_if_fit(batch)

    def _append_if_fit(self, batch: LogBatch) -> None:
        try:
            self._append([batch])
        except AuroraError as error:
            logger.error("run %s: %d lines of handlers are lost: %s", batch.source.run, len(batch.lines), error)

    def _append(self, batches: Sequence[LogBatch]) -> None:
        self._patiently(lambda: self._store().logs.append(batches, keep=self._keep))

    def _ahead(self) -> timedelta:
        return self._store().now() - datetime.now(UTC)

    def _patiently(self, call: Callable[[], T]) -> T:
        """What the store answers, however long it is away."""
        pause = _FIRST_PAUSE
        while True:
            try:
                return call()
            except StoreUnavailable as error:
                logger.info("the store does not answer, lines of handlers wait: %s", error)
            threading.Event().wait(pause)
            pause = min(_LAST_PAUSE, pause * 2)


def batches_of(lines: Sequence[tuple[Speaker, Said]], *, ahead: timedelta) -> Iterator[LogBatch]:
    """Batches of the lines of each try. ``ahead`` is by how much the store's clock is ahead of this machine's.

    The clock may have been set back meanwhile; the times of a try's lines never go back.
    """
    by_try: dict[int, tuple[Speaker, list[Said]]] = {}
    for speaker, said in lines:
        by_try.setdefault(id(speaker), (speaker, []))[1].append(said)
    for speaker, mine in by_try.values():
        batch: list[LogLine] = []
        number, size = 0, 0
        for said in sorted(mine, key=lambda each: each.number):
            line = _line(speaker, said, ahead)
            full = len(batch) >= _BATCH_LINES or size + said.size > _BATCH_BYTES
            if batch and (full or line.at - batch[0].at > SPAN or number + len(batch) != said.number):
                yield LogBatch(speaker.source, number, tuple(batch))
                batch = []
            if not batch:
                number, size = said.number, 0
            batch.append(line)
            size += said.size
        yield LogBatch(speaker.source, number, tuple(batch))


def _line(speaker: Speaker, said: Said, ahead: timedelta) -> LogLine:
    at = datetime.fromtimestamp(said.at, UTC) + ahead
    at = at.replace(microsecond=at.microsecond // 1000 * 1000)
    speaker.latest = at = max(at, speaker.latest or at)
    return LogLine(at=at, level=said.level, logger=said.logger, text=said.text, trace_id=said.trace_id)
