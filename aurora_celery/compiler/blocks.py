"""Complete bipartite parts of a graph: sources that all feed the same targets. Pure; linear in the edges.

A layer of W nodes that all wait for a layer of V nodes has V x W edges, but says no more than "all of these,
then all of those": V + W signals by way of a virtual join. Two patterns are found by hashing:

    targets with the same predecessors          sources with the same successors
        a   b   (and whatever else                  a   b   (whose targets may wait
        |\\ /|    a and b feed)                      |\\ /|    for others, too)
        | X |                                       | X |
        |/ \\|                                       |/ \\|
        c   d                                       c   d
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Block:
    """Every source precedes every target. Indexes, ascending."""

    sources: tuple[int, ...]
    targets: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Blocks:
    """A partition of the edges: complete blocks, and for each target the sources that no block covers."""

    complete: tuple[Block, ...]
    loose: tuple[tuple[int, ...], ...]


def pays(sources: int, targets: int) -> bool:
    """True when a virtual join between so many needs fewer signals than edges."""
    return sources > 1 and targets > 1 and sources * targets > sources + targets


def find_blocks(preds: Sequence[tuple[int, ...]]) -> Blocks:
    """Partition the edges. ``preds`` holds the ascending predecessors of each node by index."""
    by_preds = _same_predecessors(preds)
    loose = list(preds)
    for block in by_preds:
        for target in block.targets:
            loose[target] = ()
    by_succs = _same_successors(loose)
    for block in by_succs:
        covered = frozenset(block.sources)
        for target in block.targets:
            loose[target] = tuple(source for source in loose[target] if source not in covered)
    return Blocks((*by_preds, *by_succs), tuple(loose))


def _same_predecessors(preds: Sequence[tuple[int, ...]]) -> list[Block]:
    return [Block(sources, targets) for sources, targets in _grouped(preds) if pays(len(sources), len(targets))]


def _same_successors(preds: Sequence[tuple[int, ...]]) -> list[Block]:
    succs: list[list[int]] = [[] for _ in preds]
    for target, before in enumerate(preds):
        for source in before:
            succs[source].append(target)
    pairs = _grouped(tuple(targets) if len(targets) > 1 else () for targets in succs)
    return [Block(sources, targets) for targets, sources in pairs if pays(len(sources), len(targets))]


def _grouped(neighbours: Iterable[tuple[int, ...]]) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    """Neighbours, and the indexes that have exactly these."""
    groups: dict[tuple[int, ...], list[int]] = {}
    for index, others in enumerate(neighbours):
        if len(others) > 1:
            groups.setdefault(others, []).append(index)
    return [(others, tuple(members)) for others, members in groups.items()]
