"""A file system of its own, in memory, that can become full (Linux, root)."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.servers.child import Child, ChildFailed

MOUNTED = Path(__file__).with_name("mounted.py")

#: The size of the file system while it is not meant to be full. Only what is written takes memory.
ROOMY = 8 * 2**30

#: How often it is made smaller before giving up: somebody may have written in between.
_TRIES = 100


class SmallDisk:
    """Mounted when the constructor returns, and never left behind. Raises ChildFailed where that is not allowed."""

    def __init__(self, directory: Path, *, size: int = ROOMY) -> None:
        directory.mkdir(parents=True, exist_ok=True)
        self._directory, self._size = directory.resolve(), size
        command = ["unshare", "--mount", sys.executable, "-I", "-S", str(MOUNTED), str(self._directory), str(size)]
        self._holder = Child(command, name=f"file system at {directory}")
        try:
            self._holder.wait_for("mounted")
        except ChildFailed:
            self._holder.kill9()
            raise
        # A file system with nothing in it cannot be filled: for tmpfs a size of 0 means no limit.
        (self.path / "first-block").write_bytes(b"1")

    @property
    def path(self) -> Path:
        """Its root, for every process of this user."""
        return Path(f"/proc/{self._holder.pid}/root{self._directory}")

    def fill(self) -> None:
        """Leave no room: from now on whoever needs one more block is told that there is none (ENOSPC)."""
        for _ in range(_TRIES):
            state = os.statvfs(self.path)
            if not state.f_bfree:
                return
            self._resize((state.f_blocks - state.f_bfree) * state.f_frsize)
        raise AssertionError(f"{self.path} cannot be filled")

    def free(self) -> None:
        """Give the room back."""
        assert self._resize(self._size), f"{self.path} cannot be given its room back"

    def close(self) -> None:
        """End it, with everything in it that nobody holds open."""
        self._holder.kill9()

    def _resize(self, size: int) -> bool:
        """False when more than that is in use."""
        inside = ["nsenter", "--target", str(self._holder.pid), "--mount"]
        command = [*inside, "mount", "-o", f"remount,size={size}", str(self._directory)]
        return subprocess.run(command, check=False, capture_output=True).returncode == 0
