"""What each call costs, counted by the driver."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from aurora_celery.model.states import RunState
from aurora_celery.store.ports import CellRef, Finish, Output, Store
from tests.contract.store.runs import BROKEN, cell_of, holder, run_of, submitted
from tests.contract.store.test_plans import plan_of


def cost(store: Store, call: Callable[[], object]) -> int:
    """Commands that a call sends."""
    before = store.round_trips()
    call()
    return store.round_trips() - before


@pytest.mark.parametrize("key", [None, "k"])
def test_a_run_of_one_cell_is_submitted_with_one_write(store: Store, key: str | None) -> None:
    run = run_of(cell_of(*[0] * 128), key=key)
    assert cost(store, lambda: store.runs.submit(run)) == 1


def test_a_run_of_many_cells_is_submitted_with_two_writes(store: Store) -> None:
    run = run_of(*(cell_of(*[0] * 128, number=number) for number in range(80)))
    assert cost(store, lambda: store.runs.submit(run)) == 2


def test_a_node_costs_two_round_trips(store: Store) -> None:
    ref = submitted(store, cell_of(0, 1, 1))
    assert cost(store, lambda: store.runs.claim(ref, 0, holder=holder(), inputs=True, root=True)) == 1
    assert cost(store, lambda: store.runs.complete(ref, 0, token="t", output=Output("1"), slots=[1, 2])) == 1
    assert cost(store, lambda: store.runs.claim(ref, 1, holder=holder(), reads=[0])) == 1
    finish = Finish(state=RunState.SUCCEEDED, outputs=Output("1"))
    assert cost(store, lambda: store.runs.complete(ref, 1, token="t", output=Output("1"), finish=finish)) == 1


def test_a_failure_costs_one_round_trip(store: Store) -> None:
    ref = submitted(store, cell_of(0, 1))
    store.runs.claim(ref, 0, holder=holder())
    assert cost(store, lambda: store.runs.retry(ref, 0, token="t", failure=BROKEN, delay=0.0)) == 1
    assert cost(store, lambda: store.runs.claim(ref, 0, holder=holder())) == 2
    assert cost(store, lambda: store.runs.fail(ref, 0, token="t", failure=BROKEN, skips=[1])) == 1


def test_what_passes_between_cells_costs_one_round_trip(store: Store) -> None:
    run = submitted(store, *(cell_of(1, number=number) for number in range(150))).run
    assert cost(store, lambda: store.runs.arrive(CellRef(run, 0, 1), 0, slots=[0])) == 1
    assert cost(store, lambda: store.runs.arrive_dead(CellRef(run, 0, 2), 0, cause=1, skips=[0])) == 1
    wanted = {number: [0] for number in range(150)}
    assert cost(store, lambda: store.runs.undelivered(run, 0, wanted)) == 1
    assert cost(store, lambda: store.runs.outputs(run, wanted)) == 1


def test_plans_and_results_cost_one_round_trip_each(store: Store) -> None:
    assert cost(store, lambda: store.plans.put(plan_of(1))) == 1
    assert cost(store, lambda: store.plans.put(plan_of(1))) == 1
    assert cost(store, lambda: store.plans.head("g-1")) == 1
    assert cost(store, lambda: store.plans.cell("g-1", 0)) == 1
    keys = [f"r/{number}/t" for number in range(20)]
    assert cost(store, lambda: store.results.put(keys[0], "1", run="r")) == 1
    for key in keys[1:]:
        store.results.put(key, "1", run="r")
    assert cost(store, lambda: store.results.get_many(keys)) == 1


def test_the_clock_is_known_without_asking(store: Store) -> None:
    assert cost(store, store.now) == 0


def test_looking_for_what_is_due_costs_two_round_trips(store: Store) -> None:
    assert cost(store, store.runs.due) == 2


def test_waits_share_one_question_to_the_server(store: Store) -> None:
    runs = [submitted(store).run for _ in range(40)]
    for run in runs:
        store.runs.finish(run, 0, Finish(state=RunState.SUCCEEDED))
    store.runs.wait(runs[0], timeout=60.0)
    looks, kept_open = len(runs), 5
    assert cost(store, lambda: [store.runs.wait(run, timeout=60.0) for run in runs]) <= looks + kept_open
