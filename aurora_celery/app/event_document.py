"""An event of a run as plain JSON: what ``aurora runs follow --json`` prints, one on each line."""

from __future__ import annotations

from typing import Any

from aurora_celery.app.present import failure_document, progress_document, run_document, time_text
from aurora_celery.model.event import RunEvent
from aurora_celery.model.operation import Operation


def event_document(event: RunEvent) -> dict[str, Any]:
    """The event, without what its kind has no use for."""
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


def _operation_document(operation: Operation) -> dict[str, Any]:
    return {"id": operation.id, "kind": operation.kind.value, "by": operation.by, "why": operation.why}
