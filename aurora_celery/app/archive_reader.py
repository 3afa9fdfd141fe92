"""Read an archive of runs: first all of it, to see that it is whole and sound, then run by run."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO, cast

from aurora_celery.app.archive_codec import CELL, RUN, decoded, referred
from aurora_celery.app.archive_lines import FORMAT, Digest, Line, read_lines
from aurora_celery.app.archive_writer import kept_view
from aurora_celery.compiler.lower import plan_hash
from aurora_celery.engine.engine import Engine
from aurora_celery.engine.submitting import facts
from aurora_celery.errors import BadArchive, RunNotFound
from aurora_celery.model.plan import CellPlan, Plan, PlanHead
from aurora_celery.model.plan_codec import cell_from_dict, head_from_dict
from aurora_celery.store.values import CellView, RunView

Keep = Callable[[str, str], object]


@dataclass(frozen=True, slots=True)
class Imported:
    """A run of an archive; ``created`` is False if it was there already, the same."""

    run: str
    created: bool


def import_archive(engine: Engine, path: Path) -> Iterator[Imported]:
    """Keep every run of an archive. Nothing is kept of a file that is not whole and sound.

    Raises BadArchive with the line, also for a run whose id another one has.
    """
    with _opened(path) as file:
        for archived in _runs(file, keep=lambda _key, _text: None):
            _known(engine, archived)
    with _opened(path) as file:
        for archived in _runs(file, keep=lambda key, text: _put(engine, key, text)):
            yield _restore(engine, archived)


@dataclass(slots=True)
class Archived:
    """What the lines of one run hold, but for its values, which are given away as they come."""

    line: int
    view: RunView
    keep: Keep
    wanted: set[str]
    head: PlanHead | None = None
    parts: list[CellPlan] = field(default_factory=list)
    cells: list[CellView] = field(default_factory=list)
    there: set[str] = field(default_factory=set)

    @property
    def plan(self) -> Plan:
        """The run's plan, once all lines were read."""
        return Plan(cast(PlanHead, self.head), tuple(self.parts))

    def add(self, line: Line) -> None:
        """One more line. Raises KeyError, TypeError, ValueError for what does not belong there."""
        match line.kind:
            case "graph":
                return
            case "plan" if self.head is None:
                self.head = head_from_dict(line.body["head"])
            case "plan_cell":
                self.parts.append(cell_from_dict(line.body["cell"]))
            case "cell":
                self.wanted |= referred(line.body["cell"])
                self.cells.append(decoded(CELL, line.body["cell"]))
            case "value":
                self._value(line.body["key"], line.body["text"])
            case _:
                raise ValueError(f"a line of kind {line.kind!r} does not belong here")

    def check(self) -> None:
        """Raises ValueError for a run that is not whole."""
        if self.head is None or plan_hash(self.head, tuple(self.parts)) != self.view.plan:
            raise ValueError("its plan is not the one that it names")
        numbers = [(cell.ref.run, cell.ref.cell) for cell in self.cells]
        if numbers != [(self.view.id, number) for number in range(self.view.cells)]:
            raise ValueError("its cells are not all there, in order")
        if self.wanted != self.there:
            raise ValueError(f"{len(self.wanted ^ self.there)} values are missing, or nobody's")

    def _value(self, key: str, text: str) -> None:
        if not key.startswith(f"{self.view.id}/") or not isinstance(text, str):
            raise ValueError(f"the value {key[:80]!r} is not one of this run")
        self.there.add(key)
        self.keep(key, text)


@contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    """The lines of a file, also of one that gzip has made."""
    with path.open("rb") as plain:
        packed = plain.peek(2)[:2] == b"\x1f\x8b"
        try:
            yield cast(BinaryIO, gzip.GzipFile(fileobj=plain)) if packed else plain
        except (EOFError, gzip.BadGzipFile) as error:
            raise BadArchive(0, f"the file cannot be unpacked: {error}") from error


def _runs(file: BinaryIO, *, keep: Keep) -> Iterator[Archived]:
    lines = read_lines(file)
    first = next(lines, None)
    if first is None or first.kind != "archive" or first.body != {"version": FORMAT}:
        raise BadArchive(1, f"this is no archive of runs of version {FORMAT}")
    for line in lines:
        yield _run(line, lines, keep)


def _run(first: Line, lines: Iterator[Line], keep: Keep) -> Archived:
    digest, line = Digest(), first
    with _placed(lambda: line.number):
        if first.kind != "run":
            raise ValueError(f"a line of kind {first.kind!r} does not belong here")
        archived = _begun(first, keep)
        while True:
            digest.add(line.raw)
            following = next(lines, None)
            if following is None:
                raise ValueError("the file ends within a run")
            line = following
            if line.kind == "end":
                break
            archived.add(line)
        if line.body != digest.closing(archived.view.id):
            raise ValueError("the lines of this run were changed, or some are missing")
        archived.check()
    return archived


@contextmanager
def _placed(number: Callable[[], int]) -> Iterator[None]:
    """Say in which line something is wrong."""
    try:
        yield
    except (KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
        reason = f"there is no {error}" if isinstance(error, KeyError) else str(error)
        raise BadArchive(number(), reason) from error


def _begun(line: Line, keep: Keep) -> Archived:
    record: Any = line.body["run"]
    view = decoded(RUN, record)
    if not view.state.is_terminal or view.finished is None or view != kept_view(view):
        raise ValueError("this is no run that has ended")
    return Archived(line.number, view, keep, referred(record))


def _known(engine: Engine, archived: Archived) -> bool:
    """Whether the run is there. Raises BadArchive when another one has its id."""
    try:
        there = engine.store.runs.view(archived.view.id)
    except RunNotFound:
        return False
    if _sign(there) != _sign(archived.view):
        raise BadArchive(archived.line, f"there is another run with the id {archived.view.id}, or it went on since")
    return True


def _sign(view: RunView) -> tuple[object, ...]:
    return view.graph, view.plan, view.state, view.epoch, view.created, view.finished


def _put(engine: Engine, key: str, text: str) -> None:
    engine.store.results.put(key, text, run=key.partition("/")[0])


def _restore(engine: Engine, archived: Archived) -> Imported:
    if _known(engine, archived):
        return Imported(archived.view.id, created=False)
    engine.plans.keep(archived.plan)
    found = facts(engine.values.inputs(archived.view.inputs))
    return Imported(archived.view.id, engine.store.runs.restore(archived.view, archived.cells, facts=found))
