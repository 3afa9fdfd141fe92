"""Ask one worker by Celery's remote control, and wait for its answer no longer than was said."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from concurrent.futures import TimeoutError as TooLate
from typing import Any, Final, TypeVar
from uuid import uuid4

from celery import Celery
from kombu import Connection, Consumer, Producer, Queue

from aurora_celery.engine.broker import fresh_connection
from aurora_celery.engine.remote import COMMAND
from aurora_celery.errors import BrokerUnavailable
from aurora_celery.operator_errors import OrderRefused, WorkerSilent

T = TypeVar("T")

#: Seconds that a broker has to take a connection and a message.
_BROKER: Final = 4.0


def ask(
    app: Celery, worker: str, order: str, *, given: Mapping[str, Any] | None = None, hostname: str, timeout: float
) -> Any:
    """What the worker with this id answers. ``hostname`` is its name for Celery, ``timeout`` is in seconds.

    Raises WorkerSilent when it does not answer in time, OrderRefused when it answers that it will not, and
    BrokerUnavailable, all within some seconds more than the timeout.
    """
    body = {"worker": worker, "order": order, **(given or {})}
    answers = within(2 * _BROKER + timeout, lambda: _exchange(app, body, hostname=hostname, timeout=timeout))
    mine = next((answer for answer in answers if "other" not in answer), None)
    if mine is None:
        raise WorkerSilent(worker, timeout)
    if "done" not in mine:
        raise OrderRefused(worker, order, str(mine.get("refused") or mine.get("error") or mine)[:500])
    return mine["done"]


def within(seconds: float, act: Callable[[], T]) -> T:
    """What an exchange with the broker comes to. Raises BrokerUnavailable if it fails, or takes longer.

    In a thread of its own: no option of a broker's client limits every wait, such as that for a name to be resolved.
    """
    future: Future[T] = Future()
    threading.Thread(target=_resolve, args=(future, act), name="aurora-broker", daemon=True).start()
    try:
        return future.result(timeout=seconds)
    except TooLate:
        raise BrokerUnavailable(f"the broker does not answer within {seconds:g} s") from None
    except Exception as error:
        # Every transport has errors of its own, and each means the same.
        raise BrokerUnavailable(f"{type(error).__name__}: {error}") from error


def _resolve(future: Future[T], act: Callable[[], T]) -> None:
    try:
        future.set_result(act())
    except Exception as error:  # noqa: BLE001 - it is raised where it is waited for
        future.set_exception(error)


def _exchange(app: Any, body: Mapping[str, Any], *, hostname: str, timeout: float) -> list[Mapping[str, Any]]:
    """One message to the worker's mailbox, and the answers to it.

    Not by the mailbox's own means: they publish for as long as it takes, so that an order may be carried out
    long after everybody has given it up.
    """
    answers: list[Mapping[str, Any]] = []
    with fresh_connection(app, timeout=_BROKER) as connection:
        mailbox = app.control.mailbox(connection)
        channel, ticket, name = connection.channel(), uuid4().hex, f"{uuid4().hex}.{mailbox.reply_exchange.name}"
        reply_to = {"exchange": mailbox.reply_exchange.name, "routing_key": name}
        queue = Queue(
            name,
            exchange=mailbox.reply_exchange,
            routing_key=name,
            durable=False,
            exclusive=True,
            auto_delete=True,
            expires=mailbox.reply_queue_expires,
        )

        def hear(answer: Any, message: Any) -> None:
            if message.headers.get("ticket", ticket) == ticket and isinstance(answer, Mapping):
                answers.extend(each for each in answer.values() if isinstance(each, Mapping))

        with Consumer(channel, [queue], callbacks=[hear], accept=["json"], no_ack=True):
            order = {"method": COMMAND, "arguments": body, "destination": [hostname], "ticket": ticket}
            Producer(channel, auto_declare=False).publish(
                {**order, "reply_to": reply_to, "pattern": None, "matcher": None},
                exchange=mailbox.exchange.name,
                declare=[mailbox.exchange],
                headers={"clock": app.clock.forward(), "expires": time.time() + timeout},
                serializer="json",
                retry=False,
            )
            _drain(connection, lambda: any("other" not in answer for answer in answers), timeout=timeout)
        channel.after_reply_message_received(queue.name)
    return answers


def _drain(connection: Connection, enough: Callable[[], bool], *, timeout: float) -> None:
    deadline = time.monotonic() + timeout
    while not enough() and (left := deadline - time.monotonic()) > 0:
        try:
            connection.drain_events(timeout=left)
        except TimeoutError:
            return
