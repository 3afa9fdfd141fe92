"""The cycles of a graph: its strongly connected components, and one short cycle in each."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator

from aurora_celery.compiler.wiring import Wiring


def cycles(wiring: Wiring) -> list[list[int]]:
    """One cycle for each strongly connected component of two nodes or more, in the order of the definition.

    Each is a shortest cycle through the component's first node, starting there.
    """
    found = sorted(sorted(component) for component in components(wiring) if len(component) > 1)
    return [_shortest_cycle(wiring, component) for component in found]


def components(wiring: Wiring) -> list[list[int]]:
    """Strongly connected components: Tarjan's algorithm without recursion, so depth costs no stack."""
    search = _Search(wiring)
    for root in range(wiring.size):
        if root not in search.order:
            search.walk(root)
    return search.found


class _Search:
    """Tarjan's bookkeeping: when a node was met, the earliest node that it reaches, and what is still open."""

    def __init__(self, wiring: Wiring) -> None:
        self.wiring = wiring
        self.order: dict[int, int] = {}
        self.low: dict[int, int] = {}
        self.open: list[int] = []
        self.is_open: set[int] = set()
        self.found: list[list[int]] = []

    def walk(self, root: int) -> None:
        path = [(root, self._enter(root))]
        while path:
            node, targets = path[-1]
            fresh = next((target for target in targets if self._is_new(node, target)), None)
            if fresh is not None:
                path.append((fresh, self._enter(fresh)))
                continue
            path.pop()
            if path:
                above = path[-1][0]
                self.low[above] = min(self.low[above], self.low[node])
            if self.low[node] == self.order[node]:
                self._close(node)

    def _enter(self, node: int) -> Iterator[int]:
        self.order[node] = self.low[node] = len(self.order)
        self.open.append(node)
        self.is_open.add(node)
        return iter(self.wiring.succs[node])

    def _is_new(self, node: int, target: int) -> bool:
        if target not in self.order:
            return True
        if target in self.is_open:
            self.low[node] = min(self.low[node], self.order[target])
        return False

    def _close(self, node: int) -> None:
        component: list[int] = []
        while not component or component[-1] != node:
            component.append(self.open.pop())
        self.is_open.difference_update(component)
        self.found.append(component)


def _shortest_cycle(wiring: Wiring, component: list[int]) -> list[int]:
    start, members = component[0], set(component)
    came_from = {start: start}
    queue = deque([start])
    while queue:
        node = queue.popleft()
        for target in wiring.succs[node]:
            if target == start:
                return _path(came_from, node)
            if target in members and target not in came_from:
                came_from[target] = node
                queue.append(target)
    return component


def _path(came_from: dict[int, int], end: int) -> list[int]:
    path = [end]
    while came_from[path[-1]] != path[-1]:
        path.append(came_from[path[-1]])
    return path[::-1]
