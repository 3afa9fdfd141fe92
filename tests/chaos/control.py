"""The control: the same shapes under the same strikes on stock Celery's canvas, and what became of the runs."""

from __future__ import annotations

import contextlib
import gc
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from celery import Celery

from tests.chaos import history
from tests.chaos.campaign import Campaign, Order, Say
from tests.chaos.client import Crowd
from tests.chaos.comparison import compare
from tests.chaos.evidence import Evidence
from tests.chaos.history import History
from tests.chaos.shapes import brief, unsigned
from tests.chaos.site import Plan, Site
from tests.chaos.stock_app import BACKEND, BROKER, STRONG, stock_app
from tests.chaos.stock_canvas import bodies, canvas
from tests.chaos.workload import Workload
from tests.servers.valkey import ValkeyServer

#: Seconds that a client stays with one run; what has not ended then is looked at again when everything has healed.
_STAY = 20.0

#: Seconds between two looks at a result.
_LOOK = 0.05

#: Seconds in which no run ends after which those that are left count as lost. Generous: Redis gives unacknowledged
#: messages back in sweeps that lie 100 s apart.
_PATIENCE = 180.0


@dataclass(frozen=True)
class Variant:
    """How stock Celery is set up: which result backend, and the defaults or what is advised for safety."""

    backend: str
    strong: bool

    @property
    def name(self) -> str:
        """For the table."""
        return f"{self.backend}, {'acks_late' if self.strong else 'defaults'}"


VARIANTS = tuple(Variant(backend, strong) for backend in ("mongodb", "redis") for strong in (False, True))


class StockSite(Site):
    """A site with plain workers. Results in Redis are in a server of their own, which no fault ever meets."""

    module, queue = "tests.chaos.stock_app", "celery"

    def __init__(self, directory: Path, plan: Plan, variant: Variant) -> None:
        self._variant = variant
        super().__init__(directory, plan)

    def prepare(self) -> None:
        """The client's app, and the server for results."""
        self._results = ValkeyServer(self.directory / "results") if self._variant.backend == "redis" else None
        known = self.environment(self.plan.workers)
        self.app = stock_app(broker=known[BROKER], backend=known[BACKEND], strong=self._variant.strong)

    def settings(self, *, store: str, broker: str) -> Mapping[str, str]:
        """The plain app's."""
        backend = self._results.url() if self._results else store
        return {BROKER: broker, BACKEND: backend, STRONG: "1" if self._variant.strong else "0"}

    def close(self) -> None:
        """End everything."""
        super().close()
        if self._results:
            self._results.kill9()


class StockClients(Crowd):
    """Clients of stock Celery. ``states`` says how each run ended: succeeded, wrong, failed; or running."""

    def __init__(
        self, app: Celery, history: History, *, workload: Workload, threads: int, wanted: Callable[[int], bool]
    ) -> None:
        super().__init__(threads=threads, wanted=wanted)
        self._app, self._history, self._workload = app, history, workload
        self._ids: dict[int, str] = {}
        self.states: dict[int, str] = {}

    def follow(self, number: int) -> None:
        """One run. A submit that raises is not counted: nobody promised anything."""
        run = f"s{number}"
        self._history.note("submit", number=number, key=run)
        try:
            signature = canvas(self._app, self._workload.shape(number), run=run, salt=self._workload.salt(number))
            self._ids[number] = signature.apply_async().id
        except Exception as error:  # noqa: BLE001 - whatever it is, the client has no answer
            self._history.note("unknown", number=number, key=run, error=str(error))
            return
        self._history.note("accepted", number=number, key=run, run=run)
        until = time.monotonic() + _STAY
        while not self.leaving.is_set() and time.monotonic() < until:
            if self.look(number) != "running":
                break
            time.sleep(_LOOK)
        with self.lock:
            self.ended += 1

    def look(self, number: int) -> str:
        """How a run stands."""
        state = "running"
        with contextlib.suppress(Exception):
            # Not by AsyncResult: on Redis that subscribes, and a subscription outlives no outage.
            meta = self._app.backend.get_task_meta(self._ids[number], cache=False)
            found, outcome = meta["status"], meta["result"]
            if found == "SUCCESS":
                state = "succeeded" if self._right(number, outcome) else "wrong"
            elif found in {"FAILURE", "REVOKED"}:
                state = "failed"
        self.states[number] = state
        return state

    def _right(self, number: int, found: Any) -> bool:
        shape = self._workload.shape(number)
        expected = shape.expected(self._workload.salt(number))
        return {name: brief(unsigned(value)[0]) for name, value in found.items()} == {
            name: expected[name] for name in shape.ends
        }


def conduct_control(order: Order, variant: Variant, directory: Path, say: Say) -> dict[str, int]:
    """Run the campaign on stock Celery; what became of its runs, by name of the counter."""
    site = StockSite(directory, order.plan(), variant)
    try:
        campaign = Campaign(order, site, say)
        work, threads = order.workload, order.clients
        clients = StockClients(site.app, site.history, workload=work, threads=threads, wanted=campaign.wanted)
        campaign.run(clients)
        _settle(clients, say)
    finally:
        # Celery's results refer to each other in circles, and have to say goodbye while their server is there.
        gc.collect()
        site.close()
    evidence = Evidence(events=history.read(site.history.path), workload=order.workload)
    states = {run: clients.states.get(number, "running") for run, number in evidence.numbers.items()}
    return compare(evidence, states, joins=bodies)


def _settle(clients: StockClients, say: Say) -> None:
    since = time.monotonic()
    left = [number for number, state in clients.states.items() if state == "running"]
    while left and time.monotonic() - since < _PATIENCE:
        still = [number for number in left if clients.look(number) == "running"]
        if len(still) < len(left):
            left, since = still, time.monotonic()
        time.sleep(1.0)
    say(f"{len(left)} runs have not ended {_PATIENCE:g} s after the last one that did")
