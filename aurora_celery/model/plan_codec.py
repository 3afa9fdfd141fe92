"""The plan as JSON and back: the only place that knows its keys. No hash, no I/O.

A default is left out, so that a plan costs what it says. Node ids stand in keys (``reads``): keep plans as JSON
text, never as fields of a database.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from json.encoder import encode_basestring_ascii as _quoted
from typing import Any, Final, TypeAlias

from aurora_celery.model.graph import RetryPolicy
from aurora_celery.model.plan import PLAN_FORMAT, CellPlan, Gate, GateOut, PlanHead, PlanNode

_Encode: TypeAlias = Callable[[Any], str]

#: Field and short key of what is read as it is written.
_NODE_KEYS: Final = (
    ("params", "p"),
    ("reads", "r"),
    ("reads_inputs", "ri"),
    ("waits", "w"),
    ("timeout", "t"),
    ("hard_timeout", "ht"),
    ("queue", "q"),
    ("priority", "pr"),
)
_NODE_TUPLES: Final = (("slots", "s"), ("gates", "g"))
_RETRY_KEYS = (("max", "m"), ("backoff", "b"), ("delay", "d"), ("max_delay", "x"), ("jitter", "j"))
_NO_RETRY = RetryPolicy()
_ENCODE: Final = json.JSONEncoder(separators=(",", ":")).encode
_ENCODE_SORTED: Final = json.JSONEncoder(sort_keys=True, separators=(",", ":")).encode


def head_text(head: PlanHead) -> str:
    """A head as JSON text, for ``head_from_dict``."""
    return _ENCODE(_head_values(head) | {"hash": head.hash})


def canonical_head(head: PlanHead) -> str:
    """What the hash is made of: a head without it, as JSON text with sorted keys."""
    return _ENCODE_SORTED(_head_values(head))


def head_from_dict(values: Mapping[str, Any]) -> PlanHead:
    """The inverse of ``head_text``, once that is read as JSON.

    Raises ValueError for a format that this code does not know.
    """
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


def cell_text(cell: CellPlan) -> str:
    """A cell as JSON text, for ``cell_from_dict``. A node's index is its place after the cell's offset.

    The predecessors of a node are a list, or the slot of an earlier node of the cell that has the same, so
    that a complete bipartite layer does not cost the square of its width.
    """
    return _cell_text(cell, _ENCODE)


def canonical_cell(cell: CellPlan) -> str:
    """The same with sorted keys in the parameters, too: equal cells give equal text."""
    return _cell_text(cell, _ENCODE_SORTED)


def cell_from_dict(values: Mapping[str, Any]) -> CellPlan:
    """The inverse of ``cell_text``, once that is read as JSON."""
    number, offset = values["k"], values["o"]
    nodes: list[PlanNode] = []
    for slot, node in enumerate(values["n"]):
        before = node.get("b", ())
        preds = nodes[before].preds if isinstance(before, int) else tuple(before)
        nodes.append(_node_from_dict(node, index=offset + slot, preds=preds))
    gates = tuple(_gate_from_dict(gate, cell=number) for gate in values.get("g", ()))
    return CellPlan(number=number, offset=offset, nodes=tuple(nodes), gates=gates)


def _head_values(head: PlanHead) -> dict[str, Any]:
    values: dict[str, Any] = {"format": head.format, "name": head.name, "size": head.size, "cell_size": head.cell_size}
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


def _cell_text(cell: CellPlan, encode: _Encode) -> str:
    """Put together from pieces: as dictionaries first, a plan of 100,000 nodes takes three times as long."""
    gates = f'"g":[{",".join(map(_gate_text, cell.gates))}],' if cell.gates else ""
    return f'{{{gates}"k":{cell.number},"n":[{",".join(_node_texts(cell, encode))}],"o":{cell.offset}}}'


def _node_texts(cell: CellPlan, encode: _Encode) -> Iterator[str]:
    first_with: dict[tuple[int, ...], int] = {}
    for slot, node in enumerate(cell.nodes):
        before = ""
        if preds := node.preds:
            first = first_with.setdefault(preds, slot)
            before = f'"b":{_numbers(preds) if first == slot else first},'
        yield _node_text(node, before, encode)


def _node_text(node: PlanNode, before: str, encode: _Encode) -> str:
    """One node, its keys in order. ``before`` is the text about its predecessors."""
    gates = f'"g":{_numbers(node.gates)},' if node.gates else ""
    hard = "" if node.hard_timeout is None else f',"ht":{encode(node.hard_timeout)}'
    params = f',"p":{encode(node.params)}' if node.params else ""
    priority = "" if node.priority is None else f',"pr":{encode(node.priority)}'
    queue = "" if node.queue is None else f',"q":{_quoted(node.queue)}'
    reads = f',"r":{encode(node.reads)}' if node.reads else ""
    retry = "" if node.retry is None else f',"re":{encode(_retry_to_dict(node.retry))}'
    inputs = ',"ri":true' if node.reads_inputs else ""
    slots = f',"s":{_numbers(node.slots)}' if node.slots else ""
    timeout = "" if node.timeout is None else f',"t":{encode(node.timeout)}'
    waits = f',"w":{node.waits}' if node.waits else ""
    named = f'"h":{_quoted(node.handler)}{hard},"id":{_quoted(node.id)}'
    return f"{{{before}{gates}{named}{params}{priority}{queue}{reads}{retry}{inputs}{slots}{timeout}{waits}}}"


def _numbers(numbers: tuple[int, ...]) -> str:
    return f"[{numbers[0]}]" if len(numbers) == 1 else f"[{','.join(map(str, numbers))}]"


def _gate_text(gate: Gate) -> str:
    return f'{{"i":{gate.id},"o":[{",".join(map(_out_text, gate.outs))}],"w":{gate.waits}}}'


def _out_text(out: GateOut) -> str:
    gates = f",{_numbers(out.gates)}" if out.gates else ""
    return f"[{out.cell},{_numbers(out.slots)}{gates}]"


def _node_from_dict(values: Mapping[str, Any], *, index: int, preds: tuple[int, ...]) -> PlanNode:
    fields: dict[str, Any] = {name: values[key] for name, key in _NODE_KEYS if key in values}
    fields |= {name: tuple(values[key]) for name, key in _NODE_TUPLES if key in values}
    retry = _retry_from_dict(values["re"]) if "re" in values else None
    return PlanNode(index=index, id=values["id"], handler=values["h"], preds=preds, retry=retry, **fields)


def _retry_to_dict(retry: RetryPolicy) -> dict[str, Any]:
    pairs = ((key, name, getattr(retry, name)) for name, key in _RETRY_KEYS)
    return {key: value for key, name, value in pairs if value != getattr(_NO_RETRY, name)}


def _retry_from_dict(values: Mapping[str, Any]) -> RetryPolicy:
    return RetryPolicy(**{name: values[key] for name, key in _RETRY_KEYS if key in values})


def _gate_from_dict(values: Mapping[str, Any], *, cell: int) -> Gate:
    outs = tuple(GateOut(out[0], tuple(out[1]), tuple(out[2]) if len(out) > 2 else ()) for out in values["o"])
    return Gate(id=values["i"], cell=cell, waits=values["w"], outs=outs)
