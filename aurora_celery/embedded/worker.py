"""The worker of the local stack: Celery's own program as a child process."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from aurora_celery.config import Settings
from aurora_celery.config.sources import CONFIG_VARIABLE, variable_of
from aurora_celery.embedded.child import Child

_LOOK_EVERY = 0.1
#: Seconds that a worker may take to hand back what it does.
_HURRY = 15.0


def processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class WorkerProcess:
    """A worker that reads its settings as any worker does: from the file and the environment that we give it.

    ``app`` is the Celery app, as ``celery -A`` takes it.
    """

    role = "worker"

    def __init__(
        self, settings: Settings, *, log: Path, config: Path | None = None, app: str = "aurora_celery"
    ) -> None:
        self.settings = settings
        self.app = app
        self.config = config
        self.log = log
        self.child: Child | None = None

    @property
    def name(self) -> str:
        """Celery's node name; unique on a broker that several stacks share."""
        return f"local{os.getpid()}@{os.uname().nodename}"

    @property
    def concurrency(self) -> int:
        """Processes or threads that run handlers at the same time."""
        return self.settings.worker.concurrency or processors()

    def command(self) -> Sequence[str]:
        """Celery's worker command for these settings."""
        return [
            sys.executable, "-m", "celery", "-A", self.app,
            *(("--quiet",) if self.settings.log.format == "json" else ()), "worker",  # a banner is no JSON
            "--loglevel", "INFO", "--hostname", self.name,
            "--concurrency", str(self.concurrency), "--pool", self.settings.worker.pool,
            # It has no neighbours, so it need not wait for their answers when it starts.
            "--without-mingle", "--without-gossip",
            *(part for module in self.settings.worker.include for part in ("--include", module)),
        ]  # fmt: skip

    def environment(self, environ: Mapping[str, str]) -> dict[str, str]:
        """Our environment, with what the command line decided on top."""
        worker = self.settings.worker
        decided = {
            "broker.url": self.settings.broker.url,
            "store.url": self.settings.store.url,
            "worker.include": ",".join(worker.include),
            "worker.concurrency": str(self.concurrency),
            "worker.pool": worker.pool,
        }
        env = {**environ, **{variable_of(key): value for key, value in decided.items()}}
        # A Celery app of the user's has a broker of its own; this variable wins over it.
        env["CELERY_BROKER_URL"] = self.settings.broker.url
        if self.config:
            env[CONFIG_VARIABLE] = str(self.config.absolute())
        return env

    def start(self) -> None:
        """Start it; it may take seconds until it serves."""
        self.child = Child(self.command(), log=self.log, env=self.environment(os.environ))

    def stop(self, *, hurry: Callable[[], bool]) -> None:
        """Let it finish what it does, or hand that back if there is no time for it."""
        if self.child is None:
            return
        self.child.signal(signal.SIGTERM)
        while not self.child.wait(_LOOK_EVERY):
            if hurry():
                self.child.signal(signal.SIGQUIT)
                if not self.child.wait(_HURRY):
                    self.child.kill()
