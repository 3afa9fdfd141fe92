"""``aurora runs cancel|pause|resume|retry|rerun|skip|mark|delete``: stop and mend runs."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

import click

from aurora_celery.cli.inputs import read_inputs
from aurora_celery.cli.options import reaching, shared, with_session
from aurora_celery.cli.output import print_json, print_table
from aurora_celery.cli.session import Session
from aurora_celery.model.operation import OperationKind

if TYPE_CHECKING:
    from aurora_celery.app.runs import RunHandle
    from aurora_celery.client import ClientRun
    from aurora_celery.engine.effects import Effect

Command = TypeVar("Command", bound=Callable[..., Any])

_RUN = click.argument("run_id", metavar="RUN")
_NODE = click.argument("node")


def _by(ctx: click.Context, _: click.Parameter, value: str | None) -> str | None:
    if value and Session.of(ctx).server:
        raise click.UsageError("a management API knows who does it: the one whose key it is")
    return value


def _operation(command: Command) -> Command:
    """What every operation takes."""
    by = click.option("--by", callback=_by, help="Who does it; you, on this host, without it.")
    why = click.option("--why", default="", help="Why; kept with the run.")
    dry = click.option("--dry-run", is_flag=True, help="Only say which nodes it would touch.")
    return shared(reaching(by(why(dry(command)))))


@click.command
@_RUN
@_operation
@with_session
def cancel(session: Session, run_id: str, **how: Any) -> None:
    """Stop a run: no more nodes start, handlers at work are asked to stop and then stopped."""
    _tell(session, _handle(session, run_id).cancel(**_given(how)), of=run_id, **how)


@click.command
@_RUN
@_operation
@with_session
def pause(session: Session, run_id: str, **how: Any) -> None:
    """Start no more nodes of a run until it is resumed."""
    _tell(session, _handle(session, run_id).pause(**_given(how)), of=run_id, **how)


@click.command
@_RUN
@_operation
@with_session
def resume(session: Session, run_id: str, **how: Any) -> None:
    """Let a paused run go on."""
    _tell(session, _handle(session, run_id).resume(**_given(how)), of=run_id, **how)


@click.command
@_RUN
@_operation
@with_session
def retry(session: Session, run_id: str, **how: Any) -> None:
    """Do again what failed, was skipped or was cancelled in an ended run."""
    _tell(session, _handle(session, run_id).retry(**_given(how)), of=run_id, **how)


@click.command
@_RUN
@click.option("--from", "node", metavar="NODE", help="The node to begin with; without it, everything.")
@click.option("--descendants/--no-descendants", default=True, help="Whether what comes after the node runs again too.")
@click.option("--new", is_flag=True, help="As a new run, which refers to the results that stay as they are.")
@click.option("--input", "-i", "pairs", metavar="NAME=VALUE", multiple=True, help="With --new: edit an input.")
@click.option(
    "--inputs", "whole", metavar="JSON", help="With --new: edited inputs as a JSON object, or @FILE with one."
)
@_operation
@with_session
def rerun(session: Session, run_id: str, **given: Any) -> None:
    """Do an ended run again, or a node of it and what comes after that."""
    new, pairs, whole = given.pop("new"), given.pop("pairs"), given.pop("whole")
    handle = _handle(session, run_id)
    if not new and (pairs or whole):
        raise click.UsageError("the inputs of a run never change; edit them with --new")
    if new:
        inputs = read_inputs(pairs, whole, declared=handle.input_schemas)
        effect = handle.rerun_as_new(inputs=inputs, **_given(given))
    else:
        effect = handle.rerun(**_given(given))
    _tell(session, effect, of=run_id, **given)


@click.command
@_RUN
@_NODE
@_operation
@with_session
def skip(session: Session, run_id: str, node: str, **how: Any) -> None:
    """Skip a node that has not ended, and all that needs it; the run does not fail for it."""
    _tell(session, _handle(session, run_id).skip(node, **_given(how)), of=run_id, **how)


@click.command
@_RUN
@_NODE
@click.argument("state", type=click.Choice(["succeeded", "failed"]))
@click.option("--result", metavar="JSON", help="The result of a node that is marked as succeeded; null without it.")
@click.option("--message", default="", help="What is wrong with a node that is marked as failed.")
@_operation
@with_session
def mark(session: Session, run_id: str, node: str, **given: Any) -> None:
    """Let a node succeed with a result that you give, or fail."""
    state, result, message = given.pop("state"), given.pop("result"), given.pop("message")
    handle = _handle(session, run_id)
    if state == "succeeded":
        effect = handle.mark_succeeded(node, _json(result), **_given(given))
    else:
        effect = handle.mark_failed(node, message, **_given(given))
    _tell(session, effect, of=run_id, **given)


@click.command
@_RUN
@_operation
@with_session
def delete(session: Session, run_id: str, **how: Any) -> None:
    """Delete an ended run with its results, but for those that another run refers to."""
    _tell(session, _handle(session, run_id).delete(**_given(how)), of=run_id, **how)


OPERATIONS = (cancel, pause, resume, retry, rerun, skip, mark, delete)


def _handle(session: Session, run_id: str) -> RunHandle | ClientRun:
    return session.reached().run(run_id)


def _given(options: Mapping[str, Any]) -> dict[str, Any]:
    """What was said; what was not is up to whoever carries it out."""
    return {name: value for name, value in options.items() if value is not None}


def _json(text: str | None) -> Any:
    if text is None:
        return None
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise click.BadParameter(f"not JSON: {error}", param_hint="--result") from error


def _tell(session: Session, effect: Effect, *, of: str, dry_run: bool, **_: Any) -> None:
    nodes = [{"node": each.node, "state": each.state.value, "becomes": each.becomes} for each in effect.nodes]
    if session.json:
        print_json({"operation": effect.kind.value, "run": effect.run, "dry_run": dry_run, "nodes": nodes})
        return
    click.echo(f"{_subject(effect, of)}: {'would touch' if dry_run else 'touched'} {_counted(effect)}")
    if nodes:
        print_table(("node", "was", "becomes"), [tuple(each.values()) for each in nodes])


def _subject(effect: Effect, run: str) -> str:
    """What was done to which run, and which one came of it."""
    new = f" as new run {effect.run}" if effect.run not in (None, run) else ""
    return f"{effect.kind.value} of run {run}{new}"


def _counted(effect: Effect) -> str:
    if effect.kind is OperationKind.DELETE:
        return "all of it"
    return f"{len(effect.nodes)} {'node' if len(effect.nodes) == 1 else 'nodes'}"
