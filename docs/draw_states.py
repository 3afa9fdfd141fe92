"""Write docs/states.md from the tables of states: ``python docs/draw_states.py``."""  # noqa: INP001 - a script

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TypeVar

from aurora_celery.model.states import CELERY_STATES, NODE_MOVES, RUN_MOVES, NodeState, RunState

PAGE = Path(__file__).with_name("states.md")

State = TypeVar("State", NodeState, RunState)

NODES: Mapping[NodeState, str] = {
    NodeState.PENDING: "Waits for its predecessors, or is ready and waits for a free worker.",
    NodeState.RUNNING: "A worker has claimed it and calls the handler.",
    NodeState.WAITING: "Waits for something outside: a timer, an approval, a foreign worker. Nothing sets it yet.",
    NodeState.RETRYING: "A try has failed, or its worker has died; another follows when its delay is over.",
    NodeState.SUCCEEDED: "Its result is recorded and will not change.",
    NodeState.FAILED: "Its last try has failed. What depends on it is skipped.",
    NodeState.SKIPPED: "Something that it needs has failed or was skipped, as its error says; or somebody skipped it.",
    NodeState.CANCELLED: "Its run was cancelled before it ended.",
}

RUNS: Mapping[RunState, str] = {
    RunState.PENDING: "Accepted and durable; no node has been claimed.",
    RunState.RUNNING: "A node has been claimed, or the run reopened. While it is being cancelled it says so beside.",
    RunState.PAUSED: "No node starts until it is resumed; those that run come to their end.",
    RunState.SUCCEEDED: "No node has failed, and the outputs are recorded.",
    RunState.FAILED: "A node or the outputs failed, or its deadline was over; the error is the first one.",
    RunState.CANCELLED: "Somebody cancelled it, and every handler has ended since.",
}

HEAD = """<!-- Written by docs/draw_states.py from aurora_celery/model/states.py. Do not edit. -->

# States

The same words stand in the code, in the documents that `--json` prints and here. Every write to the store names the
state that it leaves, so a move that is not drawn does not happen.

They hold within one *epoch* of a run. An ended run that is retried or rerun goes on in its next epoch: the nodes that
run again are pending once more and keep their earlier tries in their history, the others stay as they ended. See
[operations.md](operations.md).
"""


def page() -> str:
    """The whole page."""
    celery = [f"| {state} | `{name}` |" for state, name in CELERY_STATES.items()]
    parts = [
        HEAD,
        *_section("Nodes", NODE_MOVES, NODES),
        *_section("Runs", RUN_MOVES, RUNS),
        "## What Celery's own tools see",
        "",
        "`AsyncResult` of a node's task, read through the result backend `aurora+mongodb://`, uses Celery's words:",
        "",
        "| node | Celery |",
        "|---|---|",
        *celery,
    ]
    return "\n".join(parts) + "\n"


def _section(title: str, moves: Mapping[State, frozenset[State]], meaning: Mapping[State, str]) -> Iterator[str]:
    yield f"## {title}\n\n```mermaid\nstateDiagram-v2"
    yield "    direction LR"
    yield "    [*] --> pending"
    for state, targets in moves.items():
        yield from (f"    {state} --> {target}" for target in type(state) if target in targets)
        if not targets:
            yield f"    {state} --> [*]"
    yield "```\n\n| state | means | may become |\n|---|---|---|"
    for state, targets in moves.items():
        names = ", ".join(target for target in type(state) if target in targets)
        yield f"| {state} | {meaning[state]} | {names or 'nothing: it is final'} |"
    yield ""


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
