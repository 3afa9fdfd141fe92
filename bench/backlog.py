"""A hundred thousand queued runs of one node each: none is stuck, a claim costs no more, memory stays flat."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from statistics import quantiles

from aurora_celery import Aurora
from aurora_celery.engine.ids import new_token
from aurora_celery.model.graph import Graph
from aurora_celery.model.states import RunState
from aurora_celery.store.ports import CellRef, Finish, Holder, Output, RunFilter
from bench.figures import Figure, Measured
from bench.ground import Ground
from bench.shapes import chain

_GOING = RunFilter(states=(RunState.PENDING, RunState.RUNNING))
_SUBMITTERS, _PROCESSES = 4, 4
_PAUSE, _LIMIT = 0.5, 3600.0
#: Claims that are timed while the workers are at work.
_CLAIMS = 500


def measure(ground: Ground) -> Measured:
    """The short queue first, then the long one; claims are timed at its start, while four processes serve it."""
    short, long = ground.pick((1_000, 100_000), (1_000, 10_000))
    few = _claims(ground, short)
    many = _claims(ground, long)
    ratio = many["claim"] / few["claim"]
    shown = f"{many['claim'] * 1e3:.1f} ms / {few['claim'] * 1e3:.1f} ms"
    grown = many["memory_after"] / many["memory_before"]
    figures = (
        Figure(budget="backlog_claim", value=ratio, shown=shown),
        Figure(budget="backlog_stuck", value=many["stuck"], shown=f"of {long}, in {many['seconds']:.0f} s"),
        Figure(budget="backlog_memory", value=grown, shown=f"{many['memory_after'] / 2**20:.0f} MB"),
    )
    return Measured(name="backlog", figures=figures, raw={"queued": [short, long], "short": few, "long": many})


def _claims(ground: Ground, queued: int) -> dict[str, float]:
    aurora = ground.aurora()
    runs = _submit(aurora, chain(1), queued)
    own = [aurora.submit(chain(1)).id for _ in range(_CLAIMS)]
    with ground.aurora_working(processes=_PROCESSES):
        started = time.perf_counter()
        before = _until(lambda: _memory(aurora))
        taken = [seconds for run in own if (seconds := _claim(aurora, run)) is not None]
        left = _drained(aurora)
        seconds, after = time.perf_counter() - started, _memory(aurora)
    ground.forget()
    return {
        "claim": quantiles(taken, n=100)[98],
        "claims": len(taken),
        "stuck": left,
        "seconds": seconds,
        "queued": len(runs),
        "memory_before": before,
        "memory_after": after,
    }


def _submit(aurora: Aurora, graph: Graph, count: int) -> list[str]:
    with ThreadPoolExecutor(_SUBMITTERS) as threads:
        return list(threads.map(lambda _: aurora.submit(graph).id, range(count)))


def _claim(aurora: Aurora, run: str) -> float | None:
    """Seconds for one claim by this process, which then ends the run; None when a worker was quicker."""
    ref, holder = CellRef(run, 0, 0), Holder(token=new_token(), worker="bench", pid=0)
    started = time.perf_counter()
    claim = aurora.store.runs.claim(ref, 0, holder=holder, root=True)
    seconds = time.perf_counter() - started
    if claim is None:
        return None
    finish = Finish(state=RunState.SUCCEEDED)
    aurora.store.runs.complete(ref, 0, token=holder.token, output=Output("null"), finish=finish)
    return seconds


def _drained(aurora: Aurora) -> int:
    """Wait until no run goes on; how many are left when the time is over, counted up to a thousand."""
    deadline = time.monotonic() + _LIMIT
    while aurora.runs(_GOING, limit=1).items and time.monotonic() < deadline:
        time.sleep(_PAUSE)
    return len(aurora.runs(_GOING, limit=1000).items)


def _memory(aurora: Aurora) -> int:
    """Bytes that the worker's processes hold; those of its children that are known by its last sign of life."""
    beats = aurora.store.workers.workers(within=60.0)
    return sum(_resident(pid) for beat in beats for pid in (beat.pid, *beat.pids))


def _resident(pid: int) -> int:
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    except OSError:
        return 0
    return pages * 4096


def _until(measure: Callable[[], int]) -> int:
    deadline = time.monotonic() + _LIMIT
    while not (found := measure()):
        if time.monotonic() > deadline:
            raise TimeoutError("the worker gives no sign of life")
        time.sleep(_PAUSE)
    return found
