"""``aurora`` as a child process, and a local stack of it that runs in a directory."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
#: A stack dies with the test process that started it.
TIED = ROOT / "tests" / "servers" / "tied.py"
#: Generous: two processors, several test processes, real servers.
PATIENCE = 90.0


def command(*arguments: str) -> list[str]:
    """The command line of this checkout, installed or not."""
    return [sys.executable, "-m", "aurora_celery.cli", *arguments]


def environment(extra: Mapping[str, str] | None = None) -> dict[str, str]:
    """Ours without settings of Aurora's, and with the checkout to import from."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("AURORA_", "CELERY_"))}
    path = os.pathsep.join(filter(None, (str(ROOT), clean.get("PYTHONPATH", ""))))
    return {**clean, "PYTHONPATH": path, **(extra or {})}


def aurora(
    cwd: Path, *arguments: str, env: Mapping[str, str] | None = None, given: str | None = None
) -> subprocess.CompletedProcess[str]:
    """Call ``aurora`` and wait for its end; ``given`` is what it reads from its standard input."""
    return subprocess.run(
        command(*arguments),
        input=given,
        cwd=cwd,
        env=environment(env),
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )


def document(cwd: Path, *arguments: str) -> Any:
    """The JSON that a call prints; it must succeed."""
    result = aurora(cwd, *arguments, "--json")
    assert result.returncode == 0, result.stderr
    return json.loads(result.stdout)


class Up:
    """``aurora up`` in a directory, ready when the constructor returns."""

    def __init__(self, cwd: Path, *arguments: str, data_dir: str = ".aurora") -> None:
        self.cwd = cwd
        self.file = cwd / data_dir / "up.json"
        self.errors = cwd / "up.err"
        with self.errors.open("ab") as errors:
            self.process = subprocess.Popen(
                [sys.executable, str(TIED), str(os.getpid()), *command("up", "-c", "2", *arguments)],
                cwd=cwd,
                env=environment(),
                stdout=errors,
                stderr=errors,
            )
        # The file of a stack that was killed may still lie there.
        self.until(lambda: self.file.exists() and self.pids["up"] == self.process.pid)

    @property
    def pids(self) -> dict[str, int]:
        """The processes by role, as published."""
        pids: dict[str, int] = json.loads(self.file.read_text())["pids"]
        return pids

    def until(self, true: Any) -> None:
        """Wait until something holds; the stack must not end meanwhile."""
        deadline = time.monotonic() + PATIENCE
        while not true():
            assert self.process.poll() is None, self.errors.read_text()
            assert time.monotonic() < deadline, self.errors.read_text()
            time.sleep(0.05)

    def kill(self, role: str) -> int:
        """``kill -9`` one process; its pid."""
        pid = self.pids[role]
        os.kill(pid, signal.SIGKILL)
        if role == "up":
            self.process.wait(PATIENCE)
        return pid

    def stop(self, *numbers: signal.Signals) -> int:
        """End it in order, by Ctrl-C or by other signals, one after the other; its exit code."""
        for number in numbers or (signal.SIGINT,):
            if self.process.poll() is None:
                self.process.send_signal(number)
        try:
            return self.process.wait(PATIENCE)
        finally:
            self.process.kill()
