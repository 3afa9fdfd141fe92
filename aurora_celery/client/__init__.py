"""Speak to a management API over HTTP, with the words and the values of the Python interface.

``Client`` blocks, ``AsyncClient`` is awaited; both do the same. Needs ``aurora-celery[client]``.
"""

from aurora_celery.client.asynchronous import AsyncClient, AsyncRun
from aurora_celery.client.blocking import Client, ClientRun
from aurora_celery.errors import Refused, ServerUnavailable

__all__ = ["AsyncClient", "AsyncRun", "Client", "ClientRun", "Refused", "ServerUnavailable"]
