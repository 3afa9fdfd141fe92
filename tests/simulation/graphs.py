"""Every graph of so many nodes, one of each shape."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, combinations, permutations

Pairs = tuple[tuple[int, int], ...]


def shapes(size: int) -> Iterator[Pairs]:
    """The edges of all acyclic graphs with that many nodes, of which no two differ only in the nodes' names."""
    places = list(combinations(range(size), 2))
    seen: set[Pairs] = set()
    for pairs in chain.from_iterable(combinations(places, count) for count in range(len(places) + 1)):
        shape = min(_renamed(pairs, names) for names in permutations(range(size)))
        if shape not in seen:
            seen.add(shape)
            yield pairs


def _renamed(pairs: Pairs, names: tuple[int, ...]) -> Pairs:
    return tuple(sorted((names[source], names[target]) for source, target in pairs))
