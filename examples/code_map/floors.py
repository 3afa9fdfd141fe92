"""Stack groups of modules like the floors of a house: whoever imports stands above whom it imports."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

import networkx as nx

from examples.code_map.facts import Arrow, Group


def homes(modules: Iterable[str]) -> dict[str, str]:
    """The group of each module: its package; a module at the top is a group of its own."""
    names = list(modules)
    packages = {name.rpartition(".")[0] for name in names}
    return {name: name if name in packages else name.rpartition(".")[0] or name for name in names}


def sort_out(counts: Mapping[tuple[str, str], int]) -> list[Arrow]:
    """Tell the arrows that lead down from the few that close a cycle, and those worth drawing from the rest."""
    down = nx.DiGraph(sorted(counts))
    upward = set()
    for knot in [sorted(each) for each in nx.strongly_connected_components(down) if len(each) > 1]:
        upward |= _loosen(down.subgraph(knot).copy(), counts)
    down.remove_edges_from(upward)
    kept = upward | set(nx.transitive_reduction(down).edges)
    return [
        Arrow(
            source=source, target=target, count=count, upward=(source, target) in upward, kept=(source, target) in kept
        )
        for (source, target), count in sorted(counts.items())
    ]


def stack(home: Mapping[str, str], arrows: Iterable[Arrow]) -> list[Group]:
    """The groups with their floors: how many groups lie below each, on the longest way down."""
    members: dict[str, list[str]] = defaultdict(list)
    for module, group in home.items():
        members[group].append(module)
    graph = nx.DiGraph([(arrow["source"], arrow["target"]) for arrow in arrows if not arrow["upward"]])
    graph.add_nodes_from(members)
    floors: dict[str, int] = {}
    for group in reversed(list(nx.topological_sort(graph))):
        floors[group] = max((floors[below] + 1 for below in graph.successors(group)), default=0)
    return [Group(name=name, floor=floors[name], modules=sorted(own)) for name, own in sorted(members.items())]


def _loosen(knot: nx.DiGraph, counts: Mapping[tuple[str, str], int]) -> set[tuple[str, str]]:
    """Edges without which a knot has no cycle: of each cycle that is found the one with the fewest imports."""
    cut: set[tuple[str, str]] = set()
    while not nx.is_directed_acyclic_graph(knot):
        weakest = min(((edge[0], edge[1]) for edge in nx.find_cycle(knot)), key=lambda edge: (counts[edge], edge))
        knot.remove_edge(*weakest)
        cut.add(weakest)
    return cut
