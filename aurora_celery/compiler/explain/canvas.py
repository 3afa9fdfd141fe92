"""A graph as the expression of its stock Celery canvas, or the reasons why it has none."""

from __future__ import annotations

from collections.abc import Mapping

from aurora_celery.compiler.canvas import canvas_tree
from aurora_celery.compiler.canvas_parts import Chain, Chord, Part, Step, Waiting
from aurora_celery.compiler.explain.wording import count
from aurora_celery.errors import CanvasRefused
from aurora_celery.model.graph import Graph
from aurora_celery.model.paths import quoted
from aurora_celery.model.plan import Plan

MAX_WIDTH = 100
INDENT = "    "


def canvas(graph: Graph, plan: Plan, *, barriers: bool = False, durations: Mapping[str, float] | None = None) -> str:
    """The canvas as text. ``barriers`` allows any graph, at the price of waiting that is then told."""
    del plan  # every form takes one; a canvas is made from the graph
    try:
        found = canvas_tree(graph, barriers=barriers, durations=durations)
    except CanvasRefused as refusal:
        return f"{refusal}\n  with barriers between its levels it could be one\n"
    lines = ["# step(id) calls the node's task in a stock Celery task; merge() only brings results together."]
    if found.waiting is not None:
        lines.extend(_waiting(found.waiting))
    return "\n".join([*lines, *_lines(found.root, "")]) + "\n"


def _waiting(waiting: Waiting) -> list[str]:
    return [
        f"# Barriers between the levels add {count(waiting.orderings, 'ordering')} that the graph does not ask for.",
        f"# Makespan: {waiting.steady:.2f} times what the graph needs for these durations,",
        f"# {waiting.varied:.2f} times where they vary by chance.",
    ]


def _lines(part: Part, indent: str) -> list[str]:
    """The expression over as many lines as it takes."""
    line = indent + _line(part) if _fits(part) else ""
    if line and len(line) <= MAX_WIDTH:
        return [line]
    inner = indent + INDENT
    match part:
        case Step():
            return [indent + _line(part)]
        case Chain(parts):
            return [f"{indent}chain(", *_items(parts, inner), f"{indent})"]
        case Chord(header, body):
            listed = [f"{inner}[", *_items(header, inner + INDENT), f"{inner}],"]
            return [f"{indent}chord(", *listed, *_items((body,), inner), f"{indent})"]


def _items(parts: tuple[Part, ...], indent: str) -> list[str]:
    lines: list[str] = []
    for part in parts:
        lines.extend(_lines(part, indent))
        lines[-1] += ","
    return lines


def _fits(part: Part) -> bool:
    """False when a part certainly takes more than one line; looks at its own level only."""
    match part:
        case Step():
            return True
        case Chain(parts) | Chord(parts, _):
            return len(parts) * len("step(), ") <= MAX_WIDTH


def _line(part: Part) -> str:
    match part:
        case Step(node):
            return f"step({quoted(node.id)})" if node is not None else "merge()"
        case Chain(parts):
            return f"chain({', '.join(map(_line, parts))})"
        case Chord(header, body):
            return f"chord([{', '.join(map(_line, header))}], {_line(body)})"
