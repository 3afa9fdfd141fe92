"""A wall clock for a process under test, which can be set while the process runs (Linux, a C compiler)."""

from __future__ import annotations

import mmap
import subprocess
import time
from collections.abc import Mapping
from pathlib import Path

from tests.servers import binaries

SOURCE = Path(__file__).with_suffix(".c")

#: Where the library finds the file that tells it how wrong the clock is.
VARIABLE = "TEST_WALL_CLOCK"

_SIZE = 8


class WallClock:
    """The clock of the processes that are started with ``environment``. It is right until it is set.

    Only the time of day is wrong. The monotonic clock and pauses are those of the machine.
    """

    def __init__(self, directory: Path) -> None:
        directory.mkdir(parents=True, exist_ok=True)
        library, file = directory / "wall_clock.so", directory / "shift"
        compiler = [binaries.compiler(), "-shared", "-fPIC", "-O1", "-Wall", "-Werror"]
        subprocess.run([*compiler, "-o", str(library), str(SOURCE)], check=True)
        file.write_bytes(bytes(_SIZE))
        with file.open("r+b") as opened:
            self._setting = mmap.mmap(opened.fileno(), _SIZE)
        self.environment: Mapping[str, str] = {"LD_PRELOAD": str(library), VARIABLE: str(file)}

    def shift(self, seconds: float) -> None:
        """So far ahead from now on; 0 sets it right."""
        self._set(int(seconds * 10**9) & ~1)

    def double(self) -> None:
        """It is right now, and goes at double speed from now on."""
        self._set(-time.time_ns() | 1)

    def _set(self, setting: int) -> None:
        self._setting[:] = setting.to_bytes(_SIZE, "little", signed=True)
