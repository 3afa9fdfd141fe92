"""A process that is tied to another does not outlive it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import psutil

ROOT = Path(__file__).parents[3]
TIED = """
import os, sys, time
from aurora_celery.engine.tether import tie_to
tie_to(int(sys.argv[1]))
print(os.getpid(), flush=True)
time.sleep(60)
"""
PARENT = """
import subprocess, sys, os, time
subprocess.Popen([sys.executable, "-c", sys.argv[1], str(os.getpid())])
time.sleep(60)
"""


def test_it_is_killed_when_its_parent_is() -> None:
    command = [sys.executable, "-c", PARENT, TIED]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT, text=True) as parent:
        assert parent.stdout is not None
        child = psutil.Process(int(parent.stdout.readline()))
        parent.kill()
        child.wait(timeout=30)


def test_it_ends_at_once_when_its_parent_died_before_the_tie() -> None:
    stranger = str(os.getppid())
    done = subprocess.run([sys.executable, "-c", TIED, stranger], check=False, cwd=ROOT, timeout=60)
    assert done.returncode == -signal.SIGKILL
