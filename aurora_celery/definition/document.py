"""The definition of a graph as plain values: canonical, so that equal graphs give equal documents."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any, Final

from aurora_celery.definition.parse import FORMAT_VERSION
from aurora_celery.model.graph import Graph, Node, RetryPolicy

_NODE_KEYS: Final = {"params": "with", "needs": "needs", "timeout": "timeout", "hard_timeout": "hard_timeout"} | {
    name: name for name in ("queue", "priority", "description")
}


def document(graph: Graph) -> dict[str, Any]:
    """The document that parses into an equal graph. Shares nothing with it; leaves out what is default."""
    found: dict[str, Any] = {"aurora": FORMAT_VERSION, "name": graph.name}
    for key in ("description", "labels", "inputs"):
        if value := getattr(graph, key):
            found[key] = _plain(value)
    found["nodes"] = {node.id: node_document(node) for node in graph.nodes}
    if graph.outputs is not None:
        found["outputs"] = _plain(graph.outputs)
    return found


def node_document(node: Node) -> dict[str, Any]:
    """The definition of one node, without its id."""
    found: dict[str, Any] = {"handler": node.handler}
    for name, key in _NODE_KEYS.items():
        value = getattr(node, name)
        if value not in (None, "", (), {}):
            found[key] = _plain(value)
    if node.retry is not None:
        found["retry"] = retry_document(node.retry)
    return found


def retry_document(policy: RetryPolicy) -> dict[str, Any]:
    """What a retry policy says beyond the defaults; always its ``max``."""
    default = RetryPolicy()
    return {
        field.name: _plain(getattr(policy, field.name))
        for field in fields(RetryPolicy)
        if field.name == "max" or getattr(policy, field.name) != getattr(default, field.name)
    }


def _plain(value: Any) -> Any:
    """A copy as JSON has it."""
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    return [_plain(item) for item in value] if isinstance(value, list | tuple) else value
