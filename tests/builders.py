"""Small builders of values for tests: a graph from its edges, nothing that needs a file or a server."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import Any

from aurora_celery.model.graph import Graph, Node


def graph_of(
    *edges: str,
    name: str = "g",
    handler: str = "aurora.noop",
    handlers: Mapping[str, str] | None = None,
    inputs: Mapping[str, Mapping[str, Any]] | None = None,
) -> Graph:
    """``graph_of("a>b", "a>c", "d")``: nodes in the order first named; every edge orders without data."""
    needs: dict[str, list[str]] = {}
    for edge in edges:
        *sources, target = edge.split(">")
        for source in sources:
            needs.setdefault(source, [])
        for before, after in zip(sources, [*sources[1:], target], strict=False):
            needs.setdefault(after, []).append(before)
        needs.setdefault(target, [])
    names = handlers or {}
    nodes = tuple(Node(id=key, handler=names.get(key, handler), needs=tuple(value)) for key, value in needs.items())
    return Graph(name=name, nodes=nodes, inputs=inputs or {})


def graph_from_pairs(size: int, pairs: Iterable[tuple[int, int]], *, name: str = "g") -> Graph:
    """Nodes ``n0`` to ``n<size-1>`` and an edge for each pair of positions."""
    needs: list[list[str]] = [[] for _ in range(size)]
    for source, target in pairs:
        needs[target].append(f"n{source}")
    nodes = tuple(Node(id=f"n{i}", handler="aurora.noop", needs=tuple(need)) for i, need in enumerate(needs))
    return Graph(name=name, nodes=nodes)


def layers(*widths: int, name: str = "g") -> Graph:
    """Complete bipartite layers of the given widths."""
    starts = [sum(widths[:k]) for k in range(len(widths) + 1)]
    pairs = [
        (source, target)
        for k in range(len(widths) - 1)
        for source in range(starts[k], starts[k + 1])
        for target in range(starts[k + 1], starts[k + 2])
    ]
    return graph_from_pairs(sum(widths), pairs, name=name)


def random_series_parallel(seed: int, *, size: int, handler: str = "plain.combine") -> Graph:
    """A series-parallel graph with data on it: each node reads some of its ancestors, near and far, and an input.

    The handler is called with ``name`` and ``values`` and what it returns may be anything.
    """
    draw = random.Random(seed)
    preds: dict[int, set[int]] = {number: set() for number in range(size)}
    _compose(draw, list(range(size)), preds, draw.random() < 0.5)
    above: dict[int, set[int]] = {}
    nodes = []
    for number in range(size):
        above[number] = preds[number].union(*(above[source] for source in preds[number]))
        reads = sorted(draw.sample(sorted(above[number]), min(len(above[number]), draw.randint(0, 3))))
        values = [f"${{{{ nodes.n{source} }}}}" for source in reads] + ["${{ inputs.seed }}"] * draw.randint(0, 1)
        nodes.append(
            Node(
                id=f"n{number}",
                handler=handler,
                params={"name": f"n{number}", "values": values},
                needs=tuple(f"n{source}" for source in sorted(preds[number])),
                reads=tuple(f"n{source}" for source in reads),
            )
        )
    outputs: dict[str, str] | None = None
    outputs_reads: tuple[str, ...] = ()
    if draw.random() < 0.5:
        outputs_reads = tuple(f"n{number}" for number in sorted(draw.sample(range(size), min(size, 2))))
        outputs = {name: f"${{{{ nodes.{name} }}}}" for name in outputs_reads}
    return Graph(
        name=f"sp{seed}",
        nodes=tuple(nodes),
        inputs={"seed": {"type": "integer"}},
        outputs=outputs,
        outputs_reads=outputs_reads,
    )


def _compose(
    draw: random.Random, numbers: list[int], preds: dict[int, set[int]], serial: bool
) -> tuple[list[int], list[int]]:
    """Compose these nodes in series or in parallel; their sources and sinks."""
    if len(numbers) == 1:
        return numbers, numbers
    cuts = sorted(draw.sample(range(1, len(numbers)), min(len(numbers) - 1, draw.randint(1, 3))))
    pieces = [numbers[start:end] for start, end in zip([0, *cuts], [*cuts, len(numbers)], strict=True)]
    parts = [_compose(draw, piece, preds, not serial) for piece in pieces]
    if not serial:
        return [node for part in parts for node in part[0]], [node for part in parts for node in part[1]]
    for before, after in pairwise(parts):
        for target in after[0]:
            preds[target].update(before[1])
    return parts[0][0], parts[-1][1]
