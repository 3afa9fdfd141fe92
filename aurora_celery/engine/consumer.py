"""A worker's consumer: it outlives the loss of its broker and messages that nobody can read."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from typing import Any, Protocol

from celery import signals
from celery.utils.threads import bound_open_broker_sockets  # type: ignore[attr-defined]
from celery.worker.consumer import Consumer
from kombu import Connection
from kombu.transport.virtual import Channel
from kombu.utils.imports import symbol_by_name

from aurora_celery.engine.reading import UNREADABLE, fault_of, is_doorbell, tell_refusal

logger = logging.getLogger(__name__)

#: Seconds that an open socket of a lost connection may still block.
_CLOSING = 5.0


class Listener(Protocol):
    """Who is told what the consumer cannot deal with alone."""

    def cut_off(self) -> bool:
        """A quick stop is about to end the handlers that run; False if the pool cannot do that."""

    def refused(self) -> None:
        """A message was refused."""

    def unknown(self, headers: Mapping[str, Any]) -> None:
        """A message is for a node of a run whose handler this worker does not have."""


def enduring(consumer: Any, listener: Listener) -> type:
    """A worker's consumer class, or the path of one, as a subclass that survives what comes from its broker."""
    base = symbol_by_name(consumer)
    return type(base.__name__, (_Enduring, base), {"listener": listener})


class _Enduring(Consumer):
    """Celery's consumer, which would end its worker for a broken channel and for some messages."""

    listener: Listener
    connection: Any
    connection_errors: tuple[type[Exception], ...]
    channel_errors: tuple[type[Exception], ...]
    loop: Callable[..., Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.loop = _unbroken(self.loop)

    def on_connection_error_after_connected(self, exc: Exception) -> None:
        close_task_channel(self.connection)
        super().on_connection_error_after_connected(exc)

    def cancel_active_requests(self) -> None:
        if self.listener.cut_off():
            super().cancel_active_requests()

    def create_task_handler(self, *args: Any, **kwargs: Any) -> Callable[[Any], Any]:
        handle = super().create_task_handler(*args, **kwargs)

        def on_task_received(message: Any) -> Any:
            why = fault_of(message)
            if why is not None:
                return self.refuse(message, why)
            try:
                return handle(message)
            except UNREADABLE as error:  # a KeyError among them, for which Redis's transport takes connection losses
                return self.refuse(message, f"{type(error).__name__}: {str(error)[:200]}")

        return on_task_received

    def refuse(self, message: Any, why: str) -> None:
        """Take a message off its queue for good; a broker with a dead letter exchange keeps it there."""
        tell_refusal(message, why)
        self.listener.refused()
        if not message.acknowledged:
            message.reject_log_error(logger, self.connection_errors)
        signals.task_rejected.send(sender=self, message=message, exc=None)

    def on_unknown_task(self, body: Any, message: Any, exc: Exception) -> None:
        if not is_doorbell(message):
            super().on_unknown_task(body, message, exc)
            return
        message.ack_log_error(logger, self.connection_errors)
        self.listener.unknown(message.headers)

    def on_unknown_message(self, body: Any, message: Any) -> None:
        self.listener.refused()
        super().on_unknown_message(body, message)

    def on_invalid_task(self, body: Any, message: Any, exc: Exception) -> None:
        self.listener.refused()
        super().on_invalid_task(body, message, exc)

    def on_decode_error(self, message: Any, exc: Exception) -> None:
        self.listener.refused()
        super().on_decode_error(message, exc)


def _unbroken(loop: Callable[..., Any]) -> Callable[..., Any]:
    """A consumer's loop, for which a channel that the broker closed, and what nobody can read, is a lost connection.

    RabbitMQ closes a channel on which a message has waited for longer than its ``consumer_timeout``, half an hour,
    as happens behind handlers that take longer. On Redis and Valkey whoever can write to a queue can put there
    what is not a message of kombu's at all.
    """

    def run(consumer: Any, *args: Any) -> Any:
        try:
            return loop(consumer, *args)
        except consumer.connection_errors:
            raise
        except consumer.channel_errors as error:
            logger.warning("the broker has closed the worker's channel, which connects anew: %s", error)
            raise ConnectionResetError(f"the channel was closed: {error}") from error
        except UNREADABLE as error:
            logger.exception("what came from the broker cannot be read; it is dropped, and the worker connects anew")
            raise ConnectionResetError(f"{type(error).__name__} in the worker's loop") from error

    return run


def close_task_channel(connection: Connection) -> None:
    """Close the channel of a lost connection, and hand back what it had fetched if the broker takes it.

    Celery closes the connection twice. If the first attempt fails in the middle of a poll, the second one
    hands messages back over a connection that has forgotten its address, and the error of that ends the worker.
    So the attempt after the poll is made here, while the address is known. Only kombu's virtual
    transports (Redis, Valkey) are concerned.
    """
    channel = getattr(connection, "_default_channel", None)
    if not isinstance(channel, Channel):
        return
    bound_open_broker_sockets(connection, _CLOSING)
    for _ in ("the poll", "the channel"):
        if not channel.closed:
            connection.maybe_close_channel(channel)
