"""What a node costs against the size of its graph: Aurora and a Celery canvas on the same layers of ten."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from celery import Celery

from aurora_celery import Aurora
from bench.bare import BareTasks
from bench.canvas import run_layers
from bench.figures import Measured
from bench.ground import Ground
from bench.pace import in_turn, medians, seconds
from bench.shapes import layers
from bench.wide import cost_per_node

WIDTH = 10
AURORA_SIZES = (10, 30, 100, 300, 1_000, 3_000, 10_000)
CANVAS_SIZES = (10, 30, 100, 300, 1_000)
#: Small graphs are run many times at once, so that every size keeps the workers busy.
_NODES = 1_000
_LIMIT = 600.0


def measure(ground: Ground) -> Measured:
    """Seconds per node for each size; bare tasks have no size, and one number."""
    with (
        ground.aurora_working() as aurora,
        ground.stock_working("mongodb") as bare,
        ground.stock_working("redis") as celery,
    ):
        tasks = BareTasks(ground, bare)
        sides: dict[str, Callable[[], float]] = {"bare": lambda: tasks.seconds(_NODES) / _NODES}
        sides |= {f"aurora_{size}": partial(_aurora, aurora, size) for size in ground.pick(AURORA_SIZES, (10, 1_000))}
        sides |= {f"canvas_{size}": partial(_canvas, celery, size) for size in ground.pick(CANVAS_SIZES, (10, 100))}
        taken = in_turn(sides, rounds=ground.pick(2, 1), warm=ground.quick, between=ground.settle)
    return Measured(name="cost", raw={"seconds_per_node": taken, "medians": medians(taken)})


def _aurora(aurora: Aurora, size: int) -> float:
    return cost_per_node(aurora, layers(size // WIDTH, WIDTH), runs=max(1, _NODES // size))


def _canvas(celery: Celery, size: int) -> float:
    """The small ones as often, one after the other: Celery's client has to build each of them anyway."""
    runs = max(1, _NODES // 10 // size)
    depth = size // WIDTH

    def run() -> None:
        for _ in range(runs):
            assert run_layers(celery, depth, width=WIDTH, limit=_LIMIT), f"{size} nodes took over {_LIMIT:g} s"

    return seconds(run) / (runs * size)
