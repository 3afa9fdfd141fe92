"""``aurora runs logs``: what the handlers of a run said."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import click

from aurora_celery.cli.options import reaching, shared, with_session
from aurora_celery.cli.session import Session
from aurora_celery.model.log import LogEntry, LogLevel, LogQuery

#: Colours stay; whatever else a terminal obeys is none of a handler's business.
_OBEYED = re.compile(r"(?P<colour>\x1b\[[0-9;:]*m)|[\x00-\x08\x0b-\x1f\x7f\x80-\x9f]")
_COLOURS = {LogLevel.WARNING: "yellow", LogLevel.ERROR: "red", LogLevel.CRITICAL: "red"}


@click.command
@click.argument("run_id", metavar="RUN")
@click.option("--node", help="Only of this node.")
@click.option("--attempt", type=click.IntRange(min=0), help="Only of this try of each node.")
@click.option(
    "--level", type=click.Choice([level.name for level in LogLevel], case_sensitive=False), help="This and above."
)
@click.option("--grep", "contains", default="", help="Only what contains this text, in whatever case.")
@click.option("--follow", "-f", is_flag=True, help="Go on as more is said, until the run has ended.")
@click.option("--timestamps", "-t", is_flag=True, help="Say when.")
@shared
@reaching
@with_session
def logs(session: Session, run_id: str, *, follow: bool, timestamps: bool, **wanted: Any) -> None:
    """Show what the handlers of a run logged and printed; with --json one line of JSON for each."""
    level = wanted.pop("level")
    query = LogQuery(**wanted, level=level and LogLevel[level])
    run = session.reached().run(run_id)
    show = _json if session.json else _plain(timestamps=timestamps)
    for entry in run.follow_logs(query) if follow else run.logs(query):
        click.echo(show(entry))


def printable(text: str) -> str:
    """Text as a terminal may be given it: with its colours, and with nothing else that it would obey."""
    return _OBEYED.sub(lambda found: found["colour"] or ascii(found[0])[1:-1], text)


def _json(entry: LogEntry) -> str:
    from aurora_celery.model.documents import log_document

    return json.dumps(log_document(entry))


def _plain(*, timestamps: bool) -> Callable[[LogEntry], str]:
    def show(entry: LogEntry) -> str:
        when = f"{entry.at.isoformat(timespec='milliseconds').replace('+00:00', 'Z')} " if timestamps else ""
        attempt = f"#{entry.attempt}" if entry.attempt > 1 else ""
        level = click.style(f"{entry.level.name:<7}", fg=_COLOURS.get(entry.level))
        colour = "\x1b[0m" if "\x1b" in entry.text else ""
        return f"{when}{printable(entry.node)}{attempt} {level} {printable(entry.text)}{colour}"

    return show
