"""Publish where a local stack is, in files that only we can read, and take them away at the end."""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path

from aurora_celery.config import UpFile
from aurora_celery.config.local import DATA_DIR, SUPERVISOR, UP_FILE, read_live


def places(data_dir: Path, *, cwd: Path) -> tuple[Path, ...]:
    """Where it is written: in the data directory, and where the working directory's commands look."""
    return tuple(dict.fromkeys((cwd / data_dir / UP_FILE, cwd / DATA_DIR / UP_FILE)))


def publish(up: UpFile, path: Path) -> None:
    """Write the whole file at once: a reader sees the old one or the new one. Another running stack's is kept."""
    other = read_live(path)
    if other and other.pids[SUPERVISOR] != up.pids[SUPERVISOR]:
        return
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    # mkstemp makes files of mode 0600.
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=".up-")
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        json.dump(up.document(), file, indent=2)
        file.write("\n")
    Path(name).replace(path)


def clear(path: Path) -> None:
    """Remove the file of a stack that was killed, so that nobody takes it for the one that starts now."""
    if read_live(path) is None:
        path.unlink(missing_ok=True)


def withdraw(path: Path, *, supervisor: int) -> None:
    """Remove the file if it is that of the given supervisor; another stack's is left alone."""
    try:
        if json.loads(path.read_bytes())["pids"][SUPERVISOR] == supervisor:
            path.unlink()
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return
