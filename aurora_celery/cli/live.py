"""Progress on a terminal: a bar, the counts of the states, and the nodes that matter now."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from typing import Self

from rich.console import Console, Group, RenderableType
from rich.live import Live
from rich.progress_bar import ProgressBar
from rich.table import Table
from rich.text import Text

from aurora_celery.cli.plain import describe
from aurora_celery.model.run import NodeRun, Run
from aurora_celery.model.states import NodeState

#: A sign beside the colour, for those who do not see colours.
SIGNS = {
    NodeState.PENDING: ("·", "dim"),
    NodeState.RUNNING: ("▶", "cyan"),
    NodeState.WAITING: ("◷", "magenta"),
    NodeState.RETRYING: ("↻", "yellow"),
    NodeState.SUCCEEDED: ("✓", "green"),
    NodeState.FAILED: ("✗", "bold red"),
    NodeState.SKIPPED: ("↷", "dim"),
    NodeState.CANCELLED: ("■", "dim"),
}
#: What is shown first where not all nodes fit on the screen.
_WEIGHT = {
    state: weight
    for weight, state in enumerate(
        (
            NodeState.FAILED, NodeState.RUNNING, NodeState.RETRYING, NodeState.WAITING,
            NodeState.SUCCEEDED, NodeState.PENDING, NodeState.SKIPPED, NodeState.CANCELLED,
        )
    )
}  # fmt: skip
_BESIDE_NODES = 6


class LiveProgress:
    """A picture of the run that is drawn over itself. Use it as a context manager."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._live = Live(console=console, auto_refresh=False)

    def __enter__(self) -> Self:
        self._live.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._live.stop()

    def show(self, run: Run) -> None:
        """Draw the run as it stands."""
        self._live.update(picture(run, height=self._console.height), refresh=True)


def picture(run: Run, *, height: int) -> RenderableType:
    """The run within so many lines."""
    done = sum(node.state.is_terminal for node in run.nodes)
    head = Text.assemble((run.graph, "bold"), f"  {run.id}  ", (run.state.value, "bold"))
    bar = Table.grid(padding=(0, 1))
    bar.add_row(ProgressBar(total=max(1, len(run.nodes)), completed=done, width=40), f"{done}/{len(run.nodes)}")
    return Group(head, bar, _counts(run), _nodes(run, room=max(3, height - _BESIDE_NODES)))


def _counts(run: Run) -> Text:
    counts = Counter(node.state for node in run.nodes)
    parts = [
        (f"{SIGNS[state][0]} {counts[state]} {state.value}  ", SIGNS[state][1]) for state in SIGNS if counts[state]
    ]
    return Text.assemble(*parts)


def _nodes(run: Run, *, room: int) -> RenderableType:
    shown = run.nodes if len(run.nodes) <= room else _most_telling(run.nodes, room - 1)
    table = Table.grid(padding=(0, 2))
    for node in shown:
        sign, style = SIGNS[node.state]
        table.add_row(Text(sign, style), Text(node.id), Text(describe(node), style), Text(_running_for(node), "dim"))
    hidden = len(run.nodes) - len(shown)
    return Group(table, Text(f"and {hidden} more", "dim")) if hidden else table


def _most_telling(nodes: tuple[NodeRun, ...], room: int) -> list[NodeRun]:
    """The nodes that a reader looks for, in the order of the plan."""
    long_ago = datetime.min.replace(tzinfo=UTC)
    latest = sorted(nodes, key=lambda node: node.finished or long_ago, reverse=True)
    chosen = sorted(latest, key=lambda node: _WEIGHT[node.state])[:room]
    return sorted(chosen, key=lambda node: node.index)


def _running_for(node: NodeRun) -> str:
    if node.state is not NodeState.RUNNING or node.started is None:
        return ""
    return f"{max(0.0, (datetime.now(UTC) - node.started).total_seconds()):.1f} s"
