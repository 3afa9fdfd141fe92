"""Small builders of values for tests: a graph from its edges, nothing that needs a file or a server."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
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
