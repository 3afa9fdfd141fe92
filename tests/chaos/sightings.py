"""What was seen of runs while they ran: a node that has ended stays as it is for the rest of its epoch."""

from __future__ import annotations

import threading
from typing import Any

from aurora_celery import Aurora
from tests.chaos.history import History


class Sightings:
    """Looks at runs, and notes each node that has ended and looks otherwise later in the same epoch."""

    def __init__(self, history: History) -> None:
        self._history, self._lock = history, threading.Lock()
        self._seen: dict[tuple[str, int, int, int], Any] = {}

    def look(self, aurora: Aurora, run: str) -> None:
        """Look at a run as it stands."""
        for cell in aurora.store.runs.cells(run):
            for slot, node in cell.slots.items():
                if node.state.is_terminal:
                    place = (run, cell.ref.epoch, cell.ref.cell, slot)
                    self._compare(place, (node.state.value, node.attempt, node.finished, node.output))

    def _compare(self, place: tuple[str, int, int, int], now: Any) -> None:
        with self._lock:
            before = self._seen.setdefault(place, now)
        if before != now:
            run, epoch, cell, slot = place
            told = f"slot {slot} of cell {cell}, epoch {epoch}, was {before} and is {now}"
            self._history.note("changed", run=run, told=told)
