"""Lose the lines of a log that cannot be written, instead of the time of the worker that writes them."""

from __future__ import annotations

import logging
import sys
import time
from typing import Any

from celery import signals

#: Seconds between two complaints about the same log.
_SILENCE = 60.0


class Losses:
    """What becomes of a record that a handler failed to log."""

    def __init__(self, handler: logging.Handler) -> None:
        self._handler, self._otherwise = handler, handler.handleError
        self._count, self._silent_until = 0, 0.0

    def add(self, record: logging.LogRecord) -> None:
        """Called with the handler's lock held, while its exception is being handled."""
        error = sys.exc_info()[1]
        if not isinstance(error, OSError):
            self._otherwise(record)
            return
        self._count += 1
        if time.monotonic() >= self._silent_until:
            self._silent_until = time.monotonic() + _SILENCE
            self._complain(error)

    def _complain(self, error: OSError) -> None:
        said = f"{self._handler} cannot be written: {error}; lines lost so far: {self._count}"
        try:
            print(said, file=sys.__stderr__, flush=True)
        except (OSError, ValueError):  # standard error itself has no room, or is closed
            return


def spare_the_worker() -> None:
    """Watch over every log that Celery sets up in this process from now on.

    Of itself ``logging`` prints dozens of lines to ``sys.stderr`` for a record that it cannot write. In a worker that
    is Celery's proxy, which logs each of them, in vain, with dozens of lines again: while the disk under its log is
    full, a worker does little else.
    """
    signals.after_setup_logger.connect(_watch_over, weak=False)
    signals.after_setup_task_logger.connect(_watch_over, weak=False)


def _watch_over(logger: logging.Logger, **_: Any) -> None:
    for handler in logger.handlers:
        handler.handleError = Losses(handler).add  # type: ignore[method-assign]
