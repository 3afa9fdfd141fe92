"""Decide what the state of a cell still calls for. Pure: no clock, no store, no Celery."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from aurora_celery.model.plan import CellPlan, Gate, PlanNode
from aurora_celery.model.run import Failure
from aurora_celery.model.states import Control, NodeState
from aurora_celery.store.ports import CellView, SlotView

_BROKEN = frozenset({NodeState.FAILED, NodeState.SKIPPED, NodeState.CANCELLED})
_FRESH = SlotView()


@dataclass(frozen=True, slots=True)
class Spread:
    """What a failure takes with it inside one cell: slots that will never run, gates that will never open."""

    slots: tuple[int, ...]
    gates: tuple[int, ...]


def slot_of(view: CellView, slot: int) -> SlotView:
    """The state of a slot; a slot that nothing has happened to is pending."""
    return view.slots.get(slot, _FRESH)


def ready_slots(part: CellPlan, view: CellView) -> tuple[int, ...]:
    """Slots whose predecessors are all done and that nobody has claimed yet."""
    return tuple(slot for slot in range(len(part.nodes)) if is_ready(slot_of(view, slot)))


def is_ready(slot: SlotView) -> bool:
    """True for a node that may be claimed at once."""
    return slot.state is NodeState.PENDING and slot.waits == 0


def is_untouched(view: CellView) -> bool:
    """True while nothing has happened in a cell: no node of it was begun or ended, and no news came from elsewhere."""
    pristine = not view.arrived and not view.dead and view.cancelled is None
    return pristine and all(slot.state is NodeState.PENDING and not slot.history for slot in view.slots.values())


def open_gates(part: CellPlan, view: CellView) -> tuple[Gate, ...]:
    """Gates of the cell that have all their signals."""
    return tuple(gate for gate in part.gates if view.gates.get(gate.id, gate.waits) == 0)


def dead_gates(part: CellPlan, view: CellView) -> tuple[tuple[Gate, int], ...]:
    """Gates of the cell that can never open, each with the index of the failed node to blame."""
    blame = dict(view.dead)
    for slot, node in enumerate(part.nodes):
        state = slot_of(view, slot)
        if state.state in _BROKEN:
            cause = node.index if state.cause is None else state.cause
            for gate_id in spread(part, view, gates=node.gates).gates:
                blame.setdefault(gate_id, cause)
    return tuple((gate, blame[gate.id]) for gate in part.gates if gate.id in blame)


def spread(part: CellPlan, view: CellView | None, *, slots: Iterable[int] = (), gates: Iterable[int] = ()) -> Spread:
    """Everything inside the cell that falls with the given slots and gates, themselves included.

    A slot that has moved already is left alone: whatever had to fall with it has fallen.
    """
    gone: dict[int, None] = {}
    dead: dict[int, None] = {}
    todo: list[tuple[bool, int]] = [(True, slot) for slot in slots] + [(False, gate) for gate in gates]
    while todo:
        is_slot, item = todo.pop()
        seen = gone if is_slot else dead
        if item in seen or (is_slot and view is not None and slot_of(view, item).state is not NodeState.PENDING):
            continue
        seen[item] = None
        todo += _falls_with(part, part.nodes[item] if is_slot else part.gate(item))
    return Spread(tuple(sorted(gone)), tuple(sorted(dead)))


def _falls_with(part: CellPlan, item: PlanNode | Gate) -> list[tuple[bool, int]]:
    if isinstance(item, PlanNode):
        return [(True, slot) for slot in item.slots] + [(False, gate) for gate in item.gates]
    local = [out for out in item.outs if out.cell == part.number]
    return [(True, slot) for out in local for slot in out.slots] + [(False, g) for out in local for g in out.gates]


def is_settled(part: CellPlan, view: CellView) -> bool:
    """True when the cell needs no more attention: every node is terminal, every gate open or dead.

    Nobody waits for the gates of a cell that was cancelled.
    """
    if view.done < len(part.nodes):
        return False
    if view.control is Control.CANCEL:
        return True
    resolved = {gate.id for gate in open_gates(part, view)} | {gate.id for gate, _ in dead_gates(part, view)}
    return all(gate.id in resolved for gate in part.gates)


def destinations(part: CellPlan) -> dict[int, list[int]]:
    """For each other cell, the gates of this one that lead there."""
    leads: dict[int, list[int]] = {}
    for gate in part.gates:
        for out in gate.outs:
            if out.cell != part.number:
                leads.setdefault(out.cell, []).append(gate.id)
    return leads


def first_failure(part: CellPlan, view: CellView) -> Failure | None:
    """The failure of the cell's node that failed first, with the node's id."""
    failed = [
        (state.finished or view.now, slot, state.failure)
        for slot, state in view.slots.items()
        if state.state is NodeState.FAILED and state.failure is not None
    ]
    if not failed:
        return None
    _, slot, failure = min(failed, key=lambda item: item[:2])
    return replace(failure, node=part.nodes[slot].id)
