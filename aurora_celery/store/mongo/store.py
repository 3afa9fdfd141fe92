"""The store in MongoDB: its parts behind one connection."""

from __future__ import annotations

from datetime import datetime

from aurora_celery.errors import StoreUnfit
from aurora_celery.store.access_ports import AccessStore
from aurora_celery.store.bulk_ports import BulkStore
from aurora_celery.store.changes import ChangeStore
from aurora_celery.store.glances import GlanceStore
from aurora_celery.store.log_ports import LogStore
from aurora_celery.store.mongo.access import MongoAccess
from aurora_celery.store.mongo.bulk import MongoBulk
from aurora_celery.store.mongo.changes import MongoChanges
from aurora_celery.store.mongo.client import Connection
from aurora_celery.store.mongo.clock import ServerClock
from aurora_celery.store.mongo.errors import answered
from aurora_celery.store.mongo.fitness import ask, report
from aurora_celery.store.mongo.glances import MongoGlances
from aurora_celery.store.mongo.graphs import MongoGraphs
from aurora_celery.store.mongo.indexes import ensure_indexes
from aurora_celery.store.mongo.logs import MongoLogs
from aurora_celery.store.mongo.part import Terms
from aurora_celery.store.mongo.plans import MongoPlans
from aurora_celery.store.mongo.results import MongoResults
from aurora_celery.store.mongo.runs import MongoRuns
from aurora_celery.store.mongo.tallies import MongoTallies
from aurora_celery.store.mongo.workers import MongoWorkers
from aurora_celery.store.ports import GraphStore, PlanStore, ResultStore, RunStore, WorkerStore
from aurora_celery.store.tallies import TallyStore


class MongoStore:
    """``Store`` in MongoDB. Safe to use from threads and after a fork; connects on first use."""

    def __init__(self, url: str, *, terms: Terms, inline_limit: int, hard_limit: int) -> None:
        self.url = url
        self.inline_limit = inline_limit
        self._connection = Connection(url)
        self._clock = ServerClock(self._ask_clock)
        self.graphs: GraphStore = MongoGraphs(self._connection, self._clock)
        self.plans: PlanStore = MongoPlans(self._connection)
        self.results: ResultStore = MongoResults(self._connection, hard_limit=hard_limit)
        self.runs: RunStore = MongoRuns(self._connection, self._clock, terms=terms)
        self.workers: WorkerStore = MongoWorkers(self._connection)
        self.bulk: BulkStore = MongoBulk(self._connection)
        self.changes: ChangeStore = MongoChanges(self._connection)
        self.access: AccessStore = MongoAccess(self._connection, self._clock)
        self.tallies: TallyStore = MongoTallies(self._connection, self._clock)
        self.glances: GlanceStore = MongoGlances(self._connection)
        self.logs: LogStore = MongoLogs(self._connection, self._clock)

    @answered
    def prepare(self) -> None:
        """Three round trips once the indexes are there."""
        handles = self._connection.handles()
        if problem := report(handles.client, url=self.url).problem:
            raise StoreUnfit(problem)
        ensure_indexes(handles)

    def now(self) -> datetime:
        """A round trip at first and then once a minute."""
        return self._clock.now()

    def round_trips(self) -> int:
        """Counted by the driver; what watches over the server's health is not among them."""
        return self._connection.sent()

    def close(self) -> None:
        """Of this process only."""
        self._connection.close()

    @answered
    def _ask_clock(self) -> datetime:
        moment: datetime = ask(self._connection.handles().client)["localTime"]
        return moment
