"""Signs of life and leases in MongoDB, all judged by the server's clock."""

from __future__ import annotations

from typing import Any, Final

from pymongo import ASCENDING, ReturnDocument

from aurora_celery.store.mongo.client import Connection
from aurora_celery.store.mongo.errors import answered
from aurora_celery.store.mongo.fields import Document
from aurora_celery.store.mongo.part import milliseconds
from aurora_celery.store.ports import Unheard, WorkerBeat

BEAT: Final = "beat"
_STARTED: Final = "started"
_OWNER: Final = "owner"
_UNTIL: Final = "until"
_UNHEARD: Final = "unheard"
_VALUES: Final = (
    "hostname", "host", "pid", "birth", "boot", "namespace", "concurrency", "draining", "refused", "running",
)  # fmt: skip
_LISTS: Final = ("pids", "handlers", "queues", "labels")


class MongoWorkers:
    """``WorkerStore`` in MongoDB."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    @answered
    def beat(self, beat: WorkerBeat) -> None:
        """One round trip."""
        values: dict[str, Any] = {name: {"$literal": getattr(beat, name)} for name in _VALUES}
        values |= {name: {"$literal": list(getattr(beat, name))} for name in _LISTS}
        values[_UNHEARD] = {"$literal": [[each.handler, each.queue, each.since] for each in beat.unheard]}
        values |= {BEAT: "$$NOW", _STARTED: {"$ifNull": [f"${_STARTED}", "$$NOW"]}}
        self._connection.handles().workers.update_one({"_id": beat.id}, [{"$set": values}], upsert=True)

    @answered
    def leave(self, worker: str) -> None:
        """One round trip."""
        self._connection.handles().workers.delete_one({"_id": worker})

    @answered
    def workers(self, *, within: float) -> tuple[WorkerBeat, ...]:
        """One round trip, by id."""
        found = self._connection.handles().workers.find(alive(within), sort=[("_id", ASCENDING)])
        return tuple(map(_from_document, found))

    @answered
    def lead(self, name: str, owner: str, *, seconds: float) -> bool:
        """One round trip, a read, while nothing has to change; one more to take the lease or to renew it.

        The read is a majority's: a renewal that a lost primary alone had taken must not count.
        """
        leases, ours = self._connection.handles().leases, {"$literal": owner}
        enough = {"$cond": [{"$eq": [f"${_OWNER}", ours]}, {"$add": ["$$NOW", milliseconds(seconds / 2)]}, "$$NOW"]}
        document = leases.find_one({"_id": name, "$expr": {"$gt": [f"${_UNTIL}", enough]}})
        if document is None:
            document = leases.find_one_and_update(
                {"_id": name}, _taken_if_free(ours, seconds), upsert=True, return_document=ReturnDocument.AFTER
            )
        return document is not None and document[_OWNER] == owner

    @answered
    def resign(self, name: str, owner: str) -> None:
        """One round trip."""
        self._connection.handles().leases.delete_one({"_id": name, _OWNER: owner})


def alive(within: float) -> Document:
    """Filter for workers whose last beat is at most so old."""
    return {"$expr": {"$gte": [f"${BEAT}", {"$subtract": ["$$NOW", milliseconds(within)]}]}}


def _taken_if_free(ours: Document, seconds: float) -> list[Document]:
    """Update of a lease. One that is not there, or has run out, is free; missing is less than any time."""
    free = {"$or": [{"$eq": [f"${_OWNER}", ours]}, {"$lte": [f"${_UNTIL}", "$$NOW"]}]}
    until = {"$add": ["$$NOW", milliseconds(seconds)]}
    lease = {
        _OWNER: {"$cond": [free, ours, f"${_OWNER}"]},
        _UNTIL: {"$cond": [free, until, f"${_UNTIL}"]},
    }
    return [{"$set": lease}]


def _from_document(document: Document) -> WorkerBeat:
    values: dict[str, Any] = {name: document[name] for name in _VALUES if name in document}
    values |= {name: tuple(document[name]) for name in _LISTS if name in document}
    calls = document.get(_UNHEARD, ())
    unheard = tuple(Unheard(handler=handler, queue=queue, since=since) for handler, queue, since in calls)
    return WorkerBeat(id=document["_id"], beat=document[BEAT], started=document[_STARTED], unheard=unheard, **values)
