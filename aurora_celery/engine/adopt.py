"""Make any Celery task serve as a node without a change to it: wrap its ``run`` and its ``retry``.

Celery's own autoretry wraps ``run`` in the same way. Outside a run both wrappers step aside.
"""

from __future__ import annotations

import functools
import logging
import os
import time
from collections.abc import Callable, Mapping
from inspect import signature
from typing import Any

from celery.app.task import Task
from celery.exceptions import Ignore, Retry, SoftTimeLimitExceeded

from aurora_celery.engine.context import current_node
from aurora_celery.engine.doorbell import HEADER, Address, Unreadable, read_message
from aurora_celery.engine.ended import Ended
from aurora_celery.engine.engine import Engine
from aurora_celery.engine.execution import RetryRequested, execute
from aurora_celery.engine.ids import new_token
from aurora_celery.engine.observed import tell_try
from aurora_celery.engine.observer import RUNG
from aurora_celery.engine.patience import patiently
from aurora_celery.engine.pulse import Pulse
from aurora_celery.engine.rounds import Rounds
from aurora_celery.errors import FormatUnknown, NotFound
from aurora_celery.failpoints import failpoint
from aurora_celery.store.ports import Holder

logger = logging.getLogger(__name__)

_MARK = "_aurora_adopted"
#: Why a claim is refused. None of that is an error, and to tell which it is would take another round trip.
_WHY_NOT = "done, held by another worker, paused, cancelled or deleted"
#: Characters that are shown of an id.
_SHOWN = 80


class _CeleryRetry(RetryRequested, Retry):
    """A request for another try that Celery's own automatic retries let pass, as they do with Celery's own."""


def adopt(
    task: Task[Any, Any], *, engine: Callable[[], Engine], worker: Callable[[], str], rounds: Callable[[], Rounds]
) -> None:
    """Let a task answer doorbells. The callables are asked in the process that runs the task."""
    if getattr(task, _MARK, False):
        return
    run, retry = task.run, task.retry

    @functools.wraps(run)
    def run_node(*args: Any, **kwargs: Any) -> Any:
        header = _header(task)
        if header is None:
            return run(*args, **kwargs)
        pulse = rounds().pulse
        pulse.note_call()
        addresses = _addresses(task, header, pulse)
        if pulse.draining:
            rounds().decline(addresses, engine())
            raise Ignore("the worker drains: it leaves the node to others")
        _check(task, addresses[0], engine=engine(), pulse=pulse)
        with rounds().around(task, addresses, engine()):
            ended = _answer(task, run, address=addresses[0], engine=engine(), worker=worker(), rounds=rounds())
            rounds().pace.note(task.name, ended.seconds)
        failpoint("ack.before")
        return _tell_celery(ended)

    @functools.wraps(retry)
    def retry_node(*args: Any, **kwargs: Any) -> Any:
        if getattr(task.request, HEADER, None) is None or task.request.called_directly:
            return retry(*args, **kwargs)
        raise _requested(task, signature(retry).bind(*args, **kwargs).arguments)

    for name, value in (("run", run_node), ("retry", retry_node), (_MARK, True)):
        setattr(task, name, value)


def _header(task: Task[Any, Any]) -> Any:
    """The doorbell that the task is called for; None when a handler, in a run or not, just calls the function."""
    if task.request.called_directly or current_node() is not None:
        return None
    return getattr(task.request, HEADER, None)


def _addresses(task: Task[Any, Any], header: Any, pulse: Pulse) -> tuple[Address, ...]:
    try:
        return read_message(task.request.id, header)
    except Unreadable as error:
        raise _refusal(task, str(error), pulse) from error


def _check(task: Task[Any, Any], address: Address, *, engine: Engine, pulse: Pulse) -> None:
    """See that the message's node is planned, and for this very handler: whoever sent it may have lied."""
    try:
        planned = patiently(lambda: engine.plans.node(address.plan, address.index), what="reading a plan")
    except FormatUnknown as error:
        logger.error("run %s: %s; its node is left to other workers", address.run, error)
        raise Ignore(f"the node is left to other workers: {error}") from error
    except (NotFound, LookupError) as error:
        raise _refusal(task, f"{type(error).__name__}: {error}", pulse) from error
    if planned.handler != task.name:
        raise _refusal(task, f"the handler of its node is {planned.handler}", pulse)


def _refusal(task: Task[Any, Any], why: str, pulse: Pulse) -> Ignore:
    """The end of a message that the main process let pass: it does not read plans."""
    pulse.note_refusal()
    logger.error("a message is refused: %s (task %s, id %s)", why, task.name, ascii(task.request.id)[:_SHOWN])
    return Ignore(f"the message is refused: {why}")


def _answer(
    task: Task[Any, Any], run: Callable[..., Any], *, address: Address, engine: Engine, worker: str, rounds: Rounds
) -> Ended:
    early = rounds.claimed(address)
    holder = Holder(token=new_token(), worker=worker, pid=os.getpid())
    held = engine.claim(address, holder) if early is None else engine.equip(early)
    if held is None:
        node = engine.plans.node(address.plan, address.index)
        logger.info("run %s: node %s is not to be had: %s", address.run, node.id, _WHY_NOT)
        raise Ignore(f"the node is not to be had: {_WHY_NOT}")
    task.request.retries = held.retries
    policy = getattr(task, "aurora_retry", None)
    with engine.observer.trying(held):
        ended = execute(engine, held, run, policy=policy, timeouts=(SoftTimeLimitExceeded,), follow=rounds)
        tell_try(engine.observer, held, ended, waited=_waited(task))
    return ended


def _waited(task: Task[Any, Any]) -> float | None:
    """Seconds since somebody rang for the node, by the clocks of both, where the message tells."""
    rung = getattr(task.request, RUNG, None)
    return max(0.0, time.time() - float(rung)) if isinstance(rung, int | float) else None


def _tell_celery(ended: Ended) -> Any:
    """End Celery's task as the try ended, so that its events, signals and spans tell the same story."""
    if not ended.counted:
        raise Ignore("the node was taken from this worker before its outcome could be recorded")
    if ended.error is None:
        return ended.value
    if ended.again:
        raise Retry(str(ended.error), exc=_as_exception(ended.error))
    raise _as_exception(ended.error)


def _as_exception(error: BaseException) -> Exception:
    """An error that ends a task and not its worker."""
    if isinstance(error, MemoryError):  # the worker's main process would take it for its own
        return RuntimeError(f"out of memory: {error}")
    if isinstance(error, SystemExit):
        return RuntimeError(f"the handler called sys.exit({error})")
    return error if isinstance(error, Exception) else RuntimeError(f"{type(error).__name__}: {error}")


def _requested(task: Task[Any, Any], asked: Mapping[str, Any]) -> RetryRequested:
    """What ``self.retry(...)`` asked for. Other arguments for the next try are not for a node to choose."""
    delay, eta, limit = asked.get("countdown"), asked.get("eta"), asked.get("max_retries")
    if eta is not None:
        delay = max(0.0, (eta - task.app.now()).total_seconds())
    if delay is None:
        delay = task.default_retry_delay or 0.0
    return _CeleryRetry(asked.get("exc"), delay=float(delay), limit=task.max_retries if limit is None else limit)
