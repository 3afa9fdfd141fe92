"""Every edge is covered by exactly one path of signals, and their number is linear."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aurora_celery.compiler import compile_graph
from aurora_celery.model.graph import Graph
from aurora_celery.model.plan import Plan
from tests.builders import graph_of, layers
from tests.unit.compiler.counters import Counters
from tests.unit.compiler.strategies import graphs


def run_and_check(plan: Plan, *, seed: int = 0) -> Counters:
    """Complete all nodes in some topological order; each must become ready with its last predecessor."""
    counters = Counters(plan)
    draw = random.Random(seed)
    ready, done = counters.roots(), set[int]()
    assert ready == [node.index for node in plan.nodes() if not node.preds]
    while ready:
        index = ready.pop(draw.randrange(len(ready)))
        done.add(index)
        fresh = counters.complete(index)
        due = [node.index for node in plan.nodes() if index in node.preds and done.issuperset(node.preds)]
        assert sorted(fresh) == due
        ready.extend(fresh)
    assert len(done) == plan.head.size
    assert not any(counters.waits)
    assert not any(counters.gate_waits.values())
    return counters


@settings(max_examples=400, deadline=None, derandomize=True)
@given(graph=graphs, cell_size=st.integers(1, 8), seed=st.integers(0, 3))
def test_a_node_is_ready_exactly_when_its_last_predecessor_is_done(graph: Graph, cell_size: int, seed: int) -> None:
    run_and_check(compile_graph(graph, cell_size=cell_size), seed=seed)


@settings(max_examples=200, deadline=None, derandomize=True)
@given(graph=graphs, cell_size=st.integers(1, 8))
def test_signals_stay_within_their_cell(graph: Graph, cell_size: int) -> None:
    plan = compile_graph(graph, cell_size=cell_size)
    for cell in plan.cells:
        own = {gate.id for gate in cell.gates}
        assert all(gate.cell == cell.number for gate in cell.gates)
        assert all(own.issuperset(node.gates) for node in cell.nodes)
        assert all(0 <= slot < len(cell.nodes) for node in cell.nodes for slot in node.slots)


@pytest.mark.parametrize(("width", "cell_size"), [(40, 128), (100, 128), (300, 128), (64, 4), (50, 1)])
def test_complete_layers_cost_linear_signals(width: int, cell_size: int) -> None:
    plan = compile_graph(layers(width, width, width), cell_size=cell_size)
    counters = run_and_check(plan)
    cells = len(plan.cells)
    assert counters.signals <= 3 * (3 * width + 4 * cells) + 2 * 256
    assert counters.deliveries <= 5 * cells + 2
    assert len(counters.gates) <= 2 * cells + 2


@pytest.mark.parametrize("cell_size", [8, 128])
def test_sources_that_share_targets_are_found_when_the_targets_wait_for_others_too(cell_size: int) -> None:
    width = 60
    edges = [f"s{i}>t{k}" for k in range(width) for i in range(width)]
    own = [f"x{k}>t{k}" for k in range(width)]
    counters = run_and_check(compile_graph(graph_of(*edges, *own), cell_size=cell_size))
    assert counters.signals < 10 * width + 256


def test_a_wide_join_has_one_gate_in_each_cell_of_its_sources() -> None:
    plan = compile_graph(layers(10_000, 1))
    join = plan.nodes()[-1]
    home, _ = plan.head.locate(join.index)
    assert [len(cell.gates) for cell in plan.cells] == [1] * home + [0] * (len(plan.cells) - home)
    assert all(out.cell == home for cell in plan.cells for gate in cell.gates for out in gate.outs)
    assert join.waits == home + (join.index - plan.cells[home].offset)


def test_a_wide_fan_out_has_one_gate_with_an_out_for_each_other_cell() -> None:
    plan = compile_graph(layers(1, 10_000))
    gates = [gate for cell in plan.cells for gate in cell.gates]
    assert len(gates) == 1
    assert gates[0].waits == 1
    assert [out.cell for out in gates[0].outs] == list(range(1, len(plan.cells)))


def test_layers_over_many_cells_meet_in_one_home_gate() -> None:
    plan = compile_graph(layers(64, 64), cell_size=4)
    homes = {gate for cell in plan.cells for gate in cell.gates if len(gate.outs) > 1}
    assert len(homes) == 1
    assert next(iter(homes)).waits == 15 + 4
    assert Counters(plan).gate_waits.keys() == {gate.id for cell in plan.cells for gate in cell.gates}


def test_a_small_diamond_has_plain_edges_only() -> None:
    plan = compile_graph(graph_of("a>b", "a>c", "b>d", "c>d"))
    assert [node.slots for node in plan.nodes()] == [(1, 2), (3,), (3,), ()]
    assert [node.waits for node in plan.nodes()] == [0, 1, 1, 2]
    assert plan.cells[0].gates == ()


def test_edges_to_another_cell_with_the_same_sources_share_a_gate() -> None:
    plan = compile_graph(graph_of("a>c", "b>c", "a>d", "b>d"), cell_size=2)
    (gate,) = plan.cells[0].gates
    assert gate.waits == 2
    assert [(out.cell, out.slots) for out in gate.outs] == [(1, (0, 1))]
