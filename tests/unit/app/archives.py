"""Archives for tests: of runs that lived, and of lines that were tampered with."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import pytest

from aurora_celery.app.archive_lines import Digest
from aurora_celery.app.archive_lines import written as line_of
from aurora_celery.app.archive_reader import import_archive
from aurora_celery.app.archive_writer import write_archive
from aurora_celery.engine.operations import Author, Operations
from aurora_celery.errors import BadArchive
from aurora_celery.model.log import LogBatch, LogLevel, LogLine, LogSource
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
    speak(world, run)
    return world, run


def speak(world: World, run: str) -> None:
    """Let two of its nodes have said something."""
    view = world.store.runs.view(run)
    for node in (1, 3):
        source = LogSource(
            run=run, epoch=0, node=node, attempt=1, plan=view.plan, graph=view.graph, handler="h", worker="w"
        )
        lines = [LogLine(at=view.created, level=LogLevel.INFO, logger="shop", text=f"\x1b[1m{node}") for _ in "ab"]
        world.store.logs.append([LogBatch(source, 0, tuple(lines))], keep=None)


def export(world: World, *runs: str) -> list[bytes]:
    return list(write_archive(world.safe, runs))


def written(path: Path, lines: list[bytes]) -> Path:
    path.write_bytes(b"".join(lines))
    return path


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
        made.append(line_of(document.pop("kind"), document))
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
