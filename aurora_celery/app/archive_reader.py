"""Read an archive of runs: first all of it, to see that it is whole and sound, then part by part into the store."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final, cast

from aurora_celery.app.archive_lines import Flaw
from aurora_celery.app.archive_parts import Part, RunBegins, RunEnds, archive_parts
from aurora_celery.app.archived_run import CellComes, Content, LogsCome, PlanComes, ValueComes, kept_view
from aurora_celery.engine.engine import Engine
from aurora_celery.engine.submitting import facts
from aurora_celery.errors import BadArchive, RunExists, RunNotFound
from aurora_celery.model.log import LogBatch
from aurora_celery.model.plan import PlanHead
from aurora_celery.model.run import Output
from aurora_celery.store.values import RunView

_MAGIC: Final = b"\x1f\x8b"
#: How many characters of values are kept at a time, if they are more than one.
_AT_ONCE: Final = 2**20
#: And how many batches of what handlers said, each of which is less than a megabyte.
_BATCHES: Final = 20


@dataclass(frozen=True, slots=True)
class Imported:
    """A run of an archive; ``created`` is False if it was there already, the same."""

    run: str
    created: bool


def import_archive(engine: Engine, path: Path, *, keep_logs: float | None = None) -> Iterator[Imported]:
    """Keep every run of an archive. Nothing is kept of a file that is not whole and sound.

    What handlers said is kept for so many seconds from now, None for as long as their run.

    Raises BadArchive with the line, and RunExists for a run whose id another one has.
    """
    with _opened(path) as file:
        for part in archive_parts(file):
            if isinstance(part, RunBegins):
                _is_there(engine, part.view)
    with _opened(path) as file:
        importer = _Importer(engine, keep_logs)
        for part in archive_parts(file):
            if (imported := importer.take(part)) is not None:
                yield imported


class _Importer:
    """Keeps what it is given in an order in which nothing is seen before it is whole."""

    def __init__(self, engine: Engine, keep_logs: float | None) -> None:
        self._engine, self._store, self._keep_logs = engine, engine.store, keep_logs
        self._view: RunView | None = None
        self._head: PlanHead | None = None
        self._first: CellComes | None = None
        self._waiting: dict[str, str] = {}
        self._waits = 0
        self._said: list[LogBatch] = []

    def take(self, part: Part) -> Imported | None:
        """One more part; the run, when that was its last."""
        match part:
            case RunBegins(_, view):
                self._view = None if _is_there(self._engine, view) else view
            case RunEnds(_, view):
                return Imported(view.id, created=self._restored())
            case _ if self._view is not None:
                self._keep(part, self._view)
        return None

    def _keep(self, part: Content, view: RunView) -> None:
        match part:
            case PlanComes(head):
                self._head = None if self._store.plans.has(head.hash) else head
            case CellComes():
                self._cell(part, view)
            case ValueComes(key, text):
                self._waiting[key] = text
                self._waits += len(text)
                if self._waits > _AT_ONCE:
                    self._put_values(view)
            case LogsCome(batch):
                self._said.append(batch)
                if len(self._said) >= _BATCHES:
                    self._put_logs()

    def _put_values(self, view: RunView) -> None:
        if self._waiting:
            self._store.results.put_many(self._waiting, run=view.id)
        self._waiting, self._waits = {}, 0

    def _put_logs(self) -> None:
        """Before their run is there, and in vain if it never is: their time is over some day."""
        self._store.logs.append(self._said, keep=self._keep_logs)
        self._said = []

    def _cell(self, cell: CellComes, view: RunView) -> None:
        if cell.plan.number == 0:
            self._first = cell
            return
        if self._head is not None:
            self._store.plans.put_part(self._head.hash, cell.plan)
        self._store.runs.restore_cell(cell.state, offset=cell.plan.offset, inputs=view.inputs)

    def _restored(self) -> bool:
        view, first = self._view, self._first
        if view is None or first is None:
            return False
        if self._head is not None:
            self._store.plans.put_head(self._head, first.plan)
        self._put_values(view)
        self._put_logs()
        found = facts(self._engine.values.inputs(view.inputs))
        if self._store.runs.restore(view, first.state, facts=found):
            return True
        _is_there(self._engine, view)  # somebody was quicker, and it may have been with another run
        return False


def _is_there(engine: Engine, view: RunView) -> bool:
    """Whether the run is there. Raises RunExists when another one has its id."""
    try:
        there = engine.store.runs.view(view.id)
    except RunNotFound:
        return False
    if _sign(there) != _sign(view):
        raise RunExists(view.id)
    return True


def _sign(view: RunView) -> tuple[object, ...]:
    """What two views of the same run share; results that it shares with others lie elsewhere in an archive."""
    kept = kept_view(view)
    values = [_value(output) for output in (kept.inputs, kept.outputs)]
    return kept.graph, kept.version, kept.plan, kept.state, kept.epoch, kept.created, kept.finished, *values


def _value(output: Output | None) -> tuple[str | None, int] | None:
    return None if output is None else (output.text, output.size)


@contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    """The lines of a file, also of one that gzip has made. What is wrong in it is told with its path."""
    with path.open("rb") as plain:
        packed = plain.peek(len(_MAGIC))[: len(_MAGIC)] == _MAGIC
        try:
            yield cast(BinaryIO, gzip.GzipFile(fileobj=plain)) if packed else plain
        except Flaw as flaw:
            raise BadArchive(str(path), flaw.line, flaw.reason) from flaw
