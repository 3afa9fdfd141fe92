"""A run that was exported and imported is the run that it was; a file that was changed is refused, with the line."""

from __future__ import annotations

import gzip
import io
import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import pytest

from aurora_celery.app.archive_lines import Digest, Flaw, read_lines
from aurora_celery.app.archive_reader import Imported, import_archive
from aurora_celery.app.archive_writer import write_archive
from aurora_celery.compiler import compile_graph
from aurora_celery.engine.audit import Case, audit
from aurora_celery.engine.operations import Author, Operations
from aurora_celery.engine.submitting import Order, submit
from aurora_celery.errors import BadArchive, IllegalOperation, ResultNotFound, RunExists, RunNotFound
from aurora_celery.model.states import NodeState, RunState
from aurora_celery.store.memory.plans import MemoryPlans
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
    with pytest.raises(RunExists, match=run):
        list(import_archive(world.safe, path))
    assert world.store.runs.view(run) == before


def tampered(lines: list[bytes], number: int, change: Callable[[dict[str, Any]], object]) -> list[bytes]:
    """The same lines with one changed, and digests that fit."""
    documents = [json.loads(line) for line in lines]
    change(documents[number])
    whole, digest, made = Digest(), Digest(), list[bytes]()
    for document in documents:
        match document["kind"]:
            case "run":
                digest = Digest()
            case "end":
                document.update(digest.closing())
            case "close":
                document.update(whole.closing())
        made.append(json.dumps(document).encode() + b"\n")
        whole.add(digest.add(made[-1]))
    return made


def refused(tmp_path: Path, lines: list[bytes]) -> BadArchive:
    """Why an archive is refused; nothing of it was kept."""
    world, path = World(9), tmp_path / "a"
    with pytest.raises(BadArchive) as caught:
        list(import_archive(world.safe, written(path, lines)))
    state, plans = world.store._state, cast(MemoryPlans, world.store.plans)
    assert [*state.runs, *state.results, *state.restoring, *plans._heads, *plans._cells] == []
    assert caught.value.path == str(path)
    return caught.value


def changed(line: bytes, place: int) -> bytes:
    """A line in which one bit is another."""
    return line[:place] + bytes([line[place] ^ 1]) + line[place + 1 :]


def test_every_line_that_is_changed_left_out_or_doubled_is_found(tmp_path: Path) -> None:
    world, run = lived(3)
    second = world.submit(graph_from_pairs(2, [(0, 1)]))
    world.run(second)
    lines = export(world, run, second)
    for number, line in enumerate(lines):
        refused(tmp_path, lines[:number] + lines[number + 1 :])
        refused(tmp_path, [*lines[: number + 1], *lines[number:]])
        refused(tmp_path, [*lines[:number], line[:-1]])
        refused(tmp_path, lines[:number])
        for place in {1, len(line) // 3, len(line) // 2, len(line) - 2, len(line) - 1}:
            refused(tmp_path, [*lines[:number], changed(line, place), *lines[number + 1 :]])


def test_the_first_of_two_runs_alone_is_no_whole_archive(tmp_path: Path) -> None:
    world, run = lived(3)
    second = world.submit(graph_from_pairs(2, [(0, 1)]))
    world.run(second)
    lines = export(world, run, second)
    begins = [number for number, line in enumerate(lines) if json.loads(line)["kind"] == "run"]
    error = refused(tmp_path, lines[: begins[1]])
    assert (error.line, error.reason) == (begins[1] + 1, "the file is cut off")
    assert refused(tmp_path, lines[: begins[1]] + lines[-1:]).line == begins[1] + 1


@pytest.mark.parametrize(
    ("kind", "change", "reason"),
    [
        ("archive", lambda it: it.update(aurora_archive=2), "version 2"),
        ("archive", lambda it: it.update(aurora_archive=True), "version True"),
        ("archive", lambda it: it.update(colour="red"), "'colour' is not known"),
        ("archive", lambda it: it.pop("created"), "'created' is not known, or missing"),
        ("run", lambda it: it["run"].update(state=RunState.RUNNING.value), "no run that has ended"),
        ("run", lambda it: it["run"].update(colour="red"), "colour is not known"),
        ("run", lambda it: it["run"]["inputs"].update(colour="red"), "inputs.colour is not known"),
        ("run", lambda it: it.update(colour="red"), "'colour' is not known"),
        ("run", lambda it: it["run"].pop("graph"), "graph"),
        ("run", lambda it: it["run"].update(key="k"), "no run that has ended"),
        ("run", lambda it: it["run"].update(id="a/b"), "no id of a run"),
        ("run", lambda it: it["run"].update(epoch=2**64), "64 bits"),
        ("run", lambda it: it["run"].update(epoch="0"), "epoch"),
        ("run", lambda it: it["run"].update(epoch=False), "epoch"),
        ("run", lambda it: it["run"].update(graph="\ud800"), "surrogates"),
        ("run", lambda it: it["run"].update(created="2026-01-01T00:00:00"), "no time in UTC"),
        ("run", lambda it: it["run"].update(created="yesterday"), "created"),
        ("run", lambda it: it["run"]["inputs"].update(text="[1]"), "no object"),
        ("run", lambda it: it["run"]["inputs"].update(text="{"), "not JSON"),
        ("run", lambda it: it["run"]["inputs"].update(text=None, ref="other/inputs"), "not one of this run"),
        ("plan", lambda it: it["head"].update(cell_size=7, outputs=None), "plan"),
        ("plan", lambda it: it["head"].update(name="other"), "another run"),
        ("plan", lambda it: it["head"].update(format=99), "format"),
        ("plan", lambda it: it["head"].pop("size"), "size"),
        ("plan", lambda it: it.update(kind="graph"), "not known, or missing"),
        ("cell", lambda it: it["state"].update(done="many"), "done"),
        ("cell", lambda it: it["state"].update(live=True), "not as its plan has it"),
        ("cell", lambda it: it["state"]["slots"].pop("0"), "not as its plan has it"),
        ("cell", lambda it: it["state"]["ref"].update(run="other"), "not cell 0 of the run"),
        ("cell", lambda it: it["state"]["ref"].update(epoch=7), "not cell 0 of the run"),
        ("cell", lambda it: it["plan"].update(k=1), "not cell 0 of the plan"),
        ("cell", lambda it: it["plan"]["n"].pop(), "not cell 0 of the plan"),
        ("cell", lambda it: it["plan"]["n"][0].update(h="os.system"), "its plan is not the one"),
        ("value", lambda it: it.update(key="other/key"), "nobody's"),
        ("value", lambda it: it.update(text='"y"'), "bytes that it should have"),
        ("value", lambda it: it.update(text="x" + it["text"][1:]), "not JSON"),
        ("value", lambda it: it.update(text=1), "no text"),
        ("value", lambda it: it.update(kind="surprise"), "surprise"),
        ("close", lambda it: it.update(runs=2), "were changed"),
        ("end", lambda it: it.update(values=7), "were changed"),
    ],
    ids=range(40),
)
def test_what_fits_its_digest_and_nothing_else_is_refused(
    tmp_path: Path, kind: str, change: Callable[[dict[str, Any]], object], reason: str
) -> None:
    world, run = lived(12)
    lines = export(world, run)
    number = next(place for place, line in enumerate(lines) if json.loads(line)["kind"] == kind)
    error = refused(tmp_path, tampered(lines, number, change))
    assert reason in error.reason
    assert error.line > number


FIRST = b'{"kind":"archive","aurora_archive":1,"version":"0","created":""}\n'


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (b"", 1),
        (b"\n", 1),
        (b"not json\n", 1),
        (b"[1]\n", 1),
        (b"{}\n", 1),
        (FIRST, 2),
        (FIRST + b"x\n", 2),
        (FIRST + b'{"kind":"run"}\n', 2),
        (FIRST + b'{"kind":"run","run":[]}\n', 2),
        (FIRST + b'{"kind":"run","kind":"run","run":{}}\n', 2),
        (FIRST + b'{"kind":"run","run":NaN}\n', 2),
        (FIRST + b'{"kind":"run","run":1e999}\n', 2),
        (FIRST + b'{"kind":"run","run":' + b"9" * 10_000 + b"}\n", 2),
        (FIRST + b"[" * 100_000 + b"\n", 2),
        (FIRST + b'{"kind":"run","run":' + b'{"a":' * 100 + b"1" + b"}" * 101 + b"\n", 2),
        (FIRST + b"\xff\n", 2),
        (FIRST + FIRST, 2),
        (gzip.compress(FIRST * 1000)[:-9], 2),
        (gzip.compress(random.Random(0).randbytes(9000))[:4000] + b"x" * 4000, 1),
        (b"\x1f\x8bnot packed", 1),
        (b"PK\x03\x04", 1),
    ],
    ids=range(21),
)
def test_what_is_no_archive_is_refused(tmp_path: Path, text: bytes, line: int) -> None:
    assert refused(tmp_path, [text]).line == line


def test_a_line_that_is_too_long_is_not_read_to_its_end() -> None:
    file = io.BytesIO(b"x" * 10_000 + b"\n")
    with pytest.raises(Flaw, match="longer than 100 bytes"):
        list(read_lines(file, longest=100))
    assert file.tell() == 100


def test_an_archive_that_does_not_end_with_its_last_line_is_refused(tmp_path: Path) -> None:
    world, run = lived(3)
    lines = export(world, run)
    assert refused(tmp_path, [*lines, lines[-1]]).reason == "the archive has ended, and the file goes on"


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


def test_labels_that_look_like_a_reference_are_labels(tmp_path: Path) -> None:
    world = World(1)
    plan = compile_graph(graph_from_pairs(1, []))
    labels = {"text": "a", "ref": "b", "size": "c"}
    run = submit(world.safe, plan, Order(inputs={}, labels=labels), attention=1.0)
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
