"""Take a node: one write whose filter says that it is ready, free, and its run going on."""

from __future__ import annotations

from collections.abc import Sequence

from pymongo import ReturnDocument

from aurora_celery.model.states import NodeState, RunState
from aurora_celery.store.mongo import fields as f
from aurora_celery.store.mongo.cell_documents import GO, output_of
from aurora_celery.store.mongo.errors import answered
from aurora_celery.store.mongo.fields import Document
from aurora_celery.store.mongo.part import RunPart, at
from aurora_celery.store.mongo.values import output_from_document
from aurora_celery.store.ports import CellRef, Claim, Holder


class Claims(RunPart):
    """``RunStore.claim``."""

    @answered
    def claim(
        self,
        ref: CellRef,
        slot: int,
        *,
        holder: Holder,
        reads: Sequence[int] = (),
        inputs: bool = False,
        root: bool = False,
    ) -> Claim | None:
        """One round trip; one more when it is refused, to find an earlier claim of the same holder."""
        collection = self._light_collection(ref)
        wanted = _wanted(slot, reads=reads, inputs=inputs)
        document = collection.find_one_and_update(
            _free(ref, slot),
            _take(slot, holder, first=root and ref.cell == 0) | {"$min": self._attention()},
            projection=wanted,
            return_document=ReturnDocument.AFTER,
        )
        if document is None:
            document = collection.find_one(_held(ref, slot, holder.token), wanted)
        return None if document is None else _claim(document, slot, reads=reads)


def _free(ref: CellRef, slot: int) -> Document:
    """Ready and never tried, or to be tried again and due by the server's clock."""
    state, not_before = f.node(slot, f.STATE), f.node(slot, f.NOT_BEFORE)
    due_again = {state: NodeState.RETRYING.value, "$expr": {"$lte": [f"${not_before}", "$$NOW"]}}
    return {
        **at(ref),
        f.CONTROL: GO,
        f.LIVE: True,
        f.SIZE: {"$gt": slot},
        f.waits(slot): {"$in": [0, None]},
        "$or": [{state: None}, due_again],
    }


def _held(ref: CellRef, slot: int, token: str) -> Document:
    return {**at(ref), f.node(slot, f.STATE): NodeState.RUNNING.value, f.node(slot, f.HOLDER): token}


def _take(slot: int, holder: Holder, *, first: bool) -> Document:
    """``first``: the run itself begins. A run that is live and going on is pending or running, never ended."""
    values: Document = {
        f.node(slot, f.STATE): NodeState.RUNNING.value,
        f.node(slot, f.HOLDER): holder.token,
        f.node(slot, f.WORKER): holder.worker,
        f.node(slot, f.PID): holder.pid,
    }
    if first:
        values[f.RUN_STATE] = RunState.RUNNING.value
    return {
        "$set": values,
        "$inc": {f.node(slot, f.ATTEMPT): 1},
        "$currentDate": {f.node(slot, f.STARTED): True},
    }


def _wanted(slot: int, *, reads: Sequence[int], inputs: bool) -> Document:
    paths = [f.node(slot, f.ATTEMPT), f.node(slot, f.CRASHES), *(f.node(read, f.OUTPUT) for read in reads)]
    if inputs:
        paths.append(f.INPUTS)
    return {f.ID: False, **dict.fromkeys(paths, True)}


def _claim(document: Document, slot: int, *, reads: Sequence[int]) -> Claim:
    node = document[f.NODES][str(slot)]
    found = ((read, output_of(document, read)) for read in reads)
    inputs = document.get(f.INPUTS)
    return Claim(
        attempt=node[f.ATTEMPT],
        crashes=node.get(f.CRASHES, 0),
        outputs={read: output for read, output in found if output is not None},
        inputs=None if inputs is None else output_from_document(inputs),
    )
