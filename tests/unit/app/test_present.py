"""The times of a node that one write claimed and made ready."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from aurora_celery import Aurora
from aurora_celery.app.present import present_run
from aurora_celery.compiler import compile_graph
from aurora_celery.model.run import NodeRun
from aurora_celery.store.ports import CellView
from tests.builders import graph_from_pairs
from tests.contract.store.runs import cell_of, claimed, submitted
from tests.contract.store.test_complete import ONE


@pytest.fixture
def cell(aurora: Aurora) -> CellView:
    """A cell of two nodes in a row, the second of which runs."""
    plan = compile_graph(graph_from_pairs(2, [(0, 1)]))
    aurora.store.plans.put(plan)
    ref = submitted(aurora.store, cell_of(0, 1), id="row", plan=plan.hash)
    claimed(aurora.store, ref, 0)
    aurora.store.runs.complete(ref, 0, token="t", output=ONE, slots=[1])
    claimed(aurora.store, ref, 1)
    (view,) = aurora.store.runs.cells("row")
    return view


def second(aurora: Aurora, cell: CellView, *, early: timedelta) -> tuple[NodeRun, NodeRun]:
    """Both nodes, if the second was claimed by so much before the first was done."""
    finished = cell.slots[0].finished
    assert finished is not None
    moved = replace(cell, slots={**cell.slots, 1: replace(cell.slots[1], started=finished - early)})
    view = aurora.store.runs.view("row")
    before, after = present_run(view, aurora.runtime.engine(), cells=[moved]).nodes
    return before, after


def test_times_that_one_write_set_are_one_instant(aurora: Aurora, cell: CellView) -> None:
    before, after = second(aurora, cell, early=timedelta(milliseconds=1))
    assert after.queued == after.started == before.finished


def test_a_node_that_really_began_too_early_is_shown_as_it_is(aurora: Aurora, cell: CellView) -> None:
    before, after = second(aurora, cell, early=timedelta(milliseconds=400))
    assert before.finished is not None
    assert after.started == before.finished - timedelta(milliseconds=400)
