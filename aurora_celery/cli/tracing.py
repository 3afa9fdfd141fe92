"""``aurora runs trace``: where the time of a run went, drawn as bars."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime
from typing import Any

import click

from aurora_celery.cli.options import shared, with_session
from aurora_celery.cli.output import note, print_json, print_table
from aurora_celery.cli.session import Session
from aurora_celery.model.states import NodeState
from aurora_celery.model.timeline import NodeSpan, Timeline

#: Columns of the time, and the least that a bar takes of them.
_WIDTH = 60
_MARKS = {NodeState.SUCCEEDED: "#", NodeState.RUNNING: "#", NodeState.CANCELLED: "-", NodeState.SKIPPED: "-"}


@click.command
@click.argument("run_id", metavar="RUN")
@shared
@with_session
def trace(session: Session, run_id: str) -> None:
    """Show where the time of a run went: when each node was ready, waited and ran, and the critical path."""
    timeline = session.connected().run(run_id).trace()
    if session.json:
        print_json(_plain(asdict(timeline)))
        return
    click.echo(f"run {timeline.run} of {timeline.graph}: {timeline.state.value}, trace {timeline.trace_id}")
    end = max([timeline.created, *_moments(timeline)])
    whole = max((end - timeline.created).total_seconds(), 0.001)
    rows = [
        (
            f"{'*' if node.critical else ' '} {node.id}",
            bar(node, timeline.created, whole),
            _took(node.waited),
            _took(node.ran),
        )
        for node in timeline.nodes
    ]
    print_table(("node", f"0 to {whole:.3f} s", "waited", "ran"), rows)
    note("* critical path   . ready, not claimed   # runs   x a try that failed   - broken off")


def bar(node: NodeSpan, start: datetime, whole: float) -> str:
    """The tries of a node on a line that stands for so many seconds."""
    line = [" "] * _WIDTH

    def draw(mark: str, begin: datetime | None, end: datetime | None) -> None:
        if begin is not None:
            first = _column(begin, start, whole)
            last = _column(end, start, whole) if end is not None else _WIDTH - 1
            line[first : last + 1] = mark * (last + 1 - first)

    for each in node.tries:
        draw(".", each.ready, each.claimed)
    for each in node.tries:
        draw(_MARKS.get(each.state, "x"), each.claimed, each.finished)
    return "".join(line).rstrip()


def _column(moment: datetime, start: datetime, whole: float) -> int:
    share = (moment - start).total_seconds() / whole
    return min(_WIDTH - 1, max(0, int(share * _WIDTH)))


def _moments(timeline: Timeline) -> Iterator[datetime]:
    for node in timeline.nodes:
        for each in node.tries:
            yield from (moment for moment in (each.claimed, each.finished) if moment)
    if timeline.finished:
        yield timeline.finished


def _took(seconds: float | None) -> str:
    return "-" if seconds is None else f"{seconds:.3f} s"


def _plain(value: Any) -> Any:
    """The same in JSON's own kinds of values."""
    if isinstance(value, dict):
        return {name: _plain(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value.isoformat() if isinstance(value, datetime) else value
