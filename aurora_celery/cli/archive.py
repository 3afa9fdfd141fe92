"""``aurora runs export|import``: put ended runs into a file, and back."""

from __future__ import annotations

import gzip
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO

import click

from aurora_celery.cli.options import shared, with_session
from aurora_celery.cli.output import note, print_json
from aurora_celery.cli.session import Session
from aurora_celery.model.states import RunState

_ENDED = tuple(state for state in RunState if state.is_terminal)


@click.command
@click.argument("runs", metavar="[RUN]...", nargs=-1)
@click.option("--graph", help="All ended runs of this graph.")
@click.option("--state", "states", multiple=True, type=click.Choice([state.value for state in _ENDED]))
@click.option("--until", type=click.DateTime(), help="All ended runs created before this time (UTC).")
@click.option("--output", "-o", type=click.Path(dir_okay=False, path_type=Path), help="A file; .gz packs it.")
@shared
@with_session
def export(session: Session, runs: tuple[str, ...], **options: Any) -> None:
    """Write ended runs into an archive, with all that belongs to them, one JSON document on each line."""
    where = {name: options[name] for name in ("graph", "states", "until") if options[name]}
    if bool(runs) == bool(where):
        raise click.UsageError("name runs, or say by --graph, --state or --until which ones")
    aurora = session.connected()
    with _written(options["output"]) as file:
        for line in aurora.export_runs(runs or _found(aurora.auditor().runs, where)):
            file.write(line)


@click.command("import")
@click.argument("path", metavar="FILE", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@shared
@with_session
def import_(session: Session, path: Path) -> None:
    """Keep the runs of an archive. Nothing is kept of a file that is not whole and sound."""
    found = []
    for imported in session.connected().import_runs(path):
        found.append({"run": imported.run, "created": imported.created})
        if not session.json:
            click.echo(f"{imported.run}  {'imported' if imported.created else 'was there'}")
    if session.json:
        print_json({"items": found})


def _found(runs: Any, where: dict[str, Any]) -> Iterable[str]:
    from aurora_celery.store.ports import RunFilter

    states = tuple(map(RunState, where.get("states", ()))) or _ENDED
    until: datetime | None = where.get("until")
    before = None if until is None else until.replace(tzinfo=UTC)
    found: Iterable[str] = runs(RunFilter(states=states, graph=where.get("graph"), created_before=before))
    return found


@contextmanager
def _written(path: Path | None) -> Iterator[BinaryIO]:
    """A file that is there once it is whole, or the standard output."""
    if path is None:
        yield sys.stdout.buffer
        return
    part = path.with_name(f"{path.name}.part")
    try:
        with part.open("wb") as plain:
            if path.suffix == ".gz":
                with gzip.GzipFile(fileobj=plain, mode="wb") as packed:
                    yield packed  # type: ignore[misc]
            else:
                yield plain
            plain.flush()
            os.fsync(plain.fileno())
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    note(f"written to {path}")
