"""Plans are found by their hash, whole or not at all."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from aurora_celery.errors import PlanNotFound
from aurora_celery.model.graph import RetryPolicy
from aurora_celery.model.plan import CellPlan, Gate, GateOut, Plan, PlanHead, PlanNode
from aurora_celery.store.ports import Store


def plan_of(cells: int, *, cell_size: int = 2, name: str = "g", params: dict[str, Any] | None = None) -> Plan:
    """A plan of so many cells, with something in each field."""
    size = cells * cell_size
    head = PlanHead(
        hash=f"{name}-{cells}",
        name=name,
        size=size,
        cell_size=cell_size,
        inputs={"a.b": {"type": "string"}},
        outputs={"$x": "${{ nodes.n }}"},
        outputs_reads={"$n.0": 0},
        final=size - 1,
    )
    return Plan(head, tuple(_cell(number, cell_size, params or {"$set": {"a.b": None}}) for number in range(cells)))


def _cell(number: int, size: int, params: dict[str, Any]) -> CellPlan:
    offset = number * size
    nodes = tuple(
        PlanNode(
            index=offset + slot,
            id=f"$n.{offset + slot}",
            handler="h",
            params=params,
            reads={"$n.0": 0},
            waits=slot,
            slots=(1,) if slot == 0 else (),
            retry=RetryPolicy(max=3),
            timeout=1.5,
        )
        for slot in range(size)
    )
    return CellPlan(number, offset, nodes, (Gate(number, number, 2, (GateOut(0, (1,), (2,)),)),))


@pytest.mark.parametrize("cells", [1, 2, 450])
def test_a_plan_comes_back_as_it_was_put(store: Store, cells: int) -> None:
    plan = plan_of(cells)
    assert not store.plans.has(plan.hash)
    store.plans.put(plan)
    assert store.plans.has(plan.hash)
    assert store.plans.head(plan.hash) == plan.head
    for number in {0, 1, cells - 1} & set(range(cells)):
        assert store.plans.cell(plan.hash, number) == plan.cells[number]


@pytest.mark.parametrize("cells", [1, 3])
def test_putting_a_plan_again_is_harmless(store: Store, cells: int) -> None:
    for _ in range(2):
        store.plans.put(plan_of(cells))
    assert store.plans.cell(f"g-{cells}", cells - 1) == plan_of(cells).cells[-1]


def test_a_plan_put_by_many_at_once_is_whole(store: Store) -> None:
    plan = plan_of(5)
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda _: store.plans.put(plan), range(8)))
    assert [store.plans.cell(plan.hash, number) for number in range(5)] == list(plan.cells)


def test_what_was_never_put_is_not_found(store: Store) -> None:
    store.plans.put(plan_of(2))
    with pytest.raises(PlanNotFound):
        store.plans.head("none")
    with pytest.raises(PlanNotFound):
        store.plans.cell("none", 0)
    with pytest.raises(PlanNotFound):
        store.plans.cell("g-2", 2)
    assert not store.plans.has("g-2:1")


def test_a_plan_without_nodes_is_kept(store: Store) -> None:
    head = PlanHead(hash="empty", name="g", size=0, cell_size=2)
    store.plans.put(Plan(head, (CellPlan(0, 0, ()),)))
    assert store.plans.head("empty") == head
    assert store.plans.cell("empty", 0) == CellPlan(0, 0, ())


def test_values_of_a_plan_are_any_json(store: Store) -> None:
    params = {"": "nul\0", "\ud800": "\udfff", "n": [1e308, -0.0, 2**70, None, True], "deep": {"$a": {".": "é"}}}
    plan = plan_of(2, params=params)
    store.plans.put(plan)
    assert [store.plans.cell(plan.hash, number) for number in (0, 1)] == list(plan.cells)
