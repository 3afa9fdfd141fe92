"""``aurora workers``: who is there to run handlers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from aurora_celery.cli.control import control
from aurora_celery.cli.options import shared, with_session
from aurora_celery.cli.output import ago, print_json, print_table
from aurora_celery.cli.session import Session

if TYPE_CHECKING:
    from aurora_celery.store.ports import WorkerBeat

_TITLES = ("worker", "host", "pid", "state", "labels", "queues", "handlers", "processes", "since", "last beat")


@click.group(invoke_without_command=True)
@shared
@with_session
def workers(session: Session) -> None:
    """List the workers that are alive: where they run, what they serve, and whether they take new work."""
    if click.get_current_context().invoked_subcommand is not None:
        return
    beats = session.connected().workers.living()
    if session.json:
        print_json([_document(beat) for beat in beats])
    else:
        print_table(_TITLES, [_row(beat) for beat in beats])


workers.add_command(control)


def _state(beat: WorkerBeat) -> str:
    return "draining" if beat.draining else "active"


def _handlers(beat: WorkerBeat) -> list[str]:
    return [name for name in beat.handlers if not name.startswith("celery.")]


def _row(beat: WorkerBeat) -> tuple[str, ...]:
    return (
        beat.id,
        beat.host,
        str(beat.pid),
        _state(beat),
        " ".join(beat.labels) or "-",
        " ".join(beat.queues),
        str(len(_handlers(beat))),
        f"{len(beat.pids)} of {beat.concurrency}",
        ago(beat.started),
        ago(beat.beat),
    )


def _document(beat: WorkerBeat) -> dict[str, Any]:
    return {
        "id": beat.id,
        "host": beat.host,
        "pid": beat.pid,
        "state": _state(beat),
        "labels": dict(label.split("=", 1) for label in beat.labels),
        "queues": list(beat.queues),
        "handlers": _handlers(beat),
        "concurrency": beat.concurrency,
        "processes": list(beat.pids),
        "refused": beat.refused,
        "since": beat.started.isoformat() if beat.started else None,
        "last_beat": beat.beat.isoformat() if beat.beat else None,
    }
