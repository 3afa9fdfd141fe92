"""Hold a file system in memory, mounted where nobody else sees it. Usage: ``mounted.py DIRECTORY BYTES``.

To be run by ``unshare --mount``: the mount belongs to this process and goes with it, also by ``kill -9``. Others reach
it through ``/proc/PID/root``.
"""

from __future__ import annotations

import signal
import subprocess
import sys


def main() -> None:
    """Mount it, say so, and stay."""
    directory, size = sys.argv[1:]
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size},mode=700", "aurora-test", directory], check=True)
    print("mounted", flush=True)
    signal.pause()


if __name__ == "__main__":
    main()
