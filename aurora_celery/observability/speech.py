"""What one try says: made presentable, counted, and cut off where it is too much."""

from __future__ import annotations

import os
import threading
import time
from datetime import datetime
from typing import Final

from aurora_celery.config.settings import LogsSettings
from aurora_celery.engine.held import Held
from aurora_celery.model.log import LogLevel, LogSource
from aurora_celery.observability.current import current_trace_id
from aurora_celery.observability.shipping import Said, Shipping

#: Who says that lines are missing.
OURSELVES: Final = "aurora.logs"


class Speech:
    """The lines of one try, between the beginning and the end of its handler. Safe to use from threads.

    In a process that the handler forks nothing is kept: its lines would take the numbers of ours.
    """

    def __init__(self, held: Held, settings: LogsSettings, shipping: Shipping) -> None:
        self._held, self._settings, self._shipping = held, settings, shipping
        self._least = LogLevel[settings.level]
        self._lock = threading.RLock()
        self._pid, self._began = 0, 0.0
        self._unfinished: dict[str, tuple[LogLevel, str]] = {}
        self._bytes = self._dropped = self._lost = 0
        self.said = 0
        self.latest: datetime | None = None

    @property
    def source(self) -> LogSource:
        """The try, as the store knows it."""
        held = self._held
        return LogSource(
            run=held.ref.run,
            epoch=held.ref.epoch,
            node=held.node.index,
            attempt=held.claim.attempt,
            plan=held.head.hash,
            graph=held.head.name,
            handler=held.node.handler,
            worker=held.holder.worker,
        )

    @property
    def is_worth_a_write(self) -> bool:
        """True for a try that said something and took its time; those of quick ones are written together."""
        return self.said > 0 and time.monotonic() - self._began >= self._settings.interval

    def begin(self) -> None:
        """The handler begins."""
        self._pid, self._began = os.getpid(), time.monotonic()

    def end(self) -> None:
        """The handler has ended: what it says now, in a thread that it left behind, is no longer of this try."""
        with self._lock:
            for name, (level, text) in self._unfinished.items():
                self.say(level, name, _shown(text))
            self._unfinished.clear()
            if self._dropped:
                self._note(f"{self._dropped} lines were dropped beyond what one try may say")
            self._note_losses()
            self._pid = 0
        if self.is_worth_a_write:
            self._shipping.hurry()

    def write(self, level: LogLevel, name: str, text: str) -> None:
        """Take what was printed, which becomes lines where they end."""
        if self._pid != os.getpid():
            return
        with self._lock:
            *lines, rest = (self._unfinished.pop(name, (level, ""))[1] + text).split("\n")
            for line in lines:
                self.say(level, name, _shown(line))
            if rest:  # of a line without an end no more is held than could be kept of it
                back = "\r" if rest.endswith("\r") else ""
                self._unfinished[name] = (level, _shown(rest)[: 2 * self._settings.line_limit] + back)

    def say(self, level: LogLevel, name: str, text: str, *, at: float | None = None) -> None:
        """Take one line, said now or at a time in seconds since the epoch of Unix."""
        if level < self._least or self._pid != os.getpid():
            return
        hide, limit = self._held.secrets.hide_line, self._settings.line_limit
        text, size = _presentable(hide(text), limit=limit)
        with self._lock:
            if self.said >= self._settings.try_lines or self._bytes + size > self._settings.try_bytes:
                if not self._dropped:
                    self._note("this try has said as much as one may; what follows is dropped")
                self._dropped += 1
                return
            self._note_losses(room=size)
            if self._shipping.put(self, self._said(level, hide(name)[:200], text, size=size, at=at)):
                self.said += 1
                self._bytes += size
            else:
                self._lost += 1

    def _note_losses(self, *, room: int = 0) -> None:
        """Say how many lines there was no room for, as soon as there is some again, or the try ends."""
        if self._lost and (not room or self._shipping.has_room(room)):
            text = f"{self._lost} lines were dropped here, for the store did not take them in time"
            self._lost = 0 if self._note(text) else self._lost

    def _note(self, text: str) -> bool:
        said = self._said(LogLevel.WARNING, OURSELVES, text, size=len(text))
        is_taken = self._shipping.put(self, said, always=True)
        self.said += is_taken
        return is_taken

    def _said(self, level: LogLevel, name: str, text: str, *, size: int, at: float | None = None) -> Said:
        when = time.time() if at is None else at
        return Said(self.said, when, level, _presentable(name, limit=800)[0], text, current_trace_id(), size)


def _shown(line: str) -> str:
    """What a terminal would show of a line in the end: what a carriage return goes back over is gone."""
    return line.rstrip("\r").rpartition("\r")[2]


def _presentable(text: str, *, limit: int) -> tuple[str, int]:
    """Text that every store and encoder takes, cut to so many bytes, and its size in bytes."""
    data = text.encode("utf-8", "replace")
    if len(data) > limit:
        data = data[:limit].decode("utf-8", "ignore").encode() + f" ... ({len(data) - limit} bytes were cut)".encode()
    return data.decode().replace("\0", "\N{REPLACEMENT CHARACTER}"), len(data)
