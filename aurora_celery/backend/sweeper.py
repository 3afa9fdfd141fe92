"""Look after chords from time to time, in every process that runs tasks.

The main process of a prefork pool does not: it forks, and a thread that talks to a server may hold a lock at that
moment. Its children do.
"""

from __future__ import annotations

import logging
import os
import random
import threading
from collections.abc import Callable
from typing import Any, Final

from billiard import current_process
from celery import current_app, signals

logger = logging.getLogger(__name__)

_PREFORK: Final = "celery.concurrency.prefork"
_UID: Final = "aurora-chord-sweeper"
_running: dict[int, ChordSweeper] = {}


class ChordSweeper(threading.Thread):
    """Calls ``sweep`` every ``interval`` seconds, give or take a third, until it is stopped."""

    def __init__(self, sweep: Callable[[], Any], *, interval: float) -> None:
        super().__init__(name=_UID, daemon=True)
        self._sweep, self._interval = sweep, interval
        self._stopped = threading.Event()

    def run(self) -> None:
        """Sweep until stopped. Nothing that goes wrong ends the thread."""
        while not self._stopped.wait(self._interval * random.uniform(2 / 3, 4 / 3)):  # noqa: S311  (no secret)
            try:
                self._sweep()
            except Exception:
                logger.warning("chords could not be looked after", exc_info=True)

    def stop(self) -> None:
        """Begin no other pass."""
        self._stopped.set()


def attend(app: Any, *, interval: float) -> None:
    """Have this process, and those that it forks, look after an app's chords while they are part of a worker."""
    signals.worker_process_init.connect(_on_process, dispatch_uid=_UID)
    signals.worker_ready.connect(_on_ready, dispatch_uid=_UID)
    signals.worker_process_shutdown.connect(_on_end, dispatch_uid=_UID)
    signals.worker_shutdown.connect(_on_end, dispatch_uid=_UID)
    if "PoolWorker" in current_process().name:
        # The backend was made after the process had been told that it begins.
        _start(app, interval)


def _on_process(**_: Any) -> None:
    proxy: Any = current_app
    _join(proxy._get_current_object())  # noqa: SLF001  (Celery's way to look behind its proxy)


def _on_ready(sender: Any, **_: Any) -> None:
    if type(sender.pool).__module__ != _PREFORK:
        _join(sender.app)


def _on_end(**_: Any) -> None:
    sweeper = _running.pop(os.getpid(), None)
    if sweeper is not None:
        sweeper.stop()


def _join(app: Any) -> None:
    options = getattr(app.backend, "options", None)
    _start(app, getattr(options, "sweep_interval", 0.0))


def _start(app: Any, interval: float) -> None:
    def sweep() -> None:
        # Within the thread, since Celery makes a backend for each.
        app.backend.sweep_chords()

    if interval and os.getpid() not in _running:
        sweeper = _running[os.getpid()] = ChordSweeper(sweep, interval=interval)
        sweeper.start()
