"""Everything that is known of a graph before it runs, as one JSON document."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from aurora_celery.compiler.costs import BYTES_PER_MESSAGE, costs
from aurora_celery.compiler.structure import Structure, structure
from aurora_celery.model.graph import Graph
from aurora_celery.model.plan import Plan


def json_text(
    graph: Graph,
    plan: Plan,
    *,
    durations: Mapping[str, float] | None = None,
    bytes_per_message: int = BYTES_PER_MESSAGE,
) -> str:
    """``json_document`` as text."""
    document = json_document(graph, plan, durations=durations, bytes_per_message=bytes_per_message)
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def json_document(
    graph: Graph,
    plan: Plan,
    *,
    durations: Mapping[str, float] | None = None,
    bytes_per_message: int = BYTES_PER_MESSAGE,
) -> dict[str, Any]:
    """The document: names, nodes in plan order with what they wait for, the shape, and the predicted cost."""
    shape = structure(plan, durations=durations)
    cost = costs(plan, bytes_per_message=bytes_per_message)
    return {
        "name": graph.name,
        "plan": plan.hash,
        "inputs": {name: dict(schema) for name, schema in graph.inputs.items()},
        "size": shape.size,
        "edges": shape.edges,
        "depth": shape.depth,
        "width": shape.width,
        "cells": len(plan.cells),
        "gates": sum(len(cell.gates) for cell in plan.cells),
        "nodes": _nodes(plan, shape),
        **_shape(shape),
        "costs": {"messages": cost.messages, "broker_bytes": cost.broker_bytes, "round_trips": cost.round_trips},
    }


def _nodes(plan: Plan, shape: Structure) -> list[dict[str, Any]]:
    nodes = plan.nodes()
    return [
        {
            "id": node.id,
            "handler": node.handler,
            "after": [nodes[index].id for index in node.preds],
            "generation": shape.generations[node.id],
        }
        for node in nodes
    ]


def _shape(shape: Structure) -> dict[str, Any]:
    return {
        "chains": [list(chain.ids) for chain in shape.chains],
        "chords": [{"header": list(chord.header), "bodies": list(chord.bodies)} for chord in shape.chords],
        "groups": [{"source": group.source, "members": list(group.members)} for group in shape.groups],
        "critical_path": list(shape.critical_path),
        "length": shape.length,
        "work": shape.work,
    }
