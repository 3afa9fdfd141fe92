"""A worker's consumer: it outlives the loss of its broker, and tells when handlers are about to be cut off."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from celery.utils.threads import bound_open_broker_sockets  # type: ignore[attr-defined]
from kombu import Connection
from kombu.transport.virtual import Channel
from kombu.utils.imports import symbol_by_name

#: Seconds that an open socket of a lost connection may still block.
_CLOSING = 5.0


def enduring(consumer: Any, *, cut_off: Callable[[], bool]) -> type:
    """A worker's consumer class, or the path of one, as a subclass that survives a broken channel of its task queue.

    ``cut_off`` is called when a quick stop is about to end the handlers that run; False if the pool cannot do that.
    """
    base = symbol_by_name(consumer)

    def on_connection_error_after_connected(self: Any, exc: Exception) -> None:
        close_task_channel(self.connection)
        base.on_connection_error_after_connected(self, exc)

    def cancel_active_requests(self: Any) -> None:
        if cut_off():
            base.cancel_active_requests(self)

    methods = (on_connection_error_after_connected, cancel_active_requests)
    return type(base.__name__, (base,), {method.__name__: method for method in methods})


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
