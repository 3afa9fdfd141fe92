"""Runs and their events as plain JSON: what the command line prints with ``--json``."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Any

from aurora_celery.model.event import RunEvent
from aurora_celery.model.log import LogEntry
from aurora_celery.model.operation import Operation
from aurora_celery.model.run import Attempt, Failure, NodeProgress, NodeRun, Run


def run_document(run: Run) -> dict[str, Any]:
    """A run, whole."""
    return {
        "id": run.id,
        "graph": run.graph,
        "version": run.version,
        "state": run.state.value,
        "cancelling": run.cancelling,
        "epoch": run.epoch,
        "origin": run.origin,
        "inputs": dict(run.inputs),
        "outputs": run.outputs,
        "error": failure_document(run.error),
        "labels": dict(run.labels),
        "deadline": time_text(run.deadline),
        "created": time_text(run.created),
        "started": time_text(run.started),
        "finished": time_text(run.finished),
        "nodes": {node.id: _node_document(node) for node in run.nodes},
    }


def event_document(event: RunEvent) -> dict[str, Any]:
    """An event, without what its kind has no use for."""
    document = {
        "cursor": event.cursor,
        "kind": event.kind.value,
        "run": event.run,
        "at": time_text(event.at),
        "state": event.state and event.state.value,
        "node": event.node,
        "attempt": event.attempt,
        "epoch": event.epoch,
        "worker": event.worker,
        "error": failure_document(event.error),
        "not_before": time_text(event.not_before),
        "progress": progress_document(event.progress),
        "control": event.control and event.control.value,
        "operation": None if event.operation is None else _operation_document(event.operation),
        "view": None if event.view is None else run_document(event.view),
    }
    return {name: value for name, value in document.items() if value is not None}


def failure_document(failure: Failure | None) -> dict[str, Any] | None:
    """A failure as plain JSON, without the traceback."""
    if failure is None:
        return None
    return {"reason": failure.reason, "type": failure.type, "message": failure.message, "node": failure.node}


def progress_document(progress: NodeProgress | None) -> dict[str, Any] | None:
    """How far a handler has come, as plain JSON."""
    if progress is None:
        return None
    return {"fraction": progress.fraction, "message": progress.message, "at": time_text(progress.at)}


def time_text(moment: datetime | None) -> str | None:
    """A time as RFC 3339 has it, in UTC, to the millisecond."""
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z") if moment else None


def _node_document(node: NodeRun) -> dict[str, Any]:
    return {
        "state": node.state.value,
        "handler": node.handler,
        "attempts": node.attempts,
        "queued": time_text(node.queued),
        "started": time_text(node.started),
        "finished": time_text(node.finished),
        "worker": node.worker,
        "error": failure_document(node.error),
        "progress": progress_document(node.progress),
        "history": [_attempt_document(attempt) for attempt in node.history],
    }


def _attempt_document(attempt: Attempt) -> dict[str, Any]:
    return {
        "epoch": attempt.epoch,
        "number": attempt.number,
        "started": time_text(attempt.started),
        "finished": time_text(attempt.finished),
        "worker": attempt.worker,
        "error": failure_document(attempt.failure),
    }


def _operation_document(operation: Operation) -> dict[str, Any]:
    return {"id": operation.id, "kind": operation.kind.value, "by": operation.by, "why": operation.why}


def log_document(entry: LogEntry) -> dict[str, Any]:
    """A line of what a handler said."""
    document = {"id": entry.id, **asdict(entry), "level": entry.level.name, "at": time_text(entry.at)}
    del document["cursor"]
    return document
