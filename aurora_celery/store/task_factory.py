"""Open the store of the Celery result backend by its address. The only way to its adapter for MongoDB."""

from __future__ import annotations

import threading

from aurora_celery.errors import StoreUnfit
from aurora_celery.store.task_ports import TaskStore

_SCHEMES = ("mongodb://", "mongodb+srv://")
_opened: dict[str, TaskStore] = {}
_lock = threading.Lock()


def open_task_store(url: str) -> TaskStore:
    """The store at ``mongodb://`` or ``mongodb+srv://``, the same object for the same address.

    Nothing is sent to the server yet. Raises StoreUnfit for any other kind of address.
    """
    if not url.startswith(_SCHEMES):
        scheme = url.partition("://")[0]
        raise StoreUnfit(f"results cannot be kept at {scheme}://, only at mongodb:// or mongodb+srv://")
    found = _opened.get(url)
    if found is None:
        from aurora_celery.store.mongo.task_store import MongoTaskStore

        with _lock:
            found = _opened.setdefault(url, MongoTaskStore(url))
    return found
