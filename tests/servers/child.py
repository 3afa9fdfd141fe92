"""A child process: its log, the wait for a line of it, and its end. It never outlives the test process."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path

TIED = Path(__file__).with_name("tied.py")

#: Seconds that a server may take to get ready on a loaded machine, and to stop.
START, STOP = 60.0, 20.0


class ChildFailed(Exception):
    """A child process ended, or stayed silent, before it was ready. The message ends with its log."""

    def __init__(self, child: Child, reason: str) -> None:
        super().__init__(f"{child.name} {reason}; its log ends:\n{child.log[-4000:]}")


class Child:
    """One process group, tied to this process, whose output is read line by line as it comes."""

    def __init__(
        self, command: Sequence[str], *, name: str, env: Mapping[str, str] | None = None, cwd: Path | None = None
    ) -> None:
        self.name = name
        self._lines: list[str] = []
        self._changed = threading.Condition()
        self._ended = False
        tie = [sys.executable, "-I", "-S", str(TIED), str(os.getpid())]
        self._process = subprocess.Popen(
            [*tie, *command],
            env=dict(env) if env is not None else None,
            cwd=cwd,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            text=True,
            errors="replace",
        )
        self._reader = threading.Thread(target=self._read, name=f"log of {name}", daemon=True)
        self._reader.start()

    @property
    def pid(self) -> int:
        """The process id of the command itself, also the id of its process group."""
        return self._process.pid

    @property
    def log(self) -> str:
        """Everything that the process has written so far."""
        with self._changed:
            return "".join(self._lines)

    @property
    def alive(self) -> bool:
        """Whether the process runs."""
        return self._process.poll() is None

    def wait_for(self, pattern: str, *, timeout: float = START, count: int = 1) -> str:
        """Block until ``count`` lines match; return the last of them.

        Raises:
            ChildFailed: the output ended, or ``timeout`` seconds passed, before that.
        """
        with self._changed:
            self._changed.wait_for(lambda: self._ended or len(self._matching(pattern)) >= count, timeout)
            found = self._matching(pattern)
            ended = self._ended
        if len(found) >= count:
            return found[count - 1]
        raise ChildFailed(self, "ended" if ended else f"did not say {pattern!r} in {timeout:g} s")

    def kill9(self) -> None:
        """Send SIGKILL to the whole process group and wait until it is gone."""
        self._signal_group(signal.SIGKILL)
        self._process.wait(STOP)
        self._reader.join(STOP)
        if self._process.stdout is not None and self._ended:
            self._process.stdout.close()

    def stop(self, *, signal_number: int = signal.SIGTERM, timeout: float = STOP) -> int:
        """Ask the process to end, and kill its group if it does not. Return the exit status."""
        if self.alive:
            self._process.send_signal(signal_number)
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(timeout)
        self.kill9()
        return self._process.returncode

    def wait(self, *, timeout: float = STOP) -> int:
        """Block until the process has ended; return its exit status."""
        return self._process.wait(timeout)

    def _signal_group(self, signal_number: int) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal_number)

    def _matching(self, pattern: str) -> list[str]:
        return [line for line in self._lines if re.search(pattern, line)]

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self._append(line)
        with self._changed:
            self._ended = True
            self._changed.notify_all()

    def _append(self, line: str) -> None:
        with self._changed:
            self._lines.append(line)
            self._changed.notify_all()
