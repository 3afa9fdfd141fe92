"""Tell whether the kernel killed a process of this worker for want of memory."""

from __future__ import annotations

import re
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from pathlib import Path

#: Seconds within which a death and the kernel's count of it are taken for the same thing.
WINDOW = 10.0

_KILLED = re.compile(r"\bsignal 9\b")
_KILLS = re.compile(r"^oom_kill (\d+)$", re.MULTILINE)


class OutOfMemory:
    """Compares the kernel's own count of such kills with what it was a while ago.

    The count is that of the control group in which the worker runs, as systemd and containers make one, or else
    the whole machine's. Each kill explains one death. ``root`` is where the kernel's files are.
    """

    def __init__(self, root: Path = Path("/"), *, clock: Callable[[], float] = time.monotonic) -> None:
        self._sources, self._clock, self._lock = tuple(_sources(root)), clock, threading.Lock()
        self._explained = self._count()
        self._looks: deque[tuple[float, int]] = deque([(clock(), self._explained)])

    def look(self) -> None:
        """Note the count as it is now. Call every few seconds; callable from any thread."""
        with self._lock:
            self._note()

    def killed(self, ending: str) -> bool:
        """Whether a death that the pool describes so was such a kill; asked once for each death."""
        if not _KILLED.search(ending):
            return False
        with self._lock:
            self._note()
            earlier, now = self._looks[0][1], self._looks[-1][1]
            if now <= max(earlier, self._explained):
                return False
            self._explained = max(earlier, self._explained) + 1
            return True

    def _note(self) -> None:
        now = self._clock()
        self._looks.append((now, self._count()))
        while len(self._looks) > 2 and self._looks[1][0] <= now - WINDOW:
            self._looks.popleft()

    def _count(self) -> int:
        """The first of the sources that says something; 0 if none does."""
        for path in self._sources:
            if (count := _read(path)) is not None:
                return count
        return 0


def _sources(root: Path) -> Iterator[Path]:
    """Files that may hold a count, the most exact one first.

    In a container the group's path is often that outside of it, while the files lie at the top.
    """
    groups, mounted = _groups(root), root / "sys/fs/cgroup"
    for group in dict.fromkeys((groups.get("", "/"), "/")):
        yield mounted / group.lstrip("/") / "memory.events"
    for group in dict.fromkeys((groups.get("memory", "/"), "/")):
        yield mounted / "memory" / group.lstrip("/") / "memory.oom_control"
    yield root / "proc/vmstat"


def _groups(root: Path) -> dict[str, str]:
    """The control groups of this process by controller; version 2 has one, under the empty name."""
    try:
        lines = (root / "proc/self/cgroup").read_text().splitlines()
    except OSError:
        return {}
    parts = (line.split(":", 2) for line in lines if line.count(":") >= 2)
    return {name: path for _, controllers, path in parts for name in controllers.split(",")}


def _read(path: Path) -> int | None:
    try:
        found = _KILLS.search(path.read_text())
    except OSError:
        return None
    return int(found[1]) if found else None
