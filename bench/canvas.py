"""Complete layers as one Celery canvas on the Redis backend, against the same graph in Aurora."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from celery import Celery, group
from celery import chain as celery_chain
from celery.exceptions import TimeoutError as CeleryTimeoutError

from bench.figures import Figure, Measured
from bench.ground import Ground
from bench.pace import in_turn, medians, seconds
from bench.shapes import layers
from bench.throughput import run_seconds


def measure(ground: Ground) -> Measured:
    """How many times as long the canvas takes. It is stopped after a time, and the ratio is then a lower bound."""
    depth, width, limit = ground.pick((10, 100, 400.0), (5, 40, 60.0))
    with ground.aurora_working() as aurora, ground.stock_working("redis") as celery:
        sides: dict[str, Callable[[], float]] = {
            "aurora": partial(run_seconds, aurora, layers(depth, width)),
            "celery": lambda: seconds(lambda: run_layers(celery, depth, width=width, limit=limit)),
        }
        in_turn({"aurora": sides["aurora"]}, rounds=1)
        taken = in_turn(sides, rounds=1, warm=False)
    middle = medians(taken)
    figure = Figure(
        budget="canvas",
        value=middle["celery"] / middle["aurora"],
        shown=f"{middle['celery']:.1f} s / {middle['aurora']:.2f} s",
        floor=middle["celery"] >= limit,
    )
    raw = {"depth": depth, "width": width, "limit": limit, "seconds": taken}
    return Measured(name="canvas", figures=(figure,), raw=raw)


def run_layers(celery: Celery, depth: int, *, width: int, limit: float) -> bool:
    """Run layers as a chain of groups, which Celery makes chords of; False when the time is over."""
    noop = celery.tasks["bench.noop"]
    steps = (group(noop.si() for _ in range(width)) for _ in range(depth))
    try:
        celery_chain(*steps).apply_async().get(timeout=limit)
    except CeleryTimeoutError:
        celery.control.purge()
        return False
    return True
