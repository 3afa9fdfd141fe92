"""A run that was exported and imported is the run that it was; a file that was changed is refused, with the line."""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from aurora_celery.app.archive_lines import Digest
from aurora_celery.app.archive_reader import Imported, import_archive
from aurora_celery.app.archive_writer import write_archive
from aurora_celery.engine.audit import Case, audit
from aurora_celery.engine.operations import Author, Operations
from aurora_celery.errors import BadArchive, IllegalOperation, RunNotFound
from aurora_celery.model.states import NodeState, RunState
from tests.builders import graph_from_pairs
from tests.unit.engine.world import World

PAIRS = [(0, 1), (0, 2), (1, 3), (2, 3)]


def lived(seed: int) -> tuple[World, str]:
    """A world with a run that has ended somehow, some values of which are large, and which was done again."""
    world = World(seed, kills=0.02, losses=0.1)

    def behave() -> str:
        if world.rng.random() < 0.1:
            raise ValueError("broken")
        return "x" * world.rng.choice([3, 3000])

    world.behave = behave
    run = world.submit(graph_from_pairs(4, PAIRS), cell_size=random.Random(seed).choice([1, 3, 128]))
    world.run(run)
    world.idle(seconds=30)
    if seed % 2:
        Operations(world.safe).rerun(run, "n1", Author(by="ann", why="again"))
        world.run_on(run)
        world.idle(seconds=30)
    return world, run


def export(world: World, *runs: str) -> list[bytes]:
    return list(write_archive(world.safe, runs))


def written(path: Path, lines: list[bytes]) -> Path:
    path.write_bytes(b"".join(lines))
    return path


def without_clock(lines: list[bytes]) -> list[Any]:
    """What an archive says, but for the time at which it was made, and the digest."""
    documents = [json.loads(line) for line in lines]
    for document in documents:
        document.get("cell", {}).pop("now", None)
        document.get("cell", {}).pop("due", None) if document["kind"] == "cell" else None
    return [document for document in documents if document["kind"] != "end"]


@pytest.mark.parametrize("seed", range(20))
def test_what_comes_back_is_what_went(seed: int, tmp_path: Path) -> None:
    world, run = lived(seed)
    lines = export(world, run)
    other = World(seed + 1000)
    assert list(import_archive(other.safe, written(tmp_path / "a", lines))) == [Imported(run, created=True)]
    assert without_clock(export(other, run)) == without_clock(lines)
    assert other.states(run) == world.states(run)
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
    with pytest.raises(BadArchive, match="another run"):
        list(import_archive(world.safe, path))
    assert world.store.runs.view(run) == before


def tampered(lines: list[bytes], number: int, change: Callable[[dict[str, Any]], None]) -> list[bytes]:
    """The same lines with one changed, and a digest that fits."""
    documents = [json.loads(line) for line in lines]
    change(documents[number])
    digest, made = Digest(), []
    for document in documents:
        if document["kind"] == "end":
            document.update(digest.closing(document["run"]))
        made.append(json.dumps(document).encode() + b"\n")
        if document["kind"] not in ("archive", "end"):
            digest.add(made[-1])
    return made


def refused(tmp_path: Path, lines: list[bytes]) -> BadArchive:
    """Why an archive is refused; nothing of it was kept."""
    world = World(9)
    with pytest.raises(BadArchive) as caught:
        list(import_archive(world.safe, written(tmp_path / "a", lines)))
    assert not world.store._state.runs
    assert not world.store._state.results
    return caught.value


def test_every_line_that_is_changed_left_out_or_doubled_is_found(tmp_path: Path) -> None:
    world, run = lived(3)
    lines = export(world, run)
    for number, line in enumerate(lines):
        refused(tmp_path, lines[:number] + lines[number + 1 :]) if number else None
        refused(tmp_path, [*lines[: number + 1], *lines[number:]])
        place = len(line) // 2
        refused(
            tmp_path,
            [*lines[:number], line[:place] + bytes([line[place] ^ 1]) + line[place + 1 :], *lines[number + 1 :]],
        )
        if 0 < number < len(lines):
            refused(tmp_path, [*lines[:number], line[:-1]])


@pytest.mark.parametrize(
    ("kind", "change", "reason"),
    [
        ("run", lambda document: document["run"].update(state=RunState.RUNNING.value), "no run that has ended"),
        ("run", lambda document: document["run"].update(colour="red"), "not known"),
        ("run", lambda document: document["run"].pop("graph"), "graph"),
        ("run", lambda document: document["run"].update(key="k"), "no run that has ended"),
        ("plan", lambda document: document["head"].update(name="other"), "its plan"),
        ("plan", lambda document: document["head"].update(format=99), "format"),
        ("plan", lambda document: document["head"].pop("size"), "size"),
        ("cell", lambda document: document["cell"].update(done="many"), "done"),
        ("cell", lambda document: document["cell"]["ref"].update(run="other"), "not all there"),
        ("value", lambda document: document.update(key="other/key"), "not one of this run"),
        ("value", lambda document: document.update(kind="surprise"), "surprise"),
    ],
    ids=range(11),
)
def test_what_fits_its_digest_and_nothing_else_is_refused(
    tmp_path: Path, kind: str, change: Callable[[dict[str, Any]], None], reason: str
) -> None:
    world, run = lived(12)
    lines = export(world, run)
    number = next(place for place, line in enumerate(lines) if json.loads(line)["kind"] == kind)
    error = refused(tmp_path, tampered(lines, number, change))
    assert reason in error.reason
    assert error.line > 1


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"\n",
        b"not json\n",
        b"[1]\n",
        b'{"kind":"archive","version":2}\n',
        b'{"kind":"archive","version":1}\nx\n',
        b'{"kind":"archive","version":1}\n{"kind":"run"}\n',
        b'{"kind":"archive","version":1}\n{"kind":"run","run":[]}\n',
        b'{"kind":"archive","version":1}\n' + b"[" * 100_000 + b"\n",
        b'{"kind":"archive","version":1}\n\xff\n',
        gzip.compress(b'{"kind":"archive","version":1}\n' * 1000)[:-9],
    ],
    ids=range(11),
)
def test_what_is_no_archive_is_refused(tmp_path: Path, text: bytes) -> None:
    refused(tmp_path, [text])
