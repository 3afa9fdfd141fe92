"""Between Celery's result metadata and what the store keeps. Everything a user made crosses as serialised text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from kombu.exceptions import EncodeError

from aurora_celery.store.task_ports import Payload, TaskDetails, TaskMeta


class Serialiser(Protocol):
    """What is needed of a backend."""

    def encode(self, data: Any) -> Payload:
        """Serialise. Raises EncodeError."""

    def decode(self, payload: Any) -> Any:
        """The pair of ``encode``."""


def to_meta(
    serialiser: Serialiser, task_id: str, *, celery_meta: Mapping[str, Any], index: Any, body: str | None, weight: int
) -> TaskMeta:
    """What the store keeps of ``Backend._get_result_meta``. Raises EncodeError if the result cannot be serialised."""
    children = celery_meta["children"]
    return TaskMeta(
        id=task_id,
        status=celery_meta["status"],
        result=serialiser.encode(celery_meta["result"]),
        traceback=None if celery_meta["traceback"] is None else str(celery_meta["traceback"]),
        children=None if children is None else serialiser.encode(children),
        done=celery_meta["date_done"],
        parent=celery_meta.get("parent_id"),
        group=celery_meta.get("group_id"),
        index=index if isinstance(index, int) else None,
        body=body,
        weight=weight,
        details=_details(serialiser, celery_meta) if "kwargs" in celery_meta else None,
    )


def from_meta(serialiser: Serialiser, meta: TaskMeta) -> dict[str, Any]:
    """The metadata as Celery reads it; the result of a failure is not made an exception yet."""
    found: dict[str, Any] = {
        "task_id": meta.id,
        "status": meta.status,
        "result": serialiser.decode(meta.result),
        "traceback": meta.traceback,
        "children": serialiser.decode(meta.children),
        "date_done": meta.done,
    }
    found |= {name: value for name, value in (("group_id", meta.group), ("parent_id", meta.parent)) if value}
    return found | (_read_details(serialiser, meta.details) if meta.details else {})


def _details(serialiser: Serialiser, celery_meta: Mapping[str, Any]) -> TaskDetails:
    headers = celery_meta.get("stamped_headers")
    stamps = None if headers is None else {name: celery_meta.get(name) for name in headers}
    return TaskDetails(
        name=celery_meta["name"],
        args=_encoded(serialiser, celery_meta["args"]),
        kwargs=_encoded(serialiser, celery_meta["kwargs"]),
        worker=celery_meta["worker"],
        retries=celery_meta["retries"],
        queue=celery_meta["queue"],
        stamps=None if stamps is None else _encoded(serialiser, stamps),
    )


def _read_details(serialiser: Serialiser, details: TaskDetails) -> dict[str, Any]:
    found = {
        "name": details.name,
        "args": serialiser.decode(details.args),
        "kwargs": serialiser.decode(details.kwargs),
        "worker": details.worker,
        "retries": details.retries,
        "queue": details.queue,
    }
    if details.stamps is not None:
        stamps = serialiser.decode(details.stamps)
        found |= {"stamped_headers": list(stamps), **stamps}
    return found


def _encoded(serialiser: Serialiser, value: Any) -> Payload | None:
    """Arguments are shown to people: those that cannot be serialised must not fail a task that has succeeded."""
    if value is None:
        return None
    try:
        return serialiser.encode(value)
    except EncodeError:
        return serialiser.encode(repr(value))
