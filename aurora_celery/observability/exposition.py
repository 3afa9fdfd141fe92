"""Numbers as Prometheus reads them: of one worker, and of all of Aurora."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from typing import Final
from wsgiref.simple_server import WSGIServer

from prometheus_client import CollectorRegistry, Gauge, Histogram, generate_latest, start_http_server
from prometheus_client.core import (
    CounterMetricFamily,
    GaugeMetricFamily,
    HistogramMetricFamily,
    InfoMetricFamily,
    Metric,
)
from prometheus_client.exposition import CONTENT_TYPE_LATEST

from aurora_celery.config import Settings
from aurora_celery.observability.ledger import Ledger
from aurora_celery.observability.series import COUNTED, TALLIES, Bounded, added
from aurora_celery.store.ports import Store, WorkerBeat
from aurora_celery.store.tallies import Tally

logger = logging.getLogger(__name__)

#: Seconds for which what was asked of store and broker is told again instead of being asked anew.
_FRESH: Final = 2.0
_REQUEST_SECONDS: Final = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)


def families(tallies: Iterable[Tally]) -> Iterator[Metric]:
    """What was counted."""
    bounded = Bounded()
    sums = added(map(bounded.tally, tallies)).values()
    for series in COUNTED:
        mine = [tally for tally in sums if tally.name == series.name]
        if series.bounds:
            histogram = HistogramMetricFamily(series.name, series.help, labels=series.labels)
            for tally in mine:
                histogram.add_metric(tally.labels, _cumulative(series.bounds, tally), sum_value=tally.total)
            yield histogram
        else:
            counter = CounterMetricFamily(series.name, series.help, labels=series.labels)
            for tally in mine:
                counter.add_metric(tally.labels, tally.count)
            yield counter


def _cumulative(bounds: tuple[float, ...], tally: Tally) -> list[tuple[str, float]]:
    buckets, so_far = [], 0
    for bound, count in zip((*bounds, float("inf")), tally.buckets, strict=True):
        so_far += count
        buckets.append(("+Inf" if bound == float("inf") else str(bound), float(so_far)))
    return buckets


def _build(version: str) -> Metric:
    return InfoMetricFamily("aurora_build", "What runs here.", value={"version": version})


class Endpoint:
    """What one worker has counted, over HTTP."""

    def __init__(self, ledger: Ledger, *, running: Callable[[], int], version: str) -> None:
        self._ledger, self._running, self._version = ledger, running, version
        self._server: tuple[WSGIServer, threading.Thread] | None = None

    def serve(self, host: str, port: int) -> None:
        """Answer from a thread. A port that somebody else has is logged: the worker does without."""
        registry = CollectorRegistry()
        registry.register(self)
        try:
            self._server = start_http_server(port, addr=host, registry=registry)
        except OSError as error:
            logger.error("the metrics of this worker cannot be had at %s:%d: %s", host, port, error)

    def close(self) -> None:
        """Answer no more."""
        if self._server is not None:
            server, thread = self._server
            server.shutdown()
            server.server_close()
            thread.join()

    def collect(self) -> Iterator[Metric]:
        """Everything."""
        yield from families(self._ledger.all())
        yield GaugeMetricFamily("aurora_tasks_running", "Handlers that run now.", value=self._running())
        yield _build(self._version)


class Metrics:
    """What one web process tells: all of Aurora as the store has it, and what the process itself has served."""

    def __init__(
        self,
        settings: Settings,
        *,
        store: Callable[[], Store],
        depth: Callable[[str], int | None],
        listeners: Callable[[], int],
        version: str,
    ) -> None:
        self._settings, self._store, self._depth, self._version = settings, store, depth, version
        self._lock = threading.Lock()
        self._known: tuple[Metric, ...] = ()
        self._asked_at: float | None = None
        self.registry = CollectorRegistry()
        self.registry.register(self)
        self._requests = Histogram(
            "aurora_http_request_duration_seconds",
            "How long requests took that this process has answered.",
            ("route", "method", "status"),
            buckets=_REQUEST_SECONDS,
            registry=self.registry,
        )
        clients = Gauge("aurora_sse_clients", "Who follows events here.", registry=self.registry)
        clients.set_function(listeners)

    def note_request(self, *, route: str, method: str, status: int, seconds: float) -> None:
        """A request was answered. ``route`` is the rule that it matched, never its path."""
        self._requests.labels(route, method, str(status)).observe(seconds)

    def exposition(self) -> tuple[bytes, str]:
        """The text, and its content type. Raises StoreUnavailable, so that nobody takes old numbers for new ones."""
        self._ask()
        return generate_latest(self.registry), CONTENT_TYPE_LATEST

    def collect(self) -> Iterator[Metric]:
        """What store and broker said last."""
        yield from self._known
        yield _build(self._version)

    def _ask(self) -> None:
        with self._lock:
            if self._asked_at is None or time.monotonic() - self._asked_at > _FRESH:
                self._known = tuple(self._all())
                self._asked_at = time.monotonic()

    def _all(self) -> Iterator[Metric]:
        """Three questions to the store, none of which depends on how many runs there are."""
        store = self._store()
        yield from families(store.tallies.all(limit=TALLIES))
        beats = store.workers.workers(within=self._settings.worker.lease)
        yield from _of_workers(beats)
        yield self._queues(beats)
        lag = max(((view.now - view.due).total_seconds() for view in store.runs.due(limit=1) if view.due), default=0.0)
        help_ = "How long the run has been due that has waited longest for the sweeper's attention."
        yield GaugeMetricFamily("aurora_scheduler_lag_seconds", help_, value=max(0.0, lag))

    def _queues(self, beats: Iterable[WorkerBeat]) -> Metric:
        family = GaugeMetricFamily("aurora_queue_depth", "Messages that wait in a queue.", labels=["queue"])
        for queue in sorted({queue for beat in beats for queue in beat.queues} | {self._settings.broker.queue})[:100]:
            depth = self._depth(queue)
            if depth is not None:
                family.add_metric([queue], depth)
        return family


def _of_workers(beats: Iterable[WorkerBeat]) -> Iterator[Metric]:
    """The workers that live; of those that are gone nothing is told any more."""
    beats = tuple(beats)
    up = GaugeMetricFamily("aurora_worker_up", "1 for each worker that lives.", labels=["worker"])
    slots = GaugeMetricFamily("aurora_worker_slots", "Handlers that a worker can run at once.", labels=["worker"])
    running = GaugeMetricFamily("aurora_worker_tasks_running", "Handlers that a worker runs.", labels=["worker"])
    draining = GaugeMetricFamily("aurora_worker_draining", "1 for a worker that takes no new work.", labels=["worker"])
    refused = GaugeMetricFamily("aurora_worker_refused_messages", "Messages it could not read.", labels=["worker"])
    for beat in beats:
        up.add_metric([beat.id], 1)
        slots.add_metric([beat.id], beat.concurrency)
        draining.add_metric([beat.id], int(beat.draining))
        refused.add_metric([beat.id], beat.refused)
        if beat.running is not None:
            running.add_metric([beat.id], beat.running)
    yield from (up, slots, running, draining, refused)
    total = sum(beat.running or 0 for beat in beats)
    yield GaugeMetricFamily("aurora_tasks_running", "Handlers that run now.", value=total)
