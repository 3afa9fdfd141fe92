"""Find the local stack that ``aurora up`` runs, by the file that it writes when it is ready. Connects to nothing."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from aurora_celery.config.process import birth, is_alive

DATA_DIR = Path(".aurora")
UP_FILE = "up.json"

#: The supervisor, who starts the others again when they die; they die with it.
SUPERVISOR = "up"
#: Seconds by which the clocks of a file system and of /proc may differ.
_CLOCK_SLACK = 2.0


@dataclass(frozen=True, slots=True)
class WebAddress:
    """Where the API of a local stack is, and the key that its scripts send."""

    url: str
    token: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UpFile:
    """A running local stack: its addresses, and the pids of its processes by role."""

    broker: str
    store: str
    concurrency: int
    pids: Mapping[str, int]
    web: WebAddress | None = None

    def document(self) -> dict[str, Any]:
        """What the file holds."""
        return {**asdict(self), "pids": dict(self.pids)}


def find_up(cwd: Path, *, data_dir: Path = DATA_DIR) -> UpFile | None:
    """The stack that runs for this directory; None if there is none, or only the file of a dead one.

    Looks into the data directory, then into the working directory's own ``.aurora``.
    """
    paths = dict.fromkeys((cwd / data_dir / UP_FILE, cwd / DATA_DIR / UP_FILE))
    return next((up for up in map(read_live, paths) if up), None)


def read_live(path: Path) -> UpFile | None:
    """The stack that a file tells of, while it runs; None for a file that is missing, foreign or left behind."""
    try:
        with path.open("rb") as file:
            status = os.fstat(file.fileno())
            up = _parse(file.read())
    except OSError:
        return None
    if up is None or not _trusted(status) or not _runs(up, written=status.st_mtime):
        return None
    return up


def _parse(text: bytes) -> UpFile | None:
    try:
        document = json.loads(text)
        pids = {str(role): int(pid) for role, pid in document["pids"].items()}
        broker, store = str(document["broker"]), str(document["store"])
        concurrency, web = int(document["concurrency"]), _web(document.get("web"))
        return UpFile(broker=broker, store=store, concurrency=concurrency, pids=pids, web=web)
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError):
        return None


def _web(document: Mapping[str, Any] | None) -> WebAddress | None:
    return None if document is None else WebAddress(str(document["url"]), str(document["token"]))


def _trusted(status: os.stat_result) -> bool:
    """Only we and root may have written it: the file decides where results are sent."""
    if not hasattr(os, "getuid"):
        return True
    return status.st_uid in (os.getuid(), 0) and not status.st_mode & 0o022


def _runs(up: UpFile, *, written: float) -> bool:
    """Its supervisor lives, and is not a younger process that got the dead one's pid."""
    pid = up.pids.get(SUPERVISOR, 0)
    return is_alive(pid) and (birth(pid) or 0.0) <= written + _CLOCK_SLACK
