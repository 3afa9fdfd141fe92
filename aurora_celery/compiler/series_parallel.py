"""Series-parallel decomposition: which parts of a graph follow each other, and which run side by side.

After J. Valdes, R. E. Tarjan, E. L. Lawler, "The recognition of series parallel digraphs" (1982): a graph is
series-parallel when, in its transitive reduction, nodes that share a successor share all of them, and when the
multigraph that has a point for each such meeting and an edge for each node shrinks to a single edge by putting
edges in series and side by side.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import chain, pairwise

from aurora_celery.compiler.structure import successors

Indexes = Sequence[tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Series:
    """Parts that follow each other."""

    parts: tuple[Tree, ...]


@dataclass(frozen=True, slots=True)
class Parallel:
    """Parts that run side by side."""

    parts: tuple[Tree, ...]


Tree = int | Series | Parallel


@dataclass(frozen=True, slots=True)
class Clash:
    """Two predecessors of ``target`` that do not share all their successors: ``other`` follows ``left`` only."""

    left: int
    right: int
    target: int
    other: int


def clashes(preds: Indexes) -> list[Clash]:
    """Where nodes share some successors and not all; one for each pair of neighbours. ``preds`` is a reduction."""
    succs = [tuple(targets) for targets in successors(preds)]
    found: dict[tuple[int, int], Clash] = {}
    for target, before in enumerate(preds):
        for left, right in pairwise(before):
            if succs[left] == succs[right]:
                continue
            only = sorted(set(succs[left]) ^ set(succs[right]))
            first, second = (left, right) if only[0] in succs[left] else (right, left)
            found.setdefault((first, second), Clash(first, second, target, only[0]))
    return list(found.values())


def decompose(preds: Indexes) -> Tree | tuple[int, ...]:
    """The tree of a reduction without clashes; or one node of each part that cannot be put together."""
    network = _Network(preds)
    network.shrink()
    trees = network.trees()
    if len(trees) == 1:
        return flat(trees[0])
    return tuple(sorted(_any_node(tree) for tree in trees))


def flat(tree: Tree) -> Tree:
    """The same tree with no series directly in a series, and no parallel directly in a parallel.

    Walks by hand: the raw tree is as deep as the graph is long.
    """
    done: list[Tree] = []
    todo: list[tuple[Tree, int]] = [(tree, -1)]
    while todo:
        item, count = todo.pop()
        if isinstance(item, int):
            done.append(item)
        elif count < 0:
            inner = _spread(item)
            todo.append((item, len(inner)))
            todo.extend((part, -1) for part in reversed(inner))
        else:
            parts = tuple(done[len(done) - count :])
            del done[len(done) - count :]
            done.append(type(item)(parts))
    return done[0]


def _spread(tree: Series | Parallel) -> list[Tree]:
    """The parts of a tree, with those of its own kind replaced by theirs."""
    parts: list[Tree] = []
    todo: list[Tree] = [tree]
    while todo:
        item = todo.pop()
        if type(item) is type(tree):
            todo.extend(reversed(item.parts))
        else:
            parts.append(item)
    return sorted(parts, key=_any_node) if isinstance(tree, Parallel) else parts


def _any_node(tree: Tree) -> int:
    """The first node of a tree; a stable name for it."""
    while not isinstance(tree, int):
        tree = tree.parts[0]
    return tree


_SOURCE, _SINK = -1, -2


@dataclass(slots=True)
class _Point:
    """A meeting of nodes: the trees that arrive and leave, by the point at their other end."""

    arrive: dict[int, Tree] = field(default_factory=dict)
    leave: dict[int, Tree] = field(default_factory=dict)


class _Network:
    """The multigraph of points, kept simple: edges between the same points are put side by side at once."""

    def __init__(self, preds: Indexes) -> None:
        self.points: dict[int, _Point] = {_SOURCE: _Point(), _SINK: _Point()}
        succs = successors(preds)
        for node, before in enumerate(preds):
            # A meeting is named after the first of the nodes that it leads to.
            tail = succs[before[0]][0] if before else _SOURCE
            head = succs[node][0] if succs[node] else _SINK
            self._connect(tail, head, node)

    def shrink(self) -> None:
        """Put in series what meets at a point with one way in and one way out, until there is no such point."""
        todo = sorted(self.points, reverse=True)
        while todo:
            name = todo.pop()
            point = self.points.get(name)
            if name in {_SOURCE, _SINK} or point is None or len(point.arrive) != 1 or len(point.leave) != 1:
                continue
            ((tail, before),) = point.arrive.items()
            ((head, after),) = point.leave.items()
            del self.points[name], self.points[tail].leave[name], self.points[head].arrive[name]
            self._connect(tail, head, Series((before, after)))
            todo += [tail, head]

    def trees(self) -> list[Tree]:
        """What is left on the edges."""
        return list(chain.from_iterable(point.leave.values() for point in self.points.values()))

    def _connect(self, tail: int, head: int, tree: Tree) -> None:
        leave = self.points.setdefault(tail, _Point()).leave
        if head in leave:
            tree = Parallel((leave[head], tree))
        leave[head] = tree
        self.points.setdefault(head, _Point()).arrive[tail] = tree
