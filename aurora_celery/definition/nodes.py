"""Read the nodes of a definition, from a mapping by id or from a list."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from aurora_celery.definition import codes
from aurora_celery.definition.fields import (
    Reader,
    read_id,
    read_ids,
    read_mapping,
    read_name,
    read_priority,
    read_text,
    read_timeout,
)
from aurora_celery.definition.json_values import bad_key, copied
from aurora_celery.definition.report import Report
from aurora_celery.definition.retries import read_retry
from aurora_celery.expressions import references
from aurora_celery.model.graph import Node
from aurora_celery.model.paths import Trail, quoted


def read_nodes(value: Any, trail: Trail, report: Report) -> tuple[Node, ...]:
    """Every node that is right, in order."""
    found: dict[str, Node | None] = {}
    for name, item, place in _entries(value, trail, report):
        if name in found:
            report.add(codes.DUPLICATE_NODE, place, f"the id {quoted(name)} was given to a node before")
            continue
        found[name] = _node(name, item, place, report=report)
    return tuple(node for node in found.values() if node is not None)


def _entries(value: Any, trail: Trail, report: Report) -> Iterator[tuple[str, Any, Trail]]:
    if isinstance(value, Mapping):
        for key, item in value.items():
            if not isinstance(key, str):
                bad_key(key, trail, report=report)
            elif read_id(key, (trail, key), report) is not None:
                yield key, item, (trail, key)
    elif isinstance(value, list | tuple):
        for at, item in enumerate(value):
            yield from _listed(item, (trail, at), report)
    else:
        report.wrong_type(trail, "a mapping of ids to nodes", value)


def _listed(item: Any, trail: Trail, report: Report) -> Iterator[tuple[str, Any, Trail]]:
    if not isinstance(item, Mapping):
        report.wrong_type(trail, "a mapping", item)
    elif "id" not in item:
        report.add(codes.MISSING_KEY, trail, "a node in a list must have an `id`")
    elif (name := read_id(item["id"], (trail, "id"), report)) is not None:
        yield name, {key: each for key, each in item.items() if key != "id"}, trail


def _node(name: str, value: Any, trail: Trail, *, report: Report) -> Node | None:
    if not isinstance(value, Mapping):
        report.wrong_type(trail, "a mapping with a `handler`", value)
        return None
    before = report.count
    found: dict[str, Any] = {}
    for key, item in value.items():
        reader = NODE_FIELDS.get(key)
        if reader is None:
            _unknown(key, trail, report)
        elif item is not None:
            found["params" if key == "with" else key] = reader(item, (trail, key), report)
    if "handler" not in found and value.get("handler") is None:
        report.add(codes.MISSING_KEY, trail, "a node must have a `handler`")
    params = found.get("params")
    if params:
        read = references(params, path=(trail, "with"))
        report.extend(read.diagnostics)
        found["reads"] = read.nodes
    return Node(id=name, **found) if report.count == before else None


def _unknown(key: Any, trail: Trail, report: Report) -> None:
    if isinstance(key, str):
        report.unknown(key, (trail, key), NODE_FIELDS)
    else:
        bad_key(key, trail, report=report)


def _params(value: Any, trail: Trail, report: Report) -> dict[str, Any]:
    items = read_mapping(value, trail, report)
    # The document, `nodes`, the node and `with` itself stand around each of these values.
    return {key: copied(item, (trail, key), report=report, depth=4) for key, item in items.items()}


NODE_FIELDS: Final[Mapping[str, Reader]] = {
    "handler": read_name,
    "with": _params,
    "needs": read_ids,
    "retry": read_retry,
    "timeout": read_timeout,
    "hard_timeout": read_timeout,
    "queue": read_name,
    "priority": read_priority,
    "description": read_text,
}
