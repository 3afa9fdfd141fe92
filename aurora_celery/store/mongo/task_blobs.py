"""Values of task results that are too large for one document, in pieces that expire by themselves."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Final

from aurora_celery.errors import ResultTooLarge, StoreError
from aurora_celery.store.mongo.fields import Document
from aurora_celery.store.mongo.task_connection import TaskHandles
from aurora_celery.store.task_ports import Payload

#: Bytes of one piece; several stay below MongoDB's limit for one message.
PIECE: Final = 4 * 2**20
#: Bytes of one value; what is larger belongs into a file store, with its address as the result.
HARD_LIMIT: Final = 64 * 2**20


def size_of(value: Payload | None) -> int:
    """Bytes that a value takes in a document."""
    if value is None:
        return 0
    return len(value) if isinstance(value, bytes) or value.isascii() else len(value.encode("utf-8", "surrogatepass"))


def put(handles: TaskHandles, value: Payload, *, expire_at: datetime | None) -> Document:
    """Keep a value; what is returned stands for it in a document. Raises ResultTooLarge."""
    data = value if isinstance(value, bytes) else value.encode()
    if len(data) > HARD_LIMIT:
        raise ResultTooLarge(len(data), HARD_LIMIT)
    key = uuid.uuid4().hex
    expiry: Document = {} if expire_at is None else {"expire_at": expire_at}
    for number, start in enumerate(range(0, len(data), PIECE)):
        handles.blobs.insert_one({"blob": key, "n": number, "data": data[start : start + PIECE], **expiry})
    return {"blob": key, "size": len(data), "text": isinstance(value, str)}


def get_many(handles: TaskHandles, references: Sequence[Document]) -> dict[str, Payload]:
    """Values by blob key, in one query. Raises StoreError when a piece is gone."""
    pieces: dict[str, list[bytes]] = defaultdict(list)
    if references:
        query = {"blob": {"$in": [reference["blob"] for reference in references]}}
        for piece in handles.blobs.find(query).sort([("blob", 1), ("n", 1)]):
            pieces[piece["blob"]].append(piece["data"])
    return {reference["blob"]: _whole(reference, pieces[reference["blob"]]) for reference in references}


def delete(handles: TaskHandles, references: Sequence[Document]) -> None:
    """Drop values that no document stands for any more."""
    if references:
        handles.blobs.delete_many({"blob": {"$in": [reference["blob"] for reference in references]}})


def _whole(reference: Document, pieces: list[bytes]) -> Payload:
    data = b"".join(pieces)
    if len(data) != reference["size"]:
        raise StoreError(f"part of a result of {reference['size']} bytes is gone")
    return data.decode() if reference["text"] else data
