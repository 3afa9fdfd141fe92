"""The graphs that are measured, by shape and size. The same arguments always give the same graph."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import replace

from aurora_celery.model.graph import Graph, Node


def chain(length: int) -> Graph:
    """One after the other."""
    return _graph(f"chain-{length}", ((i, [i - 1] if i else []) for i in range(length)))


def restful(length: int, *, rest: float) -> Graph:
    """A chain whose nodes rest for so many seconds each."""
    nodes = (replace(node, handler="bench.rest", params={"seconds": rest}) for node in chain(length).nodes)
    return Graph(name=f"restful-{length}", nodes=tuple(nodes))


def fan_out(width: int) -> Graph:
    """One node, then all others at once; ``width`` nodes in all."""
    return _graph(f"fan-out-{width}", ((i, [0] if i else []) for i in range(width)))


def fan_in(width: int) -> Graph:
    """So many nodes, then one that waits for all of them."""
    return _graph(f"fan-in-{width}", [*((i, []) for i in range(width)), (width, range(width))])


def layers(depth: int, width: int) -> Graph:
    """Complete layers: every node waits for every node of the layer before."""
    return _graph(
        f"layers-{depth}x{width}",
        (
            (layer * width + i, range((layer - 1) * width, layer * width) if layer else [])
            for layer in range(depth)
            for i in range(width)
        ),
    )


def random_dag(size: int, rng: random.Random, *, needs: int = 2) -> Graph:
    """Each node waits for so many different ones among all before it."""
    return _graph(f"random-{size}", ((i, rng.sample(range(i), min(needs, i))) for i in range(size)))


def held(size: int, *, rest: float) -> Graph:
    """A fan-out whose first node rests for so many seconds."""
    first, *others = fan_out(size).nodes
    first = replace(first, handler="bench.rest", params={"seconds": rest})
    return Graph(name=f"held-{size}", nodes=(first, *others))


def _graph(name: str, needs: Iterable[tuple[int, Iterable[int]]]) -> Graph:
    nodes = (Node(id=f"n{i}", handler="bench.noop", needs=tuple(f"n{j}" for j in before)) for i, before in needs)
    return Graph(name=name, nodes=tuple(nodes))
