"""The definition of a graph as plain values: canonical, so that equal graphs give equal documents."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields
from operator import attrgetter
from typing import Any, Final

from aurora_celery.definition.parse import FORMAT_VERSION
from aurora_celery.model.graph import Graph, Node, RetryPolicy

_SELDOM: Final = ("timeout", "hard_timeout", "queue", "priority", "description")
_seldom: Final = attrgetter(*_SELDOM)
_UNSET: Final = (None, None, None, None, "")


def document(graph: Graph) -> dict[str, Any]:
    """The document that parses into an equal graph. Shares nothing with it; leaves out what is default."""
    nodes = {node.id: node_document(node) for node in graph.nodes}
    return {**_head(graph), "nodes": nodes, **_outputs(graph)}


def document_pieces(graph: Graph, *, nodes: int) -> Iterator[dict[str, Any]]:
    """The same in pieces with at most so many nodes each: what stands before the nodes, nodes, what stands behind.

    So a graph of any size becomes text without being there a second time as plain values.
    """
    yield _head(graph)
    for start in range(0, len(graph.nodes), nodes):
        yield {"nodes": {node.id: node_document(node) for node in graph.nodes[start : start + nodes]}}
    yield _outputs(graph)


def node_document(node: Node) -> dict[str, Any]:
    """The definition of one node, without its id."""
    found: dict[str, Any] = {"handler": node.handler}
    if node.params:
        found["with"] = _plain(node.params)
    if node.needs:
        found["needs"] = list(node.needs)
    if (values := _seldom(node)) != _UNSET:
        found |= {key: value for key, value in zip(_SELDOM, values, strict=True) if value not in (None, "")}
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


def _head(graph: Graph) -> dict[str, Any]:
    values = {key: getattr(graph, key) for key in ("description", "labels", "inputs")}
    return {
        "aurora": FORMAT_VERSION,
        "name": graph.name,
        **{key: _plain(value) for key, value in values.items() if value},
    }


def _outputs(graph: Graph) -> dict[str, Any]:
    return {} if graph.outputs is None else {"outputs": _plain(graph.outputs)}


def _plain(value: Any) -> Any:
    """A copy as JSON has it."""
    if isinstance(value, str):
        return value
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    return [_plain(item) for item in value] if isinstance(value, list | tuple) else value
