"""The shape of a plan: its chains, chords and groups, its depth and width, and its critical path. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from aurora_celery.model.plan import Plan


@dataclass(frozen=True, slots=True)
class Stretch:
    """A chain: each node but the first has one predecessor, each but the last one successor. As long as can be."""

    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Join:
    """A chord: every node of ``bodies`` waits for exactly the nodes of ``header``.

    A node may stand in several headers; that is what Celery's own chords cannot do.
    """

    header: tuple[str, ...]
    bodies: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FanOut:
    """A group: the members are what the source starts."""

    source: str
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Structure:
    """The shape of a plan.

    ``generations`` maps a node's id to the number of edges on the longest path to it. ``length`` is the sum of the
    durations on the critical path, and ``work`` that of all nodes; without durations every node counts 1.
    """

    size: int
    edges: int
    generations: Mapping[str, int]
    depth: int
    width: int
    chains: tuple[Stretch, ...]
    chords: tuple[Join, ...]
    groups: tuple[FanOut, ...]
    critical_path: tuple[str, ...]
    length: float
    work: float


def structure(plan: Plan, *, durations: Mapping[str, float] | None = None) -> Structure:
    """Describe a plan. ``durations`` are seconds by node id; a node that is not named takes 1. Linear in the edges."""
    nodes = plan.nodes()
    ids = [node.id for node in nodes]
    preds = [node.preds for node in nodes]
    succs = successors(preds)
    times = [(durations or {}).get(name, 1.0) for name in ids]
    generation = _generations(preds)
    path = _critical_path(preds, times)
    return Structure(
        size=len(ids),
        edges=sum(map(len, preds)),
        generations=dict(zip(ids, generation, strict=True)),
        depth=max(generation, default=-1) + 1,
        width=max(Counter(generation).values(), default=0),
        chains=tuple(Stretch(_named(ids, chain)) for chain in _chains(preds, succs)),
        chords=tuple(Join(_named(ids, header), _named(ids, bodies)) for header, bodies in _joins(preds)),
        groups=tuple(FanOut(ids[source], _named(ids, some)) for source, some in enumerate(succs) if len(some) > 1),
        critical_path=_named(ids, path),
        length=sum(times[index] for index in path),
        work=sum(times),
    )


def successors(preds: Sequence[tuple[int, ...]]) -> list[list[int]]:
    """For each index those that name it as a predecessor, ascending."""
    succs: list[list[int]] = [[] for _ in preds]
    for target, before in enumerate(preds):
        for source in before:
            succs[source].append(target)
    return succs


def _named(ids: Sequence[str], indexes: Iterable[int]) -> tuple[str, ...]:
    return tuple(ids[index] for index in indexes)


def _generations(preds: Sequence[tuple[int, ...]]) -> list[int]:
    found: list[int] = []
    for before in preds:
        found.append(1 + max([found[source] for source in before], default=-1))
    return found


def _chains(preds: Sequence[tuple[int, ...]], succs: Sequence[Sequence[int]]) -> list[list[int]]:
    """Maximal linear stretches of two nodes or more, in plan order."""
    follows = [len(before) == 1 and len(succs[before[0]]) == 1 for before in preds]
    chains = []
    for start in range(len(preds)):
        if follows[start]:
            continue
        chain = [start]
        while len(succs[chain[-1]]) == 1 and follows[succs[chain[-1]][0]]:
            chain.append(succs[chain[-1]][0])
        if len(chain) > 1:
            chains.append(chain)
    return chains


def _joins(preds: Sequence[tuple[int, ...]]) -> list[tuple[tuple[int, ...], list[int]]]:
    """Headers of two nodes or more, and the nodes that wait for exactly these."""
    bodies: dict[tuple[int, ...], list[int]] = {}
    for target, before in enumerate(preds):
        if len(before) > 1:
            bodies.setdefault(before, []).append(target)
    return list(bodies.items())


def _critical_path(preds: Sequence[tuple[int, ...]], times: Sequence[float]) -> list[int]:
    """The longest path by time; of equal ones the first in plan order."""
    ends: list[float] = []
    came_from: list[int | None] = []
    for index, before in enumerate(preds):
        latest = max(before, key=ends.__getitem__, default=None)
        came_from.append(latest)
        ends.append(times[index] + (0.0 if latest is None else ends[latest]))
    last: int | None = max(range(len(ends)), key=ends.__getitem__, default=None)
    path = []
    while last is not None:
        path.append(last)
        last = came_from[last]
    return path[::-1]
