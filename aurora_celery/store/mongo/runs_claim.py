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
        signals: Sequence[int] = (),
        inputs: bool = False,
        root: bool = False,
    ) -> Claim | None:
        """One round trip for a node that was never tried, two for a retry; one more when it is refused.

        The retry is asked for by itself because an expression in a filter makes the server a quarter slower.
        """
        collection = self._light_collection(ref)
        take = held_by(slot, holder, first=root and ref.cell == 0) | {"$min": self._attention()}
        wanted = {f.ID: False, **claim_fields(slot, reads=reads, signals=signals, inputs=inputs)}
        for where in (untried(slot), _due_again(slot)):
            document = collection.find_one_and_update(
                {**at(ref), **where}, take, projection=wanted, return_document=ReturnDocument.AFTER
            )
            if document is not None:
                return claim_from(document, slot, reads=reads, signals=signals)
        document = collection.find_one(_held(ref, slot, holder.token), wanted)
        return None if document is None else claim_from(document, slot, reads=reads, signals=signals)


def _open(slot: int, *, waits: object) -> Document:
    """Filter for a node of a run that goes on."""
    return {f.CONTROL: GO, f.LIVE: True, f.SIZE: {"$gt": slot}, f.waits(slot): waits}


_NOTHING: Document = {"$in": [0, None]}


def untried(slot: int, *, signalled: bool = False) -> Document:
    """Filter for a node that was never tried and waits for nothing, or for the one signal that it is about to get."""
    return {**_open(slot, waits=1 if signalled else _NOTHING), f.node(slot, f.STATE): None}


def _due_again(slot: int) -> Document:
    """Filter for a node that is to be tried again and due by the server's clock."""
    due = {"$lte": [f"${f.node(slot, f.NOT_BEFORE)}", "$$NOW"]}
    return {**_open(slot, waits=_NOTHING), f.node(slot, f.STATE): NodeState.RETRYING.value, "$expr": due}


def _held(ref: CellRef, slot: int, token: str) -> Document:
    return {**at(ref), f.node(slot, f.STATE): NodeState.RUNNING.value, f.node(slot, f.HOLDER): token}


def held_by(slot: int, holder: Holder, *, first: bool = False) -> Document:
    """Update that gives a node to a holder.

    ``first``: the run itself begins. A run that is live and going on is pending or running, never ended.
    """
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


def claim_fields(slot: int, *, reads: Sequence[int], signals: Sequence[int], inputs: bool) -> Document:
    """The projection of what ``claim_from`` reads, but for the exclusion of the id."""
    paths = [f.node(slot, name) for name in (f.ATTEMPT, f.CRASHES, f.RETRIES)]
    paths += [f.node(read, f.OUTPUT) for read in reads]
    paths += map(f.waits, signals)
    if inputs:
        paths.append(f.INPUTS)
    return dict.fromkeys(paths, True)


def claim_from(document: Document, slot: int, *, reads: Sequence[int], signals: Sequence[int]) -> Claim:
    """What an updated cell tells the new holder of a node."""
    node = document[f.NODES][str(slot)]
    found = ((read, output_of(document, read)) for read in reads)
    inputs, waits = document.get(f.INPUTS), document.get(f.WAITS, {})
    return Claim(
        attempt=node[f.ATTEMPT],
        crashes=node.get(f.CRASHES, 0),
        retries=node.get(f.RETRIES, 0),
        outputs={read: output for read, output in found if output is not None},
        inputs=None if inputs is None else output_from_document(inputs),
        waits={signal: waits.get(str(signal), 0) for signal in signals},
    )
