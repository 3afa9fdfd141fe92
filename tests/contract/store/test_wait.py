"""Who waits for a run is woken when it ends."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from aurora_celery.errors import RunNotFound
from aurora_celery.model.states import RunState
from aurora_celery.store.ports import Finish, Output, Store
from tests.contract.store.runs import claimed, submitted

LONG = 60.0


def test_an_ended_run_is_given_at_once(store: Store) -> None:
    run = submitted(store).run
    store.runs.finish(run, 0, Finish(state=RunState.SUCCEEDED))
    assert store.runs.wait(run, timeout=0.0) == store.runs.view(run)


@pytest.mark.parametrize("timeout", [-1.0, 0.0, 0.05])
def test_nothing_is_given_when_the_time_is_over(store: Store, timeout: float) -> None:
    assert store.runs.wait(submitted(store).run, timeout=timeout) is None


def test_a_run_that_is_not_there_is_not_waited_for(store: Store) -> None:
    with pytest.raises(RunNotFound):
        store.runs.wait("nobody", timeout=LONG)


@pytest.mark.parametrize("state", [RunState.SUCCEEDED, RunState.FAILED, RunState.CANCELLED])
def test_the_end_of_a_run_wakes_who_waits_for_it(store: Store, state: RunState) -> None:
    run = submitted(store).run
    with ThreadPoolExecutor(3) as threads:
        waiting = [threads.submit(store.runs.wait, run, timeout=LONG) for _ in range(3)]
        store.runs.finish(run, 0, Finish(state=state))
        views = [future.result() for future in waiting]
    assert [view and view.state for view in views] == [state] * 3


def test_the_last_completion_wakes_who_waits(store: Store) -> None:
    ref = submitted(store)
    claimed(store, ref, 0)
    with ThreadPoolExecutor(1) as threads:
        waiting = threads.submit(store.runs.wait, ref.run, timeout=LONG)
        finish = Finish(state=RunState.SUCCEEDED, outputs=Output("{}"))
        store.runs.complete(ref, 0, token="t", output=Output("1"), finish=finish)
        view = waiting.result()
    assert view is not None
    assert view.outputs == Output("{}")


def test_runs_that_end_while_the_wait_begins_are_never_missed(store: Store) -> None:
    runs = [submitted(store).run for _ in range(20)]
    begin = threading.Barrier(2)

    def end() -> None:
        begin.wait()
        for run in runs:
            store.runs.finish(run, 0, Finish(state=RunState.SUCCEEDED))

    with ThreadPoolExecutor(1) as threads:
        ending = threads.submit(end)
        begin.wait()
        views = [store.runs.wait(run, timeout=LONG) for run in runs]
        ending.result()
    assert all(views)
