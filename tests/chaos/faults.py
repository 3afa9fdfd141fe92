"""The faults: what is done to the site, one strike at a time. Each notes what it does before it does it."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import psutil

from tests.chaos.site import Site
from tests.servers.worker import CeleryWorker

#: Seconds after which no process of a pool may be left whose parent was killed.
_ORPHANS = 5.0


@dataclass(frozen=True)
class Fault:
    """Something that can be done to a site. ``weight`` is how often, beside the others."""

    name: str
    strike: Callable[[Site, random.Random], None]
    weight: int = 1


def child(site: Site, rng: random.Random) -> None:
    """``kill -9`` of one process of a pool."""
    worker = rng.choice(site.workers)
    if children := worker.children():
        pid = rng.choice(children)
        site.history.note("strike", fault="child", pids=[pid])
        worker.kill9_child(pid)


def parent(site: Site, rng: random.Random) -> None:
    """``kill -9`` of a worker's main process; its pool has to end by itself."""
    worker = rng.choice(site.workers)
    pool = [psutil.Process(pid) for pid in worker.children()]
    site.history.note("strike", fault="parent", pids=[worker.pid, *(process.pid for process in pool)])
    worker.kill9_parent()
    killed = time.monotonic()
    site.replace_worker(worker)
    psutil.wait_procs(pool, timeout=max(0.0, killed + _ORPHANS - time.monotonic()))
    for process in pool:
        if _runs(process):
            site.history.note("orphan", pid=process.pid, parent=worker.pid)
            process.kill()
    worker.kill9()


def group(site: Site, rng: random.Random) -> None:
    """``kill -9`` of a worker with its pool."""
    worker = rng.choice(site.workers)
    site.history.note("strike", fault="group", pids=_pids(worker))
    worker.kill9()
    site.replace_worker(worker)


def _pids(worker: CeleryWorker) -> list[int]:
    return [worker.pid, *worker.children()]


def _runs(process: psutil.Process) -> bool:
    return process.is_running() and process.status() != psutil.STATUS_ZOMBIE


FAULTS: Mapping[str, Fault] = {
    fault.name: fault
    for fault in (
        Fault("child", child, weight=10),
        Fault("parent", parent, weight=2),
        Fault("group", group),
    )
}
