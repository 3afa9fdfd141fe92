"""``@aurora.handler``: a function becomes a real Celery task that also knows how to be a node."""

from __future__ import annotations

import asyncio
import functools
import inspect
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from celery import Celery, current_task
from celery.app.task import Task

from aurora_celery.definition import NodeRef
from aurora_celery.definition.tracing import is_tracing, record
from aurora_celery.engine.context import NodeContext, current_node, node_logger
from aurora_celery.handlers.describe import describe
from aurora_celery.model.graph import RetryPolicy
from aurora_celery.model.handler import HandlerSpec

#: Seconds that a handler has after its timeout before its process is ended.
_GRACE = 5.0


class HandlerTask(Task):  # type: ignore[type-arg]
    """Base of handlers' tasks: drawn as a node while a graph is traced, called as a function otherwise."""

    abstract = True
    #: What is tried again, and how, on a node that brings no policy of its own.
    aurora_retry: RetryPolicy | None = None
    #: The function's signature, as the compiler checks it.
    aurora_spec: HandlerSpec | None = None
    #: The function as it was written, and whether its first parameter is the context.
    aurora_function: Callable[..., Any]
    aurora_bound = False

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Make a node while a graph is drawn, otherwise run the function here and now."""
        if is_tracing():
            return record(self.name, inspect.signature(self.aurora_function), args, kwargs, bound=self.aurora_bound)
        if self.request.called_directly:
            return super().__call__(*args, **kwargs)
        return self.run(*args, **kwargs)


def make_handler(
    app: Celery,
    function: Callable[..., Any],
    *,
    name: str | None = None,
    bind: bool = False,
    retries: int | RetryPolicy | None = None,
    timeout: float | None = None,
    hard_timeout: float | None = None,
    options: Mapping[str, Any],
) -> HandlerTask:
    """Register a function as a handler.

    ``retries`` is a number of retries or a whole policy; ``timeout`` and ``hard_timeout`` are seconds. ``bind`` gives
    the function a :class:`NodeContext` as its first argument. ``options`` are Celery's own task options.
    """
    name = name or app.gen_task_name(function.__name__, function.__module__)
    limits = {} if timeout is None else {"soft_time_limit": timeout, "time_limit": hard_timeout or timeout + _GRACE}
    if timeout is None and hard_timeout is not None:
        limits = {"time_limit": hard_timeout}
    declare: Any = app.task
    task: HandlerTask = declare(
        _plain(function, name=name, bind=bind), name=name, base=HandlerTask, shared=False, **limits, **options
    )
    task.aurora_retry = RetryPolicy(max=retries) if isinstance(retries, int) else retries
    task.aurora_function, task.aurora_bound = function, bind
    task.aurora_spec = describe(function, name=name, bound=bind)
    return task


def make_node_call(
    handler: Task[Any, Any] | str, *, node_id: str | None, needs: Iterable[NodeRef | str]
) -> Callable[..., NodeRef]:
    """A call that draws a node of any task, for tasks that are not handlers and for nodes with a chosen id."""
    name = handler if isinstance(handler, str) else handler.name
    bound = bool(getattr(handler, "aurora_bound", False))

    def call(*args: Any, **kwargs: Any) -> NodeRef:
        return record(name, _signature_of(handler), args, kwargs, bound=bound, node_id=node_id, needs=needs)

    return call


def _signature_of(handler: Task[Any, Any] | str) -> inspect.Signature:
    if isinstance(handler, str):
        return inspect.Signature([inspect.Parameter("params", inspect.Parameter.VAR_KEYWORD)])
    return inspect.signature(getattr(handler, "aurora_function", None) or inspect.unwrap(handler.run))


def spec_of(task: Task[Any, Any]) -> HandlerSpec:
    """The signature of any task, handler or not. The task remembers it."""
    spec: HandlerSpec | None = getattr(task, "aurora_spec", None)
    if spec is None:
        spec = describe(inspect.unwrap(task.run), name=task.name)
        setattr(task, "aurora_spec", spec)  # noqa: B010 - Celery's class knows no such attribute
    return spec


def _plain(function: Callable[..., Any], *, name: str, bind: bool) -> Callable[..., Any]:
    """The function as Celery can call it: not bound, not a coroutine."""
    if not bind and not inspect.iscoroutinefunction(function):
        return function

    @functools.wraps(function)
    def call(*args: Any, **kwargs: Any) -> Any:
        value = function(_context(name), *args, **kwargs) if bind else function(*args, **kwargs)
        return asyncio.run(value) if inspect.iscoroutine(value) else value

    return call


def _context(name: str) -> NodeContext:
    """The context of the node, or one that stands in for it outside a run."""
    node = current_node()
    if node is not None:
        return node
    task_id = current_task.request.id or ""
    logger = node_logger(name, run=None, node=None, attempt=1)
    return NodeContext(run=None, node=None, attempt=1, idempotency_key=task_id, logger=logger)
