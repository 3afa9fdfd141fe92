"""Let no process of a pool outlive its worker: the kernel ends it when its parent dies."""

from __future__ import annotations

import ctypes
import os
import signal
import sys

#: From <linux/prctl.h>.
_PR_SET_PDEATHSIG = 1


def tie_to(parent: int) -> None:
    """Have this process killed at the death of its parent, also if that has died already.

    The kernel sends the signal when the parent's *thread* ends that forked this process; pools fork in the main thread.
    Elsewhere than on Linux only a parent that is dead already is noticed.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:
        # It died before the request was made, so the signal will never come.
        os.kill(os.getpid(), signal.SIGKILL)
