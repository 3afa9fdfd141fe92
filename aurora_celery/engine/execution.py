"""Run one node: claim it, call its handler, record how it ended. Knows handlers as callables; no Celery."""

from __future__ import annotations

import asyncio
import inspect
import logging
import time
import traceback
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from typing import Any

from aurora_celery.engine.context import NodeContext, entered, node_logger
from aurora_celery.engine.ended import Ended
from aurora_celery.engine.engine import Engine
from aurora_celery.engine.headway import Headway
from aurora_celery.engine.held import Follow, Held
from aurora_celery.engine.verdict import GiveUp, after_failure
from aurora_celery.engine.wanted import Wanted
from aurora_celery.errors import (
    AuroraError,
    ExpressionError,
    NodeCancelled,
    SecretNotFound,
    SecretUnreadable,
    StoreTooLarge,
    ValueRejected,
)
from aurora_celery.expressions import render
from aurora_celery.failpoints import failpoint
from aurora_celery.handlers.codec import decode, encode
from aurora_celery.model.graph import RetryPolicy
from aurora_celery.model.run import Failure

logger = logging.getLogger(__name__)

_MESSAGE, _TRACEBACK = 4096, 8192


class RetryRequested(Exception):
    """A handler asked by itself for another try, after ``delay`` seconds, of at most ``limit``."""

    def __init__(self, cause: BaseException | None, *, delay: float, limit: int | None) -> None:
        super().__init__(str(cause) if cause else "the handler asked for another try")
        self.cause, self.delay, self.limit = cause, delay, limit


def execute(
    engine: Engine,
    held: Held,
    call: Callable[..., Any],
    *,
    policy: RetryPolicy | None = None,
    timeouts: tuple[type[BaseException], ...] = (),
    follow: Follow | None = None,
) -> Ended:
    """Call a handler for a node that is held, and record the outcome.

    ``policy`` is the handler's own, for nodes that bring none. ``timeouts`` are the exceptions by
    which the pool says that the time is up. ``follow`` says with which node the process goes on.
    """
    began = time.perf_counter()
    try:
        value = _call(engine, held, call, handling=follow.handling() if follow else nullcontext())
        text = encode(value)
        shown = held.secrets.hide_result(text)
    except BaseException as error:
        if not _is_the_handlers(error):
            raise
        failed = error
    else:
        seconds = time.perf_counter() - began
        try:
            shown_value = value if shown is text else decode(shown)
            return Ended(seconds, value=shown_value, counted=engine.succeed(held, shown, follow=follow))
        except (ValueRejected, StoreTooLarge) as error:
            failed = error
        except Exception as error:  # noqa: BLE001 - it is logged, and told with the try that is given back
            return replace(_unrecorded(engine, held, error), seconds=seconds)
    seconds = time.perf_counter() - began
    ended = _record(engine, held, failed, policy=held.node.retry or policy, timeouts=timeouts)
    return replace(ended, seconds=seconds, error=ended.error and held.secrets.cover(ended.error))


def _is_the_handlers(error: BaseException) -> bool:
    """False for the ways in which a pool stops its process, or a greenlet; whatever else a handler raises is its own.

    Not all of that is an ``Exception``: a cancelled coroutine and the timeouts of gevent are none. Those that stop a
    process are a subclass of ``SystemExit``, or one with the negative status of a signal.
    """
    if isinstance(error, SystemExit):
        return type(error) is SystemExit and not (isinstance(error.code, int) and error.code < 0)
    return not isinstance(error, KeyboardInterrupt) and type(error).__name__ != "GreenletExit"


def _unrecorded(engine: Engine, held: Held, error: Exception) -> Ended:
    """How a try ends that the store does not take: nobody else would free the node, for this process lives on."""
    logger.error(
        "run %s: how node %s ended could not be recorded",
        held.ref.run,
        held.node.id,
        exc_info=held.secrets.cover(error),
    )
    engine.give_back(held, describe(error, hide=held.secrets.hide))
    return Ended(0.0, error=error, again=True, returned=True)


def _call(engine: Engine, held: Held, call: Callable[..., Any], *, handling: AbstractContextManager[None]) -> Any:
    node = held.node
    params: Mapping[str, Any] = render(
        node.params, nodes=held.nodes, inputs=held.inputs, secrets=held.secrets, path=f"nodes.{node.id}.with"
    )
    facts: dict[str, Any] = {"run": held.ref.run, "node": node.id, "attempt": held.claim.attempt}
    context = NodeContext(
        **facts,
        idempotency_key=f"{held.ref.run}/{node.id}/{held.ref.epoch}",
        logger=node_logger(node.handler, **facts),
        is_wanted=Wanted(engine.store.runs, held),
        tell=Headway(engine.store.runs, held),
    )
    failpoint("effect.before")
    with entered(context), engine.observer.handling(held), handling:
        value = call(**params)
        value = asyncio.run(_await(value)) if inspect.isawaitable(value) else value
    failpoint("effect.after")
    return value


async def _await(value: Any) -> Any:
    return await value


def _record(
    engine: Engine,
    held: Held,
    error: BaseException,
    *,
    policy: RetryPolicy | None,
    timeouts: tuple[type[BaseException], ...],
) -> Ended:
    try:
        return _decide(engine, held, error, policy=policy, timeouts=timeouts)
    except Exception as second:  # noqa: BLE001 - what keeps a failure from being recorded is told with it
        return _unrecorded(engine, held, second)


def _decide(
    engine: Engine,
    held: Held,
    error: BaseException,
    *,
    policy: RetryPolicy | None,
    timeouts: tuple[type[BaseException], ...],
) -> Ended:
    if isinstance(error, RetryRequested):
        return _record_request(engine, held, error)
    if isinstance(error, NodeCancelled) and engine.abandon(
        held.ref, held.part, head=held.head, slot=held.slot, token=held.token
    ):
        return Ended(0.0, error=error, cancelled=True)
    failure = describe(error, timeouts=timeouts, hide=held.secrets.hide)
    match after_failure(failure, policy, retries=held.retries, rng=engine.rng):
        case GiveUp(final):
            return Ended(0.0, error=error, failure=final, counted=engine.fail(held, final))
        case verdict:
            counted = engine.retry(held, failure, delay=verdict.delay)
            return Ended(0.0, error=error, failure=failure, again=True, counted=counted)


def _record_request(engine: Engine, held: Held, request: RetryRequested) -> Ended:
    cause = request.cause or request
    failure = describe(cause, hide=held.secrets.hide)
    if request.limit is not None and held.retries >= request.limit:
        return Ended(0.0, error=cause, failure=failure, counted=engine.fail(held, failure))
    counted = engine.retry(held, failure, delay=request.delay)
    return Ended(0.0, error=cause, failure=failure, again=True, counted=counted)


def describe(
    error: BaseException, *, timeouts: tuple[type[BaseException], ...] = (), hide: Callable[[str], str] = str
) -> Failure:
    """An exception as text of bounded size; the exception itself is never stored or rebuilt.

    ``hide`` takes out of the text what nobody may see.
    """
    reason = "exception"
    if isinstance(error, timeouts):
        reason = "timeout"
    elif isinstance(error, MemoryError):
        reason = "oom"
    elif isinstance(error, ExpressionError | SecretNotFound | SecretUnreadable | ValueRejected):
        reason = error.code
    elif isinstance(error, StoreTooLarge):
        reason = "result_too_large"
    message = _told(lambda: str(error))
    trace = "" if isinstance(error, AuroraError) else _told(lambda: "".join(traceback.format_exception(error)))
    return Failure(
        reason=reason,
        type=type(error).__name__,
        message=_clean(hide(message))[:_MESSAGE],
        traceback=_clean(hide(trace))[-_TRACEBACK:],
    )


def _told(tell: Callable[[], str]) -> str:
    try:
        return tell()
    except Exception as error:  # noqa: BLE001 - the error is the user's, and so is what it says of itself
        return f"<its text cannot be had: {type(error).__name__}>"


def _clean(text: str) -> str:
    """Text that every store and encoder takes: no lone surrogates, no NUL."""
    return text.encode("utf-8", "replace").decode("utf-8").replace("\0", "\N{REPLACEMENT CHARACTER}")
