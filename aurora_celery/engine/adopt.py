"""Make any Celery task serve as a node without a change to it: wrap its ``run`` and its ``retry``.

Celery's own autoretry wraps ``run`` in the same way. Outside a run both wrappers step aside.
"""

from __future__ import annotations

import functools
import os
from collections.abc import Callable
from typing import Any

from celery.app.task import Task
from celery.exceptions import Ignore, Retry, SoftTimeLimitExceeded

from aurora_celery.engine.context import current_node
from aurora_celery.engine.doorbell import HEADER, Address
from aurora_celery.engine.engine import Engine
from aurora_celery.engine.execution import Ended, RetryRequested, execute
from aurora_celery.engine.ids import new_token
from aurora_celery.store.ports import Holder

_MARK = "_aurora_adopted"


def adopt(task: Task, *, engine: Callable[[], Engine], worker: Callable[[], str]) -> None:
    """Let a task answer doorbells. ``engine`` and ``worker`` are asked in the process that runs the task."""
    if getattr(task, _MARK, False):
        return
    run, retry = task.run, task.retry

    @functools.wraps(run)
    def run_node(*args: Any, **kwargs: Any) -> Any:
        header = _header(task)
        if header is None:
            return run(*args, **kwargs)
        return _answer(task, run, address=Address.from_header(header), engine=engine(), worker=worker())

    @functools.wraps(retry)
    def retry_node(*args: Any, **kwargs: Any) -> Any:
        if getattr(task.request, HEADER, None) is None or task.request.called_directly:
            return retry(*args, **kwargs)
        raise _requested(task, *args, **kwargs)

    task.run, task.retry = run_node, retry_node
    setattr(task, _MARK, True)


def _header(task: Task) -> Any:
    """The doorbell that the task is called for; None when a handler, in a run or not, just calls the function."""
    if task.request.called_directly or current_node() is not None:
        return None
    return getattr(task.request, HEADER, None)


def _answer(task: Task, run: Callable[..., Any], *, address: Address, engine: Engine, worker: str) -> Any:
    holder = Holder(token=new_token(), worker=worker, pid=os.getpid())
    held = engine.claim(address, holder)
    if held is None:
        raise Ignore("the node is not to be had: done, held by another worker, paused or cancelled")
    task.request.retries = held.retries
    policy = getattr(task, "aurora_retry", None)
    ended = execute(engine, held, run, policy=policy, timeouts=(SoftTimeLimitExceeded,))
    return _tell_celery(ended)


def _tell_celery(ended: Ended) -> Any:
    """End Celery's task as the try ended, so that its events, signals and spans tell the same story."""
    if not ended.counted:
        raise Ignore("the node was taken from this worker before its outcome could be recorded")
    if ended.error is None:
        return ended.value
    if ended.again:
        raise Retry(str(ended.error), exc=ended.error)
    if not isinstance(ended.error, Exception):
        raise RuntimeError(f"the handler called sys.exit: {ended.error}") from ended.error
    raise ended.error


def _requested(
    task: Task,
    args: Any = None,
    kwargs: Any = None,
    exc: BaseException | None = None,
    throw: bool = True,
    eta: Any = None,
    countdown: float | None = None,
    max_retries: int | None = None,
    **options: Any,
) -> RetryRequested:
    """What ``self.retry(...)`` asked for. Other arguments for the next try are not for a node to choose."""
    delay = task.default_retry_delay if countdown is None else countdown
    if eta is not None:
        delay = max(0.0, (eta - task.app.now()).total_seconds())
    limit = task.max_retries if max_retries is None else max_retries
    return RetryRequested(exc, delay=float(delay or 0), limit=limit)
