"""Updates by the server's clock that several collections of people and programs share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final, cast

from pymongo import ReturnDocument
from pymongo.collection import Collection

from aurora_celery.store.mongo import fields as f
from aurora_celery.store.mongo.fields import Document
from aurora_celery.store.mongo.part import milliseconds

EXPIRES: Final = f.EXPIRES


def upserted(collection: Collection[Document], key: str, update: Sequence[Document]) -> Document:
    """A document by its id after an update, made if it was not there.

    Of two that make it at once the server itself lets one find what the other made, since nothing but the id is asked.
    """
    made = collection.find_one_and_update({f.ID: key}, update, upsert=True, return_document=ReturnDocument.AFTER)
    return cast("Document", made)


def kept_if_new(values: Mapping[str, Any], times: Document) -> list[Document]:
    """Update that fills a new document, and leaves one that is there, of an earlier try, as it is."""
    there = {"$ne": [{"$type": f"${f.CREATED}"}, "missing"]}
    fresh = {"$mergeObjects": ["$$ROOT", {"$literal": dict(values)}, times]}
    return [{"$replaceWith": {"$cond": [there, "$$ROOT", fresh]}}]


def noted(field: str, *, every: float) -> list[Document]:
    """Update that notes the time in a field, unless that was done in the last so many seconds."""
    recent = {"$gt": [f"${field}", ago(every)]}
    return [{"$set": {field: {"$cond": [recent, f"${field}", "$$NOW"]}}}]


def living() -> Document:
    """Filter for what is not over. The server deletes what is over, but not at once."""
    return {"$expr": {"$or": [{"$eq": [{"$type": f"${EXPIRES}"}, "missing"]}, {"$gt": [f"${EXPIRES}", "$$NOW"]}]}}


def ahead(seconds: float) -> Document:
    """So many seconds from now."""
    return {"$add": ["$$NOW", milliseconds(seconds)]}


def ago(seconds: float) -> Document:
    """So many seconds before now."""
    return {"$subtract": ["$$NOW", milliseconds(seconds)]}
