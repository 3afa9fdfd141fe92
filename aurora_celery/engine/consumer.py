"""Let a worker outlive the loss of its broker, whatever it was doing at that instant."""

from __future__ import annotations

from typing import Any

from celery.utils.threads import bound_open_broker_sockets  # type: ignore[attr-defined]
from kombu import Connection
from kombu.transport.virtual import Channel
from kombu.utils.imports import symbol_by_name

#: Seconds that an open socket of a lost connection may still block.
_CLOSING = 5.0


def enduring(consumer: Any) -> type:
    """A worker's consumer class, or the path of one, as a subclass that survives a broken channel of its task queue."""
    base = symbol_by_name(consumer)

    def on_connection_error_after_connected(self: Any, exc: Exception) -> None:
        close_task_channel(self.connection)
        base.on_connection_error_after_connected(self, exc)

    return type(base.__name__, (base,), {"on_connection_error_after_connected": on_connection_error_after_connected})


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
