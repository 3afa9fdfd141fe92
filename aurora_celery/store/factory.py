"""Open the store that a URL names. The only place that knows which adapter belongs to which URL."""

from __future__ import annotations

from typing import Final

from aurora_celery.errors import StoreUnfit
from aurora_celery.store.memory.store import MemoryStore
from aurora_celery.store.ports import Store
from aurora_celery.store.server import ServerReport

INLINE_LIMIT: Final = 1024
HARD_LIMIT: Final = 64 * 2**20
ATTENTION: Final = 15.0


def open_store(
    url: str,
    *,
    retention: float | None = None,
    inline_limit: int = INLINE_LIMIT,
    hard_limit: int = HARD_LIMIT,
    attention: float = ATTENTION,
) -> Store:
    """The store at ``memory://``, ``mongodb://`` or ``mongodb+srv://``; nothing is sent to a server yet.

    ``retention`` is how long an ended run is kept, in seconds, None for ever. The limits are bytes of JSON: up
    to the first a value belongs in a cell, beyond the second it is refused. ``attention`` is the time in seconds
    after which the sweeper looks at a cell in which something has moved. Raises StoreUnfit for another URL.
    """
    match url.partition("://")[0]:
        case "memory":
            return MemoryStore(
                url, retention=retention, inline_limit=inline_limit, hard_limit=hard_limit, attention=attention
            )
        case "mongodb" | "mongodb+srv":
            from aurora_celery.store.mongo.part import Terms
            from aurora_celery.store.mongo.store import MongoStore

            terms = Terms(retention, attention)
            return MongoStore(url, terms=terms, inline_limit=inline_limit, hard_limit=hard_limit)
        case scheme:
            raise StoreUnfit(f"no store is known for {scheme!r}; use mongodb://, mongodb+srv:// or memory://")


def check_server(url: str) -> ServerReport:
    """What the server at a URL is, and whether it is fit for Aurora. Raises StoreUnavailable, StoreUnfit."""
    if url.startswith("memory://"):
        return ServerReport(kind="memory", version="", replica_set=None, primary=None, clock_offset=0.0)
    from aurora_celery.store.mongo import admin

    return admin.check_server(url)


def initiate_replica_set(host: str, port: int, *, name: str = "aurora", timeout: float = 30.0) -> None:
    """Make a fresh mongod a replica set of one and return once it takes writes. Raises StoreUnavailable."""
    from aurora_celery.store.mongo import admin

    admin.initiate_replica_set(host, port, name=name, timeout=timeout)
