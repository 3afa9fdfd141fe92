"""Ask a broker whether it is there."""

from __future__ import annotations

from math import ceil

from celery import Celery

from aurora_celery.errors import BrokerUnavailable


def ping(app: Celery, *, timeout: float) -> None:
    """Return once the app's broker has taken a connection. Raises BrokerUnavailable after ``timeout`` seconds."""
    try:
        with app.connection_for_write() as connection:
            connection.ensure_connection(max_retries=1, timeout=ceil(timeout), interval_start=0)
    except Exception as error:
        # Every transport has errors of its own, and each means the same.
        raise BrokerUnavailable(f"{type(error).__name__}: {error}") from error
