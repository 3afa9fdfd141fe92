"""What the state of a cell calls for."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from aurora_celery.compiler import compile_graph
from aurora_celery.engine.decide import (
    dead_gates,
    destinations,
    first_failure,
    is_settled,
    open_gates,
    ready_slots,
    spread,
)
from aurora_celery.model.plan import CellPlan
from aurora_celery.model.run import Failure
from aurora_celery.model.states import Control, NodeState
from aurora_celery.store.ports import CellRef, CellView, SlotView
from tests.builders import graph_of, layers

NOW = datetime(2026, 1, 1, tzinfo=UTC)
BOOM = Failure(reason="exception", message="boom")


def view_of(part: CellPlan, slots: dict[int, SlotView], **facts: Any) -> CellView:
    states: dict[str, Any] = {
        "gates": {gate.id: gate.waits for gate in part.gates},
        "arrived": {},
        "dead": {},
        "done": sum(state.state.is_terminal for state in slots.values()),
    }
    fresh = {slot: SlotView(waits=node.waits) for slot, node in enumerate(part.nodes)}
    return CellView(
        ref=CellRef("r", 0, part.number),
        plan="p",
        size=len(part.nodes),
        control=Control.GO,
        live=True,
        created=NOW,
        now=NOW,
        due=None,
        rounds=0,
        slots=fresh | slots,
        **(states | facts),
    )


def slot_named(part: CellPlan, name: str) -> int:
    return next(slot for slot, node in enumerate(part.nodes) if node.id == name)


def test_a_node_is_ready_when_nothing_is_waited_for_and_nobody_has_claimed_it() -> None:
    part = compile_graph(graph_of("a>c", "b>c")).cells[0]
    a, b, c = (slot_named(part, name) for name in "abc")
    assert set(ready_slots(part, view_of(part, {}))) == {a, b}
    claimed = view_of(part, {a: SlotView(state=NodeState.RUNNING), c: SlotView(waits=1)})
    assert ready_slots(part, claimed) == (b,)


def test_a_failure_takes_every_descendant_with_it_and_nothing_else() -> None:
    part = compile_graph(graph_of("a>b", "b>c", "x>c", "x>y")).cells[0]
    a, b, c = (slot_named(part, name) for name in "abc")
    fallen = spread(part, view_of(part, {}), slots=part.nodes[a].slots, gates=part.nodes[a].gates)
    assert set(fallen.slots) == {b, c}


def test_a_node_that_was_skipped_before_is_not_skipped_again() -> None:
    part = compile_graph(graph_of("a>c", "b>c", "c>d")).cells[0]
    b, c, d = (slot_named(part, name) for name in "bcd")
    skipped = SlotView(state=NodeState.SKIPPED)
    assert spread(part, view_of(part, {c: skipped, d: skipped}), slots=part.nodes[b].slots).slots == ()


def test_a_failed_source_kills_the_gates_that_wait_for_it() -> None:
    plan = compile_graph(layers(3, 3), cell_size=3)
    first = plan.cells[0]
    assert dead_gates(first, view_of(first, {})) == ()
    failed = view_of(first, {1: SlotView(state=NodeState.FAILED, failure=BOOM)})
    assert [cause for _, cause in dead_gates(first, failed)] == [first.nodes[1].index] * len(first.gates)


def test_a_gate_is_open_when_its_last_signal_has_come() -> None:
    part = compile_graph(layers(3, 3), cell_size=3).cells[0]
    gate = part.gates[0]
    assert open_gates(part, view_of(part, {})) == ()
    assert open_gates(part, view_of(part, {}, gates={gate.id: 0})) == (gate,)


def test_a_cell_is_settled_when_its_nodes_are_done_and_its_gates_open_or_dead() -> None:
    part = compile_graph(layers(3, 3), cell_size=3).cells[0]
    done = {slot: SlotView(state=NodeState.SUCCEEDED) for slot in range(3)}
    assert not is_settled(part, view_of(part, {}))
    assert not is_settled(part, view_of(part, done))
    assert is_settled(part, view_of(part, done, gates={gate.id: 0 for gate in part.gates}))
    assert is_settled(part, view_of(part, done, dead={gate.id: 0 for gate in part.gates}))


def test_destinations_are_other_cells_only() -> None:
    plan = compile_graph(layers(4, 4), cell_size=6)
    for part in plan.cells:
        assert part.number not in destinations(part)


def test_the_first_failure_is_the_earliest_and_names_its_node() -> None:
    part = compile_graph(graph_of("a", "b")).cells[0]
    later = SlotView(state=NodeState.FAILED, failure=BOOM, finished=NOW + timedelta(seconds=1))
    sooner = SlotView(state=NodeState.FAILED, failure=BOOM, finished=NOW)
    failure = first_failure(part, view_of(part, {0: later, 1: sooner}))
    assert failure is not None
    assert failure.node == part.nodes[1].id
    assert first_failure(part, view_of(part, {})) is None


@pytest.mark.parametrize("width", [2, 50])
def test_the_news_of_a_failure_reaches_every_layer_without_recursion(width: int) -> None:
    part = compile_graph(layers(*[width] * 4), cell_size=1000).cells[0]
    fallen = spread(part, view_of(part, {}), slots=part.nodes[0].slots, gates=part.nodes[0].gates)
    assert len(fallen.slots) == 3 * width
