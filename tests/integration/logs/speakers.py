"""Handlers that say something, in every way there is."""

from __future__ import annotations

import asyncio
import contextvars
import logging
import os
import sys
import threading
import time
from typing import Any

from celery.utils.log import get_task_logger

from aurora_celery import NodeContext, aurora

logger = logging.getLogger("shop.speakers")


@aurora.handler(bind=True)
def speak(context: NodeContext, name: str) -> str:
    """Log and print, one line in each way."""
    logger.info("%s by a logger of its own", name)
    context.logger.warning("%s by the logger of its node", name)
    get_task_logger("shop.tasks").error("%s by a logger of Celery", name)
    logger.debug("%s too low", name)
    print(name, "printed")
    print(f"{name} half", end="")
    print(" and half", file=sys.stdout)
    print("\x1b[31mred\x1b[0m", name, file=sys.stderr)
    try:
        raise ValueError(f"{name} caught")
    except ValueError:
        logger.exception("%s went wrong", name)
    return name


@aurora.handler
async def speak_later(name: str) -> str:
    """Several tasks of one event loop, and a thread that is given the context."""

    async def part(number: int) -> None:
        await asyncio.sleep(0)
        logger.info("%s part %d", name, number)

    await asyncio.gather(*(part(number) for number in range(3)))
    await asyncio.to_thread(logger.info, "%s in a thread", name)
    return name


@aurora.handler
def leave_behind(name: str) -> str:
    """Leave a thread behind that goes on to speak."""

    def go_on() -> None:
        logger.info("%s goes on", name)
        time.sleep(0.3)
        logger.info("%s goes on too long", name)

    thread = threading.Thread(target=contextvars.copy_context().run, args=(go_on,))
    thread.start()
    time.sleep(0.1)
    return name


@aurora.handler(retries=2)
def tell(secret: str, fail: bool = False) -> str:
    """Tell a secret to everybody."""
    logger.warning("it is %s", secret)
    print("it is", secret)
    if fail:
        raise RuntimeError(secret)
    return "told"


@aurora.handler(bind=True)
def die(context: NodeContext) -> int:
    """Say something, and end the process a while later, the first time."""
    logger.info("try %d", context.attempt)
    if context.attempt == 1:
        time.sleep(1.0)
        os._exit(9)
    return context.attempt


@aurora.handler
def silent(value: Any = None) -> Any:
    """Say nothing."""
    return value


@aurora.handler
def chatter(lines: int, pause: float = 0.0, size: int = 10) -> int:
    """Say much."""
    for number in range(lines):
        logger.info("%d %s", number, "x" * size)
        time.sleep(pause)
    return lines
