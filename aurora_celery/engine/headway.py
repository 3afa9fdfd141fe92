"""What a handler says of how far it has come, written now and then."""

from __future__ import annotations

import logging
import time
from typing import Final

from aurora_celery.engine.held import Held
from aurora_celery.errors import AuroraError
from aurora_celery.model.run import NodeProgress
from aurora_celery.store.ports import RunStore

logger = logging.getLogger(__name__)

#: Seconds between two writes.
_PAUSE: Final = 1.0
_LONGEST: Final = 1000


class Headway:
    """Of one try of a node. What is said too soon after the last write is forgotten."""

    def __init__(self, runs: RunStore, held: Held) -> None:
        self._runs, self._held = runs, held
        self._written: float | None = None

    def __call__(self, fraction: float | None, message: str) -> None:
        """Write it, unless it is too soon. A handler has better things to do than to mind a store that is away."""
        now = time.monotonic()
        if self._written is not None and now - self._written < _PAUSE:
            return
        self._written = now
        held = self._held
        progress = NodeProgress(
            attempt=held.claim.attempt, fraction=fraction, message=held.secrets.hide(message)[:_LONGEST]
        )
        try:
            self._runs.advance(held.ref, held.slot, token=held.token, progress=progress)
        except AuroraError as error:
            logger.warning("run %s: the progress of node %s was not noted: %s", held.ref.run, held.node.id, error)
