"""Names that the engine makes: run ids, the Celery task id of a node, the token of one delivery."""

from __future__ import annotations

import re
import uuid
from dataclasses import dataclass

_RUN = re.compile(r"[0-9a-f]{32}")
_NODE_TASK = re.compile(r"([0-9a-f]{32})\.(\d{1,9})\.(\d{1,9})\Z")


@dataclass(frozen=True, slots=True)
class NodeTask:
    """What a node's Celery task id says: the run, its epoch, and the node's index in the plan."""

    run: str
    epoch: int
    index: int


def new_run_id() -> str:
    """A random id of 32 hex digits."""
    return uuid.uuid4().hex


def is_run_id(text: str) -> bool:
    """True for what ``new_run_id`` may have made."""
    return _RUN.fullmatch(text) is not None


def new_token() -> str:
    """A random word that tells one delivery of a message from every other."""
    return uuid.uuid4().hex[:20]


def node_task_id(run: str, epoch: int, index: int) -> str:
    """The Celery task id of a node: the same for each of its tries, as Celery's own retries do."""
    return f"{run}.{epoch}.{index}"


def parse_node_task_id(task_id: str) -> NodeTask | None:
    """Read a node's task id back; None for the id of any other task."""
    match = _NODE_TASK.match(task_id)
    return NodeTask(match[1], int(match[2]), int(match[3])) if match else None
