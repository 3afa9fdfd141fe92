"""What ``aurora compile`` prints: a graph and its plan as plain text, for people and for other programs."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from aurora_celery.compiler.explain.canvas import canvas
from aurora_celery.compiler.explain.document import json_document, json_text
from aurora_celery.compiler.explain.dot import dot
from aurora_celery.compiler.explain.mermaid import mermaid
from aurora_celery.compiler.explain.plan import plan
from aurora_celery.compiler.explain.tree import tree
from aurora_celery.model.graph import Graph
from aurora_celery.model.plan import Plan

#: Every form by its name; the first is the default.
FORMS: Mapping[str, Callable[[Graph, Plan], str]] = {
    "tree": tree,
    "canvas": canvas,
    "plan": plan,
    "mermaid": mermaid,
    "dot": dot,
    "json": json_text,
}

__all__ = ["FORMS", "canvas", "dot", "json_document", "json_text", "mermaid", "plan", "tree"]
