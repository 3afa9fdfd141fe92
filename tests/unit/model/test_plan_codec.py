"""Plans survive JSON."""

from __future__ import annotations

import json

import pytest

from aurora_celery.model.graph import RetryPolicy
from aurora_celery.model.plan import CellPlan, Gate, GateOut, PlanHead, PlanNode
from aurora_celery.model.plan_codec import cell_from_dict, cell_to_dict, head_from_dict, head_to_dict

FULL = PlanNode(
    index=256,
    id="Größe 名",
    handler="shop.fetch",
    params={"url": "${{ inputs.url }}", "deep": [{"a": None}]},
    preds=(1, 300),
    reads={"a": 1},
    reads_inputs=True,
    waits=2,
    slots=(1,),
    gates=(7,),
    retry=RetryPolicy(max=3, backoff="fixed", delay=0.5, max_delay=9.0, jitter=0.0),
    timeout=2.5,
    hard_timeout=7.5,
    queue="slow",
    priority=0,
)


def test_a_full_cell_survives_json() -> None:
    gates = (Gate(7, 2, 1, (GateOut(1, (2,), (3,)), GateOut(0, (1,)))),)
    cell = CellPlan(2, 256, (FULL, PlanNode(index=257, id="b", handler="h", retry=RetryPolicy())), gates)
    assert cell_from_dict(json.loads(json.dumps(cell_to_dict(cell)))) == cell


def test_a_plain_node_costs_its_names_only() -> None:
    cell = CellPlan(0, 0, (PlanNode(index=0, id="a", handler="h"),))
    assert cell_to_dict(cell) == {"k": 0, "o": 0, "n": [{"id": "a", "h": "h"}]}


def test_equal_predecessors_are_written_once_for_a_cell() -> None:
    preds = tuple(range(100))
    nodes = tuple(PlanNode(index=128 + i, id=f"n{i}", handler="h", preds=preds, waits=1) for i in range(50))
    cell = CellPlan(1, 128, nodes)
    values = cell_to_dict(cell)
    assert [type(node["b"]) for node in values["n"]] == [list] + [int] * 49
    assert cell_from_dict(json.loads(json.dumps(values))) == cell


@pytest.mark.parametrize(
    "head",
    [
        PlanHead(hash="x", name="n", size=3, cell_size=128),
        PlanHead(
            hash="y",
            name="n",
            size=300,
            cell_size=128,
            inputs={"url": {"type": "string", "default": ""}},
            outputs={"a": '${{ nodes["a"] }}'},
            outputs_reads={"a": 2},
            outputs_read_inputs=True,
            final=0,
        ),
    ],
)
def test_a_head_survives_json(head: PlanHead) -> None:
    assert head_from_dict(json.loads(json.dumps(head_to_dict(head)))) == head


def test_the_hash_can_be_left_out() -> None:
    assert "hash" not in head_to_dict(PlanHead(hash="x", name="n", size=3, cell_size=128), with_hash=False)


def test_a_plan_of_another_format_is_refused() -> None:
    values = head_to_dict(PlanHead(hash="x", name="n", size=3, cell_size=128, format=99))
    with pytest.raises(ValueError, match="plan format 99"):
        head_from_dict(values)
