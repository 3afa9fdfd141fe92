"""Why a graph is not series-parallel: the forbidden shape, and where it stands.

A   B
|\\  |       C waits for A alone, D for A and B. Chains and groups can make C wait for B as well, or run A
| \\ |       twice; they cannot make just these three edges.
|  \\|
C   D
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import permutations

from aurora_celery.compiler.series_parallel import Clash

Indexes = Sequence[tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Obstacle:
    """A comes before C and D, B before D but not before C; A and B, and C and D, are not ordered. Indexes."""

    a: int
    b: int
    c: int
    d: int

    def paths(self, preds: Indexes) -> tuple[tuple[int, ...], ...]:
        """The three paths of edges that make the shape: A to C, A to D, B to D."""
        return tuple(
            path(preds, source, target=target)
            for source, target in ((self.a, self.c), (self.a, self.d), (self.b, self.d))
        )


def from_clash(clash: Clash, preds: Indexes, above: Sequence[int]) -> Obstacle:
    """The forbidden shape at a clash of a transitive reduction.

    If the right node comes before the other target after all, by a longer way, then the last node of that way takes its
    place: it does not come before the shared target, or the direct edge to that would not be in the reduction.
    """
    if not above[clash.other] >> clash.right & 1:
        return Obstacle(a=clash.left, b=clash.right, c=clash.other, d=clash.target)
    last = next(source for source in preds[clash.other] if source == clash.right or above[source] >> clash.right & 1)
    return Obstacle(a=clash.left, b=last, c=clash.target, d=clash.other)


def among(nodes: Sequence[int], above: Sequence[int]) -> Obstacle | None:
    """The first forbidden shape whose four corners are among these nodes, which are ascending."""
    below = _below(nodes, above)
    for a, b in permutations(nodes, 2):
        shared = below[a] & below[b]
        if not shared or (above[a] >> b | above[b] >> a) & 1:
            continue
        for c in _members(below[a] & ~below[b] & ~above[b]):
            if rest := shared & ~below[c]:
                return Obstacle(a, b, c, next(_members(rest)))
    return None


def _below(nodes: Sequence[int], above: Sequence[int]) -> dict[int, int]:
    below = dict.fromkeys(nodes, 0)
    for node in nodes:
        for earlier in nodes:
            if above[node] >> earlier & 1:
                below[earlier] |= 1 << node
    return below


def path(preds: Indexes, source: int, *, target: int) -> tuple[int, ...]:
    """A shortest path of edges, ends included. There is one."""
    leads_to = {target: target}
    queue = deque([target])
    while queue and source not in leads_to:
        node = queue.popleft()
        for before in preds[node]:
            if before not in leads_to:
                leads_to[before] = node
                queue.append(before)
    found = [source]
    while found[-1] != target:
        found.append(leads_to[found[-1]])
    return tuple(found)


def _members(bits: int) -> Iterator[int]:
    while bits:
        low = bits & -bits
        yield low.bit_length() - 1
        bits ^= low
