"""ADR 2: what the two writes of a node cost the server and the client, with and without retryable writes."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from itertools import product
from statistics import median
from typing import Any

from pymongo import MongoClient, ReturnDocument, WriteConcern
from pymongo.collection import Collection

from bench.figures import Measured
from bench.ground import Ground

_NODES = 128
_CONCERNS: Mapping[str, WriteConcern] = {
    "majority and journal": WriteConcern(w="majority", j=True),
    "primary only": WriteConcern(w=1),
}


def measure(ground: Ground) -> Measured:
    """Milliseconds of one write to a cell of 128 nodes, as seen by the client: medians of interleaved rounds."""
    count, rounds = ground.pick(400, 100), ground.pick(5, 2)
    taken: dict[tuple[str, bool], list[float]] = {}
    for _, concern, retryable in product(range(rounds), _CONCERNS, (True, False)):
        taken.setdefault((concern, retryable), []).append(
            _milliseconds(ground, concern, retryable=retryable, count=count)
        )
    raw = [
        {"concern": concern, "retryable": retryable, "milliseconds": median(values)}
        for (concern, retryable), values in taken.items()
    ]
    for line in raw:
        print(f"  {line['concern']:<22} retryable={line['retryable']!s:<5} {line['milliseconds']:6.2f} ms")
    return Measured(name="writes", figures=(), raw={"writes": raw})


def _milliseconds(ground: Ground, concern: str, *, retryable: bool, count: int) -> float:
    with MongoClient[dict[str, Any]](ground.mongod.url, retryWrites=retryable) as client:
        cells = client["aurora_bench"].get_collection("cells", write_concern=_CONCERNS[concern])
        cells.delete_many({})
        cells.insert_one(_cell())
        began = time.perf_counter()
        for slot in _slots(count):
            _complete(cells, slot)
        return (time.perf_counter() - began) / count * 1e3


def _slots(count: int) -> Iterator[int]:
    return (number % _NODES for number in range(count))


def _cell() -> dict[str, Any]:
    node = {"s": "running", "a": 1, "m": "x" * 20, "w": "celery@host:1:abcdef01", "p": 1, "o": {"t": "null"}}
    return {
        "_id": "cell",
        "done": 0,
        "j": {str(slot): 1 for slot in range(_NODES)},
        "n": {str(slot): node for slot in range(_NODES)},
    }


def _complete(cells: Collection[dict[str, Any]], slot: int) -> None:
    cells.find_one_and_update(
        {"_id": "cell", f"n.{slot}.m": "x" * 20},
        {"$set": {f"n.{slot}.s": "succeeded"}, "$inc": {"done": 1, f"j.{slot}": -1}},
        projection={"done": True, f"j.{slot}": True},
        return_document=ReturnDocument.AFTER,
    )
