"""The keys of a seal: a file of them, read once by each process."""

from __future__ import annotations

import hashlib
import os
import secrets
import tempfile
from functools import cache
from pathlib import Path
from typing import Final

from aurora_celery.errors import Diagnostic, InvalidSettings
from aurora_celery.sealing.seal import Seal, Unsealable

_KEY_BYTES: Final = 32


def kept_name(project: str, name: str) -> str:
    """Under which name a project's secret lies in the store."""
    return f"{project}/{name}"


def sealed_name(project: str, name: str) -> str:
    """Under which name a project's secret is sealed: nothing else that is sealed has such a name."""
    return f"secret/{project}/{name}"


@cache
def load_seal(path: Path, *, make: bool = True) -> Seal:
    """The keys of a file, one of 64 hexadecimal digits in each line, the newest first.

    A file that is not there is made, readable by its owner only; without ``make`` that raises Unsealable.
    Raises InvalidSettings for one that cannot be read.
    """
    try:
        if not path.exists():
            if not make:
                raise Unsealable(f"{path} is not there, so there is no key to open it with")
            _make(path)
        keys = [bytes.fromhex(line) for line in path.read_text("ascii").split()]
    except (OSError, ValueError) as error:
        raise _bad(path, str(error)) from error
    if not keys or any(len(key) != _KEY_BYTES for key in keys):
        raise _bad(path, f"each line has to be a key of {_KEY_BYTES * 2} hexadecimal digits")
    return Seal({hashlib.sha256(key).hexdigest()[:8]: key for key in keys})


def _make(path: Path) -> None:
    """Make the file whole or not at all: other processes may look for it, or make it, at the same time."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor, draft = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(secrets.token_hex(_KEY_BYTES) + "\n")
            file.flush()
            os.fsync(file.fileno())
        os.link(draft, path)
    except FileExistsError:  # another process was first, and its key counts
        return
    finally:
        Path(draft).unlink()


def _bad(path: Path, reason: str) -> InvalidSettings:
    return InvalidSettings([Diagnostic("C005", "seal_file", f"{path}: {reason}")])
