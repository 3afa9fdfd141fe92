"""A graph as a Mermaid flowchart. Dashed edges only order, solid ones pass a value."""

from __future__ import annotations

from aurora_celery.model.graph import Graph
from aurora_celery.model.plan import Plan

_SAFE = frozenset(" _-./")


def mermaid(graph: Graph, plan: Plan) -> str:
    """The source of a flowchart. Ids and handlers appear in labels only, so no text of theirs can be syntax."""
    names = {node.id: f"n{node.index}" for node in plan.nodes()}
    lines = ["flowchart LR"]
    lines += [
        f'    {names[node.id]}["{escaped(node.id)}<br/><small>{escaped(node.handler)}</small>"]' for node in graph.nodes
    ]
    for edge in graph.edges():
        arrow = "-->" if edge.data else "-.->"
        lines.append(f"    {names[edge.source]} {arrow} {names[edge.target]}")
    return "\n".join(lines) + "\n"


def escaped(text: str) -> str:
    """Text for a quoted label: whatever could mean something is written as a character code.

    Also a first character that is no letter, because a label that begins like a list is taken for Markdown.
    """
    return "".join(
        char if char.isalpha() or (place and (char.isalnum() or char in _SAFE)) else f"#{ord(char)};"
        for place, char in enumerate(text)
    )
