"""Keep the processes of a local stack alive, until somebody wants them to end."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import Protocol

from aurora_celery.embedded.child import Child
from aurora_celery.errors import EmbeddedServerError

#: A process that lived so many seconds was well; its death counts as the first one.
_WELL_AFTER = 60.0
_MOST_DEATHS = 8
_LONGEST_PAUSE = 15.0
_LOOK_EVERY = 0.1


class Service(Protocol):
    """One process of the stack."""

    role: str

    @property
    def child(self) -> Child | None:
        """The process of the last start."""

    def start(self) -> None:
        """Start it, with what it had before."""


class Watch:
    """How often one service has died of late, and when it may be started again."""

    def __init__(self, service: Service) -> None:
        self.service = service
        self.deaths = 0
        self.since = time.monotonic()
        self.not_before: float | None = None

    def look(self) -> int | None:
        """Start the service again if it is dead and its pause is over; the exit code of a death just seen."""
        child = self.service.child
        code = child.exit_code if child else None
        if code is None:
            return None
        now = time.monotonic()
        if self.not_before is None:
            self._mourn(now)
            return code
        if now >= self.not_before:
            self.service.start()
            self.since, self.not_before = time.monotonic(), None
        return None

    def _mourn(self, now: float) -> None:
        self.deaths = 1 if now - self.since > _WELL_AFTER else self.deaths + 1
        self.not_before = now + min(_LONGEST_PAUSE, 0.1 * 2.0 ** (self.deaths - 1))
        if self.deaths > _MOST_DEATHS:
            log = self.service.child.log if self.service.child else ""
            raise EmbeddedServerError(f"{self.service.role} died {self.deaths} times in a row; see {log}")


def supervise(
    services: Sequence[Service],
    *,
    until: Callable[[], bool],
    died: Callable[[str, int], None],
    changed: Callable[[], None],
) -> None:
    """Start again whatever dies, after a pause that grows, until told to end.

    ``died`` hears of a role and its exit code, ``changed`` that pids are new. Raises EmbeddedServerError
    when a service does not stay alive or cannot be started.
    """
    watches = [Watch(service) for service in services]
    pids = _pids(services)
    while not until():
        for watch in watches:
            code = watch.look()
            if code is not None:
                died(watch.service.role, code)
        if (now := _pids(services)) != pids:
            pids = now
            changed()
        time.sleep(_LOOK_EVERY)


def _pids(services: Sequence[Service]) -> list[int]:
    return [service.child.pid for service in services if service.child]
