"""A graph in the language of Graphviz. Dashed edges only order, solid ones pass a value."""

from __future__ import annotations

from aurora_celery.model.graph import Graph
from aurora_celery.model.plan import Plan


def dot(graph: Graph, plan: Plan) -> str:
    """The source of a directed graph. Ids and handlers appear in labels only."""
    names = {node.id: f"n{node.index}" for node in plan.nodes()}
    lines = [f'digraph "{escaped(graph.name)}" {{', "    rankdir=LR;", '    node [shape=box, fontname="sans-serif"];']
    lines += [f'    {names[node.id]} [label="{escaped(node.id)}\\n{escaped(node.handler)}"];' for node in graph.nodes]
    for edge in graph.edges():
        style = "" if edge.data else " [style=dashed]"
        lines.append(f"    {names[edge.source]} -> {names[edge.target]}{style};")
    return "\n".join([*lines, "}"]) + "\n"


def escaped(text: str) -> str:
    """Text for a quoted string of a label, in which backslashes and HTML entities have a meaning."""
    plain = text.replace("\\", "\\\\").replace('"', '\\"').replace("&", "&amp;")
    return "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in plain)
