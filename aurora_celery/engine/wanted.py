"""Whether anybody still wants what a handler is doing, asked of the store now and then."""

from __future__ import annotations

import logging
import time
from typing import Final

from aurora_celery.engine.held import Held
from aurora_celery.errors import StoreError
from aurora_celery.store.ports import RunStore

logger = logging.getLogger(__name__)

#: Seconds for which an answer holds.
_AGE: Final = 1.0


class Wanted:
    """The answer for one try of a node. Once it is no, it stays so."""

    def __init__(self, runs: RunStore, held: Held) -> None:
        self._runs, self._held = runs, held
        self._answer = True
        self._asked = time.monotonic()

    def __call__(self) -> bool:
        """As the store said not longer than a second ago. A store that does not answer has not said no."""
        now = time.monotonic()
        if self._answer and now - self._asked >= _AGE:
            self._asked = now
            held = self._held
            try:
                self._answer = self._runs.wanted(held.ref, held.slot, token=held.token)
            except StoreError as error:
                logger.warning(
                    "run %s: whether node %s is still wanted is not known: %s", held.ref.run, held.node.id, error
                )
        return self._answer
