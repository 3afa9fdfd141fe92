"""An ended run that goes on in a new epoch, runs that share results, and what deleting leaves."""

from __future__ import annotations

import pytest

from aurora_celery.errors import ResultNotFound, RunNotFound
from aurora_celery.model.operation import Operation, OperationKind
from aurora_celery.model.states import NodeState, RunState
from aurora_celery.store.ports import Accepted, CellRef, CellSeed, Finish, Output, Store
from tests.contract.conftest import MakeStore
from tests.contract.store.runs import BROKEN, cell_of, claimed, done, holder, operate, run_of, slot_of, submitted

RETRY = OperationKind.RETRY


def failed_run(store: Store) -> CellRef:
    """Node 0 has succeeded, node 1 failed, node 2 is skipped; a second cell has one node that succeeded."""
    ref = submitted(store, cell_of(0, 0, 2), cell_of(0, number=1))
    done(store, ref, 0, slots=[2])
    done(store, CellRef(ref.run, 0, 1), 0)
    claimed(store, ref, 1)
    assert store.runs.fail(ref, 1, token="t", failure=BROKEN, skips=[2])
    assert store.runs.finish(ref.run, 0, Finish(state=RunState.FAILED, error=BROKEN))
    return ref


def reopened(store: Store, ref: CellRef) -> CellRef:
    """The same in its next epoch."""
    assert operate(store, ref, RETRY, lasting=True, nodes=(1, 2)) is Accepted.NOW
    first = CellSeed(number=0, size=3, slots={2: 1}, settled=False)
    later = CellSeed(number=1, size=1, slots={}, settled=True)
    store.runs.rewrite(CellRef(ref.run, ref.epoch, 1), later, [])
    assert store.runs.restart(ref, first, [1, 2], settled=[1])
    return CellRef(ref.run, ref.epoch + 1, 0)


def test_what_is_done_again_begins_anew_and_the_rest_is_kept(store: Store) -> None:
    ref = reopened(store, failed_run(store))
    view = store.runs.view(ref.run)
    assert (view.state, view.epoch, view.error, view.finished, view.closed) == (RunState.RUNNING, 1, None, None, 1)
    states = [slot_of(store, ref, slot) for slot in range(3)]
    assert [slot.state for slot in states] == [NodeState.SUCCEEDED, NodeState.PENDING, NodeState.PENDING]
    assert [slot.attempt for slot in states] == [1, 0, 0]
    assert states[0].output == Output("1", size=1)
    assert [attempt.failure for attempt in states[1].history] == [BROKEN]
    assert done(store, ref, 1, slots=[2]).ready == (2,)
    assert done(store, ref, 2).done == 3


def test_a_run_that_goes_on_tells_since_when(store: Store) -> None:
    old = failed_run(store)
    assert store.runs.view(old.run).reopened is None
    view = store.runs.view(reopened(store, old).run)
    assert view.reopened is not None
    assert view.reopened >= view.created


def test_an_old_epoch_moves_nothing(store: Store) -> None:
    old = failed_run(store)
    new = reopened(store, old)
    assert store.runs.claim(old, 1, holder=holder()) is None
    assert store.runs.cell(old) is None
    claimed(store, new, 1)
    assert store.runs.complete(old, 1, token="t", output=Output("9")) is None
    assert store.runs.arrive(old, 1) is None
    assert store.runs.close(old) is None
    assert not store.runs.finish(old.run, 0, Finish(state=RunState.FAILED))


def test_reopening_again_changes_nothing(store: Store) -> None:
    old = failed_run(store)
    new = reopened(store, old)
    done(store, new, 1, slots=[2])
    seed = CellSeed(number=0, size=3, slots={2: 1})
    assert not store.runs.restart(old, seed, [1, 2], settled=[])
    store.runs.rewrite(CellRef(old.run, 0, 1), CellSeed(number=1, size=1, slots={0: 3}), [0])
    assert slot_of(store, new, 1).state is NodeState.SUCCEEDED
    assert slot_of(store, CellRef(old.run, 1, 1), 0).state is NodeState.SUCCEEDED


def test_a_result_that_is_made_again_is_kept_in_the_history(store: Store) -> None:
    ref = submitted(store, cell_of(0))
    done(store, ref, 0, value="41")
    store.runs.finish(ref.run, 0, Finish(state=RunState.SUCCEEDED))
    operate(store, ref, OperationKind.RERUN, lasting=True, nodes=(0,))
    assert store.runs.restart(ref, CellSeed(number=0, size=1, slots={}), [0], settled=[])
    (old,) = slot_of(store, CellRef(ref.run, 1, 0), 0).history
    assert (old.epoch, old.number, old.output, old.failure) == (0, 1, Output("41", size=2), None)


@pytest.mark.parametrize("how", ["cancelled", "skipped"])
def test_a_try_that_was_broken_off_is_kept_in_the_history(store: Store, how: str) -> None:
    ref = submitted(store, cell_of(0, 0))
    claimed(store, ref, 0)
    if how == "cancelled":
        operate(store, ref, OperationKind.CANCEL)
        store.runs.abandon(ref, 0, token="t")
    else:
        store.runs.skip(ref, 0, skips=[1])
    store.runs.finish(ref.run, 0, Finish(state=RunState.CANCELLED, stopped=True))
    operate(store, ref, OperationKind.RERUN, lasting=True, nodes=(0, 1))
    assert store.runs.restart(ref, CellSeed(number=0, size=2, slots={}), [0, 1], settled=[])
    (old,) = slot_of(store, CellRef(ref.run, 1, 0), 0).history
    assert (old.epoch, old.number, old.output, old.failure) == (0, 1, None, None)
    assert old.started is not None
    assert old.finished is not None
    assert slot_of(store, CellRef(ref.run, 1, 0), 1).history == ()


def test_a_result_may_be_given_with_the_new_epoch(store: Store) -> None:
    ref = submitted(store, cell_of(0, 1))
    claimed(store, ref, 0)
    store.runs.fail(ref, 0, token="t", failure=BROKEN, skips=[1])
    store.runs.finish(ref.run, 0, Finish(state=RunState.FAILED))
    operate(store, ref, OperationKind.MARK_SUCCEEDED, lasting=True, nodes=(0, 1))
    seed = CellSeed(number=0, size=2, slots={1: 0}, kept={0: Output('"$x"', size=4)})
    assert store.runs.restart(ref, seed, [0, 1], settled=[])
    marked = slot_of(store, CellRef(ref.run, 1, 0), 0)
    assert (marked.state, marked.output) == (NodeState.SUCCEEDED, Output('"$x"', size=4))
    assert done(store, CellRef(ref.run, 1, 0), 1).done == 2


def test_a_reopened_cell_of_a_cancelled_run_goes_on(store: Store) -> None:
    ref = submitted(store, cell_of(0, 0))
    operate(store, ref, OperationKind.CANCEL)
    store.runs.finish(ref.run, 0, Finish(state=RunState.CANCELLED, stopped=True))
    operate(store, ref, RETRY, lasting=True, nodes=(0, 1))
    assert store.runs.restart(ref, CellSeed(number=0, size=2, slots={}), [0, 1], settled=[])
    new = CellRef(ref.run, 1, 0)
    done(store, new, 0)
    assert done(store, new, 1).go


def test_a_run_that_is_to_be_reopened_is_not_purged(make_store: MakeStore) -> None:
    store = make_store(retention=0.0)
    ref = submitted(store, cell_of(0))
    store.runs.finish(ref.run, 0, Finish(state=RunState.FAILED))
    operate(store, ref, RETRY, lasting=True, nodes=(0,))
    assert store.runs.purge() == 0
    assert store.runs.view(ref.run).state is RunState.FAILED


def shared(store: Store) -> tuple[str, str, str]:
    """A run with a result aside, and one that refers to it."""
    ref = submitted(store, cell_of(0, 0))
    key = f"{ref.run}/0/t"
    store.results.put(key, '"long"', run=ref.run)
    store.runs.finish(ref.run, 0, Finish(state=RunState.FAILED))
    seed = CellSeed(number=0, size=2, slots={}, kept={0: Output(ref=key, size=6)})
    new = run_of(seed, origin=ref.run, shares=(ref.run,))
    assert store.runs.submit(new).created
    return ref.run, new.id, key


def test_a_new_run_begins_with_what_it_shares(store: Store) -> None:
    old, new, key = shared(store)
    view = store.runs.view(new)
    assert (view.state, view.origin, view.shares) == (RunState.RUNNING, old, (old,))
    assert slot_of(store, CellRef(new, 0, 0), 0).output == Output(ref=key, size=6)
    assert done(store, CellRef(new, 0, 0), 1).done == 2


def delete(store: Store, run: str, *, name: str = "delete") -> bool:
    return store.runs.delete(run, Operation(id=f"{name}-{run}", kind=OperationKind.DELETE, by="ann"))


def test_a_shared_result_outlives_its_run_and_goes_with_the_last_that_refers_to_it(store: Store) -> None:
    old, new, key = shared(store)
    assert delete(store, old)
    assert store.results.get(key) == '"long"'
    assert not delete(store, new)
    store.runs.finish(new, 0, Finish(state=RunState.FAILED))
    assert delete(store, new)
    with pytest.raises(ResultNotFound):
        store.results.get(key)


def test_the_sharer_may_go_first(store: Store) -> None:
    old, new, key = shared(store)
    store.runs.finish(new, 0, Finish(state=RunState.FAILED))
    assert delete(store, new)
    assert store.results.get(key) == '"long"'
    assert delete(store, old)
    with pytest.raises(ResultNotFound):
        store.results.get(key)


def test_nothing_is_shared_with_a_run_that_is_gone(store: Store) -> None:
    new = run_of(cell_of(0), origin="gone", shares=("gone",))
    with pytest.raises(RunNotFound):
        store.runs.submit(new)
    with pytest.raises(RunNotFound):
        store.runs.view(new.id)


def test_deleting_takes_a_run_with_its_cells(store: Store) -> None:
    ref = submitted(store, cell_of(0), cell_of(0, number=1))
    assert not delete(store, ref.run)
    store.runs.finish(ref.run, 0, Finish(state=RunState.FAILED))
    assert delete(store, ref.run)
    assert list(store.runs.cells(ref.run)) == []
    with pytest.raises(RunNotFound):
        delete(store, ref.run, name="another")


def test_deleting_a_run_again_under_the_same_id_is_answered_the_same(store: Store) -> None:
    ref = submitted(store)
    store.runs.finish(ref.run, 0, Finish(state=RunState.FAILED))
    assert delete(store, ref.run)
    assert delete(store, ref.run)


def test_a_run_whose_end_has_to_be_told_elsewhere_is_not_deleted(store: Store) -> None:
    ref = submitted(store, cell_of(0), continuation="{}")
    store.runs.finish(ref.run, 0, Finish(state=RunState.FAILED))
    assert not delete(store, ref.run)
    store.runs.continued(ref.run)
    assert delete(store, ref.run)
