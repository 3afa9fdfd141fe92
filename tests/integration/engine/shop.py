"""Handlers for the tests: some that aurora declares, some plain Celery tasks as an existing project has them."""

from __future__ import annotations

import asyncio
import os
import time
from pathlib import Path
from typing import Any

from celery import shared_task

from aurora_celery import NodeContext, RetryPolicy, aurora

#: Where handlers note that they were called, one line for each call.
LOG = "SHOP_LOG"


def note(*words: object) -> None:
    """Append one line, atomically, to a file outside of everything under test."""
    path = os.environ.get(LOG)
    if path:
        with Path(path).open("ab", buffering=0) as file:
            file.write((" ".join(map(str, words)) + "\n").encode())


@aurora.handler
def add(left: int, right: int = 1) -> int:
    """Add two numbers."""
    return left + right


@aurora.handler
def total(values: list[int]) -> int:
    """Add up a list."""
    return sum(values)


@aurora.handler(bind=True)
def who(context: NodeContext, value: Any = None) -> dict[str, Any]:
    """Tell what the context says."""
    note("who", context.run, context.node, context.attempt)
    return {
        "run": context.run,
        "node": context.node,
        "attempt": context.attempt,
        "key": context.idempotency_key,
        "value": value,
    }


@aurora.handler
async def later(value: Any) -> Any:
    """Give the value back, by way of an event loop."""
    await asyncio.sleep(0)
    return value


@aurora.handler(bind=True, retries=RetryPolicy(max=5, delay=0.05, jitter=0.0))
def flaky(context: NodeContext, until: int) -> int:
    """Fail until the given attempt."""
    note("flaky", context.attempt)
    if context.attempt < until:
        raise ValueError(f"attempt {context.attempt} fails")
    return context.attempt


@aurora.handler(timeout=2.0, hard_timeout=10.0)
def slow(seconds: float) -> str:
    """Sleep, and be asked to stop after 2 s, in which even a busy machine has begun it."""
    time.sleep(seconds)
    return "slept"


@aurora.handler(hard_timeout=3.0)
def deaf(seconds: float) -> str:
    """Sleep, and be ended after 3 s, in which even a busy machine has begun it."""
    time.sleep(seconds)
    return "slept"


@aurora.handler
def give(what: str, size: int = 0) -> Any:
    """Return something that cannot be stored, or something large."""
    return {"set": {1, 2}, "nan": float("nan"), "bytes": b"x", "large": "x" * size, "keys": {1: 2}}[what]


@aurora.handler
def length(value: str) -> int:
    """How long a text is."""
    return len(value)


@aurora.handler
def work(name: str, seconds: float = 0.0) -> str:
    """Note the begin and the end of a call, and take a while in between."""
    note("begin", name, os.getpid())
    time.sleep(seconds)
    note("end", name, os.getpid())
    return name


@aurora.handler(bind=True)
def watchful(context: NodeContext) -> str:
    """Work until it is in vain."""
    note("watching")
    while not context.cancelled:
        time.sleep(0.05)
    note("stopped")
    return "stopped"


@aurora.handler(bind=True)
def stepwise(context: NodeContext, steps: int) -> int:
    """Say how far it has come, in steps that are long enough to be heard."""
    for step in range(steps):
        context.progress(step / steps, f"step {step}")
        time.sleep(1.1)
    return steps


@aurora.handler
def crash(name: str, times: int) -> str:
    """End the process that runs it, the first so many times."""
    note("crash", name)
    calls = Path(os.environ[LOG]).read_text().count(f"crash {name}\n")
    if calls <= times:
        os._exit(9)
    return name


@shared_task(name="legacy.double")
def double(value: int) -> int:
    """A task of an app that has never heard of Aurora."""
    return value * 2


@shared_task(name="legacy.stubborn", bind=True, max_retries=3, default_retry_delay=0)
def stubborn(self: Any, until: int) -> int:
    """A task that retries itself in Celery's way."""
    note("stubborn", self.request.retries)
    if self.request.retries < until:
        raise self.retry(exc=KeyError("not yet"))
    return int(self.request.retries)


@shared_task(name="legacy.auto", autoretry_for=(ValueError,), retry_backoff=False, default_retry_delay=0, max_retries=2)
def auto(message: str) -> None:
    """A task that Celery retries by itself, in vain."""
    note("auto")
    raise ValueError(message)


@aurora.graph
def diamond(start: int) -> dict[str, Any]:
    """Two branches and a join."""
    first = add(start)
    return {"sum": add(add(first, 10), add(first, 100))}


@aurora.graph
def broken() -> Any:
    """A graph whose only node fails."""
    return aurora.node("aurora.fail")(message="on purpose")


@shared_task(name=f"{__name__}.sums")
def sums(outputs: list[dict[str, int]]) -> int:
    """Add up the sums of several graphs."""
    return sum(output["sum"] for output in outputs)


@shared_task(name=f"{__name__}.unpack")
def unpack(output: dict[str, int]) -> int:
    """The sum that a graph gave."""
    return output["sum"]
