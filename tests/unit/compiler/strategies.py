"""Graphs drawn by hypothesis."""

from __future__ import annotations

from hypothesis import strategies as st

from aurora_celery.model.graph import Graph
from tests.builders import graph_from_pairs, layers


@st.composite
def dags(draw: st.DrawFn, *, max_size: int = 24) -> Graph:
    """Any acyclic graph; the definition names the nodes in another order than the edges run."""
    size = draw(st.integers(1, max_size))
    pairs = draw(st.sets(st.tuples(st.integers(0, size - 1), st.integers(0, size - 1)), max_size=3 * size))
    names = draw(st.permutations(range(size)))
    return graph_from_pairs(size, sorted((names[min(p)], names[max(p)]) for p in pairs if p[0] != p[1]))


@st.composite
def layered(draw: st.DrawFn) -> Graph:
    """Complete layers, some with stray edges beside them."""
    widths = draw(st.lists(st.integers(1, 7), min_size=1, max_size=4))
    size = sum(widths)
    graph = layers(*widths)
    position = {node.id: place for place, node in enumerate(graph.nodes)}
    pairs = {(position[edge.source], position[edge.target]) for edge in graph.edges()}
    strays = draw(st.sets(st.tuples(st.integers(0, size - 1), st.integers(0, size - 1)), max_size=4))
    return graph_from_pairs(size, sorted(pairs | {(min(p), max(p)) for p in strays if p[0] != p[1]}))


graphs = st.one_of(dags(), layered())
