"""``aurora runs``: what ran and what runs."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import click

from aurora_celery.cli.archive import export, import_
from aurora_celery.cli.exits import Exit
from aurora_celery.cli.inputs import read_facts, read_labels
from aurora_celery.cli.logs import logs
from aurora_celery.cli.operations import OPERATIONS
from aurora_celery.cli.options import reaching, shared, with_session
from aurora_celery.cli.output import ago, note, print_json, print_table, seconds_between
from aurora_celery.cli.plain import describe
from aurora_celery.cli.plain_events import PlainEvents
from aurora_celery.cli.session import Session
from aurora_celery.cli.tracing import trace
from aurora_celery.model.run import Run
from aurora_celery.model.states import RunState

if TYPE_CHECKING:
    from aurora_celery.store.ports import Page


@click.group
def runs() -> None:
    """Look at runs, stop them, mend them."""


for operation in (*OPERATIONS, export, import_, trace, logs):
    runs.add_command(operation)


@runs.command("list")
@click.option("--state", "states", multiple=True, type=click.Choice([state.value for state in RunState]))
@click.option("--graph", help="Only runs of this graph.")
@click.option("--label", "labels", metavar="NAME=VALUE", multiple=True, help="Only runs with this label.")
@click.option("--input", "facts", metavar="NAME=VALUE", multiple=True, help="Only runs with this input.")
@click.option("--text", help="Only runs with these words, or whose id begins so.")
@click.option("--since", type=click.DateTime(), help="Only runs created at this time (UTC) or later.")
@click.option("--until", type=click.DateTime(), help="Only runs created before this time (UTC).")
@click.option("--limit", type=click.IntRange(1, 1000), default=20, show_default=True)
@click.option("--cursor", help="Go on where another list ended.")
@shared
@reaching
@with_session
def list_(session: Session, states: tuple[str, ...], graph: str | None, **options: Any) -> None:
    """List runs, the newest first."""
    from aurora_celery.handlers.codec import encode
    from aurora_celery.store.ports import RunFilter

    labels = read_labels(options["labels"])
    facts = {name: encode(value) for name, value in read_facts(options["facts"]).items()}
    where = RunFilter(
        states=tuple(map(RunState, states)),
        graph=graph,
        labels=labels,
        facts=facts,
        created_after=_utc(options["since"]),
        created_before=_utc(options["until"]),
        text=options["text"],
    )
    page = session.reached().runs(where, limit=options["limit"], cursor=options["cursor"])
    if session.json:
        print_json({"items": [summary(run) for run in page.items], "cursor": page.cursor})
    else:
        _print_page(page)


@runs.command
@click.argument("run_id", metavar="RUN")
@shared
@reaching
@with_session
def show(session: Session, run_id: str) -> None:
    """Show one run with its nodes."""
    handle = session.reached().run(run_id)
    if session.json:
        print_json(handle.document())
        return
    run = handle.view()
    click.echo(f"run {run.id} of {run.graph}{_version(run)}: {_state(run)}, created {ago(run.created)}")
    if run.error:
        click.echo(f"  {run.error}")
    rows = [
        (node.id, node.handler, describe(node), seconds_between(node.queued, node.started), node.worker or "-")
        for node in run.nodes
    ]
    print_table(("node", "handler", "state", "waited", "worker"), rows)


@runs.command
@click.argument("run_id", metavar="RUN")
@click.option("--after", help="Go on after the event with this cursor.")
@click.option("--timeout", type=click.FloatRange(min=0), help="Seconds after which to stop; the run goes on.")
@shared
@reaching
@with_session
def follow(session: Session, run_id: str, **options: Any) -> None:
    """Show what happens to a run, as it happens, until it has ended; with --json one event on each line.

    Ends with 1 if the run did not succeed.
    """
    from aurora_celery.model.documents import event_document

    print_event, state = PlainEvents(click.echo).show, None
    for event in session.reached().run(run_id).events(**options):
        if session.json:
            click.echo(json.dumps(event_document(event)))
        else:
            print_event(event)
        state = event.state if isinstance(event.state, RunState) else state
    if state in (RunState.FAILED, RunState.CANCELLED):
        click.get_current_context().exit(Exit.FAILED)


def summary(run: Run) -> dict[str, Any]:
    """A run without its nodes and values, as JSON."""
    return {
        "id": run.id,
        "graph": run.graph,
        "version": run.version,
        "state": run.state.value,
        "error": str(run.error) if run.error else None,
        "labels": dict(run.labels),
        "created": run.created.isoformat(),
        "finished": run.finished.isoformat() if run.finished else None,
    }


def _state(run: Run) -> str:
    return f"{run.state.value} (being cancelled)" if run.cancelling else run.state.value


def _print_page(page: Page[Run]) -> None:
    rows = [
        (
            run.id,
            run.graph + _version(run),
            _state(run),
            ago(run.created),
            seconds_between(run.created, run.finished),
        )
        for run in page.items
    ]
    print_table(("run", "graph", "state", "created", "took"), rows)
    if page.cursor:
        note(f"more: aurora runs list --cursor {page.cursor}")


def _utc(moment: datetime | None) -> datetime | None:
    return None if moment is None else moment.replace(tzinfo=UTC)


def _version(run: Run) -> str:
    return f" v{run.version}" if run.version else ""
