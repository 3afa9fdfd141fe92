"""Who comes before whom: transitive closure and reduction as bit sets. For graphs of some thousand nodes.

A bit set is a Python integer, so that one operation looks at 64 nodes at once. Indexes are a topological order.
"""

from __future__ import annotations

from collections.abc import Sequence

Indexes = Sequence[tuple[int, ...]]


def ancestors(preds: Indexes) -> list[int]:
    """For each index the bit set of all that come before it."""
    above: list[int] = []
    for before in preds:
        bits = 0
        for source in before:
            bits |= above[source] | 1 << source
        above.append(bits)
    return above


def reduction(preds: Indexes, above: Sequence[int]) -> list[tuple[int, ...]]:
    """The predecessors that no other predecessor implies. An acyclic graph has exactly one such reduction."""
    return [_needed(before, above) if len(before) > 1 else before for before in preds]


def _needed(before: tuple[int, ...], above: Sequence[int]) -> tuple[int, ...]:
    implied = 0
    for source in before:
        implied |= above[source]
    return tuple(source for source in before if not implied >> source & 1)
