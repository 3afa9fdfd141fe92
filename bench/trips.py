"""Round trips to MongoDB for each node, counted by the server, and the writes that a submit takes."""

from __future__ import annotations

from collections import Counter
from typing import Any

from pymongo import MongoClient

from aurora_celery import Aurora
from aurora_celery.model.graph import Graph
from bench.chain import LENGTH
from bench.counters import commands, writes
from bench.figures import Figure, Measured
from bench.ground import Ground
from bench.shapes import chain
from bench.throughput import shapes

_LIMIT = 300.0


def measure(ground: Ground) -> Measured:
    """All that the server did during a run counts, the worker's signs of life too; the waiting client does not."""
    graphs = {"chain": chain(LENGTH), **shapes(ground)}
    with ground.mongo() as client:
        submitting = _submit_writes(ground, client)
        with ground.aurora_working() as aurora:
            counted = {name: _count(aurora, client, graph) for name, graph in graphs.items()}
    trips = {name: counted[name].total() / len(graph.nodes) for name, graph in graphs.items()}
    figures = [
        Figure(budget=f"trips_{name}", value=value, shown=f"{counted[name].total()} for {len(graphs[name].nodes)}")
        for name, value in trips.items()
    ]
    figures.append(Figure(budget="trips_submit", value=writes(submitting), shown=f"{submitting.total()} commands"))
    raw = {"commands": {name: dict(count) for name, count in counted.items()}, "submit": dict(submitting)}
    return Measured(name="trips", figures=tuple(figures), raw=raw)


def _count(aurora: Aurora, client: MongoClient[dict[str, Any]], graph: Graph) -> Counter[str]:
    """The commands of the second run of a graph, when the plan is known to all."""
    aurora.submit(graph).wait(timeout=_LIMIT)
    before = commands(client)
    run = aurora.submit(graph)
    submitted = aurora.store.round_trips()
    run.wait(timeout=_LIMIT)
    waiting = aurora.store.round_trips() - submitted
    counted = commands(client) - before
    counted["(waiting client)"] -= waiting
    return counted


def _submit_writes(ground: Ground, client: MongoClient[dict[str, Any]]) -> Counter[str]:
    """The commands of one submit of a known graph, with no worker about."""
    from bench.handlers import pair

    pair.submit()
    before = commands(client)
    pair.submit()
    counted = commands(client) - before
    ground.forget()
    return counted
