"""Record a result and give its signals in one write, so that exactly one writer sees a counter reach zero."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from pymongo import ReturnDocument
from pymongo.collection import Collection

from aurora_celery.model.states import NodeState
from aurora_celery.store.failures import bounded
from aurora_celery.store.mongo import fields as f
from aurora_celery.store.mongo.cell_documents import CANCEL
from aurora_celery.store.mongo.errors import answered
from aurora_celery.store.mongo.fields import Document
from aurora_celery.store.mongo.part import RunPart, at
from aurora_celery.store.mongo.progress import BEGAN, progress_fields, progress_from, signals
from aurora_celery.store.mongo.runs_take import move_and_take
from aurora_celery.store.mongo.values import failure_to_document, output_to_document
from aurora_celery.store.ports import CellRef, Finish, Output, Progress, Take
from aurora_celery.store.words import words_of_failure


class Completions(RunPart):
    """``RunStore.complete`` and ``RunStore.arrive``: what moves counters."""

    @answered
    def complete(
        self,
        ref: CellRef,
        slot: int,
        *,
        token: str | None,
        output: Output,
        slots: Sequence[int] = (),
        gates: Sequence[int] = (),
        finish: Finish | None = None,
        take: Take | None = None,
    ) -> Progress | None:
        """One round trip."""
        where = running(ref, slot, token)
        update = _succeed(slot, output)
        update["$inc"] = {f.DONE: 1, **signals(slots=slots, gates=gates)}
        if finish is None:
            update["$min"] = self._attention()
        else:
            where |= {f.LIVE: True, f.ERROR: None, f.CONTROL: {"$ne": CANCEL}}
            if finish.after is not None:
                where[f.DONE] = finish.after
            _end(update, finish, expires=self._expiry())
        collection = self._collection(ref)
        more = BEGAN if finish is not None else {}
        return _move(collection, where, update, slots=slots, gates=gates, take=take, more=more)

    @answered
    def arrive(
        self,
        ref: CellRef,
        gate: int,
        *,
        slots: Sequence[int] = (),
        gates: Sequence[int] = (),
        take: Take | None = None,
    ) -> Progress | None:
        """One round trip. A later cell that was closed becomes live again if a gate of its own moves.

        Not waited for until it is durable: an arrival can be told from the cell that the gate is in, and any
        durable write to this cell that follows from it makes it durable too.
        """
        where = {**at(ref), f.arrived(gate): None}
        values: Document = {f.ROUNDS: 0}
        if gates and ref.cell:
            values[f.LIVE] = True
        update: Document = {"$set": values, "$currentDate": {f.arrived(gate): True}, "$min": self._attention()}
        if moved := signals(slots=slots, gates=gates):
            update["$inc"] = moved
        return _move(self._light_collection(ref), where, update, slots=slots, gates=gates, take=take)


def _move(
    cells: Collection[Document],
    where: Document,
    update: Document,
    *,
    slots: Sequence[int],
    gates: Sequence[int],
    take: Take | None,
    more: Document | None = None,
) -> Progress | None:
    """``more`` is what is wanted beside the progress itself, if no node is taken."""
    if take is not None:
        return move_and_take(cells, where, update, slots=slots, gates=gates, take=take)
    document = cells.find_one_and_update(
        where,
        update,
        projection=progress_fields(slots=slots, gates=gates) | (more or {}),
        return_document=ReturnDocument.AFTER,
    )
    return None if document is None else progress_from(document, slots=slots, gates=gates)


def running(ref: CellRef, slot: int, token: str | None) -> Document:
    """Filter for a node that the holder of the token still runs; without one, for a node that has not ended."""
    if token is None:
        begun = [state.value for state in NodeState if not state.is_terminal]
        going_on: Document = {f.LIVE: True, f.CONTROL: {"$ne": CANCEL}}
        return {**at(ref), **going_on, f.SIZE: {"$gt": slot}, f.node(slot, f.STATE): {"$in": [None, *begun]}}
    return {**at(ref), f.node(slot, f.STATE): NodeState.RUNNING.value, f.node(slot, f.HOLDER): token}


def _succeed(slot: int, output: Output) -> Document:
    return {
        "$set": {
            f.node(slot, f.STATE): NodeState.SUCCEEDED.value,
            f.node(slot, f.OUTPUT): output_to_document(output),
            f.ROUNDS: 0,
        },
        "$currentDate": {f.node(slot, f.FINISHED): True},
    }


def _end(update: Document, finish: Finish, *, expires: datetime | None) -> None:
    """Let the update of a run's only cell end the run as well."""
    update["$set"] |= {f.RUN_STATE: finish.state.value, f.LIVE: False}
    if finish.outputs is not None:
        update["$set"][f.OUTPUTS] = output_to_document(finish.outputs)
    update["$addToSet"] = {f.CLOSED: 0}
    if finish.error is not None:
        kept = bounded(finish.error)
        update["$set"][f.ERROR] = failure_to_document(kept)
        update["$addToSet"][f.WORDS] = {"$each": [*words_of_failure(kept)]}
    if expires is not None:
        update["$set"][f.EXPIRES] = expires
    update["$currentDate"][f.ENDED] = True
