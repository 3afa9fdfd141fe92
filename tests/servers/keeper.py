"""The keeper of what one test run shares: a process that starts RabbitMQ, and ends with the run.

RabbitMQ takes seconds to start, so all workers of a run use one node. No worker may own it, because any of them may
finish first. Usage: ``python -m tests.servers.keeper RUN_PID DIRECTORY``; it prints ``ready PORT`` and then waits for
the death of ``RUN_PID``, which the kernel reports through a pidfd even after ``kill -9``.
"""

from __future__ import annotations

import os
import select
import shutil
import sys
from pathlib import Path

from tests.servers.rabbitmq import RabbitMQServer

#: How many tests of one run can ask for a broker that nobody else has used.
VHOSTS = 96


def main() -> None:
    """Keep the server as long as the run lives, then remove everything."""
    run, directory = int(sys.argv[1]), Path(sys.argv[2])
    run_end = os.pidfd_open(run)
    server = RabbitMQServer(directory, vhosts=VHOSTS)
    print(f"ready {server.port}", flush=True)
    select.select([run_end], [], [])
    server.kill9()
    server.stop()
    shutil.rmtree(directory, ignore_errors=True)


if __name__ == "__main__":
    main()
