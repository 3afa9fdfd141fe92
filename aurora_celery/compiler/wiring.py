"""The edges of a graph by position, so that everything behind it works on small numbers instead of ids."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from aurora_celery.compiler.order import topological
from aurora_celery.compiler.templates import inputs_of
from aurora_celery.model.graph import Graph


@dataclass(frozen=True)
class Wiring:
    """By position: predecessors and successors of each node in the order of the definition, and the inputs it reads.

    ``strays`` are the only nodes that may name an unknown id, or their own.
    """

    ids: Sequence[str]
    preds: Sequence[tuple[int, ...]]
    succs: Sequence[list[int]]
    inputs: Sequence[frozenset[str]]
    strays: Sequence[int]

    @property
    def size(self) -> int:
        """How many nodes there are."""
        return len(self.ids)

    @property
    def edges(self) -> int:
        """How many edges there are."""
        return sum(map(len, self.preds))

    @property
    def finals(self) -> tuple[str, ...]:
        """Ids of the nodes that no other node waits for, in the order of the definition."""
        return tuple([name for name, targets in zip(self.ids, self.succs, strict=True) if not targets])

    @cached_property
    def order(self) -> list[int]:
        """Positions in the order of the plan; fewer than there are nodes if the graph has a cycle."""
        return topological(self.preds, self.succs)


def wire(graph: Graph) -> Wiring:
    """Resolve ids to positions. Edges from unknown ids and from a node to itself are left out.

    Of nodes with the same id the first is meant; the checks report the others.
    """
    ids = [node.id for node in graph.nodes]
    position = dict(zip(reversed(ids), range(len(ids) - 1, -1, -1), strict=True))
    preds, succs, strays = _resolve(graph, position)
    return Wiring(
        ids=ids,
        preds=preds,
        succs=succs,
        inputs=[inputs_of(node.params) for node in graph.nodes],
        strays=strays if len(position) == len(ids) else range(len(ids)),
    )


def _resolve(graph: Graph, position: Mapping[str, int]) -> tuple[list[tuple[int, ...]], list[list[int]], Sequence[int]]:
    preds: list[tuple[int, ...]] = []
    succs: list[list[int]] = [[] for _ in graph.nodes]
    strays = []
    for target, node in enumerate(graph.nodes):
        names = (*node.needs, *node.reads) if node.reads else node.needs
        found = dict.fromkeys([position.get(name, target) for name in names]) if names else {}
        if target in found:
            del found[target]
            strays.append(target)
        preds.append(tuple(found))
        for source in found:
            succs[source].append(target)
    return preds, succs, strays
