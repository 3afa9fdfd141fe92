"""Cancel a run of ten thousand nodes that is going on: how long until the last node has started."""

from __future__ import annotations

import time

from aurora_celery import Aurora
from aurora_celery.model.event import EventKind
from aurora_celery.model.states import NodeState
from bench.figures import Figure, Measured
from bench.ground import Ground
from bench.shapes import fan_in

#: Nodes that have started before the run is cancelled.
_BEGUN = 200
_LIMIT = 120.0


def measure(ground: Ground) -> Measured:
    """The longest of a few times."""
    width, rounds = ground.pick(10_000, 1_000), ground.pick(5, 2)
    with ground.aurora_working() as aurora:
        taken = [_cancel(aurora, width) for _ in range(rounds)]
    last, answer = max(times["last_start"] for times in taken), max(times["answer"] for times in taken)
    figure = Figure(
        budget="cancel", value=last, shown=f"answered within {answer:.2f} s; the longest of {rounds}, {width:,} nodes"
    )
    return Measured(name="cancel", figures=(figure,), raw={"width": width, "taken": taken})


def _cancel(aurora: Aurora, width: int) -> dict[str, float]:
    """Seconds from the call to its answer, and to the last start, by the store's clock."""
    run = aurora.submit(fan_in(width))
    begun = 0
    for event in run.events(timeout=_LIMIT):
        begun += event.kind is EventKind.NODE and event.state is NodeState.RUNNING
        if begun >= _BEGUN:
            break
    called, started = aurora.store.now(), time.perf_counter()
    run.cancel()
    answered = time.perf_counter() - started
    run.wait(timeout=_LIMIT)
    starts = [node.started for node in run.view().nodes if node.started is not None]
    last = (max(starts) - called).total_seconds()
    return {"answer": answered, "last_start": max(0.0, last), "started": float(len(starts))}
