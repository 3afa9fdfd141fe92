"""Log records as JSON, one object in each line, for programs that collect logs."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final

from aurora_celery.engine.context import current_node
from aurora_celery.engine.ids import parse_node_task_id
from aurora_celery.observability.current import current_trace_id

#: Attributes by which a record may say what it is about: by itself, or through ``extra``.
_RUN, _NODE, _ATTEMPT, TRACE_ID = "aurora_run", "aurora_node", "aurora_attempt", "aurora_trace_id"
#: Loggers that pass nothing on to the root, and write by themselves.
_APART: Final = ("celery.task", "multiprocessing")


class JsonFormatter(logging.Formatter):
    """``time``, ``level``, ``logger`` and ``message``; ``run``, ``node``, ``attempt``, ``trace_id`` where known.

    ``exception`` is the traceback, if there is one. Lines hold no line breaks, so that nothing can be forged.
    """

    def format(self, record: logging.LogRecord) -> str:
        """A record as one line."""
        found: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            **_about(record),
        }
        if record.exc_info:
            found["exception"] = self.formatException(record.exc_info)
        return json.dumps(found)


def _about(record: logging.LogRecord) -> dict[str, Any]:
    """What a record is about, as far as it says so itself, or the handler that wrote it is known."""
    node = current_node()
    known = {
        "run": getattr(record, _RUN, None) or (node.run if node else _run_of_task(record)),
        "node": getattr(record, _NODE, None) or (node and node.node),
        "attempt": getattr(record, _ATTEMPT, None) or (node and node.attempt),
        "trace_id": current_trace_id() or getattr(record, TRACE_ID, None),
    }
    return {name: value for name, value in known.items() if value is not None}


def _run_of_task(record: logging.LogRecord) -> str | None:
    """The run of the node whose task Celery tells of: how it was received, succeeded, failed."""
    data = getattr(record, "data", None)
    task = parse_node_task_id(str(data.get("id", ""))) if isinstance(data, Mapping) else None
    return None if task is None else task.run


def write_json(*more: logging.Logger) -> None:
    """Let every handler of the root logger, of Celery's, and of these write JSON. Without any, one is made."""
    root = logging.getLogger()
    if not root.handlers:
        root.addHandler(logging.StreamHandler())
    for one in (root, *map(logging.getLogger, _APART), *more):
        for handler in one.handlers:
            handler.setFormatter(JsonFormatter())
