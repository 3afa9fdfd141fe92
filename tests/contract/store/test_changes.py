"""The feed of changes: what moved, in the order of the writes, from any place on."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

import pytest

from aurora_celery.errors import BadCursor, RunNotFound
from aurora_celery.model.operation import Operation, OperationKind
from aurora_celery.model.run import Failure, NodeProgress, Output
from aurora_celery.model.states import Control, NodeState, RunState
from aurora_celery.store.changes import Feed, RunChange
from aurora_celery.store.ports import CellRef, Finish, Store
from tests.contract.store.runs import BROKEN, cell_of, claimed, done, holder, operate, run_of, submitted

#: Seconds for which a test waits for a change that has to come, and for one that must not.
LONG, SHORT = 20.0, 0.3


def read(feed: Feed) -> Iterator[RunChange]:
    """Everything that has moved so far."""
    change = feed.next(timeout=LONG)
    while change is not None:
        yield change
        change = feed.next(timeout=SHORT)


def states(changes: list[RunChange]) -> list[tuple[int, int, NodeState | None]]:
    """The states that the changes tell, one after the other."""
    return [(node.cell, node.slot, node.state) for change in changes for node in change.nodes]


def test_starts_and_ends_are_told_in_order(store: Store) -> None:
    ref = submitted(store, cell_of(0, 1))
    with closing(store.changes.follow(ref.run)) as feed:
        done(store, ref, 0, slots=[1])
        done(store, ref, 1)
        changes = list(read(feed))
    running, succeeded = NodeState.RUNNING, NodeState.SUCCEEDED
    assert states(changes) == [(0, 0, running), (0, 0, succeeded), (0, 1, running), (0, 1, succeeded)]
    assert [change.nodes[0].attempt for change in changes] == [1, None, 1, None]
    assert changes[0].nodes[0].worker == "worker@host"
    assert [change.at for change in changes] == sorted(change.at for change in changes)


def test_the_end_of_a_run_comes_with_its_last_node(store: Store) -> None:
    ref = submitted(store, cell_of(0))
    claimed(store, ref, 0)
    with closing(store.changes.follow(ref.run)) as feed:
        finish = Finish(state=RunState.SUCCEEDED, outputs=Output("1", size=1))
        store.runs.complete(ref, 0, token="t", output=Output("1", size=1), finish=finish)
        changes = list(read(feed))
    assert [change.state for change in changes if change.state] == [RunState.SUCCEEDED]
    assert states(changes) == [(0, 0, NodeState.SUCCEEDED)]


def test_failures_and_skipped_nodes_are_told(store: Store) -> None:
    ref = submitted(store, cell_of(0, 1))
    claimed(store, ref, 0)
    with closing(store.changes.follow(ref.run)) as feed:
        store.runs.fail(ref, 0, token="t", failure=BROKEN, skips=[1])
        nodes = {node.slot: node for change in read(feed) for node in change.nodes}
    assert nodes[0].state is NodeState.FAILED
    assert nodes[0].failure is not None
    assert nodes[0].failure.message == BROKEN.message
    assert nodes[1].state is NodeState.SKIPPED
    assert nodes[1].cause == 0


def test_another_try_is_told_with_its_time(store: Store) -> None:
    ref = submitted(store, cell_of(0))
    claimed(store, ref, 0)
    with closing(store.changes.follow(ref.run)) as feed:
        store.runs.retry(ref, 0, token="t", failure=BROKEN, delay=60.0)
        (change,) = read(feed)
    assert change.nodes[0].state is NodeState.RETRYING
    assert change.nodes[0].not_before is not None
    assert change.nodes[0].not_before > change.at


def test_every_cell_is_heard(store: Store) -> None:
    ref = submitted(store, cell_of(0, gates={0: 1}), cell_of(1, number=1))
    later = CellRef(ref.run, 0, 1)
    with closing(store.changes.follow(ref.run)) as feed:
        done(store, ref, 0, gates=[0])
        store.runs.arrive(later, 0, slots=[0])
        done(store, later, 0)
        changes = list(read(feed))
    assert [(cell, state) for cell, _, state in states(changes)] == [
        (0, NodeState.RUNNING),
        (0, NodeState.SUCCEEDED),
        (1, NodeState.RUNNING),
        (1, NodeState.SUCCEEDED),
    ]


def test_other_runs_are_not_heard(store: Store) -> None:
    ref, other = submitted(store, cell_of(0)), submitted(store, cell_of(0))
    with closing(store.changes.follow(ref.run)) as feed:
        done(store, other, 0)
        done(store, ref, 0)
        assert {change.run for change in read(feed)} == {ref.run}


def test_a_run_whose_id_begins_with_another_is_not_heard(store: Store) -> None:
    ref = submitted(store, cell_of(0))
    twin = run_of(cell_of(0), cell_of(1, number=1), id=f"{ref.run}0")
    with closing(store.changes.follow(ref.run)) as feed:
        store.runs.submit(twin)
        done(store, ref, 0)
        assert {change.run for change in read(feed)} == {ref.run}


def test_all_runs_can_be_heard_from_their_submit_on(store: Store) -> None:
    with closing(store.changes.follow()) as feed:
        first, second = submitted(store, cell_of(0)), submitted(store, cell_of(0, 1))
        done(store, second, 0, slots=[1])
        changes = list(read(feed))
    assert [change.run for change in changes if change.created] == [first.run, second.run]
    made = changes[1]
    assert (made.state, made.epoch, made.whole) == (RunState.PENDING, 0, True)
    assert [node.state for node in made.nodes] == [NodeState.PENDING, NodeState.PENDING]


def test_it_goes_on_after_any_change(store: Store) -> None:
    ref = submitted(store, cell_of(0, 1, 1))
    with closing(store.changes.follow(ref.run)) as feed:
        done(store, ref, 0, slots=[1, 2])
        done(store, ref, 1)
        done(store, ref, 2)
        changes = list(read(feed))
    assert len(changes) == 6
    for number, change in enumerate(changes[:-1], start=1):
        with closing(store.changes.follow(ref.run, after=change.cursor)) as feed:
            assert list(read(feed)) == changes[number:]


def test_nothing_is_told_twice_after_a_snapshot_nor_left_out(store: Store) -> None:
    ref = submitted(store, cell_of(0, 1), cell_of(0, number=1))
    claimed(store, ref, 0)
    snapshot = store.changes.snapshot(ref.run)
    store.runs.complete(ref, 0, token="t", output=Output("1", size=1), slots=[1])
    done(store, CellRef(ref.run, 0, 1), 0)
    with closing(store.changes.follow(ref.run, after=snapshot.cursor)) as feed:
        changes = list(read(feed))
    assert snapshot.run.id == ref.run
    assert [cell.ref.cell for cell in snapshot.cells] == [0, 1]
    assert snapshot.cells[0].slots[0].state is NodeState.RUNNING
    assert states(changes) == [
        (0, 0, NodeState.SUCCEEDED),
        (1, 0, NodeState.RUNNING),
        (1, 0, NodeState.SUCCEEDED),
    ]


def test_a_snapshot_of_no_run(store: Store) -> None:
    with pytest.raises(RunNotFound):
        store.changes.snapshot("nobody")


def test_operations_are_told_with_who_and_why(store: Store) -> None:
    ref = submitted(store, cell_of(0, 1))
    with closing(store.changes.follow(ref.run)) as feed:
        operate(store, ref, OperationKind.PAUSE)
        operate(store, ref, OperationKind.RESUME)
        operate(store, ref, OperationKind.CANCEL)
        changes = list(read(feed))
    told = [change.operation.kind for change in changes if change.operation]
    assert told == [OperationKind.PAUSE, OperationKind.RESUME, OperationKind.CANCEL]
    assert [change.control for change in changes] == [Control.PAUSE, Control.GO, Control.CANCEL]
    assert [change.cancelled for change in changes] == [None, None, 0]
    assert all(change.operation and change.operation.by for change in changes)


def test_progress_is_told_and_seen(store: Store) -> None:
    ref = submitted(store, cell_of(0))
    claimed(store, ref, 0)
    with closing(store.changes.follow(ref.run)) as feed:
        said = NodeProgress(attempt=1, fraction=0.25, message="第 1 步")
        assert store.runs.advance(ref, 0, token="t", progress=said)
        assert store.runs.advance(ref, 0, token="t", progress=NodeProgress(attempt=1, message="more"))
        changes = list(read(feed))
    told = [node.progress for change in changes for node in change.nodes]
    assert [(now.fraction, now.message) for now in told if now] == [(0.25, "第 1 步"), (None, "more")]
    assert states(changes) == [(0, 0, None), (0, 0, None)]
    cell = store.runs.cell(ref)
    assert cell is not None
    assert cell.slots[0].progress == told[1]


def test_progress_of_somebody_else_is_refused(store: Store) -> None:
    ref = submitted(store, cell_of(0))
    claimed(store, ref, 0)
    said = NodeProgress(attempt=1, fraction=0.5)
    assert not store.runs.advance(ref, 0, token="another", progress=said)
    assert not store.runs.advance(ref, 7, token="t", progress=said)
    assert not store.runs.advance(CellRef("nobody", 0, 0), 0, token="t", progress=said)


def test_progress_ends_with_its_try(store: Store) -> None:
    ref = submitted(store, cell_of(0))
    claimed(store, ref, 0)
    store.runs.advance(ref, 0, token="t", progress=NodeProgress(attempt=1, fraction=0.5))
    store.runs.retry(ref, 0, token="t", failure=Failure(reason="exception"), delay=0.0)
    assert store.runs.claim(ref, 0, holder=holder("u")) is not None
    cell = store.runs.cell(ref)
    assert cell is not None
    assert cell.slots[0].progress is None


def test_a_deleted_run_is_told(store: Store) -> None:
    ref = submitted(store, cell_of(0))
    done(store, ref, 0)
    store.runs.finish(ref.run, 0, Finish(state=RunState.SUCCEEDED))
    with closing(store.changes.follow(ref.run)) as feed:
        assert store.runs.delete(ref.run, Operation(id="d", kind=OperationKind.DELETE, by="ann"))
        assert any(change.deleted for change in read(feed))


@pytest.mark.parametrize("cursor", ["", "x", "-1", "t1", "t99999999999.1", "{}", "82FF", "ABCDEF0123456789ABCDEF", "٣"])
def test_what_is_no_cursor_is_refused(store: Store, cursor: str) -> None:
    with pytest.raises(BadCursor), closing(store.changes.follow(after=cursor)) as feed:
        feed.next(timeout=SHORT)
