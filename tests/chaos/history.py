"""The history: what handlers and clients saw, one line each, in a file outside of everything under test."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path
from typing import Any

#: Where the processes of a campaign find the file.
VARIABLE = "CHAOS_HISTORY"

Event = dict[str, Any]


class History:
    """Appends events. One ``O_APPEND`` write each, so the lines of all processes stand in one order."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)

    def note(self, event: str, **facts: Any) -> None:
        """Append one event, with the seconds of the machine's monotonic clock, which all its processes share."""
        line = json.dumps({"event": event, "t": round(time.monotonic(), 6), **facts}) + "\n"
        os.write(self._file, line.encode())

    def close(self) -> None:
        """Give the file back."""
        os.close(self._file)


def read(path: Path) -> list[Event]:
    """All events, in the order in which they were written."""
    with path.open() as lines:
        return [json.loads(line) for line in lines]
