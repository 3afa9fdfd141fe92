"""Saved group results in MongoDB."""

from __future__ import annotations

from datetime import UTC, datetime

from aurora_celery.store.mongo import task_blobs
from aurora_celery.store.mongo.errors import answered
from aurora_celery.store.mongo.fields import Document
from aurora_celery.store.mongo.task_connection import TaskConnection
from aurora_celery.store.mongo.task_documents import expiry
from aurora_celery.store.task_ports import Payload, SavedGroup

#: Bytes beyond which the structure of a group, of some ten thousand tasks, does not stand in its own document.
INLINE = 2**20


class MongoGroups:
    """``GroupStore`` in MongoDB."""

    def __init__(self, connection: TaskConnection) -> None:
        self._connection = connection

    @answered
    def save(self, group: str, result: Payload, *, expires: float | None) -> None:
        """One round trip, and one for every piece of a large one."""
        handles, expire_at = self._connection.writing(), expiry(expires)
        document: Document = {"saved": datetime.now(UTC)}
        if task_blobs.size_of(result) > INLINE:
            document["blob"] = task_blobs.put(handles, result, expire_at=expire_at)
        else:
            document["result"] = result
        if expire_at is not None:
            document["expire_at"] = expire_at
        before = handles.groups.find_one_and_replace({"_id": group}, document, {"blob": 1}, upsert=True)
        self._drop(before)

    @answered
    def get(self, group: str) -> SavedGroup | None:
        """One round trip, two for a large one."""
        handles = self._connection.reading()
        document = handles.groups.find_one({"_id": group})
        if document is None:
            return None
        blob = document.get("blob")
        result = task_blobs.get_many(handles, [blob])[blob["blob"]] if blob else document["result"]
        return SavedGroup(group, result, document["saved"])

    @answered
    def delete(self, group: str) -> None:
        """One round trip, two for a large one."""
        self._drop(self._connection.writing().groups.find_one_and_delete({"_id": group}, {"blob": 1}))

    def _drop(self, before: Document | None) -> None:
        if before and "blob" in before:
            task_blobs.delete(self._connection.writing(), [before["blob"]])
