"""A run that is put back is shown as it was."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from aurora_celery.model.operation import OperationKind
from aurora_celery.model.run import NodeProgress, Output
from aurora_celery.model.states import RunState
from aurora_celery.store.changes import Snapshot
from aurora_celery.store.ports import CellRef, Finish, RunFilter, Store
from tests.contract.store.conftest import MakeStore
from tests.contract.store.runs import BROKEN, cell_of, claimed, done, holder, operate, submitted


def ended(store: Store) -> Snapshot:
    """A run of two cells to which a good deal has happened."""
    ref = submitted(
        store, cell_of(0, 1, gates={0: 1}), cell_of(1, 1, number=1), labels={"team": "a"}, deadline=3600.0, key="k"
    )
    later = CellRef(ref.run, 0, 1)
    claimed(store, ref, 0)
    store.runs.advance(ref, 0, token="t", progress=NodeProgress(attempt=1, fraction=0.5, message="half"))
    store.runs.retry(ref, 0, token="t", failure=BROKEN, delay=0.0, crashed=True)
    assert store.runs.claim(ref, 0, holder=holder("u")) is not None
    large = store.results.put(f"{ref.run}/n0", '"x"', run=ref.run)
    store.runs.advance(ref, 0, token="u", progress=NodeProgress(attempt=2, message="again"))
    store.runs.complete(ref, 0, token="u", output=large, slots=[1], gates=[0])
    store.runs.arrive(later, 0, slots=[0])
    done(store, ref, 1)
    claimed(store, later, 0)
    store.runs.fail(later, 0, token="t", failure=BROKEN, skips=[1])
    operate(store, ref, OperationKind.PAUSE)
    operate(store, ref, OperationKind.RESUME)
    for cell in (ref, later):
        store.runs.close(cell)
    store.runs.finish(ref.run, 0, Finish(state=RunState.FAILED, error=BROKEN, outputs=Output("1", size=1)))
    return store.changes.snapshot(ref.run)


def test_everything_is_shown_as_it_was(store: Store) -> None:
    was = ended(store)
    renamed = replace(was.run, id="other", key=None)
    cells = [replace(cell, ref=replace(cell.ref, run="other")) for cell in was.cells]
    assert store.runs.restore(renamed, cells, facts={"url": '"x"'})
    now = store.changes.snapshot("other")
    assert now.run == renamed
    assert [replace(cell, now=was.cells[0].now) for cell in now.cells] == [
        replace(cell, now=was.cells[0].now) for cell in cells
    ]


def test_a_run_that_is_there_is_left_alone(store: Store) -> None:
    was = ended(store)
    changed = replace(was.run, labels={}, key=None)
    assert not store.runs.restore(changed, was.cells, facts={})
    assert store.runs.view(was.run.id) == was.run


def test_it_is_found_by_its_inputs_and_kept_as_long_as_if_it_had_ended_now(make_store: MakeStore) -> None:
    store = make_store(retention=0.001)
    was = ended(store)
    long_ago = was.run.created - timedelta(days=400)
    old = replace(was.run, id="old", key=None, created=long_ago, finished=long_ago)
    cells = [replace(cell, ref=replace(cell.ref, run="old")) for cell in was.cells]
    assert store.runs.restore(old, cells, facts={"url": '"x"'})
    found = store.runs.list(RunFilter(facts={"url": '"x"'}, states=(RunState.FAILED,)))
    assert [view.id for view in found.items] == ["old"]
