"""Ask a broker whether it is there, over a connection whose every wait has a limit."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from math import ceil

from celery import Celery
from kombu import Connection

from aurora_celery.errors import BrokerUnavailable

#: Which options limit every wait of a connection, by the name of its driver.
_TIMEOUTS = {"redis": ("socket_timeout", "socket_connect_timeout"), "py-amqp": ("read_timeout", "write_timeout")}


def ping(app: Celery, *, timeout: float) -> None:
    """Return once the app's broker has taken a connection. Raises BrokerUnavailable after ``timeout`` seconds."""
    try:
        with app.connection_for_write() as connection:
            connection.ensure_connection(max_retries=1, timeout=ceil(timeout), interval_start=0)
    except Exception as error:
        # Every transport has errors of its own, and each means the same.
        raise BrokerUnavailable(f"{type(error).__name__}: {error}") from error


@contextmanager
def fresh_connection(app: Celery, *, timeout: float) -> Iterator[Connection]:
    """A connection of the caller's own, no wait of which is longer than ``timeout`` seconds.

    Raises whatever the broker's client raises.
    """
    with app.connection_for_read() as plain:
        options = dict.fromkeys(_TIMEOUTS.get(plain.transport.driver_name, ()), timeout)
    with app.connection_for_read(transport_options=options) as connection:
        connection.ensure_connection(max_retries=1, timeout=ceil(timeout), interval_start=0)
        yield connection
