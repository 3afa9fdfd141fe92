"""The order of a plan: topological, with neighbours kept together."""

from __future__ import annotations

from collections.abc import Sequence


def topological(preds: Sequence[tuple[int, ...]], succs: Sequence[list[int]]) -> list[int]:
    """Positions so that each comes after its predecessors; shorter than the graph if it has a cycle.

    Kahn's algorithm with a stack in place of the queue: what a node makes ready follows it at once, so a
    chain stays in one cell. Ties keep the order of the definition, so equal definitions give equal orders.
    """
    waits = [len(before) for before in preds]
    stack = [node for node in range(len(waits) - 1, -1, -1) if not waits[node]]
    order = []
    while stack:
        node = stack.pop()
        order.append(node)
        for target in reversed(succs[node]):
            waits[target] -= 1
            if not waits[target]:
                stack.append(target)
    return order
