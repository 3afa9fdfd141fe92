"""A run that is put back, part by part, is shown as it was."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from aurora_celery.errors import PlanNotFound, RunNotFound
from aurora_celery.model.operation import OperationKind
from aurora_celery.model.run import NodeProgress, Output
from aurora_celery.model.states import NodeState, RunState
from aurora_celery.store.changes import Snapshot
from aurora_celery.store.ports import CellRef, CellView, Finish, RunFilter, Store
from tests.contract.conftest import MakeStore
from tests.contract.store.runs import BROKEN, cell_of, claimed, done, holder, operate, submitted
from tests.contract.store.test_plans import plan_of


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


def as_other(was: Snapshot, name: str = "other", **fields: Any) -> Snapshot:
    """The same under another id."""
    cells = tuple(replace(cell, ref=replace(cell.ref, run=name)) for cell in was.cells)
    return Snapshot("", replace(was.run, id=name, key=None, **fields), cells)


def keep(store: Store, snapshot: Snapshot, *, facts: dict[str, str] | None = None) -> bool:
    """Keep a run as an import does."""
    offset = snapshot.cells[0].size
    for cell in snapshot.cells[1:]:
        store.runs.restore_cell(cell, offset=offset, inputs=snapshot.run.inputs)
        offset += cell.size
    return store.runs.restore(snapshot.run, snapshot.cells[0], facts=facts or {})


def at_one_instant(cells: Iterable[CellView]) -> list[CellView]:
    """Cells without the time at which they were looked at."""
    moment = datetime(2026, 1, 1, tzinfo=UTC)
    return [replace(cell, now=moment) for cell in cells]


def test_everything_is_shown_as_it_was(store: Store) -> None:
    other = as_other(ended(store))
    assert keep(store, other, facts={"url": '"x"'})
    now = store.changes.snapshot("other")
    assert now.run == other.run
    assert at_one_instant(now.cells) == at_one_instant(other.cells)


def test_nothing_is_seen_before_the_run_is_restored(store: Store) -> None:
    other = as_other(ended(store))
    store.runs.restore_cell(other.cells[1], offset=2, inputs=other.run.inputs)
    with pytest.raises(RunNotFound):
        store.runs.view("other")
    assert [view.id for view in store.runs.list(RunFilter()).items] != ["other"]
    assert [cell.ref.run for cell in store.runs.due()] == []


def test_a_run_that_is_there_is_left_alone(store: Store) -> None:
    was = ended(store)
    assert not store.runs.restore(replace(was.run, labels={}, key=None), was.cells[0], facts={})
    assert store.runs.view(was.run.id) == was.run


def test_restored_twice_it_is_there_once(store: Store) -> None:
    other = as_other(ended(store))
    assert keep(store, other)
    assert not keep(store, other)
    assert at_one_instant(store.runs.cells("other")) == at_one_instant(other.cells)


@pytest.mark.parametrize("epoch", [0, 2])
def test_what_an_import_that_broke_off_has_left_is_replaced(store: Store, epoch: int) -> None:
    other = as_other(ended(store))
    cells = [replace(cell, ref=replace(cell.ref, epoch=1)) for cell in other.cells]
    now = replace(other, run=replace(other.run, epoch=1), cells=tuple(cells))
    left = replace(cells[1], ref=replace(cells[1].ref, epoch=epoch), rounds=99)
    store.runs.restore_cell(left, offset=2, inputs=other.run.inputs)
    assert keep(store, now)
    assert at_one_instant(store.runs.cells("other")) == at_one_instant(cells)


def test_a_cell_that_comes_late_does_not_disturb_a_run_that_went_on(store: Store) -> None:
    other = as_other(ended(store))
    assert keep(store, other)
    later = cell_of(1, 1, number=1)
    store.runs.rewrite(CellRef("other", 0, 1), later, [0, 1])
    store.runs.restore_cell(other.cells[1], offset=2, inputs=other.run.inputs)
    cell = store.runs.cell(CellRef("other", 1, 1))
    assert cell is not None
    assert cell.slots[0].state is NodeState.PENDING


def test_its_key_stays_free(store: Store) -> None:
    other = as_other(ended(store))
    assert keep(store, other)
    holds = store.runs.find_key("k")
    assert holds is not None
    assert holds.id != "other"


def test_it_is_found_by_its_inputs_and_kept_as_long_as_if_it_had_ended_now(make_store: MakeStore) -> None:
    store = make_store(retention=3600.0)
    was = ended(store)
    long_ago = was.run.created - timedelta(days=400)
    assert keep(store, as_other(was, created=long_ago, finished=long_ago), facts={"url": '"x"'})
    assert store.runs.purge() == 0
    found = store.runs.list(RunFilter(facts={"url": '"x"'}, states=(RunState.FAILED,)))
    assert [view.id for view in found.items] == ["other"]


def test_it_is_not_kept_for_ever(make_store: MakeStore) -> None:
    store = make_store(retention=0.0)
    assert keep(store, as_other(ended(store)))
    assert store.runs.purge() == 2


def test_a_plan_is_there_once_its_head_is(store: Store) -> None:
    plan = plan_of(3)
    for cell in plan.cells[1:]:
        store.plans.put_part(plan.hash, cell)
        store.plans.put_part(plan.hash, cell)
    assert not store.plans.has(plan.hash)
    with pytest.raises(PlanNotFound):
        store.plans.head(plan.hash)
    store.plans.put_head(plan.head, plan.cells[0])
    store.plans.put_head(plan.head, plan.cells[0])
    assert store.plans.has(plan.hash)
    assert store.plans.head(plan.hash) == plan.head
    assert [store.plans.cell(plan.hash, number) for number in range(3)] == [*plan.cells]
