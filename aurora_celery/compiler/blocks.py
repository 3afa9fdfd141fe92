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

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

#: Keeps the numbers by which sources are told apart within one machine word.
_MARK = 2**61 - 1


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
    """Targets that wait for exactly the same sources."""
    first: dict[tuple[int, ...], int] = {}
    groups: dict[tuple[int, ...], list[int]] = {}
    for target, sources in enumerate(preds):
        if len(sources) > 1:
            known = first.setdefault(sources, target)
            if known != target:
                groups.setdefault(sources, [known]).append(target)
    return [Block(sources, tuple(some)) for sources, some in groups.items() if pays(len(sources), len(some))]


def _same_successors(preds: Sequence[tuple[int, ...]]) -> list[Block]:
    """Sources that feed exactly the same targets.

    Most graphs have none. So a number that depends on the targets is made first, without keeping these, and only
    sources whose numbers are equal are looked at.
    """
    marks = [0] * len(preds)
    for target, sources in enumerate(preds):
        for source in sources:
            marks[source] = marks[source] * 1_000_003 + target + 1 & _MARK
    common = Counter(marks)
    succs: dict[int, list[int]] = {source: [] for source, mark in enumerate(marks) if mark and common[mark] > 1}
    for target, sources in enumerate(preds):
        for source in sources:
            if source in succs:
                succs[source].append(target)
    groups: dict[tuple[int, ...], list[int]] = {}
    for source, targets in succs.items():
        groups.setdefault(tuple(targets), []).append(source)
    return [Block(tuple(some), targets) for targets, some in groups.items() if pays(len(some), len(targets))]
