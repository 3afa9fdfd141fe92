"""Results of Celery tasks in MongoDB: one document for each task, the first success kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Any, Final

from pymongo.collection import Collection
from pymongo.errors import DuplicateKeyError

from aurora_celery.store.mongo import task_blobs
from aurora_celery.store.mongo.errors import answered, translated
from aurora_celery.store.mongo.fields import Document
from aurora_celery.store.mongo.task_connection import TaskConnection, TaskHandles
from aurora_celery.store.mongo.task_documents import BULKY, expiry, meta_from_document, meta_to_document
from aurora_celery.store.mongo.task_watch import watch
from aurora_celery.store.task_ports import Part, TaskMeta

SUCCESS: Final = "SUCCESS"
#: Bytes of all values together that stay in the document, and of one value that always does.
INLINE, SMALL = 4 * 2**20, 64 * 2**10
#: Ids in one query; so many of 36 characters take about 2 MB.
_BATCH: Final = 50_000


class MongoMetas:
    """``TaskMetaStore`` in MongoDB."""

    def __init__(self, connection: TaskConnection) -> None:
        self._connection = connection

    @answered
    def put(self, meta: TaskMeta, *, expires: float | None, durable: bool = True) -> bool:
        """One round trip; more when a value is large, or when another success was first."""
        handles, expire_at = self._connection.writing(), expiry(expires)
        document = meta_to_document(meta, expire_at=expire_at)
        _move_out(handles, document, expire_at=expire_at)
        kept, before = _replace(handles.metas if durable else handles.light_metas, document)
        task_blobs.delete(handles, _references(before if kept else document))
        return kept

    @answered
    def get(self, task_id: str) -> TaskMeta | None:
        """One round trip, two for a large result."""
        handles = self._connection.reading()
        document = handles.metas.find_one({"_id": task_id})
        return None if document is None else _read(handles, [document])[0]

    @answered
    def get_many(self, task_ids: Sequence[str], *, statuses: Sequence[str] = ()) -> dict[str, TaskMeta]:
        """One round trip for every 50,000 ids, one more if any result is large."""
        handles = self._connection.reading()
        found: list[Document] = []
        for start in range(0, len(task_ids), _BATCH):
            query: Document = {"_id": {"$in": list(task_ids[start : start + _BATCH])}}
            found += handles.metas.find(query | ({"status": {"$in": list(statuses)}} if statuses else {}))
        return {meta.id: meta for meta in _read(handles, found)}

    @answered
    def known(self, task_ids: Sequence[str]) -> bool:
        """One round trip."""
        query = {"_id": {"$in": list(task_ids)}}
        return self._connection.reading().metas.find_one(query, {"_id": 1}) is not None

    def ended_parts(self, group: str, *, body: str, statuses: Sequence[str]) -> Iterator[Part]:
        """Read in batches; finds every part by one index."""
        query = {"group": group, "body": body, "status": {"$in": list(statuses)}}
        with translated():
            for document in self._connection.reading().metas.find(query, {"index": 1, "status": 1, "weight": 1}):
                yield Part(
                    task=document["_id"],
                    index=document.get("index"),
                    status=document["status"],
                    weight=document.get("weight", 1),
                )

    @answered
    def forget(self, task_id: str) -> None:
        """One round trip, two for a large result."""
        handles = self._connection.writing()
        task_blobs.delete(handles, _references(handles.metas.find_one_and_delete({"_id": task_id}, {"blobs": 1})))

    def watch(self, task_ids: Sequence[str]) -> AbstractContextManager[Callable[[float], bool]]:
        """A change stream: it takes a connection for as long as it is open."""
        return watch(self._connection.reading().metas, task_ids)


def _replace(metas: Collection[Document], document: Document) -> tuple[bool, Document | None]:
    """Write unless a success stands there; whether it was written, and what it replaced."""
    query: dict[str, Any] = {"_id": document["_id"], "status": {"$ne": SUCCESS}}
    for _ in range(2):
        # A second turn, because another writer may have inserted between the server's search and its insert.
        try:
            return True, metas.find_one_and_replace(query, document, {"blobs": 1}, upsert=True)
        except DuplicateKeyError:
            continue
    return False, None


def _move_out(handles: TaskHandles, document: Document, *, expire_at: datetime | None) -> None:
    sizes = {name: task_blobs.size_of(document.get(name)) for name in BULKY}
    if sum(sizes.values()) <= INLINE:
        return
    document["blobs"] = {
        name: task_blobs.put(handles, document.pop(name), expire_at=expire_at)
        for name, size in sizes.items()
        if size > SMALL
    }


def _read(handles: TaskHandles, documents: list[Document]) -> list[TaskMeta]:
    """Documents with the values that lie elsewhere put back."""
    values = task_blobs.get_many(handles, [blob for document in documents for blob in _references(document)])
    for document in documents:
        for name, blob in document.get("blobs", {}).items():
            document[name] = values[blob["blob"]]
    return [meta_from_document(document) for document in documents]


def _references(document: Document | None) -> list[Document]:
    return list(document.get("blobs", {}).values()) if document else []
