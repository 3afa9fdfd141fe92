"""Graph -> Plan: order the nodes, cut them into cells, choose the signals, and give the whole its address.

The order of the definition counts: it breaks ties in the order of the plan, and a node's index is what a run
records. So the same nodes written in another order are another plan, and the same definition is always the
same plan, in any process.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from aurora_celery.compiler.outputs import outputs_of
from aurora_celery.compiler.plan_hash import plan_hash
from aurora_celery.compiler.signals import Signals, find_signals
from aurora_celery.compiler.timeouts import hard_timeout
from aurora_celery.compiler.wiring import Wiring
from aurora_celery.model.graph import Graph, Node
from aurora_celery.model.plan import CellPlan, Plan, PlanHead, PlanNode

#: Shared by the nodes that read nothing.
_NO_READS: Mapping[str, int] = {}


def lower(graph: Graph, wiring: Wiring, *, cell_size: int) -> Plan:
    """Compile a graph that passed the checks. Linear in nodes and edges."""
    order = wiring.order
    preds = _by_index(wiring, order)
    signals = find_signals(preds, cell_size=cell_size)
    indexes = {wiring.ids[place]: index for index, place in enumerate(order)}
    nodes = [
        _plan_node(
            graph.nodes[place],
            index,
            preds=preds[index],
            signals=signals,
            indexes=indexes,
            reads_inputs=bool(wiring.inputs[place]),
        )
        for index, place in enumerate(order)
    ]
    cells = tuple(
        CellPlan(number, offset, tuple(nodes[offset : offset + cell_size]), signals.gates_of_cell[number])
        for number, offset in enumerate(range(0, len(nodes), cell_size))
    )
    head = _head(graph, wiring.finals, indexes=indexes, cell_size=cell_size)
    return Plan(replace(head, hash=plan_hash(head, cells)), cells)


def _by_index(wiring: Wiring, order: Sequence[int]) -> list[tuple[int, ...]]:
    """Ascending predecessors of each node by its index in the plan."""
    index_of = [0] * len(order)
    for index, place in enumerate(order):
        index_of[place] = index
    return [tuple(sorted([index_of[source] for source in wiring.preds[place]])) for place in order]


def _plan_node(
    node: Node, index: int, *, preds: tuple[int, ...], signals: Signals, indexes: Mapping[str, int], reads_inputs: bool
) -> PlanNode:
    return PlanNode(
        index=index,
        id=node.id,
        handler=node.handler,
        params=node.params,
        preds=preds,
        reads={name: indexes[name] for name in node.reads} if node.reads else _NO_READS,
        reads_inputs=reads_inputs,
        waits=signals.waits[index],
        slots=signals.slots[index],
        gates=signals.gates[index],
        retry=node.retry,
        timeout=node.timeout,
        hard_timeout=hard_timeout(node.timeout, node.hard_timeout),
        queue=node.queue,
        priority=node.priority,
    )


def _head(graph: Graph, finals: tuple[str, ...], *, indexes: Mapping[str, int], cell_size: int) -> PlanHead:
    outputs = outputs_of(graph, finals=finals)
    return PlanHead(
        hash="",
        name=graph.name,
        size=len(graph.nodes),
        cell_size=cell_size,
        inputs=graph.inputs,
        outputs=outputs.template,
        outputs_reads={name: indexes[name] for name in outputs.reads},
        outputs_read_inputs=outputs.inputs,
        # In an acyclic graph every node leads to some final one, so the only final one comes after all.
        final=indexes[finals[0]] if len(finals) == 1 else None,
    )
