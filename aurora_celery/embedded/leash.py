"""Replace this process by a program that dies with its parent.

``python leash.py PARENT_PID PROGRAM ARGUMENT...``. Run as a file, not as a module, so that nothing of
Aurora is imported. Elsewhere than on Linux it only replaces.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys

#: From <linux/prctl.h>.
PR_SET_PDEATHSIG = 1


def tie_to_parent(parent: int) -> None:
    """Ask the kernel to kill us when the parent's starting thread ends; exec keeps the request."""
    if sys.platform != "linux":
        return
    ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:
        # It died before the request was made, so nobody would ever kill us.
        sys.exit(1)


if __name__ == "__main__":
    tie_to_parent(int(sys.argv[1]))
    os.execvp(sys.argv[2], sys.argv[2:])
