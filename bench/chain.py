"""A hundred nodes one after the other, against Celery's own chain with its results in MongoDB."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from celery import Celery
from celery import chain as celery_chain

from bench.figures import Figure, Measured
from bench.ground import Ground
from bench.pace import in_turn, medians, seconds
from bench.shapes import chain
from bench.throughput import run_seconds

LENGTH = 100
_LIMIT = 120.0
#: Celery's MongoDB backend is asked again and again; so often that it adds next to nothing to a hundred hops.
_POLL = 0.01


def measure(ground: Ground) -> Measured:
    """The ratio of the medians, per hop."""
    with ground.aurora_working() as aurora, ground.stock_working("mongodb") as celery:
        sides: dict[str, Callable[[], float]] = {
            "aurora": partial(run_seconds, aurora, chain(LENGTH)),
            "celery": lambda: seconds(lambda: _chain(celery)),
        }
        taken = in_turn(sides, rounds=ground.pick(15, 3))
    hop = {name: value / LENGTH * 1e3 for name, value in medians(taken).items()}
    shown = f"{hop['aurora']:.2f} ms / {hop['celery']:.2f} ms"
    figure = Figure(budget="chain", value=hop["aurora"] / hop["celery"], shown=shown)
    return Measured(name="chain", figures=(figure,), raw={"length": LENGTH, "seconds": taken})


def _chain(celery: Celery) -> None:
    noop = celery.tasks["bench.noop"]
    celery_chain(*(noop.si() for _ in range(LENGTH))).apply_async().get(timeout=_LIMIT, interval=_POLL)
