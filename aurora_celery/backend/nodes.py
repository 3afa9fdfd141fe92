"""Read the result of an Aurora node from its run. Nothing is written here: the engine has recorded it."""

from __future__ import annotations

import json
import re
from functools import lru_cache
from typing import Any, Final, NamedTuple

from celery import states

from aurora_celery.errors import NotFound
from aurora_celery.model.plan import PlanHead
from aurora_celery.model.run import Failure
from aurora_celery.model.states import CELERY_STATES
from aurora_celery.store.factory import open_store
from aurora_celery.store.ports import CellRef, SlotView, Store

_NODE_TASK: Final = re.compile(r"([0-9a-f]{32})\.(\d{1,9})\.(\d{1,9})\Z")


class NodeTask(NamedTuple):
    """What a node's Celery task id says: the run, its epoch, and the node's index in the plan."""

    run: str
    epoch: int
    node: int


def parse_node_id(task_id: str) -> NodeTask | None:
    """Read a node's task id; None for the id of any other task."""
    match = _NODE_TASK.match(task_id)
    return NodeTask(match[1], int(match[2]), int(match[3])) if match else None


class Nodes:
    """The nodes of every run in the store at one address, which is opened when the first is asked for."""

    def __init__(self, url: str) -> None:
        self._url = url

    def meta(self, task_id: str, node: NodeTask) -> dict[str, Any] | None:
        """A node's state as Celery's metadata; None when there is no such node. Raises StoreUnavailable."""
        store = _store(self._url)
        try:
            head = _head(self._url, node.run)
        except NotFound:
            return None
        number, slot = head.locate(node.node)
        cell = store.runs.cell(CellRef(node.run, node.epoch, number))
        if cell is None or node.node >= head.size:
            return None
        return _celery_meta(task_id, cell.slots.get(slot, SlotView()), store=store)


@lru_cache(maxsize=8)
def _store(url: str) -> Store:
    return open_store(url)


@lru_cache(maxsize=1024)
def _head(url: str, run: str) -> PlanHead:
    """The plan of a run, which stays the same. Raises NotFound, which is not remembered."""
    store = _store(url)
    return store.plans.head(store.runs.view(run).plan)


def _celery_meta(task_id: str, view: SlotView, *, store: Store) -> dict[str, Any]:
    status = CELERY_STATES[view.state]
    return {
        "task_id": task_id,
        "status": status,
        "result": _result(view, status, store=store),
        "traceback": view.failure.traceback or None if view.failure else None,
        "children": [],
        "date_done": view.finished,
        "worker": view.worker,
        "retries": max(0, view.attempt - 1),
    }


def _result(view: SlotView, status: str, *, store: Store) -> Any:
    """A success's value; for a failure what Celery makes an exception of."""
    if status == states.SUCCESS and view.output is not None:
        text = store.results.get(view.output.ref) if view.output.ref else view.output.text
        return None if text is None else json.loads(text)
    if status == states.REVOKED:
        reason = view.state.value if view.cause is None else f"skipped: node {view.cause} did not succeed"
        return {"exc_type": "TaskRevokedError", "exc_message": [reason], "exc_module": "celery.exceptions"}
    return None if view.failure is None else _exception(view.failure)


def _exception(failure: Failure) -> dict[str, Any]:
    name = (failure.type or failure.reason).rpartition(".")[2]
    return {"exc_type": name, "exc_message": [failure.message], "exc_module": "builtins"}
