"""``aurora run``: submit a graph, show how it goes, and say how it ended."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from aurora_celery.cli.exits import Exit
from aurora_celery.cli.follow import Follower
from aurora_celery.cli.inputs import read_inputs, read_labels
from aurora_celery.cli.options import including, reaching, setting, with_session
from aurora_celery.cli.output import note, on_terminal, print_json, seconds_between
from aurora_celery.cli.session import Session
from aurora_celery.cli.targets import declared_inputs, drawn, graph_of, module_of
from aurora_celery.model.run import Run
from aurora_celery.model.states import RunState

if TYPE_CHECKING:
    from aurora_celery.app.runs import RunHandle
    from aurora_celery.client import ClientRun

#: Outputs longer than this are not shown whole to people.
_SHOWN = 4000


@click.command
@click.argument("target", metavar="FILE")
@click.option("--input", "-i", "pairs", metavar="NAME=VALUE", multiple=True, help="One input; again for more.")
@click.option("--inputs", "whole", metavar="JSON", help="All inputs as a JSON object, or @FILE with one.")
@click.option("--key", help="Idempotency key: the same key gives the same run.")
@click.option("--key-window", type=click.FloatRange(min=0), help="Seconds after which the key may be used anew.")
@click.option("--deadline", type=click.FloatRange(min=0), help="Seconds for the whole run; it is stopped after them.")
@click.option("--label", "labels", metavar="NAME=VALUE", multiple=True, help="A label of the run; again for more.")
@click.option("--version", type=int, help="The version of a stored graph; the newest without it.")
@click.option("--wait/--no-wait", default=True, help="Wait for the end; otherwise only submit.")
@click.option(
    "--timeout", type=click.FloatRange(min=0, min_open=True), help="Seconds to wait; the run goes on after it."
)
@click.option("--embedded", is_flag=True, help="Run it on a stack of its own that ends with it.")
@setting("embedded.data_dir", "--data-dir", type=click.Path(path_type=Path), help="With --embedded: keep data there.")
@setting("worker.concurrency", "-c", "--concurrency", type=int, help="With --embedded: processes of the worker.")
@including
@reaching
@with_session
def run(session: Session, target: str, **options: Any) -> None:
    """Run FILE (.yaml, .yml, .json, .toml), MODULE:NAME, or the stored graph of that name.

    Values of --input are read as the graph declares them: a string stays a string, all else is JSON.
    Ends with 1 if the run fails.
    """
    with ExitStack() as cleanup:
        if options["embedded"] and session.server:
            raise click.UsageError("--embedded is a stack of its own; --server names another")
        if options["embedded"]:
            from aurora_celery.cli.private_stack import private_stack

            cleanup.enter_context(private_stack(session, module=module_of(target)))
        handle = _submit(session, target, options)
        if options["wait"]:
            with _interruptible(handle, goes_on=not options["embedded"]):
                _follow(handle, session, timeout=options["timeout"])
        _report(handle, session, waited=options["wait"])


def _submit(session: Session, target: str, options: dict[str, Any]) -> RunHandle | ClientRun:
    found = drawn(target) or target
    declared = declared_inputs(session, found, options["version"])
    inputs = read_inputs(options["pairs"], options["whole"], declared=declared)
    labels = read_labels(options["labels"])
    chosen = {name: options[name] for name in ("key", "key_window", "deadline", "version")}
    if session.remote is None:
        return session.connected().submit(found, inputs, labels=labels, **chosen)
    if chosen.pop("key_window") is not None:
        raise click.UsageError("over a management API a key is good for a day; --key-window cannot change that")
    graph = found if isinstance(found, str) else graph_of(found)
    return session.remote.submit(graph, inputs, labels=labels, **chosen)


@contextmanager
def _interruptible(handle: RunHandle | ClientRun, *, goes_on: bool) -> Iterator[None]:
    """Say what becomes of the run when its waiter is interrupted."""
    try:
        yield
    except KeyboardInterrupt:
        if goes_on:
            wait, stop = f"`aurora runs follow {handle.id}`", f"`aurora runs cancel {handle.id}`"
            note(f"aurora: interrupted; the run goes on, {wait} waits for it and {stop} stops it")
        raise


def _follow(handle: RunHandle | ClientRun, session: Session, *, timeout: float | None) -> None:
    follower = Follower(handle, timeout=timeout, note=note)
    if session.json:
        follower.wait()
    elif on_terminal():
        from rich.console import Console

        from aurora_celery.cli.live import LiveProgress

        with LiveProgress(Console()) as progress:
            follower.watch(progress.show)
    else:
        from aurora_celery.cli.plain import PlainProgress

        click.echo(f"run {handle.id}")
        follower.watch(PlainProgress(click.echo).show)


def _report(handle: RunHandle | ClientRun, session: Session, *, waited: bool) -> None:
    if session.json:
        print_json(handle.document())
    elif not waited:
        click.echo(f"run {handle.id} was submitted; see `aurora runs show {handle.id}`")
    view = handle.wait(0).view() if waited else None
    if view is None:
        return
    if not session.json:
        _tell(view, handle)
    if view.state is not RunState.SUCCEEDED:
        click.get_current_context().exit(Exit.FAILED)


def _tell(view: Run, handle: RunHandle | ClientRun) -> None:
    click.echo(f"run {view.id} {view.state.value} after {seconds_between(view.created, view.finished)}")
    if view.error:
        click.echo(f"  {view.error}")
    outputs = handle.result if view.state is RunState.SUCCEEDED else None
    if outputs is not None:
        text = json.dumps(outputs, indent=2, ensure_ascii=not on_terminal())
        click.echo(
            text if len(text) <= _SHOWN else f"{text[:_SHOWN]}\n... (all of it: aurora runs show {view.id} --json)"
        )
