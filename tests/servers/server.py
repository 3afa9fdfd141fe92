"""What the real servers of the tests share: one process that can be killed and started again with its data."""

from __future__ import annotations

from abc import ABC, abstractmethod

from tests.servers.child import Child
from tests.servers.ports import on_free_port


class Server(ABC):
    """A server on a free port, ready when the constructor returns."""

    def __init__(self) -> None:
        self.port, self._child = on_free_port(lambda port: (port, self._ready(port)))

    @property
    def pid(self) -> int:
        """The process id of the server."""
        return self._child.pid

    @property
    def alive(self) -> bool:
        """Whether the server runs."""
        return self._child.alive

    @property
    def log(self) -> str:
        """What the server has logged since it was last started."""
        return self._child.log

    def kill9(self) -> None:
        """End the server without a warning."""
        self._child.kill9()

    def stop(self) -> None:
        """End the server in good order."""
        self._child.stop()

    def start(self) -> None:
        """Start it again, on the same port and data. Nothing happens if it runs."""
        if not self.alive:
            # Also of a process that died by itself the log has to be closed.
            self._child.kill9()
            self._child = self._ready(self.port)

    def restart(self) -> None:
        """Kill it and start it again."""
        self.kill9()
        self.start()

    @abstractmethod
    def _ready(self, port: int) -> Child:
        """Start the process on a port and wait until it can be used. Raises ChildFailed."""
