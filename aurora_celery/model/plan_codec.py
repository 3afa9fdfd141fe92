"""The plan as plain JSON values and back: the only place that knows their keys. No text, no hash, no I/O.

A default is left out, so that a plan costs what it says. Node ids stand in keys (``reads``): keep these
values as JSON text, never as fields of a database.
"""

from __future__ import annotations

from collections.abc import Mapping
from operator import attrgetter
from typing import Any

from aurora_celery.model.graph import RetryPolicy
from aurora_celery.model.plan import PLAN_FORMAT, CellPlan, Gate, GateOut, PlanHead, PlanNode

#: Field, short key and default of what is written as it is.
_NODE_KEYS: tuple[tuple[str, str, Any], ...] = (
    ("params", "p", {}),
    ("reads", "r", {}),
    ("reads_inputs", "ri", False),
    ("waits", "w", 0),
    ("timeout", "t", None),
    ("hard_timeout", "ht", None),
    ("queue", "q", None),
    ("priority", "pr", None),
)
_node_values = attrgetter(*(name for name, _, _ in _NODE_KEYS))
_NODE_TUPLES = (("slots", "s"), ("gates", "g"))
_RETRY_KEYS = (("max", "m"), ("backoff", "b"), ("delay", "d"), ("max_delay", "x"), ("jitter", "j"))
_NO_RETRY = RetryPolicy()


def head_to_dict(head: PlanHead, *, with_hash: bool = True) -> dict[str, Any]:
    """A head as JSON values. ``with_hash`` False leaves the hash out, which is what the hash is made of."""
    values: dict[str, Any] = {"format": head.format, "name": head.name, "size": head.size, "cell_size": head.cell_size}
    if with_hash:
        values["hash"] = head.hash
    if head.inputs:
        values["inputs"] = {name: dict(schema) for name, schema in head.inputs.items()}
    if head.outputs is not None:
        values["outputs"] = head.outputs
    if head.outputs_reads:
        values["outputs_reads"] = dict(head.outputs_reads)
    if head.outputs_read_inputs:
        values["outputs_read_inputs"] = True
    if head.final is not None:
        values["final"] = head.final
    return values


def head_from_dict(values: Mapping[str, Any]) -> PlanHead:
    """The inverse of ``head_to_dict``. Raises ValueError for a format that this code does not know."""
    if values.get("format") != PLAN_FORMAT:
        raise ValueError(f"plan format {values.get('format')!r} is not known here, only {PLAN_FORMAT}")
    return PlanHead(
        hash=values["hash"],
        name=values["name"],
        size=values["size"],
        cell_size=values["cell_size"],
        inputs=values.get("inputs", {}),
        outputs=values.get("outputs"),
        outputs_reads=values.get("outputs_reads", {}),
        outputs_read_inputs=values.get("outputs_read_inputs", False),
        final=values.get("final"),
        format=values["format"],
    )


def cell_to_dict(cell: CellPlan) -> dict[str, Any]:
    """A cell as JSON values. A node's index is its place after the cell's offset.

    The predecessors of a node are a list, or the slot of an earlier node of the cell that has the same, so
    that a complete bipartite layer does not cost the square of its width.
    """
    first_with: dict[tuple[int, ...], int] = {}
    nodes = []
    for slot, node in enumerate(cell.nodes):
        values = _node_to_dict(node)
        if node.preds:
            first = first_with.setdefault(node.preds, slot)
            values["b"] = list(node.preds) if first == slot else first
        nodes.append(values)
    cell_values: dict[str, Any] = {"k": cell.number, "o": cell.offset, "n": nodes}
    if cell.gates:
        cell_values["g"] = [_gate_to_dict(gate) for gate in cell.gates]
    return cell_values


def cell_from_dict(values: Mapping[str, Any]) -> CellPlan:
    """The inverse of ``cell_to_dict``."""
    number, offset = values["k"], values["o"]
    nodes: list[PlanNode] = []
    for slot, node in enumerate(values["n"]):
        before = node.get("b", ())
        preds = nodes[before].preds if isinstance(before, int) else tuple(before)
        nodes.append(_node_from_dict(node, index=offset + slot, preds=preds))
    gates = tuple(_gate_from_dict(gate, cell=number) for gate in values.get("g", ()))
    return CellPlan(number=number, offset=offset, nodes=tuple(nodes), gates=gates)


def _node_to_dict(node: PlanNode) -> dict[str, Any]:
    values: dict[str, Any] = {"id": node.id, "h": node.handler}
    for (_, key, default), value in zip(_NODE_KEYS, _node_values(node), strict=True):
        if value != default:
            values[key] = value
    for name, key in _NODE_TUPLES:
        if indexes := getattr(node, name):
            values[key] = list(indexes)
    if node.retry is not None:
        values["re"] = _retry_to_dict(node.retry)
    return values


def _node_from_dict(values: Mapping[str, Any], *, index: int, preds: tuple[int, ...]) -> PlanNode:
    fields: dict[str, Any] = {name: values[key] for name, key, _ in _NODE_KEYS if key in values}
    fields |= {name: tuple(values[key]) for name, key in _NODE_TUPLES if key in values}
    retry = _retry_from_dict(values["re"]) if "re" in values else None
    return PlanNode(index=index, id=values["id"], handler=values["h"], preds=preds, retry=retry, **fields)


def _retry_to_dict(retry: RetryPolicy) -> dict[str, Any]:
    pairs = ((key, name, getattr(retry, name)) for name, key in _RETRY_KEYS)
    return {key: value for key, name, value in pairs if value != getattr(_NO_RETRY, name)}


def _retry_from_dict(values: Mapping[str, Any]) -> RetryPolicy:
    return RetryPolicy(**{name: values[key] for name, key in _RETRY_KEYS if key in values})


def _gate_to_dict(gate: Gate) -> dict[str, Any]:
    return {"i": gate.id, "w": gate.waits, "o": [_out_to_list(out) for out in gate.outs]}


def _gate_from_dict(values: Mapping[str, Any], *, cell: int) -> Gate:
    outs = tuple(GateOut(out[0], tuple(out[1]), tuple(out[2]) if len(out) > 2 else ()) for out in values["o"])
    return Gate(id=values["i"], cell=cell, waits=values["w"], outs=outs)


def _out_to_list(out: GateOut) -> list[Any]:
    return [out.cell, list(out.slots), list(out.gates)] if out.gates else [out.cell, list(out.slots)]
