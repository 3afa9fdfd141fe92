"""Rest between two looks at results: short naps first, then the server tells when something has changed."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from types import TracebackType
from typing import Final, Self

from aurora_celery.errors import StoreError
from aurora_celery.store.task_ports import TaskMetaStore

logger = logging.getLogger(__name__)

#: Naps in seconds: the shortest, and the longest of those who may not watch.
_SHORTEST, _LONGEST = 0.003, 0.05
#: A nap is this share of the time waited so far: nobody learns of a result more than a tenth late.
_SHARE: Final = 0.1
#: Seconds after which it pays to open a change stream, how long one question to it takes, and for how many ids.
_PATIENCE, _QUESTION, _WATCHABLE = 1.0, 1.0, 1000

#: A change stream holds a connection; those who find none left keep napping.
_streams = threading.BoundedSemaphore(8)


class Vigil:
    """One wait. Within the block, ``rest`` is called between the looks."""

    def __init__(self, metas: TaskMetaStore, *, may_watch: bool = True) -> None:
        self._metas = metas
        self._stack = ExitStack()
        self._watch: Callable[[float], bool] | None = None
        self._may_watch = may_watch
        self._began = self._rested = time.monotonic()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()

    @property
    def waited(self) -> float:
        """Seconds since the wait began."""
        return time.monotonic() - self._began

    def rest(self, ids: Sequence[str], *, left: float | None) -> None:
        """Wait a while for a change of the results of ``ids``, at most ``left`` seconds."""
        limit = _QUESTION if left is None else min(left, _QUESTION)
        if self._may_watch and self._watch is None and self.waited > _PATIENCE:
            self._open(ids)
            # What changed before the stream was open is found by one more look.
        elif self._watch is not None:
            self._ask(limit)
        else:
            cost = time.monotonic() - self._rested
            time.sleep(min(limit, max(_SHORTEST, cost, min(_LONGEST, self.waited * _SHARE))))
        self._rested = time.monotonic()

    def _open(self, ids: Sequence[str]) -> None:
        self._may_watch = 0 < len(ids) <= _WATCHABLE and _streams.acquire(blocking=False)
        if self._may_watch:
            self._stack.callback(_streams.release)
            try:
                self._watch = self._stack.enter_context(self._metas.watch(ids))
            except StoreError as error:
                self._give_up(error)

    def _ask(self, limit: float) -> None:
        assert self._watch is not None
        try:
            self._watch(limit)
        except StoreError as error:
            self._give_up(error)

    def _give_up(self, error: StoreError) -> None:
        logger.info("results are polled from now on, as the server does not tell of changes: %s", error)
        self._may_watch, self._watch = False, None
        self._stack.close()
