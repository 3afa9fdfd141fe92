"""Cells are closed, and a run ends once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from aurora_celery.model.operation import OperationKind
from aurora_celery.model.run import Failure
from aurora_celery.model.states import RunState
from aurora_celery.store.ports import Accepted, CellRef, Finish, Output, RunFilter, Store
from tests.contract.store.runs import cell_of, operate, submitted


def test_closed_cells_are_counted_once_each(store: Store) -> None:
    run = submitted(store, *(cell_of(0, number=number) for number in range(3))).run
    assert [store.runs.close(CellRef(run, 0, number)) for number in (1, 1, 0, 2, 0)] == [1, 1, 2, 3, 3]
    assert store.runs.view(run).closed == 3


def test_a_closed_cell_is_not_live_but_the_first_stays_so_until_the_run_has_ended(store: Store) -> None:
    run = submitted(store, cell_of(0), cell_of(0, number=1), cell_of(0, number=2)).run
    store.runs.close(CellRef(run, 0, 0))
    store.runs.close(CellRef(run, 0, 1))
    assert [cell.live for cell in store.runs.cells(run)] == [True, False, True]
    store.runs.finish(run, 0, Finish(state=RunState.SUCCEEDED))
    assert [cell.live for cell in store.runs.cells(run)] == [False, False, False]


@pytest.mark.parametrize("cell", [0, 1])
def test_a_cell_of_another_epoch_is_not_closed(store: Store, cell: int) -> None:
    run = submitted(store, cell_of(0), cell_of(0, number=1)).run
    assert store.runs.close(CellRef(run, 1, cell)) is None
    assert store.runs.close(CellRef("nobody", 0, cell)) is None
    assert store.runs.view(run).closed == 0


def test_a_run_ends_with_what_it_gives(store: Store) -> None:
    run = submitted(store).run
    outputs = Output('{"$a":"$b"}', size=11)
    assert store.runs.finish(run, 0, Finish(state=RunState.SUCCEEDED, outputs=outputs))
    view = store.runs.view(run)
    assert (view.state, view.outputs) == (RunState.SUCCEEDED, outputs)
    assert view.finished is not None
    assert view.created <= view.finished


def test_a_run_ends_once(store: Store) -> None:
    run = submitted(store).run
    assert store.runs.finish(run, 0, Finish(state=RunState.SUCCEEDED))
    ended = store.runs.view(run)
    assert not store.runs.finish(run, 0, Finish(state=RunState.FAILED, error=Failure(reason="exception")))
    assert store.runs.view(run) == ended


def test_a_cancelled_run_is_ended_by_who_knows_of_it(store: Store) -> None:
    ref = submitted(store)
    run = ref.run
    assert operate(store, ref, OperationKind.CANCEL) is Accepted.NOW
    assert not store.runs.finish(run, 0, Finish(state=RunState.SUCCEEDED))
    assert store.runs.finish(run, 0, Finish(state=RunState.CANCELLED, stopped=True))
    assert store.runs.view(run).state is RunState.CANCELLED


def test_only_one_of_many_ends_the_run(store: Store) -> None:
    run = submitted(store).run
    ends = [Finish(state=state) for state in (RunState.SUCCEEDED, RunState.FAILED, RunState.CANCELLED)] * 3
    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(lambda end: store.runs.finish(run, 0, end), ends))
    assert [end.state for end, first in zip(ends, answers, strict=True) if first] == [store.runs.view(run).state]


def test_a_run_of_another_epoch_does_not_end(store: Store) -> None:
    run = submitted(store).run
    assert not store.runs.finish(run, 1, Finish(state=RunState.SUCCEEDED))
    assert not store.runs.finish("nobody", 0, Finish(state=RunState.SUCCEEDED))
    assert store.runs.view(run).state is RunState.PENDING


def test_an_error_given_at_the_end_is_kept_when_none_was_noted(store: Store) -> None:
    run = submitted(store).run
    error = Failure(reason="expression_error", message="$$ROOT")
    store.runs.finish(run, 0, Finish(state=RunState.FAILED, error=error))
    assert store.runs.view(run).error == error


def test_a_run_that_goes_on_elsewhere_is_unfinished_until_it_was_handed_on(store: Store) -> None:
    followed = [submitted(store, continuation=f"{n}").run for n in range(3)]
    alone = submitted(store).run
    assert store.runs.unfinished() == ()
    for run in (followed[1], followed[0], alone):
        store.runs.finish(run, 0, Finish(state=RunState.SUCCEEDED))
    waiting = store.runs.unfinished()
    assert {view.id: view.continuation for view in waiting} == {followed[1]: "1", followed[0]: "0"}
    assert [view.finished for view in waiting] == sorted(view.finished for view in waiting if view.finished)
    assert len(store.runs.unfinished(limit=1)) == 1
    store.runs.continued(followed[1])
    store.runs.continued(followed[1])
    assert [view.id for view in store.runs.unfinished()] == [followed[0]]
    assert store.runs.view(followed[1]).continued


def test_nothing_happens_when_a_run_that_is_gone_was_handed_on(store: Store) -> None:
    store.runs.continued("nobody")
    store.runs.note_failure("nobody", 0, Failure(reason="exception"))
    assert store.runs.list(RunFilter()).items == ()
