"""Import statements to a graph of modules and its cycles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

import networkx as nx

from examples.code_map.facts import Import, ImportGraph, Link, Module
from examples.code_map.floors import homes, sort_out, stack


def resolve(modules: list[Module], *, known: Iterable[str], root: str) -> list[Link]:
    """The imports of some modules that lead to known modules of the same tree; ``root`` is how that is imported."""
    names = frozenset(known)
    links: dict[tuple[str, str], Link] = {}
    for module in modules:
        for each in module["imports"]:
            for target in _targets(module, each, names=names, root=root):
                if target == module["name"]:
                    continue
                link = Link(source=module["name"], target=target, line=each["line"], typing_only=each["typing_only"])
                before = links.setdefault((link["source"], target), link)
                before["typing_only"] &= each["typing_only"]
    return list(links.values())


def _targets(module: Module, each: Import, *, names: frozenset[str], root: str) -> Iterator[str]:
    """``from a import b`` means the module a.b if there is one, otherwise something inside a."""
    path = _absolute(module, each, root=root)
    if path is None:
        return
    inside = [".".join(filter(None, (path, name))) for name in each["names"]]
    found = [name for name in inside if name in names]
    yield from found
    if len(found) < len(inside) or not inside:
        yield from [name for name in (path or "__init__",) if name in names]


def _absolute(module: Module, each: Import, *, root: str) -> str | None:
    """The imported path below the root; None when it leads out of the tree."""
    if each["level"]:
        own = module["name"].split(".") if module["name"] != "__init__" else []
        up = each["level"] - (1 if module["package"] else 0)
        if up > len(own):
            return None
        return ".".join([*own[: len(own) - up], *filter(None, each["module"].split("."))])
    if each["module"] == root:
        return ""
    return each["module"].removeprefix(f"{root}.") if each["module"].startswith(f"{root}.") else None


def import_graph(links: list[Link], *, modules: list[str]) -> ImportGraph:
    """Who imports whom, at the level of modules and of the groups that they form."""
    running = [link for link in links if not link["typing_only"]]
    graph = nx.DiGraph([(link["source"], link["target"]) for link in running])
    graph.add_nodes_from(modules)
    home = homes(modules)
    counts = Counter((home[link["source"]], home[link["target"]]) for link in running)
    arrows = sort_out({pair: count for pair, count in counts.items() if pair[0] != pair[1]})
    return ImportGraph(
        links=links,
        groups=stack(home, arrows),
        arrows=arrows,
        cycles=sorted(sorted(knot) for knot in nx.strongly_connected_components(graph) if len(knot) > 1),
        fan_in=dict(graph.in_degree()),
        fan_out=dict(graph.out_degree()),
    )
