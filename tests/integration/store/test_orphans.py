"""What a submit left behind that died half-way, or lost its key, is not seen and goes away."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from pymongo import MongoClient
from pymongo.collection import Collection

from aurora_celery.errors import RunNotFound
from aurora_celery.model.operation import Operation, OperationKind
from aurora_celery.model.states import RunState
from aurora_celery.store.mongo import runs_purge as purging
from aurora_celery.store.mongo.cell_documents import later_cells
from aurora_celery.store.ports import CellRef, Finish, RunFilter, Store
from tests.contract.store.runs import cell_of, run_of, submitted

Cells = Collection[dict[str, Any]]


@pytest.fixture
def cells(mongo_url: str) -> Iterator[Cells]:
    """The collection of later cells."""
    with MongoClient[dict[str, Any]](mongo_url) as client:
        yield client.get_default_database()["aurora_cells"]


def orphan(store: Store, cells: Cells, *, age: timedelta) -> str:
    """Later cells of a run that was never accepted."""
    run = run_of(cell_of(0), cell_of(0, number=1))
    created = store.now() - age
    cells.insert_many(later_cells(run, created=created, due=created))
    return run.id


def test_cells_of_a_run_that_is_not_accepted_yet_are_put_off(store: Store, cells: Cells) -> None:
    run = orphan(store, cells, age=timedelta(minutes=1))
    assert store.runs.due() == ()
    (document,) = cells.find({"run": run})
    assert document["due"] > document["created"] + timedelta(seconds=90)


def test_old_cells_of_a_run_that_was_never_accepted_are_deleted(store: Store, cells: Cells) -> None:
    run = orphan(store, cells, age=timedelta(hours=2))
    assert store.runs.due() == ()
    assert cells.count_documents({"run": run}) == 0


def test_orphans_hide_no_cell_that_is_due(store: Store, cells: Cells) -> None:
    orphan(store, cells, age=timedelta(minutes=2))
    ref = submitted(store, cell_of(0), cell_of(0, number=1), attention=-5.0)
    assert {cell.ref for cell in store.runs.due()} == {ref, CellRef(ref.run, 0, 1)}


def test_cells_whose_run_ended_before_they_were_told_are_taken_out_of_sight(store: Store, cells: Cells) -> None:
    ref = submitted(store, cell_of(0), cell_of(0, number=1), attention=-5.0)
    store.runs.finish(ref.run, 0, Finish(state=RunState.FAILED))
    cells.update_many({"run": ref.run}, {"$set": {"live": True}})
    assert store.runs.due() == ()
    assert cells.count_documents({"run": ref.run, "live": True}) == 0


def test_an_interrupted_submit_can_be_repeated(store: Store, cells: Cells) -> None:
    run = run_of(cell_of(0), cell_of(0, number=1), cell_of(0, number=2))
    cells.insert_many(later_cells(run, created=store.now(), due=store.now())[:1])
    assert store.runs.submit(run).created
    assert len(list(store.runs.cells(run.id))) == 3


def test_an_upload_that_died_half_way_is_repeated(store: Store, mongo_url: str) -> None:
    text = "x" * 600_000
    with MongoClient[dict[str, Any]](mongo_url) as client:
        chunks = client.get_default_database()["aurora_blobs.chunks"]
        chunks.insert_one({"files_id": "r/0/t", "n": 0, "data": b"half"})
        store.results.put("r/0/t", text, run="r")
    assert store.results.get("r/0/t") == text


def test_the_chunks_of_a_dead_upload_go_with_the_run(store: Store, mongo_url: str) -> None:
    run = submitted(store).run
    store.runs.finish(run, 0, Finish(state=RunState.FAILED))
    with MongoClient[dict[str, Any]](mongo_url) as client:
        chunks = client.get_default_database()["aurora_blobs.chunks"]
        chunks.insert_one({"files_id": f"{run}/0/t", "n": 0, "data": b"half"})
        assert store.runs.purge() == 1
        assert chunks.count_documents({}) == 0


def test_a_run_whose_deletion_broke_off_is_not_seen_and_goes_with_a_note_of_who_did_it(
    store: Store, mongo_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = submitted(store, cell_of(0), cell_of(0, number=1)).run
    store.runs.finish(run, 0, Finish(state=RunState.FAILED))
    operation = Operation(id="d", kind=OperationKind.DELETE, by="ann", why="gdpr")
    with monkeypatch.context() as patch:
        patch.setattr(purging, "_unreferenced", killed)
        with pytest.raises(RuntimeError, match="killed"):
            store.runs.delete(run, operation)
    with pytest.raises(RunNotFound):
        store.runs.view(run)
    assert store.runs.list(RunFilter()).items == ()
    assert store.runs.purge() == 1
    with MongoClient[dict[str, Any]](mongo_url) as client:
        (note,) = client.get_default_database()["aurora_deletions"].find()
    assert (note["run"], note["by"], note["why"]) == (run, "ann", "gdpr")
    assert store.runs.delete(run, operation), "asked for again it is answered the same"


def killed(*_: object, **__: object) -> list[str]:
    raise RuntimeError("killed")


def test_two_who_delete_the_same_run_at_once_are_both_answered(store: Store) -> None:
    run = submitted(store, cell_of(0), cell_of(0, number=1)).run
    store.runs.finish(run, 0, Finish(state=RunState.FAILED))

    def delete(number: int) -> str:
        try:
            return str(store.runs.delete(run, Operation(id=f"d{number}", kind=OperationKind.DELETE, by="ann")))
        except RunNotFound:
            return "not found"

    with ThreadPoolExecutor(8) as threads:
        answers = sorted(threads.map(delete, range(8)))
    assert answers == ["True", *["not found"] * 7]
