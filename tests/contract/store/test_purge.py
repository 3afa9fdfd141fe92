"""Ended runs are deleted with all that belongs to them once their time is over."""

from __future__ import annotations

import pytest

from aurora_celery.errors import ResultNotFound, RunNotFound
from aurora_celery.model.states import RunState
from aurora_celery.store.ports import CellRef, Finish, Output, Store
from tests.contract.conftest import MakeStore
from tests.contract.store.runs import cell_of, claimed, submitted

BIG = "x" * 300_000


@pytest.fixture
def brief(make_store: MakeStore) -> Store:
    """A store in which the time of an ended run is over at once."""
    return make_store(retention=-1.0)


def ended(store: Store, **fields: object) -> str:
    """An ended run."""
    run = submitted(store, cell_of(0), cell_of(0, number=1), **fields).run
    assert store.runs.finish(run, 0, Finish(state=RunState.FAILED))
    return run


def test_an_ended_run_goes_with_all_that_belongs_to_it(brief: Store) -> None:
    run, alive = ended(brief), submitted(brief, cell_of(0), cell_of(0, number=1)).run
    for owner in (run, alive):
        brief.results.put(f"{owner}/0/small", "1", run=owner)
        brief.results.put(f"{owner}/0/big", BIG, run=owner)
    assert brief.runs.purge() == 1
    with pytest.raises(RunNotFound):
        brief.runs.view(run)
    assert list(brief.runs.cells(run)) == []
    for key in ("small", "big"):
        with pytest.raises(ResultNotFound):
            brief.results.get(f"{run}/0/{key}")
        assert brief.results.get(f"{alive}/0/{key}")
    assert len(list(brief.runs.cells(alive))) == 2
    assert brief.runs.purge() == 0


def test_a_run_that_ends_with_its_last_node_is_deleted_too(brief: Store) -> None:
    ref = submitted(brief)
    claimed(brief, ref, 0)
    brief.runs.complete(ref, 0, token="t", output=Output("1"), finish=Finish(state=RunState.SUCCEEDED))
    assert brief.runs.purge() == 1


def test_a_run_whose_id_begins_like_another_is_left_alone(brief: Store) -> None:
    run = ended(brief, id="ab")
    submitted(brief, id="a")
    submitted(brief, id="abc")
    for other in ("a", "abc"):
        brief.results.put(f"{other}/0/t", "1", run=other)
    assert brief.runs.purge() == 1
    assert brief.results.get_many(["a/0/t", "abc/0/t"]) == {"a/0/t": "1", "abc/0/t": "1"}
    assert run == "ab"


def test_no_more_are_deleted_than_asked(brief: Store) -> None:
    for _ in range(5):
        ended(brief)
    assert [brief.runs.purge(limit=2) for _ in range(4)] == [2, 2, 1, 0]


@pytest.mark.parametrize("retention", [None, 3600.0])
def test_a_run_is_kept_as_long_as_was_said(make_store: MakeStore, retention: float | None) -> None:
    store = make_store(retention=retention)
    run = ended(store)
    assert store.runs.purge() == 0
    assert store.runs.view(run).state is RunState.FAILED


def test_a_run_that_has_to_go_on_elsewhere_waits_until_it_was_handed_on(brief: Store) -> None:
    run = ended(brief, continuation="{}")
    assert brief.runs.purge() == 0
    brief.runs.continued(run)
    assert brief.runs.purge() == 1


def test_the_key_of_a_deleted_run_is_free(brief: Store) -> None:
    ended(brief, key="k")
    brief.runs.purge()
    submitted(brief, key="k")


def test_no_cell_can_be_reached_of_a_deleted_run(brief: Store) -> None:
    run = ended(brief)
    brief.runs.purge()
    assert brief.runs.close(CellRef(run, 0, 1)) is None
    assert brief.runs.arrive(CellRef(run, 0, 1), 1) is None
