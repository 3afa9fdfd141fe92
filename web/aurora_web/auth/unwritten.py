"""Entries of the audit log that the store did not take: kept in memory, written in order once it is back."""

from __future__ import annotations

import logging
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from typing import Final

from aurora_celery.errors import AuroraError

logger = logging.getLogger(__name__)

#: Entries that are kept. What was refused takes half of the room at most: strangers can have that at will.
MOST: Final = 1000
#: Seconds between two tries, at first and at last.
_FIRST, _LAST = 0.5, 10.0


@dataclass(frozen=True, slots=True)
class Entry:
    """What is to be written."""

    actor: str
    action: str
    target: str
    outcome: str
    address: str
    trace: str
    detail: dict[str, str] = field(default_factory=dict)

    def late(self) -> Entry:
        """The entry with the time at which it should have been written; the log has that of its writing."""
        return replace(self, detail={**self.detail, "happened": datetime.now(UTC).isoformat(timespec="milliseconds")})


class Unwritten:
    """Writes entries, and keeps those that the store does not take now. One for each app; any thread may call it."""

    def __init__(self, append: Callable[[Entry], object], *, most: int = MOST) -> None:
        self._append, self._most = append, most
        self._entries: deque[Entry] = deque()
        self._lock = threading.Lock()
        self._writer: threading.Thread | None = None

    def __len__(self) -> int:
        return len(self._entries)

    @property
    def full(self) -> bool:
        """Whether there is no room left, so that nothing may be done that would have to be written."""
        return len(self._entries) >= self._most

    def write(self, entry: Entry) -> None:
        """Write an entry, now or later; never raises for a store that is away."""
        if not self._entries:
            try:
                self._append(entry)
            except AuroraError as error:
                logger.warning("the audit log cannot be written now: %s", error)
            else:
                return
        self.keep(entry)

    def keep(self, entry: Entry) -> None:
        """Write an entry later. It stands in the process's log too, which outlives the process."""
        entry = entry.late()
        room = self._most // 2 if entry.outcome == "refused" else self._most * 2
        with self._lock:
            kept = len(self._entries) < room
            if kept:
                self._entries.append(entry)
            if self._writer is None:
                self._writer = threading.Thread(target=self._write_all, name="audit", daemon=True)
                self._writer.start()
        logger.warning("an entry of the audit log is %s: %s", "kept for later" if kept else "lost", asdict(entry))

    def drain(self, timeout: float) -> bool:
        """Wait until everything is written, for so many seconds at most; whether it is."""
        writer = self._writer
        if writer is not None:
            writer.join(timeout)
        return not self._entries

    def _write_all(self) -> None:
        pause, waiting = _FIRST, threading.Event()
        while True:
            with self._lock:
                if not self._entries:
                    self._writer = None
                    return
                entry = self._entries[0]
            try:
                self._append(entry)
            except AuroraError:  # it was told when the entry was kept
                waiting.wait(pause)
                pause = min(_LAST, pause * 2)
                continue
            pause = _FIRST
            self._entries.popleft()
