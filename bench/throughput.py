"""Nodes per second through graphs of three shapes, against bare Celery tasks that store their results in MongoDB."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from aurora_celery import Aurora
from aurora_celery.model.graph import Graph
from bench.bare import BareTasks
from bench.figures import Figure, Measured
from bench.ground import Ground
from bench.pace import in_turn, medians, seconds
from bench.processor import Spent, metered, per_node
from bench.shapes import fan_out, layers, random_dag

#: Nodes of each graph, and tasks of the other side.
SIZE = 1000
_LIMIT = 300.0


def measure(ground: Ground) -> Measured:
    """A ratio for each shape, all of them taken in the same rounds."""
    graphs = shapes(ground)
    with ground.aurora_working() as aurora, ground.stock_working("mongodb") as celery:
        bare = BareTasks(ground, celery)
        sides: dict[str, Callable[[], float]] = {"bare": lambda: bare.seconds(SIZE)}
        sides |= {name: partial(run_seconds, aurora, graph) for name, graph in graphs.items()}
        spent: dict[str, Spent] = {name: Spent() for name in sides}
        sides = {name: partial(metered, side, spent[name]) for name, side in sides.items()}
        rounds = ground.pick(9, 3)
        taken = in_turn(sides, rounds=rounds, between=ground.settle)
    rate = {name: SIZE / value for name, value in medians(taken).items()}
    figures = tuple(
        Figure(
            budget=f"throughput_{name}",
            value=rate[name] / rate["bare"],
            shown=f"{rate[name]:.0f} per s / {rate['bare']:.0f} per s",
        )
        for name in graphs
    )
    nodes = SIZE * (rounds + 1)
    raw = {
        "nodes": SIZE,
        "seconds": taken,
        "processor_ms_per_node": {name: per_node(each, nodes) for name, each in spent.items()},
    }
    return Measured(name="throughput", figures=figures, raw=raw)


def shapes(ground: Ground) -> dict[str, Graph]:
    """The three shapes, each of a thousand nodes."""
    return {
        "fan_out": fan_out(SIZE),
        "layers": layers(10, SIZE // 10),
        "random": random_dag(SIZE, ground.rng()),
    }


def run_seconds(aurora: Aurora, graph: Graph) -> float:
    """From submit to the end of the run, by the wall clock."""
    return seconds(lambda: _succeed(aurora, graph))


def _succeed(aurora: Aurora, graph: Graph) -> None:
    state = aurora.submit(graph).wait(timeout=_LIMIT).state
    assert state == "succeeded", f"the run of {graph.name} {state}"
