"""``aurora runs export|import``: put ended runs into a file, and back."""

from __future__ import annotations

import gzip
import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, cast

import click

from aurora_celery.cli.options import shared, with_session
from aurora_celery.cli.output import note, print_json
from aurora_celery.cli.session import Session
from aurora_celery.model.states import RunState

if TYPE_CHECKING:
    from aurora_celery.store.ports import RunFilter

_ENDED = tuple(state for state in RunState if state.is_terminal)


@click.command
@click.argument("runs", metavar="[RUN]...", nargs=-1)
@click.option("--graph", help="All ended runs of this graph.")
@click.option("--state", "states", multiple=True, type=click.Choice([state.value for state in _ENDED]))
@click.option("--until", type=click.DateTime(), help="All ended runs created before this time (UTC).")
@click.option(
    "--output",
    "-o",
    type=click.Path(dir_okay=False, allow_dash=True, path_type=Path),
    help="A file, which .gz packs; without it, or with -, the standard output.",
)
@shared
@with_session
def export(session: Session, runs: tuple[str, ...], **options: Any) -> None:
    """Write ended runs into an archive, with all that belongs to them, one JSON document on each line."""
    where = {name: options[name] for name in ("graph", "states", "until") if options[name]}
    if bool(runs) == bool(where):
        raise click.UsageError("name runs, or say by --graph, --state or --until which ones")
    path = None if options["output"] in (None, Path("-")) else options["output"]
    written = []
    with _opened(path) as file:
        for line in session.connected().export_runs(runs or _filter(**where)):
            file.write(line)
            if line.startswith(b'{"kind":"end",'):
                written.append(json.loads(line)["run"])
    if path is not None and session.json:
        print_json({"output": str(path), "items": [{"run": run} for run in written]})
    elif path is not None:
        note(f"{len(written)} {'run' if len(written) == 1 else 'runs'} written to {path}")


@click.command("import")
@click.argument("path", metavar="FILE", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@shared
@with_session
def import_(session: Session, path: Path) -> None:
    """Keep the runs of an archive. Nothing is kept of a file that is not whole and sound."""
    found = session.connected().import_runs(path)
    if session.json:
        print_json({"items": [{"run": each.run, "created": each.created} for each in found]})
        return
    for each in found:
        click.echo(f"{each.run}  {'imported' if each.created else 'was there'}")


def _filter(*, graph: str | None = None, states: tuple[str, ...] = (), until: datetime | None = None) -> RunFilter:
    from aurora_celery.store.ports import RunFilter

    before = None if until is None else until.replace(tzinfo=UTC)
    return RunFilter(states=tuple(map(RunState, states)) or _ENDED, graph=graph, created_before=before)


@contextmanager
def _opened(path: Path | None) -> Iterator[BinaryIO]:
    """A file that is there once it is whole, or the standard output."""
    if path is None:
        yield sys.stdout.buffer
        return
    part = path.with_name(f"{path.name}.part")
    try:
        with part.open("wb") as plain:
            if path.suffix == ".gz":
                with gzip.GzipFile(fileobj=plain, mode="wb") as packed:
                    yield cast(BinaryIO, packed)
            else:
                yield plain
            plain.flush()
            os.fsync(plain.fileno())
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
