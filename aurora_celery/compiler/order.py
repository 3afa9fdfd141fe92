"""Orders of a graph: topological with neighbours kept together, and the generations."""

from __future__ import annotations

from aurora_celery.compiler.wiring import Wiring


def topological(wiring: Wiring) -> list[int]:
    """Positions so that each comes after its predecessors; shorter than the graph if it has a cycle.

    Kahn's algorithm with a stack in place of the queue: what a node makes ready follows it at once, so a
    chain stays in one cell. Ties keep the order of the definition, so equal definitions give equal orders.
    """
    waits = [len(preds) for preds in wiring.preds]
    stack = [node for node in range(wiring.size - 1, -1, -1) if not waits[node]]
    order = []
    while stack:
        node = stack.pop()
        order.append(node)
        for target in reversed(wiring.succs[node]):
            waits[target] -= 1
            if not waits[target]:
                stack.append(target)
    return order


def generations(wiring: Wiring) -> list[int]:
    """For each position the number of edges on the longest path that leads to it. The graph is acyclic."""
    depth = [0] * wiring.size
    for node in topological(wiring):
        below = depth[node] + 1
        for target in wiring.succs[node]:
            depth[target] = max(depth[target], below)
    return depth
