"""Tallies in MongoDB: one small document for each name and its labels."""

from __future__ import annotations

import json
from collections.abc import Sequence

from pymongo import ASCENDING, UpdateOne

from aurora_celery.store.mongo.client import Connection
from aurora_celery.store.mongo.clock import ServerClock
from aurora_celery.store.mongo.errors import answered
from aurora_celery.store.mongo.fields import Document
from aurora_celery.store.tallies import Tally


class MongoTallies:
    """``TallyStore`` in MongoDB. Labels are values, and the id is made of them as JSON."""

    def __init__(self, connection: Connection, clock: ServerClock) -> None:
        self._connection, self._clock = connection, clock

    @answered
    def add(self, tallies: Sequence[Tally]) -> None:
        """One round trip, which nobody waits for; none if there is nothing to add."""
        if not tallies:
            return
        now = self._clock.now()
        updates = []
        for tally in tallies:
            born = {"name": tally.name, "labels": [*tally.labels], "since": now, "size": len(tally.buckets)}
            grown: Document = {"count": tally.count, "total": tally.total}
            grown |= {f"buckets.{place:d}": count for place, count in enumerate(tally.buckets) if count}
            key = json.dumps([tally.name, *tally.labels])
            updates.append(UpdateOne({"_id": key}, {"$inc": grown, "$setOnInsert": born}, upsert=True))
        self._connection.handles().tallies.bulk_write(updates, ordered=False)

    @answered
    def all(self, *, limit: int) -> tuple[Tally, ...]:
        """One round trip. Their number is that of the names and labels, not of what was counted."""
        order = [("since", ASCENDING), ("_id", ASCENDING)]
        found = self._connection.handles().tallies.find({}, sort=order, limit=limit)
        return tuple(map(_from_document, found))


def _from_document(document: Document) -> Tally:
    buckets = document.get("buckets", {})
    return Tally(
        name=document["name"],
        labels=tuple(document["labels"]),
        count=document["count"],
        total=document["total"],
        buckets=tuple(buckets.get(str(place), 0) for place in range(document["size"])),
        since=document["since"],
    )
