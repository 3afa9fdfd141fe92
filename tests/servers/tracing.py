"""Make system calls of a running process slow, or fail (strace)."""

from __future__ import annotations

import signal
from collections.abc import Sequence
from pathlib import Path

from tests.servers import binaries
from tests.servers.child import Child, ChildFailed

#: What strace writes behind a call that it meddled with.
_MARKS = ("(DELAYED)", "(INJECTED)")


class Tracing:
    """From its construction on these calls of a process meet ``injection``, as strace spells it, until ``stop``.

    Raises ChildFailed where the process may not be traced.
    """

    def __init__(self, pid: int, calls: Sequence[str], injection: str, *, log: Path) -> None:
        self._log = log
        names = ",".join(calls)
        what = ["-e", f"trace={names}", "-e", f"inject={names}:{injection}"]
        command = [binaries.strace(), "--follow-forks", "--attach", str(pid), *what, "--output", str(log)]
        self._child = Child(command, name=f"strace of {pid}")
        try:
            self._child.wait_for("attached")
        except ChildFailed:
            self._child.kill9()
            raise

    def stop(self) -> int:
        """Let go of the process, if it lives; how many calls were meddled with."""
        self._child.stop(signal_number=signal.SIGINT)
        return sum(line.rstrip().endswith(_MARKS) for line in self._log.read_text().splitlines())
