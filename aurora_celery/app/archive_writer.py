"""Write ended runs into an archive, each with all that belongs to it, so that it stands alone."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any, Final

from aurora_celery.app.archive_codec import CELL, RUN, encoded, referred, renamed
from aurora_celery.app.archive_lines import FORMAT, Digest, written
from aurora_celery.engine.engine import Engine
from aurora_celery.errors import GraphNotFound, IllegalOperation
from aurora_celery.model.plan_codec import cell_text, head_text
from aurora_celery.store.values import RunView

#: How many large values are read at a time.
_VALUES: Final = 4


def write_archive(engine: Engine, runs: Iterable[str]) -> Iterator[bytes]:
    """The lines of an archive of these runs. Raises RunNotFound, and IllegalOperation for a run that has not ended."""
    yield written("archive", {"version": FORMAT})
    for run in runs:
        digest = Digest()
        for line in _lines(engine, run):
            digest.add(line)
            yield line
        yield written("end", digest.closing(run))


def kept_view(view: RunView) -> RunView:
    """A run without what it has no use for in another place: its key, its canvas, whose results it shares."""
    return replace(view, key=None, continuation=None, continued=False, shares=(), closed=view.cells)


def _lines(engine: Engine, run: str) -> Iterator[bytes]:
    snapshot = engine.store.changes.snapshot(run)
    view = snapshot.run
    if not view.state.is_terminal or view.pending is not None:
        raise IllegalOperation(run, "export", "it has not ended")
    record: Any = encoded(RUN, kept_view(view))
    cells = [encoded(CELL, replace(cell, live=False)) for cell in snapshot.cells]
    keys = referred([record, cells])
    names = {key: key if key.startswith(f"{run}/") else f"{run}/{key}" for key in sorted(keys)}
    yield written("run", {"run": renamed(record, names)})
    yield from _graph(engine, view)
    head = engine.plans.head(view.plan)
    yield written("plan", {"head": json.loads(head_text(head))})
    for number in range(head.cells):
        yield written("plan_cell", {"cell": json.loads(cell_text(engine.plans.cell(head.hash, number)))})
    for cell in cells:
        yield written("cell", {"cell": renamed(cell, names)})
    wanted = [*names]
    for some in (wanted[begin : begin + _VALUES] for begin in range(0, len(wanted), _VALUES)):
        texts = engine.store.results.get_many(some)
        for key in some:
            yield written("value", {"key": names[key], "text": texts[key]})


def _graph(engine: Engine, view: RunView) -> Iterator[bytes]:
    """The definition, for whoever reads the archive; it is not needed to import it."""
    if view.version is None:
        return
    try:
        version = engine.store.graphs.get(view.graph, view.version)
    except GraphNotFound:
        return
    document = {"name": version.name, "version": version.version, "definition": json.loads(version.definition)}
    yield written("graph", {"graph": document})
