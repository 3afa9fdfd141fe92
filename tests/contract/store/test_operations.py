"""Operations on runs: accepted in one write, obeyed by every cell, and again harmless."""

from __future__ import annotations

import pytest

from aurora_celery.errors import RunNotFound
from aurora_celery.model.operation import Operation, OperationKind
from aurora_celery.model.states import Control, NodeState, RunState
from aurora_celery.store.ports import Accepted, CellRef, CellView, Change, Finish, Output, Store
from tests.contract.conftest import MakeStore
from tests.contract.store.runs import BROKEN, cell_of, claimed, done, holder, operate, slot_of, submitted

CANCEL, PAUSE, RESUME = OperationKind.CANCEL, OperationKind.PAUSE, OperationKind.RESUME
LIVE = frozenset({RunState.PENDING, RunState.RUNNING, RunState.PAUSED})


def cell(store: Store, ref: CellRef) -> CellView:
    found = store.runs.cell(ref)
    assert found is not None
    return found


def test_an_operation_is_kept_with_who_and_why_and_when(store: Store) -> None:
    ref = submitted(store, cell_of(0))
    made = Operation(id="a", kind=PAUSE, by="ann", why="lunch", nodes=(1, 2, 3, 7), node=2, failure=BROKEN)
    change = Change(operation=made, leaves=LIVE, control=Control.PAUSE, lasting=False)
    assert store.runs.operate(ref.run, change) is Accepted.NOW
    (kept,) = store.runs.view(ref.run).operations
    assert kept.at is not None
    assert (kept.by, kept.why, kept.nodes, kept.node, kept.failure) == ("ann", "lunch", (1, 2, 3, 7), 2, BROKEN)


def test_a_paused_run_starts_nothing_until_it_is_resumed(store: Store) -> None:
    ref = submitted(store, cell_of(0, 0))
    claimed(store, ref, 0)
    assert operate(store, ref, PAUSE) is Accepted.NOW
    assert store.runs.view(ref.run).state is RunState.PAUSED
    assert store.runs.claim(ref, 1, holder=holder()) is None
    assert operate(store, ref, RESUME) is Accepted.NOW
    assert store.runs.view(ref.run).state is RunState.PENDING
    claimed(store, ref, 1)


def test_a_node_that_ran_when_its_run_was_paused_ends_and_starts_nothing(store: Store) -> None:
    ref = submitted(store, cell_of(0, 1))
    claimed(store, ref, 0)
    operate(store, ref, PAUSE)
    progress = store.runs.complete(ref, 0, token="t", output=Output("1"), slots=[1])
    assert progress is not None
    assert not progress.go
    assert slot_of(store, ref, 1).waits == 0


def test_cancelling_ends_whatever_nobody_holds(store: Store) -> None:
    ref = submitted(store, cell_of(0, 0, 1, 0))
    claimed(store, ref, 0)
    done(store, ref, 3)
    assert operate(store, ref, CANCEL) is Accepted.NOW
    view = cell(store, ref)
    states = [slot.state for slot in view.slots.values()]
    assert states == [NodeState.RUNNING, NodeState.CANCELLED, NodeState.CANCELLED, NodeState.SUCCEEDED]
    assert view.done == 3
    assert view.cancelled is not None
    assert view.slots[1].finished == view.cancelled
    assert store.runs.claim(ref, 1, holder=holder("u")) is None


def test_a_node_of_a_cancelled_run_is_not_tried_again_but_given_up(store: Store) -> None:
    ref = submitted(store, cell_of(0))
    claimed(store, ref, 0)
    assert store.runs.abandon(ref, 0, token="t") is None
    operate(store, ref, CANCEL)
    assert not store.runs.retry(ref, 0, token="t", failure=BROKEN, delay=0)
    assert store.runs.abandon(ref, 0, token="other") is None
    progress = store.runs.abandon(ref, 0, token="t")
    assert progress is not None
    assert progress.done == 1
    assert slot_of(store, ref, 0).state is NodeState.CANCELLED


def test_a_node_that_waits_for_its_retry_is_cancelled(store: Store) -> None:
    ref = submitted(store, cell_of(0))
    claimed(store, ref, 0)
    assert store.runs.retry(ref, 0, token="t", failure=BROKEN, delay=0)
    operate(store, ref, CANCEL)
    assert slot_of(store, ref, 0).state is NodeState.CANCELLED
    assert store.runs.claim(ref, 0, holder=holder("u")) is None


def test_a_failure_in_a_cancelled_run_skips_nothing(store: Store) -> None:
    ref = submitted(store, cell_of(0, 1))
    claimed(store, ref, 0)
    operate(store, ref, CANCEL)
    assert store.runs.fail(ref, 0, token="t", failure=BROKEN, skips=[1]) is None
    progress = store.runs.fail(ref, 0, token="t", failure=BROKEN)
    assert progress is not None
    assert progress.done == 2


def test_later_cells_obey_once_they_are_aligned(store: Store) -> None:
    ref = submitted(store, cell_of(0), cell_of(0, 0, number=1))
    later = CellRef(ref.run, 0, 1)
    claimed(store, later, 0)
    operate(store, ref, CANCEL, lasting=True)
    assert store.runs.view(ref.run).pending is not None
    assert cell(store, later).control is Control.GO
    for _ in range(2):
        store.runs.align(ref.run)
        assert cell(store, later).control is Control.CANCEL
        assert cell(store, later).done == 1
    assert store.runs.view(ref.run).pending is None


def test_a_newer_control_is_not_undone_by_a_late_writer(store: Store) -> None:
    ref = submitted(store, cell_of(0), cell_of(0, number=1))
    operate(store, ref, PAUSE, lasting=True)
    operate(store, ref, RESUME, lasting=True)
    store.runs.align(ref.run)
    assert cell(store, CellRef(ref.run, 0, 1)).go
    assert store.runs.view(ref.run).pending is None


def test_the_same_operation_again_is_not_done_again(store: Store) -> None:
    ref = submitted(store, cell_of(0))
    assert operate(store, ref, PAUSE, id="a") is Accepted.NOW
    operate(store, ref, RESUME)
    assert operate(store, ref, PAUSE, id="a") is Accepted.BEFORE
    assert store.runs.view(ref.run).state is RunState.PENDING
    assert len(store.runs.view(ref.run).operations) == 2


def test_an_operation_needs_a_state_that_allows_it(store: Store) -> None:
    ref = submitted(store, cell_of(0))
    assert operate(store, ref, RESUME, leaves=frozenset({RunState.PAUSED})) is Accepted.REFUSED
    operate(store, ref, CANCEL)
    assert operate(store, ref, PAUSE) is Accepted.REFUSED
    assert operate(store, ref, CANCEL) is Accepted.BEFORE
    assert len(store.runs.view(ref.run).operations) == 1
    with pytest.raises(RunNotFound):
        operate(store, CellRef("nobody", 0, 0), CANCEL)


def test_an_operation_in_the_wrong_state_is_refused_whatever_control_is_still_pending(store: Store) -> None:
    ref = submitted(store, cell_of(0), cell_of(0, number=1))
    operate(store, ref, PAUSE, lasting=True)
    assert operate(store, ref, PAUSE, leaves=frozenset({RunState.RUNNING})) is Accepted.REFUSED
    assert operate(store, ref, OperationKind.SKIP, leaves=frozenset({RunState.RUNNING})) is Accepted.BUSY


def test_an_operation_of_another_epoch_is_refused(store: Store) -> None:
    ref = submitted(store, cell_of(0))
    assert operate(store, CellRef(ref.run, 1, 0), CANCEL) is Accepted.REFUSED


def test_an_operation_that_was_refused_in_the_end_never_took_place(store: Store) -> None:
    ref = submitted(store, cell_of(0))
    operate(store, ref, OperationKind.SKIP, id="a")
    operate(store, ref, OperationKind.SKIP, lasting=True, id="b")
    store.runs.settle(ref.run, "a", refused=True)
    assert [made.id for made in store.runs.view(ref.run).operations] == ["a", "b"]
    store.runs.settle(ref.run, "b", refused=True)
    view = store.runs.view(ref.run)
    assert ([made.id for made in view.operations], view.pending) == (["a"], None)


def test_one_operation_at_a_time(store: Store) -> None:
    ref = submitted(store, cell_of(0))
    assert operate(store, ref, OperationKind.SKIP, lasting=True, id="a") is Accepted.NOW
    assert operate(store, ref, OperationKind.SKIP) is Accepted.BUSY
    assert operate(store, ref, CANCEL) is Accepted.BUSY
    store.runs.settle(ref.run, "other")
    assert [view.id for view in store.runs.unsettled(older=0.0)] == [ref.run]
    assert store.runs.unsettled(older=60.0) == ()
    store.runs.settle(ref.run, "a")
    assert store.runs.unsettled(older=0.0) == ()
    assert operate(store, ref, CANCEL) is Accepted.NOW


@pytest.mark.parametrize("begun", [False, True])
def test_a_node_is_ended_by_somebodys_word_whoever_holds_it(store: Store, begun: bool) -> None:
    ref = submitted(store, cell_of(0, 1))
    if begun:
        claimed(store, ref, 0)
    progress = store.runs.complete(ref, 0, token=None, output=Output("7"), slots=[1])
    assert progress is not None
    assert progress.ready == (1,)
    assert store.runs.complete(ref, 0, token="t", output=Output("8"), slots=[1]) is None
    assert store.runs.complete(ref, 0, token=None, output=Output("8"), slots=[1]) is None
    assert slot_of(store, ref, 0).output == Output("7")


def test_a_node_fails_or_is_skipped_by_somebodys_word(store: Store) -> None:
    ref = submitted(store, cell_of(0, 0, 1, 1))
    failed = store.runs.fail(ref, 0, token=None, failure=BROKEN, skips=[2])
    assert failed is not None
    assert failed.done == 2
    skipped = store.runs.skip(ref, 1, skips=[3])
    assert skipped is not None
    assert skipped.done == 4
    assert store.runs.skip(ref, 1) is None
    assert [slot_of(store, ref, slot).cause for slot in (1, 2, 3)] == [1, 0, 1]
    assert store.runs.view(ref.run).error == BROKEN


def test_nobodys_word_changes_a_cancelled_run(store: Store) -> None:
    ref = submitted(store, cell_of(0, 0))
    claimed(store, ref, 0)
    operate(store, ref, CANCEL)
    assert store.runs.complete(ref, 1, token=None, output=Output("7")) is None
    assert store.runs.fail(ref, 1, token=None, failure=BROKEN) is None
    assert store.runs.skip(ref, 0) is None


def test_a_run_does_not_end_with_a_node_while_others_are_left(store: Store) -> None:
    ref = submitted(store, cell_of(0, 0))
    claimed(store, ref, 0)
    last = Finish(state=RunState.SUCCEEDED, after=1)
    assert store.runs.complete(ref, 0, token="t", output=Output("1"), finish=last) is None
    done(store, ref, 1)
    assert store.runs.complete(ref, 0, token="t", output=Output("1"), finish=last) is not None
    assert store.runs.view(ref.run).state is RunState.SUCCEEDED


def test_runs_whose_time_is_over_are_found(store: Store) -> None:
    late, timely, stopped = (submitted(store, cell_of(0), deadline=seconds) for seconds in (0.0, 600.0, 0.0))
    submitted(store, cell_of(0))
    operate(store, stopped, CANCEL)
    assert [view.id for view in store.runs.overtime()] == [late.run]
    deadline = store.runs.view(timely.run).deadline
    assert deadline is not None
    assert (deadline - store.runs.view(timely.run).created).total_seconds() == 600


def test_a_key_is_free_again_when_its_window_is_over(store: Store) -> None:
    first = submitted(store, cell_of(0), key="k", window=0.0)
    second = submitted(store, cell_of(0), key="k", window=600.0)
    assert store.runs.view(first.run).key is None
    found = store.runs.find_key("k")
    assert found is not None
    assert found.id == second.run


def test_runs_are_found_by_the_value_of_an_input(make_store: MakeStore) -> None:
    store = make_store()
    from aurora_celery.store.ports import RunFilter

    found = submitted(store, cell_of(0), facts={"city": '"Rome"', "year": "1"})
    submitted(store, cell_of(0), facts={"city": '"Rom"'})
    page = store.runs.list(RunFilter(facts={"city": '"Rome"', "year": "1"}))
    assert [view.id for view in page.items] == [found.run]


def test_what_a_handler_does_is_in_vain_once_its_run_is_cancelled_or_its_claim_lost(store: Store) -> None:
    ref, other = submitted(store, cell_of(0)), submitted(store, cell_of(0))
    claimed(store, ref, 0)
    claimed(store, other, 0)
    assert store.runs.wanted(ref, 0, token="t")
    assert not store.runs.wanted(ref, 0, token="u")
    operate(store, ref, PAUSE)
    assert store.runs.wanted(ref, 0, token="t")
    operate(store, ref, CANCEL)
    assert not store.runs.wanted(ref, 0, token="t")
    store.runs.skip(other, 0)
    assert not store.runs.wanted(other, 0, token="t")


def test_cells_that_were_cancelled_and_have_not_ended_are_found(store: Store) -> None:
    ref = submitted(store, cell_of(0), cell_of(0, number=1))
    submitted(store, cell_of(0))
    assert store.runs.stopping() == ()
    operate(store, ref, CANCEL, lasting=True)
    store.runs.align(ref.run)
    assert {view.ref.cell for view in store.runs.stopping()} == {0, 1}
    store.runs.finish(ref.run, 0, Finish(state=RunState.CANCELLED, stopped=True))
    assert store.runs.stopping() == ()
