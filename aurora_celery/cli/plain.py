"""Progress as plain lines: one for each change of a node's state."""

from __future__ import annotations

from collections.abc import Callable

from aurora_celery.cli.output import seconds_between
from aurora_celery.model.run import NodeRun, Run
from aurora_celery.model.states import NodeState


class PlainProgress:
    """Prints what changed since the last look, with the seconds since the run was accepted."""

    def __init__(self, write: Callable[[str], None]) -> None:
        self._write = write
        self._seen: dict[str, tuple[NodeState, int]] = {}

    def show(self, run: Run) -> None:
        """Print the news of a run."""
        for node in run.nodes:
            now = (node.state, node.attempts)
            if node.state is not NodeState.PENDING and self._seen.get(node.id) != now:
                self._write(f"{_since(run, node)}  {node.id}  {describe(node)}")
            self._seen[node.id] = now


def describe(node: NodeRun) -> str:
    """What became of a node, in a few words."""
    words: str = node.state.value
    if node.state is NodeState.SUCCEEDED:
        words += f" in {seconds_between(node.started, node.finished)}"
    if node.attempts > 1:
        words += f" (attempt {node.attempts})"
    if node.error and node.state not in (NodeState.SUCCEEDED, NodeState.RUNNING):
        words += f": {node.error.type or node.error.reason}: {node.error.message}"
    return words


def _since(run: Run, node: NodeRun) -> str:
    tries = [moment for attempt in node.history for moment in (attempt.started, attempt.finished) if moment]
    moment = node.finished or node.started or max(tries, default=None)
    seconds = (moment - run.created).total_seconds() if moment else 0.0
    return f"{seconds:8.2f} s"
