"""A file that is no archive, was cut off or was changed is refused, with the line, and nothing of it is kept."""

from __future__ import annotations

import gzip
import io
import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from aurora_celery.app.archive_lines import Flaw, read_lines
from aurora_celery.app.archive_parts import archive_parts
from aurora_celery.model.states import RunState
from tests.builders import graph_from_pairs
from tests.unit.app.archives import changed, export, lived, refused, tampered


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


def an_archive() -> bytes:
    """Two runs."""
    world, run = lived(3)
    second = world.submit(graph_from_pairs(2, [(0, 1)]))
    world.run(second)
    return b"".join(export(world, run, second))


WHOLE = an_archive()


@given(place=st.integers(0, len(WHOLE) - 1), gone=st.integers(0, 3), come=st.binary(max_size=3))
def test_whatever_is_changed_anywhere_is_found(place: int, gone: int, come: bytes) -> None:
    other = WHOLE[:place] + come + WHOLE[place + gone :]
    assume(other != WHOLE)
    with pytest.raises(Flaw) as caught:
        list(archive_parts(io.BytesIO(other)))
    assert caught.value.line >= WHOLE[:place].count(b"\n")


@given(end=st.integers(0, len(WHOLE) - 1))
def test_wherever_it_is_cut_off_it_is_found(end: int) -> None:
    with pytest.raises(Flaw) as caught:
        list(archive_parts(io.BytesIO(WHOLE[:end])))
    assert caught.value.line == WHOLE[:end].count(b"\n") + 1


@given(text=st.binary(max_size=200))
def test_noise_is_no_archive(text: bytes) -> None:
    with pytest.raises(Flaw):
        list(archive_parts(io.BytesIO(text)))


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
        ("logs", lambda it: it["batch"]["source"].update(run="other"), "another run"),
        ("logs", lambda it: it["batch"]["source"].update(node=4), "by nobody"),
        ("logs", lambda it: it["batch"].update(lines=[]), "by nobody"),
        ("logs", lambda it: it["batch"]["lines"][0].update(level=11), "level"),
        ("logs", lambda it: it["batch"]["lines"][0].update(at="2999-01-01T00:00:00Z"), "not in order"),
        ("logs", lambda it: it["batch"]["lines"][0].update(text="x" * 2**20), "too much"),
        ("logs", lambda it: it["batch"]["lines"][0].update(at="2026-01-01T00:00:00.0001Z"), "lines.0.at"),
        ("logs", lambda it: it["batch"].update(colour="red"), "colour is not known"),
        ("close", lambda it: it.update(runs=2), "were changed"),
        ("end", lambda it: it.update(values=7), "were changed"),
        ("end", lambda it: it.update(logs=7), "were changed"),
    ],
    ids=range(49),
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
