"""The edges of a graph by position, so that everything behind it works on small numbers instead of ids."""

from __future__ import annotations

from dataclasses import dataclass

from aurora_celery.compiler.templates import inputs_of
from aurora_celery.model.graph import Graph


@dataclass(frozen=True, slots=True)
class Wiring:
    """By position: predecessors and successors of each node in the order of the definition, and the inputs it reads."""

    ids: tuple[str, ...]
    preds: tuple[tuple[int, ...], ...]
    succs: tuple[list[int], ...]
    inputs: tuple[frozenset[str], ...]

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
        return tuple(name for name, targets in zip(self.ids, self.succs, strict=True) if not targets)


def wire(graph: Graph) -> Wiring:
    """Resolve ids to positions. Edges from unknown ids and from a node to itself are left out.

    Of nodes with the same id the first is meant; the checks report the others.
    """
    ids = tuple([node.id for node in graph.nodes])
    position = dict(zip(reversed(ids), range(len(ids) - 1, -1, -1), strict=True))
    preds = []
    succs: list[list[int]] = [[] for _ in ids]
    for target, node in enumerate(graph.nodes):
        found = [position.get(name, target) for name in node.after] if node.needs or node.reads else []
        before = tuple([source for source in found if source != target])
        preds.append(before)
        for source in before:
            succs[source].append(target)
    return Wiring(ids, tuple(preds), tuple(succs), tuple([inputs_of(node.params) for node in graph.nodes]))
