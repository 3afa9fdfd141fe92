"""Read Celery's signatures: which tasks of one run first, which run last, and what a header task belongs to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from celery import Celery, maybe_signature
from celery.app.task import Context


def id_of(signature: Mapping[str, Any] | None) -> str:
    """The task id that a signature was frozen with; empty if it was not."""
    return str((signature or {}).get("options", {}).get("task_id") or "")


def is_group(signature: Any) -> bool:
    """True for a signature of tasks that run side by side."""
    return _kind(signature) == "group"


def last_tasks(signature: Any, app: Celery) -> Iterator[Any]:
    """The plain signatures whose results are the signature's: so many parts of a chord it is."""
    signature = maybe_signature(signature, app=app)
    if is_group(signature):
        for task in signature.tasks:
            yield from last_tasks(task, app)
    elif _kind(signature) == "chain":
        yield from _last_of_chain(signature, app)
    elif _kind(signature) == "chord":
        yield from last_tasks(signature.body, app)
    elif signature is not None:
        yield signature


def first_tasks(signature: Any, app: Celery) -> Iterator[Any]:
    """The plain signatures that are published when the signature is."""
    signature = maybe_signature(signature, app=app)
    if is_group(signature):
        for task in signature.tasks:
            yield from first_tasks(task, app)
    elif _kind(signature) == "chain":
        for task in signature.tasks[:1]:
            yield from first_tasks(task, app)
    elif _kind(signature) == "chord":
        header = getattr(signature.tasks, "tasks", signature.tasks)
        for task in header or [signature.body]:
            yield from first_tasks(task, app)
    elif signature is not None:
        yield signature


def weight_of(request: Any, app: Celery) -> int:
    """How many parts of a chord a request stands for. A signature that never became tasks stands for all of its own."""
    if not getattr(request, "subtask_type", None):
        return 1
    return max(1, sum(1 for _ in last_tasks(dict(request.__dict__), app)))


def as_request(signature: Any) -> Context:
    """A request such as the signature's task would have had, as far as it matters to a chord."""
    request = Context(signature)
    request.update(signature.options)
    request.id = signature.options.get("task_id")
    request.group = signature.options.get("group_id")
    return request


def _kind(signature: Any) -> str:
    """Celery's own word for what a signature is; empty for a plain task. Chains have more classes than one."""
    return getattr(signature, "subtask_type", None) or ""


def _last_of_chain(signature: Any, app: Celery) -> Iterator[Any]:
    for task in reversed(signature.tasks):
        found = list(last_tasks(task, app))
        if found:
            yield from found
            return
