"""Plain Celery without any canvas: a number of tasks, from the first message to the last stored result."""

from __future__ import annotations

import time
from typing import Any

from celery import Celery
from pymongo.collection import Collection

from bench.ground import STOCK_DATABASE, Ground

_PAUSE = 0.01
_LIMIT = 300.0


class BareTasks:
    """Runs batches of tasks on the stock MongoDB backend and sees that every result is there."""

    def __init__(self, ground: Ground, app: Celery) -> None:
        self._app = app
        self._client = ground.mongo()
        #: Where Celery's MongoDB backend keeps results.
        self._results: Collection[dict[str, Any]] = self._client[STOCK_DATABASE]["celery_taskmeta"]

    def seconds(self, count: int) -> float:
        """The wall-clock time of so many tasks that do nothing."""
        before = self._results.estimated_document_count()
        task = self._app.tasks["bench.noop"]
        started = time.perf_counter()
        with self._app.producer_or_acquire() as producer:
            for _ in range(count):
                task.apply_async(producer=producer)
        while self._results.estimated_document_count() < before + count:
            assert time.perf_counter() - started < _LIMIT, "tasks were lost"
            time.sleep(_PAUSE)
        return time.perf_counter() - started
