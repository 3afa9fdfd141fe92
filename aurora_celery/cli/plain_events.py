"""Events of a run as plain lines, with the seconds since the run was accepted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from aurora_celery.cli.plain import PlainProgress
from aurora_celery.model.event import EventKind, RunEvent


class PlainEvents:
    """Prints what has happened so far, then one line for each event."""

    def __init__(self, write: Callable[[str], None]) -> None:
        self._write = write
        self._begun: datetime | None = None

    def show(self, event: RunEvent) -> None:
        """Print an event. Without a snapshot at the beginning the time is that of the day."""
        if event.view is not None:
            self._begun = event.view.created
            self._write(f"run {event.run} of {event.view.graph}: {event.view.state.value}")
            PlainProgress(self._write).show(event.view)
            return
        self._write(f"{self._since(event.at)}  {_words(event)}")

    def _since(self, at: datetime | None) -> str:
        if at is None:
            return " " * 10
        if self._begun is None:
            return at.strftime("%H:%M:%S.") + f"{at.microsecond // 1000:03d}"
        return f"{(at - self._begun).total_seconds():8.2f} s"


def _words(event: RunEvent) -> str:
    match event.kind:
        case EventKind.NODE:
            return f"{event.node}  {_state(event)}"
        case EventKind.PROGRESS if event.progress is not None:
            share = "" if event.progress.fraction is None else f"{event.progress.fraction:.0%} "
            return f"{event.node}  {share}{event.progress.message}".rstrip()
        case EventKind.OPERATION if event.operation is not None:
            why = f": {event.operation.why}" if event.operation.why else ""
            return f"{event.operation.kind.value} by {event.operation.by}{why}"
        case EventKind.CONTROL if event.control is not None:
            return f"what may start: {event.control.value}"
        case EventKind.DELETED:
            return "the run was deleted"
        case _:
            return f"run {_state(event)}"


def _state(event: RunEvent) -> str:
    words = event.state.value if event.state is not None else ""
    if event.attempt is not None and event.attempt > 1:
        words += f" (attempt {event.attempt})"
    if event.worker is not None:
        words += f" on {event.worker}"
    if event.error is None:
        return words
    error = event.error if event.node is None else replace(event.error, node=None)
    return f"{words}: {error}"
