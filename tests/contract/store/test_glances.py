"""Looks over many runs at once see what single looks see."""

from __future__ import annotations

from datetime import timedelta

import pytest

from aurora_celery.model.glance import NodeGlance, Stretch
from aurora_celery.model.operation import OperationKind
from aurora_celery.model.states import NodeState, RunState
from aurora_celery.store.ports import CellRef, Finish, RunFilter, Store
from tests.contract.store.runs import BROKEN, cell_of, claimed, done, holder, operate, submitted

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


def stretch(store: Store, **fields: object) -> Stretch:
    now = store.now()
    return Stretch(**{"since": now - HOUR, "until": now + MINUTE, "step": timedelta(minutes=61), **fields})  # type: ignore[arg-type]


def ended(store: Store, state: RunState, graph: str) -> str:
    ref = submitted(store, graph=graph)
    store.runs.finish(ref.run, 0, Finish(state=state))
    return ref.run


def states(store: Store, *runs: str) -> dict[str, list[str]]:
    return {run: [node.state.value for node in nodes] for run, nodes in store.glances.nodes(runs).items()}


def test_every_node_is_seen_in_the_order_of_the_plan(store: Store) -> None:
    ref = submitted(store, cell_of(0, 1, 0), cell_of(1, 1, number=1), cell_of(0, number=2))
    done(store, ref, 0)
    claimed(store, ref, 2)
    store.runs.fail(ref, 2, token="t", failure=BROKEN)
    claimed(store, CellRef(ref.run, 0, 2), 0)
    other = submitted(store).run
    assert states(store, ref.run, other, "nothing") == {
        ref.run: ["succeeded", "pending", "failed", "pending", "pending", "running"],
        other: ["pending"],
    }
    assert store.glances.nodes([]) == {}


def test_a_node_is_seen_with_its_try_and_its_times(store: Store) -> None:
    ref = submitted(store, cell_of(0, 0))
    claimed(store, ref, 0)
    store.runs.retry(ref, 0, token="t", failure=BROKEN, delay=0.0)
    claimed(store, ref, 0)
    cell = store.runs.cell(ref)
    assert cell is not None
    (first, second) = store.glances.nodes([ref.run])[ref.run]
    slot = cell.slots[0]
    assert first == NodeGlance(NodeState.RUNNING, 2, slot.started, slot.finished)
    assert second == NodeGlance()


def test_the_nodes_of_a_cancelled_run_are_seen_as_cancelled_unless_somebody_holds_them(store: Store) -> None:
    ref = submitted(store, cell_of(0, 0, 1))
    done(store, ref, 0)
    claimed(store, ref, 1)
    operate(store, ref, OperationKind.CANCEL)
    assert states(store, ref.run)[ref.run] == ["succeeded", "running", "cancelled"]


@pytest.mark.parametrize("graph", ["shop", "$ne", "$name", "a.b"])
def test_the_last_runs_of_graphs_are_seen_newest_first(store: Store, graph: str) -> None:
    first, second, third = (submitted(store, graph=graph) for _ in range(3))
    other = ended(store, RunState.FAILED, "other")
    submitted(store, graph="more")
    store.runs.claim(third, 0, holder=holder(), root=True)
    found = store.glances.recent({graph, "other", "none"}, each=2)
    newest = [view.id for view in store.runs.list(RunFilter(graph=graph)).items][:2]
    assert {name: [run.id for run in runs] for name, runs in found.items()} == {graph: newest, "other": [other]}
    assert {first.run, second.run, third.run} >= {*newest}
    assert (found["other"][0].state, found["other"][0].plan) == (RunState.FAILED, "p")
    assert found["other"][0].finished is not None
    assert store.glances.recent([], each=2) == {}


def test_runs_are_counted_by_time_and_state(store: Store) -> None:
    submitted(store)
    submitted(store)
    ended(store, RunState.SUCCEEDED, "g")
    found = store.glances.history(stretch(store), failing=5)
    assert found.counts == {(0, RunState.PENDING): 2, (0, RunState.SUCCEEDED): 1}
    assert found.failing == ()
    assert found.since == stretch(store, since=found.since).since
    later = stretch(store, since=store.now() + MINUTE, until=store.now() + HOUR)
    assert store.glances.history(later, failing=5).counts == {}


def test_a_run_counts_in_the_bucket_in_which_it_was_created(store: Store) -> None:
    created = store.runs.view(submitted(store).run).created
    for steps in (0, 3):
        asked = stretch(store, since=created - steps * MINUTE, step=MINUTE, until=created + MINUTE)
        assert store.glances.history(asked, failing=1).counts == {(steps, RunState.PENDING): 1}


def test_the_graphs_that_fail_most_come_first(store: Store) -> None:
    for graph, failed in (("a", 1), ("b", 3), ("c", 1)):
        for _ in range(failed):
            ended(store, RunState.FAILED, graph)
    ended(store, RunState.SUCCEEDED, "b")
    ended(store, RunState.SUCCEEDED, "fine")
    found = store.glances.history(stretch(store), failing=2).failing
    assert [(each.graph, each.runs, each.failed) for each in found] == [("b", 4, 3), ("a", 1, 1)]
    worst = store.glances.history(stretch(store), failing=9).failing[-1]
    last = store.runs.list(RunFilter(graph="c")).items[0]
    assert (worst.graph, worst.last) == ("c", last.created)


def test_only_so_many_runs_are_counted_and_that_is_said(store: Store) -> None:
    for _ in range(4):
        submitted(store)
    found = store.glances.history(stretch(store, most=3), failing=1)
    third = store.runs.list(RunFilter()).items[2].created
    assert (sum(found.counts.values()), found.since) == (3, third)


def test_the_runs_of_other_projects_are_not_counted(store: Store) -> None:
    ended(store, RunState.FAILED, "shop/etl")
    ended(store, RunState.FAILED, "bank/etl")
    submitted(store, graph="shop/etl")
    submitted(store, graph="etl")
    found = store.glances.history(stretch(store, projects=("shop",)), failing=5)
    assert found.counts == {(0, RunState.FAILED): 1, (0, RunState.PENDING): 1}
    assert [each.graph for each in found.failing] == ["shop/etl"]
    assert store.glances.going_on(projects=("shop",)) == {RunState.PENDING: 1}
    assert store.glances.history(stretch(store, projects=()), failing=5).counts == {}


def test_what_goes_on_is_counted_however_old_it_is(store: Store) -> None:
    running = submitted(store)
    store.runs.claim(running, 0, holder=holder(), root=True)
    submitted(store)
    submitted(store)
    ended(store, RunState.CANCELLED, "g")
    assert store.glances.going_on() == {RunState.RUNNING: 1, RunState.PENDING: 2}
    assert sum(store.glances.going_on(most=2).values()) == 2
