"""Durable graph workflows for Celery. ``from aurora_celery import aurora`` is the way in."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from aurora_celery.app.aurora import Aurora
    from aurora_celery.app.default import aurora, celery
    from aurora_celery.app.graph_diff import DifferenceKind, differences
    from aurora_celery.app.inspection import NodeInspection
    from aurora_celery.app.loading import load_aurora
    from aurora_celery.app.runs import RunHandle
    from aurora_celery.app.subscription import Interest, Missed, Subscription
    from aurora_celery.definition import GraphBuilder as Graph
    from aurora_celery.definition import secret
    from aurora_celery.engine.context import NodeContext
    from aurora_celery.engine.effects import Effect
    from aurora_celery.errors import (
        AuroraError,
        Conflict,
        IllegalOperation,
        InvalidGraph,
        InvalidInputs,
        NodeCancelled,
        RunFailed,
        WaitTimeout,
    )
    from aurora_celery.model.graph import RetryPolicy
    from aurora_celery.model.log import LogEntry, LogLevel, LogQuery
    from aurora_celery.model.states import NodeState, RunState
    from aurora_celery.observability.json_log import write_json
    from aurora_celery.store.values import GraphVersion, Page, RunFilter, WorkerBeat

__version__ = "0.1.0"

__all__ = [
    "Aurora",
    "AuroraError",
    "Conflict",
    "DifferenceKind",
    "Effect",
    "Graph",
    "GraphVersion",
    "IllegalOperation",
    "Interest",
    "InvalidGraph",
    "InvalidInputs",
    "LogEntry",
    "LogLevel",
    "LogQuery",
    "Missed",
    "NodeCancelled",
    "NodeContext",
    "NodeInspection",
    "NodeState",
    "Page",
    "RetryPolicy",
    "RunFailed",
    "RunFilter",
    "RunHandle",
    "RunState",
    "Subscription",
    "WaitTimeout",
    "WorkerBeat",
    "aurora",
    "celery",
    "differences",
    "load_aurora",
    "secret",
    "write_json",
]

#: Where each public name lives. They are imported when asked for, so that importing the package costs nothing.
_HOMES = {
    "Aurora": ("app.aurora", "Aurora"),
    "AuroraError": ("errors", "AuroraError"),
    "Conflict": ("errors", "Conflict"),
    "DifferenceKind": ("app.graph_diff", "DifferenceKind"),
    "Effect": ("engine.effects", "Effect"),
    "Graph": ("definition", "GraphBuilder"),
    "GraphVersion": ("store.values", "GraphVersion"),
    "IllegalOperation": ("errors", "IllegalOperation"),
    "InvalidGraph": ("errors", "InvalidGraph"),
    "InvalidInputs": ("errors", "InvalidInputs"),
    "Interest": ("app.subscription", "Interest"),
    "LogEntry": ("model.log", "LogEntry"),
    "LogLevel": ("model.log", "LogLevel"),
    "LogQuery": ("model.log", "LogQuery"),
    "Missed": ("app.subscription", "Missed"),
    "NodeCancelled": ("errors", "NodeCancelled"),
    "NodeContext": ("engine.context", "NodeContext"),
    "NodeInspection": ("app.inspection", "NodeInspection"),
    "NodeState": ("model.states", "NodeState"),
    "Page": ("store.values", "Page"),
    "RetryPolicy": ("model.graph", "RetryPolicy"),
    "RunFailed": ("errors", "RunFailed"),
    "RunFilter": ("store.values", "RunFilter"),
    "RunHandle": ("app.runs", "RunHandle"),
    "RunState": ("model.states", "RunState"),
    "Subscription": ("app.subscription", "Subscription"),
    "WaitTimeout": ("errors", "WaitTimeout"),
    "WorkerBeat": ("store.values", "WorkerBeat"),
    "aurora": ("app.default", "aurora"),
    "celery": ("app.default", "celery"),
    "differences": ("app.graph_diff", "differences"),
    "load_aurora": ("app.loading", "load_aurora"),
    "secret": ("definition", "secret"),
    "write_json": ("observability.json_log", "write_json"),
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module, attribute = _HOMES[name]
    return getattr(import_module(f"{__name__}.{module}"), attribute)
