"""The joins of chords in MongoDB: parts counted as a set, the body given to one sender at a time."""

from __future__ import annotations

import uuid
from typing import Any, Final

from pymongo.errors import DuplicateKeyError

from aurora_celery.store.mongo import task_join_updates as updates
from aurora_celery.store.mongo.errors import answered
from aurora_celery.store.mongo.fields import Document
from aurora_celery.store.mongo.task_connection import TaskConnection
from aurora_celery.store.mongo.task_counting import Count, Counter, change_join
from aurora_celery.store.mongo.task_documents import expiry, part_from_document
from aurora_celery.store.task_ports import Claimant, Counted, Counting, DueJoin, Envelope, Join, NewJoin, Part

#: What a join needs no more once it is over.
_SPENT: Final = dict.fromkeys(("parts", "body", "shape", "counts", "due", "lease"), "")
_DUE_FIELDS: Final = ("body_id", "sealed", "announced", "reopened", "complete", "quiet")


class MongoJoins:
    """``JoinStore`` in MongoDB."""

    def __init__(self, connection: TaskConnection) -> None:
        self._connection = connection
        self._counter = Counter()

    @answered
    def open(self, join: NewJoin, *, quiet: float, expires: float | None) -> bool:
        """One round trip. A flat header's join is durable as soon as it is sealed, since that write comes later."""
        other = [{"body_id": {"$ne": join.body_id}}, {"state": updates.FAILED}]
        change = updates.opened(join, generation=uuid.uuid4().hex, quiet=quiet, expire_at=expiry(expires))
        handles = self._connection.writing()
        joins = handles.light_joins if join.shape is None else handles.joins
        try:
            done = joins.update_one({"_id": join.id, "$or": other}, change, upsert=True)
        except DuplicateKeyError:
            # The same chord was announced before, by a publisher that is running again.
            return False
        return done.matched_count == 1

    @answered
    def seal(self, join: str, size: int, *, expires: float | None) -> None:
        """One round trip."""
        # A group that stands in a chord's header is sealed without being a join: its document waits for nothing.
        change: Document = {"$set": {"size": size, "sealed": True}, "$currentDate": {"touched": True}}
        if expires:
            change["$setOnInsert"] = {"expire_at": expiry(expires)}
        self._connection.writing().joins.update_one({"_id": join}, change, upsert=True)

    @answered
    def widen(self, join: str, task: str) -> None:
        """One round trip."""
        self._connection.writing().joins.update_one({"_id": join}, {"$addToSet": {"added": task}})

    @answered
    def count(
        self,
        join: str,
        part: Part,
        *,
        body_id: str,
        claimant: Claimant,
        quiet: float,
        expires: float | None,
        durable: bool = True,
    ) -> Counted:
        """One round trip, two for a wide join; one more to fetch the buckets of a complete wide join."""
        place: dict[str, Any] = {"join": join, "body_id": body_id, "part": part}
        wanted = Count(**place, claimant=claimant, quiet=quiet, expire_at=expiry(expires), durable=durable)
        document = self._counter.count(self._connection.writing(), wanted)
        return Counted(document) if isinstance(document, Counting) else self._answer(document, claimant)

    @answered
    def claim(self, join: str, claimant: Claimant) -> Join | None:
        """One round trip, two for a wide join."""
        return self._take(join, claimant, updates.claimed(claimant))

    @answered
    def abandon(self, join: str, claimant: Claimant, *, quiet: float) -> Join | None:
        """One round trip, two for a wide join."""
        return self._take(join, claimant, updates.claimed(claimant, condition=updates.silent(quiet)))

    @answered
    def renew(self, join: str, claimant: Claimant) -> bool:
        """One round trip. What would be lost with the write is patience, not the join."""
        query = {"_id": join, "token": claimant.token, "state": updates.OPEN}
        change = [{"$set": {"lease": updates.after(claimant.lease)}}]
        return self._connection.writing().light_joins.update_one(query, change).matched_count == 1

    @answered
    def close(self, join: str, *, token: str | None = None, failed: bool = False, expires: float) -> None:
        """One round trip, two for a wide join. What stays tells late copies of the parts that they are late."""
        handles = self._connection.writing()
        query: Document = {"_id": join, "state": updates.OPEN} | ({} if token is None else {"token": token})
        end = {"state": updates.FAILED if failed else updates.SENT, "live": False, "expire_at": expiry(expires)}
        change = {"$set": end, "$unset": _SPENT}
        before = handles.light_joins.find_one_and_update(query, change, {"slots": 1, "generation": 1})
        self._counter.forget(join)
        if before is not None and before["slots"]:
            handles.light_buckets.delete_many({"join": before["generation"]})

    @answered
    def counted(self, join: str) -> frozenset[str]:
        """One round trip; for a wide join one more, and one for every bucket."""
        handles = self._connection.writing()
        document = handles.joins.find_one({"_id": join}, {"parts.k": 1, "slots": 1, "generation": 1})
        if document is None or "slots" not in document:
            return frozenset()
        keys = [part["k"] for part in document.get("parts", ())]
        for bucket in handles.buckets.find({"join": document["generation"]}, {"slot": 1, "total": 1, "parts.k": 1}):
            keys += [part["k"] for part in bucket["parts"]]
            query = {"_id": join, "generation": document["generation"], "state": updates.OPEN}
            handles.light_joins.update_one(query, updates.with_bucket(bucket["slot"], bucket["total"]))
        return frozenset(keys)

    @answered
    def due(self, *, limit: int, rest: float, body_id: str | None = None) -> tuple[DueJoin, ...]:
        """One round trip for each join, and one that finds no more."""
        query: Document = {"live": True, "$expr": {"$lte": ["$due", "$$NOW"]}}
        query |= {} if body_id is None else {"body_id": body_id}
        quiet = {"$divide": [{"$subtract": ["$$NOW", "$touched"]}, 1000]}
        projection: dict[str, Any] = dict.fromkeys(_DUE_FIELDS, 1)
        projection |= {"quiet": quiet, "complete": updates.COMPLETE}
        joins, found = self._connection.writing().light_joins, list[DueJoin]()
        while len(found) < limit:
            document = joins.find_one_and_update(query, updates.rested(rest), projection, sort=[("due", 1)])
            if document is None:
                break
            values: dict[str, Any] = {name: document[name] for name in _DUE_FIELDS}
            found.append(DueJoin(id=document["_id"], **values))
        return tuple(found)

    def _take(self, join: str, claimant: Claimant, change: list[Document]) -> Join | None:
        query = {"_id": join, "live": True}
        document = change_join(self._connection.writing().joins, query, change, token=claimant.token)
        return None if document is None else self._answer(document, claimant).join

    def _answer(self, document: Document, claimant: Claimant) -> Counted:
        if document.get("token") != claimant.token:
            return Counted(Counting.WAITING)
        parts = list(document["parts"])
        if document["slots"]:
            for bucket in self._connection.writing().buckets.find({"join": document["generation"]}):
                parts += bucket["parts"]
        body = document["body"]
        join = Join(
            id=document["_id"],
            token=claimant.token,
            body_id=document["body_id"],
            body=Envelope(body["d"], body["t"], body["e"]),
            shape=document["shape"],
            parts=tuple(map(part_from_document, parts)),
            tries=document["tries"],
        )
        return Counted(Counting.COMPLETE, join)
