"""The plan itself: its cells, what each node waits for and signals, and the gates."""

from __future__ import annotations

from collections.abc import Iterator

from aurora_celery.compiler.explain.wording import count, ranges, shown
from aurora_celery.model.graph import Graph
from aurora_celery.model.plan import CellPlan, Gate, Plan, PlanNode

MAX_CELLS = 16


def plan(graph: Graph, plan: Plan) -> str:
    """Cells, signals and gates. Node numbers are indexes of the whole plan; gates have numbers of their own."""
    head = plan.head
    lines = [
        f"plan {head.hash}   format {head.format}   graph {shown(graph.name)}",
        f"{count(head.size, 'node')} in {count(len(plan.cells), 'cell')} of up to {head.cell_size}, "
        f"{count(sum(len(cell.gates) for cell in plan.cells), 'gate')}, "
        + (f"ends with node {head.final}" if head.final is not None else "ends when every cell is done"),
    ]
    for cell in plan.cells[:MAX_CELLS]:
        lines.extend(_cell(plan, cell))
    if len(plan.cells) > MAX_CELLS:
        lines += ["", f"... {count(len(plan.cells) - MAX_CELLS, 'more cell')}"]
    return "\n".join(lines) + "\n"


def _cell(plan: Plan, cell: CellPlan) -> Iterator[str]:
    yield ""
    last = cell.offset + len(cell.nodes) - 1
    yield f"cell {cell.number}   nodes {ranges(range(cell.offset, last + 1))}"
    width = max(len(shown(node.id)) for node in cell.nodes)
    digits = len(str(last))
    for node in cell.nodes:
        facts = "   ".join([shown(node.handler), *_facts(node, cell)])
        yield f"  {node.index:>{digits}}  {shown(node.id):<{width}}   {facts}"
    for gate in cell.gates:
        yield f"  gate {gate.id}   waits for {count(gate.waits, 'signal')}, then signals {_outs(plan, gate)}"


def _facts(node: PlanNode, cell: CellPlan) -> Iterator[str]:
    yield f"waits for {count(node.waits, 'signal')}" if node.waits else "starts at once"
    if node.slots:
        yield f"signals {ranges(cell.offset + slot for slot in node.slots)}"
    if node.gates:
        yield f"gate {ranges(node.gates)}"


def _outs(plan: Plan, gate: Gate) -> str:
    parts = []
    for out in gate.outs:
        offset = plan.cells[out.cell].offset
        targets = [ranges(offset + slot for slot in out.slots)] if out.slots else []
        targets += [f"gate {ranges(out.gates)}"] if out.gates else []
        parts.append(f"{', '.join(targets)} in cell {out.cell}")
    return "; ".join(parts)
