"""Run a command that dies with the process that asked for it. Usage: ``tied.py OWNER_PID COMMAND [ARGUMENT...]``.

A test process may end by ``kill -9``, and then no fixture cleans up. So the kernel does: the command asks for a
SIGKILL at the death of its parent (``prctl(2)``, ``PR_SET_PDEATHSIG``), and the request survives ``exec``. This is a
script of its own, because code between fork and exec (``preexec_fn``) may deadlock in a process that has threads.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1


def main() -> None:
    """Tie this process to its parent, then become the command."""
    owner, command = int(sys.argv[1]), sys.argv[2:]
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != owner:
        # The owner died before the tie was made, so the signal will never come.
        sys.exit(1)
    os.execvp(command[0], command)


if __name__ == "__main__":
    main()
