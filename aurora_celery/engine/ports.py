"""What the engine asks of the outside, beside the store."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from aurora_celery.engine.backlog import Queues
from aurora_celery.engine.doorbell import Doorbell


class Bus(Queues, Protocol):
    """The way to the workers. It may lose, repeat and reorder what it is given."""

    def ring(self, doorbells: Sequence[Doorbell]) -> None:
        """Wake workers for nodes that are ready. Raises BrokerUnavailable; some may then have been rung."""

    def resume(self, continuation: str, run: str) -> None:
        """Hand the end of a run on to the Celery canvas that it stands in. Raises BrokerUnavailable."""
