"""Count the parts of a chord's header, as a set: in the join's own document, or in the buckets of a wide one."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from pymongo import ReturnDocument
from pymongo.collection import Collection

from aurora_celery.store.mongo import task_join_updates as updates
from aurora_celery.store.mongo.fields import Document
from aurora_celery.store.mongo.task_connection import TaskHandles
from aurora_celery.store.task_ports import Claimant, Counting, Part

_AFTER: Final = ReturnDocument.AFTER
#: How many wide joins a process remembers the buckets of.
_REMEMBERED: Final = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """One part that is to be counted, and everything that goes with it."""

    join: str
    body_id: str
    part: Part
    claimant: Claimant
    quiet: float
    expire_at: datetime | None
    durable: bool

    def query(self, **more: Any) -> Document:
        """Filter for the join while it waits."""
        return {"_id": self.join, "body_id": self.body_id, "state": updates.OPEN, **more}

    def end(self) -> list[Document]:
        """What every counting ends with: the join was touched, and is claimed if it is complete."""
        touched = updates.touched(quiet=self.quiet, expire_at=self.expire_at)
        return touched + updates.claimed(self.claimant)


class Counter:
    """Counts parts. Remembers which joins are wide, so that only the first of their parts has to ask."""

    def __init__(self) -> None:
        self._wide: dict[str, Document] = {}

    def count(self, handles: TaskHandles, count: Count) -> Document | Counting:
        """The join after the part was counted, or why it was not."""
        wide = self._wide.get(count.join)
        if wide is not None:
            document = self._count_wide(handles, wide, count)
            if document is not None:
                return document
        return self._count_unknown(handles, count)

    def forget(self, join: str) -> None:
        """A join is over."""
        self._wide.pop(join, None)

    def _count_unknown(self, handles: TaskHandles, count: Count) -> Document | Counting:
        change = [*updates.with_part(count.part), *count.end()]
        joins = handles.joins if count.durable else handles.light_joins
        document = change_join(joins, count.query(slots=0), change, token=count.claimant.token)
        if document is not None:
            return document
        wide = handles.joins.find_one({"_id": count.join}, {"slots": 1, "generation": 1, "body_id": 1, "state": 1})
        if wide is None or "body_id" not in wide:
            return Counting.MISSING
        if wide["body_id"] != count.body_id or wide["state"] != updates.OPEN:
            return Counting.OVER
        return self._count_wide(handles, wide, count) or Counting.OVER

    def _count_wide(self, handles: TaskHandles, wide: Document, count: Count) -> Document | None:
        """None when the join is over, or was begun anew since it was remembered."""
        self._remember(count.join, wide)
        slot = zlib.crc32(count.part.key.encode("utf-8", "backslashreplace")) % wide["slots"]
        total = _fill(handles, wide, slot=slot, count=count)
        change = [*updates.with_bucket(slot, total), *count.end()]
        query = count.query(generation=wide["generation"])
        joins = handles.joins if count.durable else handles.light_joins
        document = change_join(joins, query, change, token=count.claimant.token)
        if document is None:
            self.forget(count.join)
        return document

    def _remember(self, join: str, wide: Document) -> None:
        if len(self._wide) >= _REMEMBERED:
            self._wide.clear()
        self._wide[join] = wide


def change_join(joins: Collection[Document], query: Document, change: list[Document], *, token: str) -> Document | None:
    """Run an update; the values of parts travel back only to the one who has to send the body."""
    names = ("body_id", "token", "slots", "generation", "tries", "shape")
    mine = {"$eq": ["$token", token]}
    projection: dict[str, Any] = dict.fromkeys(names, 1)
    projection |= {"parts": {"$cond": [mine, "$parts", []]}, "body": {"$cond": [mine, "$body", None]}}
    return joins.find_one_and_update(query, change, projection, return_document=_AFTER)


def _fill(handles: TaskHandles, wide: Document, *, slot: int, count: Count) -> int:
    """Put a part into its bucket; how many parts the bucket then stands for."""
    place: Document = {"join": wide["generation"], "slot": slot}
    if count.expire_at is not None:
        place["expire_at"] = count.expire_at
    query, change = {"_id": f"{wide['generation']}:{slot:d}"}, [*updates.with_part(count.part), {"$set": place}]
    buckets = handles.buckets if count.durable else handles.light_buckets
    bucket = buckets.find_one_and_update(query, change, {"total": 1}, upsert=True, return_document=_AFTER)
    return int((bucket or {}).get("total", 0))
