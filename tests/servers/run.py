"""What the processes of one test run share: a directory, and in it one RabbitMQ with a fresh virtual host per test."""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.servers import binaries
from tests.servers.keeper import VHOSTS
from tests.servers.rabbitmq import address

DIRECTORY, OWNER = "TESTRUN_DIRECTORY", "TESTRUN_PID"
ROOT = Path(__file__).parents[2]

#: Nobody waits for the keeper, and a process object that is dropped before its process ended warns.
_keepers: list[subprocess.Popen[str]] = []


class SharedBrokerFailed(Exception):
    """The RabbitMQ of the run did not start, or has no virtual host left."""


def begin() -> None:
    """Make the directory of the run. The environment carries it to the workers."""
    os.environ[DIRECTORY] = tempfile.mkdtemp(prefix="aurora-tests-")
    os.environ[OWNER] = str(os.getpid())


def end() -> None:
    """Remove the directory. The keeper of the broker sees the end of the process by itself."""
    shutil.rmtree(os.environ.pop(DIRECTORY), ignore_errors=True)
    os.environ.pop(OWNER)


def broker_url() -> str:
    """The address of a virtual host that no other test of the run has seen; starts the broker if need be."""
    binaries.rabbitmq()
    with _lock() as directory:
        port = _port(directory)
        number = _next(directory / "vhosts-used")
    if number >= VHOSTS:
        raise SharedBrokerFailed(f"more than {VHOSTS} tests asked for a virtual host: raise VHOSTS in keeper.py")
    return address(port, number)


@contextmanager
def _lock() -> Iterator[Path]:
    directory = Path(os.environ[DIRECTORY])
    with (directory / "lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield directory


def _port(directory: Path) -> int:
    known = directory / "rabbitmq-port"
    if not known.exists():
        known.write_text(str(_start_keeper(directory)))
    return int(known.read_text())


def _start_keeper(directory: Path) -> int:
    with (directory / "keeper-errors").open("w+") as errors:
        keeper = subprocess.Popen(
            [sys.executable, "-m", "tests.servers.keeper", os.environ[OWNER], str(directory)],
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=errors,
            start_new_session=True,
            text=True,
        )
        _keepers.append(keeper)
        assert keeper.stdout is not None
        with keeper.stdout as answer:
            word, _, port = answer.readline().partition(" ")
        if word != "ready":
            errors.seek(0)
            raise SharedBrokerFailed(f"RabbitMQ did not start:\n{errors.read()}")
    return int(port)


def _next(counter: Path) -> int:
    number = int(counter.read_text()) if counter.exists() else 0
    counter.write_text(str(number + 1))
    return number
