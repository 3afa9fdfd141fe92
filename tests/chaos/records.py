"""What the system under test has on record of a run, read through its own interfaces."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from aurora_celery import Aurora, RunHandle
from aurora_celery.errors import ResultNotFound
from aurora_celery.model.operation import Operation
from aurora_celery.model.run import NodeRun
from aurora_celery.model.states import RunState
from aurora_celery.store.ports import CellView
from tests.chaos.shapes import brief, unsigned


@dataclass(frozen=True)
class NodeRecord:
    """One node as it is recorded, with its value in brief, and the attempt that made the value.

    ``claims`` are the times at which it was claimed, in all epochs.
    """

    state: str
    attempts: int = 0
    started: datetime | None = None
    finished: datetime | None = None
    value: str | None = None
    by: int | None = None
    claims: tuple[datetime, ...] = ()


@dataclass(frozen=True)
class RunRecord:
    """One run as it is recorded, with values in brief.

    ``faults`` are contradictions that the record itself shows, ``missing`` values that it refers to in vain, and
    ``operations`` what was done to it. An output is None that refers to a node which was skipped.
    """

    id: str
    key: str | None
    state: str
    terminal: bool
    nodes: dict[str, NodeRecord]
    created: datetime | None = None
    finished: datetime | None = None
    outputs: dict[str, str | None] | None = None
    faults: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    epoch: int = 0
    operations: tuple[Operation, ...] = ()


def read_run(handle: RunHandle, aurora: Aurora) -> RunRecord:
    """The whole run as it stands. Raises what the store raises."""
    run = handle.view()
    cells = list(aurora.store.runs.cells(handle.id))
    # A cancel ends all nodes of a cell at once, without a word about each of them.
    recount = run.state is RunState.SUCCEEDED
    values: dict[str, str] = {}
    outputs: dict[str, str | None] | None = None
    missing: tuple[str, ...] = ()
    try:
        values = _values(run.nodes, cells, aurora)
        outputs = {name: value and brief(unsigned(value)[0]) for name, value in (run.outputs or {}).items()} or None
    except ResultNotFound as error:
        missing = (str(error),)
    return RunRecord(
        id=run.id,
        key=run.key,
        state=run.state.value,
        terminal=run.state.is_terminal,
        nodes={node.id: _node(node, values.get(node.id)) for node in run.nodes},
        created=run.created,
        finished=run.finished,
        outputs=outputs,
        faults=tuple(fault for cell in cells for fault in _contradictions(cell)) if recount else (),
        missing=missing,
        epoch=run.epoch,
        operations=aurora.store.runs.view(run.id).operations,
    )


def _node(node: NodeRun, result: str | None) -> NodeRecord:
    value, by = unsigned(result) if result is not None else (None, None)
    claims = tuple(filter(None, [*(attempt.started for attempt in node.history), node.started]))
    return NodeRecord(
        node.state.value, node.attempts, node.started, node.finished, value and brief(value), by, claims=claims
    )


def _values(nodes: tuple[NodeRun, ...], cells: list[CellView], aurora: Aurora) -> dict[str, str]:
    slots = [cell.slots.get(slot) for cell in cells for slot in range(cell.size)]
    outputs = {node.id: slot.output for node, slot in zip(nodes, slots, strict=True) if slot and slot.output}
    return aurora.runtime.engine().values.load(outputs)


def _contradictions(cell: CellView) -> Iterator[str]:
    """Counters that are not what a recount gives."""
    ended = sum(slot.state.is_terminal for slot in cell.slots.values())
    if cell.done != ended:
        yield f"cell {cell.ref.cell} counts {cell.done} ended nodes, it has {ended}"
    waits = {f"slot {number}": slot.waits for number, slot in cell.slots.items()}
    waits |= {f"gate {number}": count for number, count in cell.gates.items()}
    for what, count in waits.items():
        if count < 0:
            yield f"cell {cell.ref.cell}, {what} was signalled {-count} times too often"
