"""Write ended runs into an archive, each with all that belongs to it, so that it stands alone."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any, Final, cast

from aurora_celery import __version__
from aurora_celery.app.archive_codec import CELL, LOGS, RUN, check_plain, encoded, own_key, referred, renamed
from aurora_celery.app.archive_lines import FORMAT, Digest, written
from aurora_celery.app.archived_run import ODD, ArchivedRun, kept_view
from aurora_celery.engine.engine import Engine
from aurora_celery.errors import GraphNotFound, IllegalOperation, RunNotFound
from aurora_celery.model.plan_codec import cell_text, head_text
from aurora_celery.store.values import RunView

#: How many bytes of large values are read at a time, if they are more than one.
_AT_ONCE: Final = 2**20


def write_archive(engine: Engine, runs: Iterable[str], *, lenient: bool = False) -> Iterator[bytes]:
    """The lines of an archive of these runs. Raises RunNotFound, and IllegalOperation for a run that has not ended.

    A ``lenient`` one leaves such runs out, unless they go while they are written.
    """
    whole, seen = Digest(), set[str]()
    made = {"aurora_archive": FORMAT, "version": __version__, "created": engine.store.now().isoformat()}
    yield whole.add(written("archive", made))
    for run in runs:
        view = None if run in seen else _ended(engine, run, lenient=lenient)
        if view is not None:
            seen.add(run)
            yield from map(whole.add, _RunWriter(engine, view).lines())
    yield written("close", whole.closing(runs=len(seen)))


def _ended(engine: Engine, run: str, *, lenient: bool) -> RunView | None:
    try:
        view = engine.store.runs.view(run)
        if not view.state.is_terminal:
            raise IllegalOperation(run, "export", "it has not ended")
        if view.pending is not None:
            raise IllegalOperation(run, "export", f"the operation {view.pending.kind.value} is being carried out")
    except (IllegalOperation, RunNotFound):
        if lenient:
            return None
        raise
    return view


class _RunWriter:
    """Writes one run, one cell and some values at a time.

    Each line is checked as an import will check it: whoever deletes what was exported relies on that.
    """

    def __init__(self, engine: Engine, view: RunView) -> None:
        self._engine, self._view = engine, view
        self._digest = Digest()
        self._given: set[str] = set()
        self._checked: ArchivedRun | None = None

    def lines(self) -> Iterator[bytes]:
        """All lines of the run."""
        yield from map(self._digest.add, self._content())
        now = self._engine.store.runs.view(self._view.id)
        if kept_view(now) != kept_view(self._view):
            raise self._refused("it goes on")
        yield written("end", self._digest.closing(**self._closed()))

    def _content(self) -> Iterator[bytes]:
        view = self._view
        yield from self._with_values("run", {"run": encoded(RUN, kept_view(view))})
        yield from self._graph()
        head = self._engine.plans.head(view.plan)
        yield self._line("plan", {"head": json.loads(head_text(head))})
        for cell in self._engine.store.runs.cells(view.id):
            if cell.ref.epoch != view.epoch:
                raise self._refused("it goes on")
            planned = json.loads(cell_text(self._engine.store.plans.cell(head.hash, cell.ref.cell)))
            state = encoded(CELL, replace(cell, live=False))
            yield from self._with_values("cell", {"plan": planned, "state": state})
        for batch in self._engine.store.logs.batches(view.id):
            yield self._line("logs", {"batch": encoded(LOGS, batch)})

    def _with_values(self, kind: str, body: dict[str, Any]) -> Iterator[bytes]:
        """A line, and the values that it is the first to refer to."""
        run = self._view.id
        sizes = {key: size for key, size in referred(body).items() if own_key(key, run) not in self._given}
        yield self._line(kind, renamed(body, run))
        for keys in _batches(sizes):
            texts = self._engine.store.results.get_many(keys)
            for key in keys:
                self._given.add(own_key(key, run))
                yield self._line("value", {"key": own_key(key, run), "text": texts[key]})

    def _line(self, kind: str, body: dict[str, Any]) -> bytes:
        try:
            check_plain(body)
            if self._checked is None:
                self._checked = ArchivedRun(body)
            else:
                self._checked.take(kind, body)
        except ODD as error:
            raise self._refused(f"it is not whole: {error}") from error
        return written(kind, body)

    def _closed(self) -> dict[str, Any]:
        """What the closing line says, of a run that is whole."""
        checked = cast(ArchivedRun, self._checked)
        try:
            checked.check()
        except ODD as error:
            raise self._refused(f"it is not whole: {error}") from error
        return checked.counts()

    def _refused(self, reason: str) -> IllegalOperation:
        return IllegalOperation(self._view.id, "export", reason)

    def _graph(self) -> Iterator[bytes]:
        """The definition, for whoever reads the archive; it is not needed to import it."""
        if self._view.version is None:
            return
        try:
            known = self._engine.store.graphs.get(self._view.graph, self._view.version)
        except GraphNotFound:
            return
        definition = json.loads(known.definition)
        yield self._line("graph", {"name": known.name, "version": known.version, "definition": definition})


def _batches(sizes: dict[str, int]) -> Iterator[list[str]]:
    batch: list[str] = []
    total = 0
    for key, size in sizes.items():
        if batch and total + size > _AT_ONCE:
            yield batch
            batch, total = [], 0
        batch.append(key)
        total += size
    if batch:
        yield batch
