"""The store in memory: for tests, simulators and a first look; nothing outlives the process."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from aurora_celery.store.access_ports import AccessStore
from aurora_celery.store.bulk_ports import BulkStore
from aurora_celery.store.changes import ChangeStore
from aurora_celery.store.glances import GlanceStore
from aurora_celery.store.log_ports import LogStore
from aurora_celery.store.memory.access import MemoryAccess
from aurora_celery.store.memory.bulk import MemoryBulk
from aurora_celery.store.memory.changes import MemoryChanges
from aurora_celery.store.memory.glances import MemoryGlances
from aurora_celery.store.memory.graphs import MemoryGraphs
from aurora_celery.store.memory.logs import MemoryLogs
from aurora_celery.store.memory.plans import MemoryPlans
from aurora_celery.store.memory.results import MemoryResults
from aurora_celery.store.memory.runs import MemoryRuns
from aurora_celery.store.memory.state import MemoryState, system_clock
from aurora_celery.store.memory.tallies import MemoryTallies
from aurora_celery.store.memory.workers import MemoryWorkers
from aurora_celery.store.ports import GraphStore, PlanStore, ResultStore, RunStore, WorkerStore
from aurora_celery.store.tallies import TallyStore


class MemoryStore:
    """``Store`` in memory, safe to use from threads. ``clock`` gives the time in UTC."""

    def __init__(
        self,
        url: str = "memory://",
        *,
        retention: float | None = None,
        inline_limit: int = 1024,
        hard_limit: int = 64 * 2**20,
        attention: float = 15.0,
        clock: Callable[[], datetime] = system_clock,
    ) -> None:
        self.url = url
        self.inline_limit = inline_limit
        self._state = MemoryState(clock, retention, attention)
        self.graphs: GraphStore = MemoryGraphs(self._state)
        self.plans: PlanStore = MemoryPlans()
        self.results: ResultStore = MemoryResults(self._state, hard_limit=hard_limit)
        self.runs: RunStore = MemoryRuns(self._state)
        self.workers: WorkerStore = MemoryWorkers(self._state)
        self.bulk: BulkStore = MemoryBulk(self._state)
        self.changes: ChangeStore = MemoryChanges(self._state)
        self.access: AccessStore = MemoryAccess(self._state)
        self.tallies: TallyStore = MemoryTallies(self._state)
        self.glances: GlanceStore = MemoryGlances(self._state)
        self.logs: LogStore = MemoryLogs(self._state)

    def prepare(self) -> None:
        """There is nothing to prepare."""

    def now(self) -> datetime:
        """The store's clock."""
        return self._state.now()

    def round_trips(self) -> int:
        """None is ever made."""
        return 0

    def close(self) -> None:
        """There is nothing to give back."""
