"""Wait for a store that does not answer. A worker without its store has nothing better to do."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import TypeVar

from aurora_celery.errors import StoreUnavailable

T = TypeVar("T")

logger = logging.getLogger(__name__)

_FIRST, _LAST = 0.1, 5.0


def patiently(
    call: Callable[[], T],
    *,
    what: str,
    limit: float | None = None,
    sleep: Callable[[float], None] = time.sleep,
    clock: Callable[[], float] = time.monotonic,
) -> T:
    """Repeat a store call, whose repetition is harmless by contract, until the store answers it.

    A worker sets no limit: giving up in the middle of a claim or of a completion would leave a node held
    by a live process that no longer works on it; as long as this process waits, its death is what
    frees the node. Others give up at the first failure after ``limit`` seconds. Raises StoreUnavailable then.
    """
    pause, began = _FIRST, clock()
    while True:
        try:
            return call()
        except StoreUnavailable as error:
            if limit is not None and clock() - began >= limit:
                raise
            logger.warning("the store does not answer, %s waits %.1f s: %s", what, pause, error)
        sleep(pause)
        pause = min(_LAST, pause * 2)
