"""The collections of the Celery result backend: one client for each process, indexes made on the first write."""

from __future__ import annotations

import os
import threading
from dataclasses import dataclass, field
from typing import Final

from bson.codec_options import CodecOptions
from pymongo import ASCENDING, IndexModel
from pymongo.collection import Collection
from pymongo.database import Database
from pymongo.read_concern import ReadConcern
from pymongo.read_preferences import ReadPreference

from aurora_celery.errors import StoreUnfit
from aurora_celery.store.mongo.client import DURABLE, LIGHT, CommandCount, database_of, make_client
from aurora_celery.store.mongo.errors import translated
from aurora_celery.store.mongo.fields import Document

METAS: Final = "aurora_taskmeta"
GROUPS: Final = "aurora_taskgroups"
JOINS: Final = "aurora_chords"
BUCKETS: Final = "aurora_chord_parts"
BLOBS: Final = "aurora_taskblobs"

_EXPIRY: Final = IndexModel([("expire_at", ASCENDING)], expireAfterSeconds=0)

#: A part that was not counted is found by its chord; a due join by its time; a waiter's join by the body it waits for.
_INDEXES: Final[dict[str, list[IndexModel]]] = {
    METAS: [
        _EXPIRY,
        IndexModel([("group", ASCENDING), ("body", ASCENDING)], partialFilterExpression={"body": {"$exists": True}}),
    ],
    GROUPS: [_EXPIRY],
    JOINS: [
        _EXPIRY,
        IndexModel([("due", ASCENDING)], partialFilterExpression={"live": True}),
        IndexModel([("body_id", ASCENDING)], partialFilterExpression={"live": True}),
    ],
    BUCKETS: [_EXPIRY, IndexModel([("join", ASCENDING)])],
    BLOBS: [_EXPIRY, IndexModel([("blob", ASCENDING), ("n", ASCENDING)])],
}


@dataclass(slots=True)
class TaskHandles:
    """One process's collections, written durably and read from the primary.

    Results are read as they will survive. Joins are read as they stand, since what is found there decides on writes.
    The ``light`` ones do not wait until a write is durable.
    """

    database: Database[Document]
    count: CommandCount
    metas: Collection[Document]
    groups: Collection[Document]
    joins: Collection[Document]
    buckets: Collection[Document]
    light_metas: Collection[Document]
    light_joins: Collection[Document]
    light_buckets: Collection[Document]
    blobs: Collection[Document]
    prepared: bool = field(default=False)


class TaskConnection:
    """Gives each process its own handles. A child keeps its parent's, so that nothing closes them."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._handles: dict[int, TaskHandles] = {}
        self._locks: dict[int, threading.Lock] = {}

    def reading(self) -> TaskHandles:
        """The handles of this process."""
        pid = os.getpid()
        found = self._handles.get(pid)
        if found is not None:
            return found
        # A lock for each process: one that a fork copied in a locked state is never asked for again.
        with self._locks.setdefault(pid, threading.Lock()):
            return self._handles.get(pid) or self._handles.setdefault(pid, _open(self.url))

    def writing(self) -> TaskHandles:
        """The handles of this process, on a server that is fit and has the indexes."""
        handles = self.reading()
        if not handles.prepared:
            _prepare(handles)
            handles.prepared = True
        return handles

    def sent(self) -> int:
        """How many commands this process has sent."""
        found = self._handles.get(os.getpid())
        return found.count.sent if found else 0

    def close(self) -> None:
        """Close this process's client; the next call opens another."""
        found = self._handles.pop(os.getpid(), None)
        if found is not None:
            found.database.client.close()


def _open(url: str) -> TaskHandles:
    count = CommandCount()
    with translated():
        client = make_client(url, event_listeners=[count])
        codec: CodecOptions[Document] = CodecOptions(tz_aware=True)
        database = client.get_database(
            database_of(url),
            codec_options=codec,
            read_preference=ReadPreference.PRIMARY,
            write_concern=DURABLE,
            read_concern=ReadConcern("majority"),
        )
    newest = database.with_options(read_concern=ReadConcern("local"))
    light = newest.with_options(write_concern=LIGHT)
    return TaskHandles(
        database=database,
        count=count,
        metas=database[METAS],
        groups=database[GROUPS],
        joins=newest[JOINS],
        buckets=newest[BUCKETS],
        light_metas=light[METAS],
        light_joins=light[JOINS],
        light_buckets=light[BUCKETS],
        blobs=database[BLOBS],
    )


def _prepare(handles: TaskHandles) -> None:
    """Check the server and make the indexes; the server takes indexes that it has without any work."""
    with translated():
        hello = handles.database.client.admin.command("hello")
        if "setName" not in hello and hello.get("msg") != "isdbgrid":
            raise StoreUnfit(
                "MongoDB runs as a standalone server, which cannot promise that a result survives; "
                "start mongod with --replSet and run rs.initiate() once"
            )
        for name, indexes in _INDEXES.items():
            handles.database[name].create_indexes(indexes)
