"""The updates of a chord's join, as pipelines that the server runs in one step, by its own clock.

A narrow join holds its parts itself, so that counting a part and becoming the body's sender are one write. A wide
one (``slots`` > 0) holds only how many parts each of its buckets has; the buckets are documents of their own.
Counting up to the highest number seen is idempotent and does not depend on the order of the writes.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from aurora_celery.store.mongo.fields import Document
from aurora_celery.store.mongo.task_documents import part_to_document
from aurora_celery.store.task_ports import Claimant, NewJoin, Part

OPEN: Final = "open"
SENT: Final = "sent"
FAILED: Final = "failed"
#: Parts of one document, and the slots of a join whose width nobody knows yet.
BUCKET, UNKNOWN_SLOTS = 128, 16
#: Seconds for which a due join rests at most.
LONGEST_REST: Final = 300.0

_Stage = dict[str, Any]

#: Every part is counted.
COMPLETE: Final = {
    "$and": [
        {"$eq": ["$state", OPEN]},
        {"$gt": ["$size", None]},
        {"$gte": ["$total", {"$add": ["$size", {"$size": "$added"}]}]},
    ]
}
_UNHELD: Final = {"$or": [{"$not": ["$lease"]}, {"$lt": ["$lease", "$$NOW"]}]}
_BUCKET_SUM: Final = {"$sum": {"$map": {"input": {"$objectToArray": "$counts"}, "in": "$$this.v"}}}


def slots_for(width: int | None) -> int:
    """How many buckets a join of so many parts needs; none if they fit into its own document."""
    if width is None:
        return UNKNOWN_SLOTS
    return 0 if width <= BUCKET else -(-width // BUCKET)


def after(seconds: float | _Stage) -> _Stage:
    """So many seconds from the server's now."""
    amount = {"$toLong": {"$multiply": [seconds, 1000]}}
    return {"$dateAdd": {"startDate": "$$NOW", "unit": "millisecond", "amount": amount}}


def opened(join: NewJoin, *, generation: str, quiet: float, expire_at: datetime | None) -> list[_Stage]:
    """Make the document what a join is in the beginning, whatever it was."""
    start: Document = {
        "_id": join.id,
        "body_id": join.body_id,
        "body": {"d": join.body.data, "t": join.body.content_type, "e": join.body.encoding},
        "shape": join.shape,
        "announced": join.announced,
        "generation": generation,
        "state": OPEN,
        "live": True,
        "size": None,
        "sealed": False,
        "added": [],
        "slots": slots_for(join.width),
        "counts": {},
        "parts": [],
        "total": 0,
        "tries": 0,
        "rounds": 0,
    }
    if expire_at is not None:
        start["expire_at"] = expire_at
    times: _Stage = {"touched": "$$NOW", "due": after(quiet), "reopened": {"$eq": ["$state", FAILED]}}
    if not join.announced:
        # The announcement was lost or is long ago; the size may have come through.
        times |= {"size": {"$ifNull": ["$size", None]}, "sealed": {"$ifNull": ["$sealed", False]}}
    return [{"$replaceWith": {"$mergeObjects": [{"$literal": start}, times]}}]


def with_part(part: Part) -> list[_Stage]:
    """Add a part to the document's parts unless it is among them."""
    known = {"$in": [{"$literal": part.key}, {"$ifNull": ["$parts.k", []]}]}
    parts = {"$ifNull": ["$parts", []]}
    more = {"$concatArrays": [parts, [{"$literal": part_to_document(part)}]]}
    return [{"$set": {"parts": {"$cond": [known, parts, more]}}}, {"$set": {"total": {"$sum": "$parts.w"}}}]


def with_bucket(number: int, total: int) -> list[_Stage]:
    """Note on a wide join how far one of its buckets has come."""
    highest = {"$max": [f"$counts.{number:d}", total]}
    return [{"$set": {f"counts.{number:d}": highest}}, {"$set": {"total": _BUCKET_SUM}}]


def touched(*, quiet: float, expire_at: datetime | None) -> list[_Stage]:
    """Something happened to the join: it is not due for a while."""
    change: Document = {"touched": "$$NOW", "due": after(quiet), "rounds": 0}
    if expire_at is not None:
        change["expire_at"] = expire_at
    return [{"$set": change}]


def claimed(claimant: Claimant, *, condition: _Stage | None = None) -> list[_Stage]:
    """Give a complete join to the claimant, if it has no sender or the sender's lease is over."""
    token, lease, tries = claimant.token, after(claimant.lease), {"$add": ["$tries", 1]}
    taken = {"token": token, "lease": lease, "tries": tries}
    take = {"$and": [condition or COMPLETE, _UNHELD]}
    change = {name: {"$cond": ["$take", value, f"${name}"]} for name, value in taken.items()}
    return [{"$set": {"take": take}}, {"$set": change}, {"$unset": "take"}]


def silent(quiet: float) -> _Stage:
    """True for an open join to which nothing has happened for so many seconds."""
    limit = {"$dateSubtract": {"startDate": "$$NOW", "unit": "second", "amount": int(quiet)}}
    return {"$and": [{"$eq": ["$state", OPEN]}, {"$lt": ["$touched", limit]}]}


def rested(rest: float) -> list[_Stage]:
    """Put a due join off, twice as long each time."""
    seconds = {"$min": [LONGEST_REST, {"$multiply": [rest, {"$pow": [2, "$rounds"]}]}]}
    return [{"$set": {"due": after(seconds)}}, {"$set": {"rounds": {"$min": [{"$add": ["$rounds", 1]}, 10]}}}]
