"""Plans survive JSON."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aurora_celery.model.graph import RetryPolicy
from aurora_celery.model.plan import CellPlan, Gate, GateOut, PlanHead, PlanNode
from aurora_celery.model.plan_codec import (
    canonical_cell,
    canonical_head,
    cell_from_dict,
    cell_text,
    head_from_dict,
    head_text,
)

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

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=6)
SECONDS = st.none() | st.floats(0, 1e6)
INDEXES = st.lists(st.integers(0, 300), max_size=3, unique=True).map(sorted).map(tuple)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=6,
)
RETRIES = st.builds(RetryPolicy, max=st.integers(0, 3), backoff=st.sampled_from(["fixed", "exponential"]))
NODES = st.builds(
    PlanNode,
    index=st.just(0),
    id=TEXT,
    handler=TEXT,
    params=st.dictionaries(TEXT, JSON, max_size=3),
    preds=INDEXES,
    reads=st.dictionaries(TEXT, st.integers(0, 300), max_size=2),
    reads_inputs=st.booleans(),
    waits=st.integers(0, 3),
    slots=INDEXES,
    gates=INDEXES,
    retry=st.none() | RETRIES,
    timeout=SECONDS,
    hard_timeout=SECONDS,
    queue=st.none() | TEXT,
    priority=st.none() | st.integers(0, 9),
)
OUTS = st.builds(GateOut, st.integers(0, 9), INDEXES, INDEXES)
GATES = st.builds(Gate, st.integers(0, 9), st.just(3), st.integers(1, 9), st.lists(OUTS, max_size=2).map(tuple))
CELLS = st.builds(
    lambda nodes, gates: CellPlan(3, 24, tuple(replace(n, index=24 + i) for i, n in enumerate(nodes)), tuple(gates)),
    st.lists(NODES, max_size=4),
    st.lists(GATES, max_size=2),
)


def test_a_full_cell_survives_json() -> None:
    gates = (Gate(7, 2, 1, (GateOut(1, (2,), (3,)), GateOut(0, (1,)))),)
    cell = CellPlan(2, 256, (FULL, PlanNode(index=257, id="b", handler="h", retry=RetryPolicy())), gates)
    assert cell_from_dict(json.loads(cell_text(cell))) == cell


@settings(derandomize=True, max_examples=200, deadline=None)
@given(CELLS)
def test_canonical_text_is_what_json_with_sorted_keys_is(cell: CellPlan) -> None:
    text = canonical_cell(cell)
    assert text == json.dumps(json.loads(text), sort_keys=True, separators=(",", ":"))
    assert json.loads(text) == json.loads(cell_text(cell))
    assert cell_from_dict(json.loads(text)) == cell


def test_parameters_keep_their_order_except_in_canonical_text() -> None:
    node = PlanNode(index=0, id="a", handler="h", params={"b": {"d": 1, "c": 2}, "a": 3}, reads={"y": 1, "x": 2})
    cell = CellPlan(0, 0, (node,))
    kept, canonical = (_only_node(text) for text in (cell_text(cell), canonical_cell(cell)))
    assert [list(kept["p"]), list(kept["p"]["b"]), list(kept["r"])] == [["b", "a"], ["d", "c"], ["y", "x"]]
    assert [list(canonical["p"]), list(canonical["p"]["b"]), list(canonical["r"])] == [
        ["a", "b"],
        ["c", "d"],
        ["x", "y"],
    ]


def _only_node(text: str) -> dict[str, Any]:
    (node,) = json.loads(text)["n"]
    found: dict[str, Any] = node
    return found


def test_a_plain_node_costs_its_names_only() -> None:
    cell = CellPlan(0, 0, (PlanNode(index=0, id="a", handler="h"),))
    assert json.loads(cell_text(cell)) == {"k": 0, "o": 0, "n": [{"id": "a", "h": "h"}]}


def test_equal_predecessors_are_written_once_for_a_cell() -> None:
    preds = tuple(range(100))
    nodes = tuple(PlanNode(index=128 + i, id=f"n{i}", handler="h", preds=preds, waits=1) for i in range(50))
    cell = CellPlan(1, 128, nodes)
    values = json.loads(cell_text(cell))
    assert [type(node["b"]) for node in values["n"]] == [list] + [int] * 49
    assert cell_from_dict(values) == cell


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
    assert head_from_dict(json.loads(head_text(head))) == head


def test_the_hash_is_not_made_of_itself() -> None:
    one, other = (PlanHead(hash=name, name="n", size=3, cell_size=128) for name in ("x", "y"))
    assert canonical_head(one) == canonical_head(other)
    assert head_text(one) != head_text(other)


def test_a_plan_of_another_format_is_refused() -> None:
    values = json.loads(head_text(PlanHead(hash="x", name="n", size=3, cell_size=128, format=99)))
    with pytest.raises(ValueError, match="plan format 99"):
        head_from_dict(values)
