"""One join of ten thousand against many joins of ten: what a node costs in either."""

from __future__ import annotations

import time

from aurora_celery import Aurora, RunState
from aurora_celery.model.graph import Graph
from aurora_celery.store.ports import RunFilter
from bench.figures import Figure, Measured
from bench.ground import Ground
from bench.pace import in_turn, medians
from bench.shapes import fan_in

NARROW = 10
_LIMIT = 600.0
_PAUSE = 0.02
_GOING = RunFilter(states=(RunState.PENDING, RunState.RUNNING))


def measure(ground: Ground) -> Measured:
    """Both sides run the same number of nodes at once, so that what differs is the width of the joins."""
    width = ground.pick(10_000, 1_000)
    with ground.aurora_working() as aurora:
        sides = {
            "wide": lambda: cost_per_node(aurora, fan_in(width), runs=1),
            "narrow": lambda: cost_per_node(aurora, fan_in(NARROW), runs=width // NARROW),
        }
        taken = in_turn(sides, rounds=ground.pick(3, 2), warm=ground.quick, between=ground.settle)
    cost = {name: value * 1e3 for name, value in medians(taken).items()}
    figure = Figure(
        budget="wide",
        value=cost["wide"] / cost["narrow"],
        shown=f"{cost['wide']:.2f} ms / {cost['narrow']:.2f} ms",
    )
    return Measured(name="wide", figures=(figure,), raw={"widths": [width, NARROW], "seconds_per_node": taken})


def cost_per_node(aurora: Aurora, graph: Graph, *, runs: int) -> float:
    """Seconds per node of so many runs of a graph, submitted at once."""
    started = time.perf_counter()
    for _ in range(runs):
        aurora.submit(graph)
    while aurora.runs(_GOING, limit=1).items:
        assert time.perf_counter() - started < _LIMIT, "a run does not end"
        time.sleep(_PAUSE)
    return (time.perf_counter() - started) / (runs * len(graph.nodes))
