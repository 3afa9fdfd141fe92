"""Claim a node in the same write that ends another or opens a gate, certainly or if the write makes it ready."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from pymongo import ReturnDocument
from pymongo.collection import Collection

from aurora_celery.store.mongo import fields as f
from aurora_celery.store.mongo.cell_documents import GO
from aurora_celery.store.mongo.fields import Document
from aurora_celery.store.mongo.progress import progress_fields, progress_from
from aurora_celery.store.mongo.runs_claim import claim_fields, claim_from, held_by, untried
from aurora_celery.store.ports import Progress, Take


def move_and_take(
    cells: Collection[Document],
    where: Document,
    update: Document,
    *,
    slots: Sequence[int],
    gates: Sequence[int],
    take: Take,
) -> Progress | None:
    """Send a completion or an arrival, given as filter and update, together with the claim of a node."""
    change: Document | list[Document]
    if take.certain:
        where = where | untried(take.slot, signalled=take.slot in slots)
        change = _merged(update, held_by(take.slot, take.holder))
    else:
        change = [_as_stage(update), {"$set": {f"{f.NODES}.{take.slot:d}": _held_if_ready(take)}}]
    wanted = progress_fields(slots=slots, gates=gates) | {f.node(take.slot, f.HOLDER): True}
    wanted |= claim_fields(take.slot, reads=take.reads, signals=take.signals, inputs=take.inputs)
    document = cells.find_one_and_update(where, change, projection=wanted, return_document=ReturnDocument.AFTER)
    return None if document is None else _progress(document, slots=slots, gates=gates, take=take)


def _progress(document: Document, *, slots: Sequence[int], gates: Sequence[int], take: Take) -> Progress:
    taken = document.get(f.NODES, {}).get(str(take.slot), {}).get(f.HOLDER) == take.holder.token
    if not taken:
        return progress_from(document, slots=slots, gates=gates)
    progress = progress_from(document, slots=[slot for slot in slots if slot != take.slot], gates=gates)
    return replace(progress, claim=claim_from(document, take.slot, reads=take.reads, signals=take.signals))


def _merged(update: Document, more: Document) -> Document:
    return update | {operator: update.get(operator, {}) | changes for operator, changes in more.items()}


def _held_if_ready(take: Take) -> Document:
    """The node as it is, or as its holder's. A pipeline can ask for what its own first stage has counted."""
    node, waits = f"${f.NODES}.{take.slot:d}", f"${f.waits(take.slot)}"
    ready = {
        "$and": [
            {"$eq": [{"$ifNull": [waits, 0]}, 0]},
            {"$eq": [f"${f.CONTROL}", GO]},
            f"${f.LIVE}",
            {"$eq": [{"$type": f"{node}.{f.STATE}"}, "missing"]},
        ]
    }
    update = held_by(take.slot, take.holder)
    prefix = f.node(take.slot, "")
    held = {path.removeprefix(prefix): _literal(value) for path, value in update["$set"].items()}
    held |= {path.removeprefix(prefix): value for path, value in update["$inc"].items()}
    held |= {path.removeprefix(prefix): _not_before_the_others() for path in update["$currentDate"]}
    return {"$cond": [ready, {"$mergeObjects": [node, held]}, node]}


def _not_before_the_others() -> Document:
    """The time now, but no earlier than anything that the node may have waited for.

    A pipeline's clock stands still from when the server received it; the write may have waited for others since.
    """
    nodes: Document = {"input": {"$objectToArray": f"${f.NODES}"}, "in": f"$$this.v.{f.FINISHED}"}
    gates: Document = {"input": {"$objectToArray": f"${f.ARRIVED}"}, "in": "$$this.v"}
    return {"$max": ["$$NOW", {"$max": {"$map": nodes}}, {"$max": {"$map": gates}}]}


def _as_stage(update: Document) -> Document:
    """The same changes as a stage of a pipeline. Values are literals: a user's text may begin with a dollar sign."""
    stage = {path: _literal(value) for path, value in update["$set"].items()}
    stage |= {path: {"$add": [f"${path}", by]} for path, by in update.get("$inc", {}).items()}
    stage |= dict.fromkeys(update["$currentDate"], "$$NOW")
    stage |= {path: {"$min": [f"${path}", _literal(value)]} for path, value in update.get("$min", {}).items()}
    return {"$set": stage}


def _literal(value: Any) -> Document:
    return {"$literal": value}
