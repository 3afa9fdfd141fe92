"""What is done to workers: killed in part or whole, asked to end, stopped for longer than their lease."""

from __future__ import annotations

import os
import random
import signal
import time

import psutil

from tests.chaos.site import LEASE, Site
from tests.servers.worker import CeleryWorker

#: Seconds after which no process of a pool may be left whose parent was killed.
_ORPHANS = 5.0

#: Seconds that a worker gets to end its nodes.
_DRAIN = 20.0


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
    site.history.note("strike", fault="group", pids=pids_of(worker))
    worker.kill9()
    site.replace_worker(worker)


def term(site: Site, rng: random.Random) -> None:
    """SIGTERM, as at a rolling restart: the worker ends its nodes, then itself, and a new one comes."""
    worker = rng.choice(site.workers)
    site.history.note("strike", fault="term")
    begin = time.monotonic()
    status = worker.stop(timeout=_DRAIN)
    site.history.note("drained", seconds=round(time.monotonic() - begin, 3), status=status)
    site.replace_worker(worker)


def stop(site: Site, rng: random.Random) -> None:
    """SIGSTOP for longer than the lease, then SIGCONT: others have taken the nodes, and the zombie goes on."""
    worker = rng.choice(site.workers)
    site.history.note("strike", fault="stop", stopped=pids_of(worker))
    os.killpg(worker.pid, signal.SIGSTOP)
    time.sleep(LEASE + rng.uniform(1.0, 2.0))
    site.history.note("continue")
    os.killpg(worker.pid, signal.SIGCONT)


def pids_of(worker: CeleryWorker) -> list[int]:
    """The main process and the pool's."""
    return [worker.pid, *worker.children()]


def _runs(process: psutil.Process) -> bool:
    return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
