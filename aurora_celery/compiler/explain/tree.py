"""The default explanation: the nodes generation by generation, what was found in them, and what a run will cost."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from aurora_celery.compiler.costs import BYTES_PER_MESSAGE, costs
from aurora_celery.compiler.explain.wording import count, seconds, shown, size, some
from aurora_celery.compiler.structure import Structure, structure
from aurora_celery.model.graph import Graph
from aurora_celery.model.plan import Plan, PlanNode

#: Nodes of one generation, and entries of one list, that are shown before the rest is counted.
MAX_SHOWN = 40


def tree(
    graph: Graph,
    plan: Plan,
    *,
    durations: Mapping[str, float] | None = None,
    bytes_per_message: int = BYTES_PER_MESSAGE,
) -> str:
    """The graph for a reader. ``durations`` are seconds by node id, where they are known from earlier runs."""
    shape = structure(plan, durations=durations)
    lines = [
        *_title(graph, plan, shape),
        *_generations(plan, shape),
        *_findings(shape),
        *_critical_path(shape, timed=durations is not None),
        *_costs(plan, bytes_per_message=bytes_per_message),
    ]
    return "\n".join(lines) + "\n"


def _title(graph: Graph, plan: Plan, shape: Structure) -> Iterator[str]:
    yield f"{shown(graph.name)}   plan {plan.hash}"
    if graph.description:
        yield "".join(char if char.isprintable() else " " for char in graph.description).strip()
    sizes = (count(shape.size, "node"), count(shape.edges, "edge"), count(shape.depth, "generation"))
    yield f"{', '.join(sizes)}, at most {shape.width:,} side by side"
    if graph.inputs:
        yield f"inputs: {some(list(graph.inputs))}"


def _generations(plan: Plan, shape: Structure) -> Iterator[str]:
    rows: list[list[PlanNode]] = [[] for _ in range(shape.depth)]
    nodes = plan.nodes()
    for node in nodes:
        rows[shape.generations[node.id]].append(node)
    critical = frozenset(shape.critical_path)
    for number, row in enumerate(rows, 1):
        yield ""
        yield f"generation {number}"
        width = max(len(shown(node.id)) for node in row[:MAX_SHOWN])
        for node in row[:MAX_SHOWN]:
            mark = "*" if node.id in critical else " "
            facts = "   ".join([shown(node.handler), *_facts(node, nodes)])
            yield f"  {mark} {shown(node.id):<{width}}   {facts}"
        if len(row) > MAX_SHOWN:
            yield f"    ... {len(row) - MAX_SHOWN:,} more"


def _facts(node: PlanNode, nodes: Sequence[PlanNode]) -> Iterator[str]:
    before = [nodes[index].id for index in node.preds]
    if len(before) == 1:
        yield f"after {shown(before[0])}"
    elif before:
        yield f"joins {some(before)}"
    if node.retry is not None and node.retry.max:
        yield f"up to {count(node.retry.max, 'retry', plural='retries')}, {node.retry.backoff}"
    if node.timeout is not None:
        yield f"timeout {seconds(node.timeout)}"
    if node.queue is not None:
        yield f"queue {shown(node.queue)}"


def _findings(shape: Structure) -> Iterator[str]:
    chains = [some(chain.ids, between=" -> ") for chain in shape.chains]
    chords = [f"[{some(chord.header)}] -> {_bodies(chord.bodies)}" for chord in shape.chords]
    groups = [f"{shown(group.source)} -> [{some(group.members)}]" for group in shape.groups]
    yield from _list("chains: each node starts with the end of the one before", chains)
    yield from _list("chords: the last of the header to end starts the body", chords)
    yield from _list("groups: one node starts several", groups)


def _bodies(names: Sequence[str]) -> str:
    return shown(names[0]) if len(names) == 1 else f"each of [{some(names)}]"


def _list(title: str, entries: Sequence[str]) -> Iterator[str]:
    if not entries:
        return
    yield ""
    yield title
    yield from (f"    {entry}" for entry in entries[:MAX_SHOWN])
    if len(entries) > MAX_SHOWN:
        yield f"    ... {len(entries) - MAX_SHOWN:,} more"


def _critical_path(shape: Structure, *, timed: bool) -> Iterator[str]:
    length = seconds(shape.length) if timed else count(len(shape.critical_path), "node")
    yield ""
    yield f"* critical path ({length}): {some(shape.critical_path, between=' -> ')}"


def _costs(plan: Plan, *, bytes_per_message: int) -> Iterator[str]:
    cost = costs(plan, bytes_per_message=bytes_per_message)
    yield (
        f"one run costs {count(cost.messages, 'message')}, about {size(cost.broker_bytes)} in the broker, "
        f"and {count(cost.round_trips, 'round trip')} to the store"
    )
