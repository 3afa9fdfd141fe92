"""A run that was exported and imported is the run that it was."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from aurora_celery.app.archive_reader import Imported, import_archive
from aurora_celery.app.archive_writer import write_archive
from aurora_celery.compiler import compile_graph
from aurora_celery.engine.audit import Case, audit
from aurora_celery.engine.operations import Author, Operations
from aurora_celery.engine.submitting import Order, submit
from aurora_celery.errors import IllegalOperation, ResultNotFound, RunExists, RunNotFound
from aurora_celery.model.operation import OperationKind
from aurora_celery.model.states import NodeState, RunState
from aurora_celery.store.ports import RunFilter
from tests.builders import graph_from_pairs
from tests.unit.app.archives import PAIRS, export, lived, tampered, written
from tests.unit.engine.world import Crash, World

GOLDEN = Path(__file__).parents[2] / "golden" / "archive-1.ndjson"


def without_clock(lines: list[bytes]) -> list[Any]:
    """What an archive says, but for the time at which it was made, and the digest."""
    documents = [json.loads(line) for line in lines]
    for document in documents:
        for name in ("now", "due"):
            document.get("state", {}).pop(name, None)
    return [document for document in documents if document["kind"] not in ("archive", "end", "close")]


@pytest.mark.parametrize("seed", range(20))
def test_what_comes_back_is_what_went(seed: int, tmp_path: Path) -> None:
    world, run = lived(seed)
    lines = export(world, run)
    other = World(seed + 1000)
    assert list(import_archive(other.safe, written(tmp_path / "a", lines))) == [Imported(run, created=True)]
    assert without_clock(export(other, run)) == without_clock(lines)
    assert other.states(run) == world.states(run)
    assert list(other.store.logs.batches(run)) == list(world.store.logs.batches(run)) != []
    snapshot = other.store.changes.snapshot(run)
    parts = [other.safe.plans.cell(snapshot.run.plan, number) for number in range(snapshot.run.cells)]
    assert list(audit(Case(snapshot, parts))) == []


def test_an_imported_run_can_be_done_again(tmp_path: Path) -> None:
    world, run = lived(1)
    other = World(7)
    list(import_archive(other.safe, written(tmp_path / "a", export(world, run))))
    Operations(other.safe).rerun(run, "n0", Author(by="ann"))
    other.run_on(run)
    assert set(other.states(run).values()) == {NodeState.SUCCEEDED}
    assert other.store.runs.view(run).epoch == world.store.runs.view(run).epoch + 1


@pytest.mark.parametrize("seed", range(10))
def test_an_import_that_is_killed_again_and_again_never_shows_half_a_run(seed: int, tmp_path: Path) -> None:
    world, run = lived(seed)
    lines = export(world, run)
    path, other = written(tmp_path / "a", lines), World(seed, kills=0.2)
    found: list[Imported] = []
    while not found:
        try:
            found = list(import_archive(other.engine, path))
        except Crash:
            shown = other.store.runs.list(RunFilter()).items
            if shown:
                assert without_clock(export(other, run)) == without_clock(lines)
    assert without_clock(export(other, run)) == without_clock(lines)


def test_an_archive_of_the_first_version_is_read_for_ever() -> None:
    world = World(1)
    (imported,) = import_archive(world.safe, GOLDEN)
    assert imported.created
    assert set(world.states(imported.run).values()) == {NodeState.SUCCEEDED}
    view = world.store.runs.view(imported.run)
    assert (view.state, view.epoch, view.labels) == (RunState.SUCCEEDED, 1, {"team": "a"})
    assert [(made.kind, made.by, made.why) for made in view.operations] == [(OperationKind.RERUN, "ann", "again")]
    assert world.safe.values.inputs(view.inputs) == {"text": "é" * 600}


def test_what_was_written_before_a_field_was_thought_of_is_read(tmp_path: Path) -> None:
    world, run = lived(3)

    def older(document: dict[str, Any]) -> None:
        del document["run"]["origin"]

    def older_cell(document: dict[str, Any]) -> None:
        del document["state"]["cancelled"], document["state"]["slots"]["0"]["progress"]

    lines = tampered(export(world, run), 1, older)
    number = next(place for place, line in enumerate(lines) if json.loads(line)["kind"] == "cell")
    path = written(tmp_path / "a", tampered(lines, number, older_cell))
    assert list(import_archive(World(1).safe, path)) == [Imported(run, created=True)]


def test_many_runs_packed_and_again(tmp_path: Path) -> None:
    world, first = lived(2)
    second = world.submit(graph_from_pairs(2, [(0, 1)]))
    world.run(second)
    path = tmp_path / "a.gz"
    path.write_bytes(gzip.compress(b"".join(export(world, first, second))))
    other = World(3)
    assert [each.created for each in import_archive(other.safe, path)] == [True, True]
    assert [each.created for each in import_archive(other.safe, path)] == [False, False]


def test_a_new_run_that_shares_results_stands_alone_in_an_archive(tmp_path: Path) -> None:
    world = World(5)
    world.behave = lambda: "x" * 3000
    old = world.submit(graph_from_pairs(4, PAIRS))
    world.run(old)
    world.idle(seconds=30)
    new = Operations(world.safe).rerun_as_new(old, "n3", Author(by="ann"), attention=1.0).run
    assert new is not None
    world.run(new)
    assert world.store.runs.view(new).shares == (old,)
    other = World(6)
    list(import_archive(other.safe, written(tmp_path / "a", export(world, new))))
    assert other.store.runs.view(new).shares == ()
    output = next(other.store.runs.cells(new)).slots[0].output
    assert output is not None
    assert other.safe.values.one(output) == "x" * 3000
    with pytest.raises(RunNotFound):
        other.store.runs.view(old)


def test_a_run_that_goes_on_is_refused() -> None:
    world = World(1)
    run = world.submit(graph_from_pairs(1, []))
    with pytest.raises(IllegalOperation, match="export"):
        export(world, run)
    with pytest.raises(RunNotFound):
        export(world, "nobody")


def test_another_run_with_the_same_id_is_not_replaced(tmp_path: Path) -> None:
    world, run = lived(4)
    path = written(tmp_path / "a", export(world, run))
    Operations(world.safe).rerun(run, "n0", Author(by="ann"))
    world.run_on(run)
    before = world.store.runs.view(run)
    with pytest.raises(RunExists, match=run):
        list(import_archive(world.safe, path))
    assert world.store.runs.view(run) == before


def test_a_run_is_written_once_however_often_it_is_named() -> None:
    world, run = lived(3)
    assert len(export(world, run, run)) == len(export(world, run))


def test_a_lenient_archive_leaves_out_what_is_gone_or_goes_on(tmp_path: Path) -> None:
    world, run = lived(3)
    going = world.submit(graph_from_pairs(1, []))
    lines = list(write_archive(world.safe, [going, "nobody", run], lenient=True))
    assert list(import_archive(World(1).safe, written(tmp_path / "a", lines))) == [Imported(run, created=True)]


def test_a_run_that_goes_on_while_it_is_written_is_not_closed() -> None:
    world, run = lived(3)
    lines = write_archive(world.safe, [run])
    begun = [next(lines), next(lines)]
    Operations(world.safe).rerun(run, "n0", Author(by="ann"))
    with pytest.raises(IllegalOperation, match="goes on"):
        begun.extend(lines)
    assert not any(line.startswith(b'{"kind":"end"') for line in begun)


def test_a_run_whose_value_is_lost_is_not_written() -> None:
    world, run = lived(12)
    world.store._state.results.clear()
    with pytest.raises(ResultNotFound):
        export(world, run)


def test_a_run_whose_record_is_not_sound_is_not_written() -> None:
    world, run = lived(12)
    results = world.store._state.results
    key = min(results)
    results[key] = (run, '"other"')
    with pytest.raises(IllegalOperation, match="not whole"):
        export(world, run)


def test_labels_that_look_like_a_reference_are_labels(tmp_path: Path) -> None:
    world = World(1)
    plan = compile_graph(graph_from_pairs(1, []))
    labels = {"text": "a", "ref": "b", "size": "c"}
    run = submit(world.safe, plan, Order(inputs={}, labels=labels), attention=1.0).run_id
    world.run(run)
    other = World(2)
    list(import_archive(other.safe, written(tmp_path / "a", export(world, run))))
    assert other.store.runs.view(run).labels == labels


def test_a_run_that_is_there_is_not_written_to(tmp_path: Path) -> None:
    world, run = lived(12)
    path = written(tmp_path / "a", export(world, run))
    world.store._state.results.clear()
    assert list(import_archive(world.safe, path)) == [Imported(run, created=False)]
    assert not world.store._state.results


def test_a_run_of_which_cells_are_lost_is_not_exported(monkeypatch: pytest.MonkeyPatch) -> None:
    world = World(1)
    run = world.submit(graph_from_pairs(4, PAIRS), cell_size=2)
    world.run(run)
    cells = world.store.runs.cells
    monkeypatch.setattr(world.store.runs, "cells", lambda wanted: list(cells(wanted))[:1])
    with pytest.raises(IllegalOperation, match="it is not whole"):
        export(world, run)


def test_a_run_whose_graph_is_no_longer_there_is_exported_without_it(tmp_path: Path) -> None:
    world = World(1)
    plan = compile_graph(graph_from_pairs(4, PAIRS))
    run = submit(world.safe, plan, Order(inputs={}, version=7), attention=1.0).run_id
    world.run(run)
    lines = export(world, run)
    assert "graph" not in {json.loads(line)["kind"] for line in lines}
    assert list(import_archive(World(2).safe, written(tmp_path / "a", lines))) == [Imported(run, created=True)]
