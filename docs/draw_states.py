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
    NodeState.SKIPPED: "Something that it needs has failed; its error names which node.",
    NodeState.CANCELLED: "Its run was cancelled before it ended. Nothing sets it yet.",
}

RUNS: Mapping[RunState, str] = {
    RunState.PENDING: "Accepted and durable; no node has been claimed.",
    RunState.RUNNING: "At least one node has been claimed.",
    RunState.PAUSED: "No node starts until it is resumed. Nothing sets it yet.",
    RunState.SUCCEEDED: "Every node has succeeded and the outputs are recorded.",
    RunState.FAILED: "A node, or the outputs, failed; the error is the first one's.",
    RunState.CANCELLED: "Somebody ended it early. Nothing sets it yet.",
}

HEAD = """<!-- Written by docs/draw_states.py from aurora_celery/model/states.py. Do not edit. -->

# States

The same words stand in the code, in the documents that `--json` prints and here. Every write to the store names the
state that it leaves, so a move that is not drawn does not happen.
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
