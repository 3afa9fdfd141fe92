"""Start one server program and see that it answers; the parts that Valkey and MongoDB share."""

from __future__ import annotations

import socket
import time
from abc import ABC, abstractmethod
from collections.abc import Sequence
from pathlib import Path

from aurora_celery.embedded.child import Child
from aurora_celery.embedded.explain import PASSING, exit_reason
from aurora_celery.embedded.ports import HOST, kept_port, new_port
from aurora_celery.embedded.programs import Program, Wanted, find, way_out
from aurora_celery.errors import EmbeddedServerError

#: Seconds for a server to answer; reading its data after a crash may take most of it.
_PATIENCE = 120.0
_TRIES = 3


class EmbeddedServer(ABC):
    """A server that listens on loopback only and keeps its data, its port and its log under one directory."""

    role: str
    wanted: Wanted

    def __init__(self, data_dir: Path, *, configured: str = "") -> None:
        self.directory = (data_dir / self.role).absolute()
        self.log = (data_dir / "logs" / f"{self.role}.log").absolute()
        self.configured = configured
        self.port = 0
        self.child: Child | None = None

    @property
    @abstractmethod
    def url(self) -> str:
        """Where clients find it; valid once started."""

    @abstractmethod
    def command(self, program: Program) -> Sequence[str]:
        """The program with its arguments, for the port that was chosen."""

    @abstractmethod
    def answers(self, *, timeout: float) -> bool:
        """True once it serves; False to be asked again."""

    def start(self) -> None:
        """Start it and wait until it serves, with the data of the last time. Raises EmbeddedServerError."""
        program = find(self.wanted, configured=self.configured)
        self.directory.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.port = kept_port(self._port_file)
        for tries_left in reversed(range(_TRIES)):
            reason = self._try(program)
            if not reason:
                return
            if not tries_left or reason not in PASSING:
                raise EmbeddedServerError(
                    f"{program.path} cannot start: {reason}; see {self.log}, or {way_out(self.wanted)}"
                )
            time.sleep(1.0)
            self.port = new_port(self._port_file)

    def stop(self, *, timeout: float = 20.0) -> None:
        """End it, in order if it can be done in time."""
        if self.child:
            self.child.stop(timeout)

    @property
    def _port_file(self) -> Path:
        return self.directory / "aurora.port"

    def _try(self, program: Program) -> str:
        """Start once; why it failed, or an empty text."""
        self.child = child = Child(self.command(program), log=self.log)
        deadline = time.monotonic() + _PATIENCE
        while child.exit_code is None:
            if self.answers(timeout=min(10.0, _PATIENCE)):
                return ""
            if time.monotonic() > deadline:
                child.kill()
                return f"it did not serve within {_PATIENCE:g} s"
            time.sleep(0.02)
        return exit_reason(child.exit_code, child.output())

    def _connect(self, *, timeout: float) -> socket.socket | None:
        try:
            return socket.create_connection((HOST, self.port), timeout)
        except OSError:
            return None
