"""What handlers said, as the API answers it: read as values of the model, and followed without a line twice."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from aurora_celery.client.streams import Message
from aurora_celery.model.log import LogEntry, LogLevel
from aurora_celery.store.log_ports import LogEntries
from aurora_celery.store.values import Page

_SAME = (
    "run", "graph", "node", "index", "epoch", "attempt", "number", "logger", "text", "handler", "worker", "trace_id",
)  # fmt: skip


def entry_of(found: Mapping[str, Any], *, cursor: str = "") -> LogEntry:
    """A line."""
    same = {name: found[name] for name in _SAME}
    return LogEntry(at=datetime.fromisoformat(found["at"]), level=LogLevel[found["level"]], cursor=cursor, **same)


def entry_page_of(found: Mapping[str, Any]) -> Page[LogEntry]:
    """A page of lines of many runs."""
    return Page(tuple(map(entry_of, found["items"])), found["cursor"])


def entries_of(found: Mapping[str, Any]) -> LogEntries:
    """A page of lines of one run."""
    return LogEntries(tuple(map(entry_of, found["items"])), found["cursor"], found["follow"])


@dataclass(slots=True)
class LogListener:
    """Knows which lines of a run it has heard, by the last of each try: those of one try come in order."""

    cursor: str | None
    over: bool = False
    _heard: dict[tuple[int, int, int], int] = field(default_factory=dict)

    def missed(self, message: Message | None) -> bool:
        """Whether this says that lines may have been missed."""
        return message is not None and message.name == "resync"

    def hear(self, message: Message) -> LogEntry | None:
        """The line in a message, if it holds one that is new."""
        self.over = message.name == "end"
        if message.name != "line":
            return None
        self.cursor = message.id or self.cursor
        entry = entry_of(json.loads(message.data), cursor=message.id)
        return entry if self.is_new(entry) else None

    def is_new(self, entry: LogEntry) -> bool:
        """Whether a line has not been heard; from now on it has."""
        place = entry.epoch, entry.index, entry.attempt
        is_new = entry.number > self._heard.get(place, -1)
        if is_new:
            self._heard[place] = entry.number
        return is_new
