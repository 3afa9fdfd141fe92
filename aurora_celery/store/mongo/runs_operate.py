"""Accept operations on runs, and bring every cell in line with what was accepted."""

from __future__ import annotations

from typing import Final

from pymongo import ASCENDING

from aurora_celery.errors import RunNotFound
from aurora_celery.model.operation import OperationKind
from aurora_celery.model.run import NodeProgress
from aurora_celery.model.states import Control, RunState
from aurora_celery.store.cancelled import HELD
from aurora_celery.store.mongo import fields as f
from aurora_celery.store.mongo.cell_documents import CANCEL, cell_from_document
from aurora_celery.store.mongo.errors import answered
from aurora_celery.store.mongo.fields import Document
from aurora_celery.store.mongo.legible import only_legible
from aurora_celery.store.mongo.operation_documents import AT, ID, operation_to_document
from aurora_celery.store.mongo.part import RunPart, milliseconds
from aurora_celery.store.mongo.run_documents import WITHOUT_NODES, run_from_document
from aurora_celery.store.mongo.runs_complete import running
from aurora_celery.store.mongo.values import progress_expression
from aurora_celery.store.ports import Accepted, CellRef, CellView, Change, RunView

#: How many operations of a run are kept, the last ones.
_KEPT: Final = 100
_CONTROLLING: Final = [
    kind.value for kind in (OperationKind.CANCEL, OperationKind.DEADLINE, OperationKind.PAUSE, OperationKind.RESUME)
]
_PENDING_SINCE: Final = f"{f.PENDING}.{AT}"
_PENDING_ID: Final = f"{f.PENDING}.{ID}"
_KNOWN: Final = f"{f.OPERATIONS}.{ID}"


class Operating(RunPart):
    """``RunStore.operate``, ``align``, ``settle``; whom they concern: ``wanted``, ``stopping`` and their like."""

    @answered
    def operate(self, run: str, change: Change) -> Accepted:
        """One round trip, one more when it is refused."""
        operation = change.operation
        where: Document = {
            f.ID: run,
            f.EPOCH: operation.epoch,
            f.RUN_STATE: {"$in": [state.value for state in change.leaves]},
            _KNOWN: {"$ne": operation.id},
            f.DYING: None,
            f"{f.PENDING}.kind": {"$in": _passable(change)},
        }
        if change.control is not None:
            where[f.CONTROL] = {"$ne": CANCEL}
        if self._handles.runs.update_one(where, _accepting(change, attention=self._terms.attention)).matched_count:
            return Accepted.NOW
        return self._why_not(run, change)

    def _why_not(self, run: str, change: Change) -> Accepted:
        found = self._handles.runs.find_one({f.ID: run}, WITHOUT_NODES)
        if found is None or f.DYING in found:
            raise RunNotFound(run)
        known = any(entry[ID] == change.operation.id for entry in found.get(f.OPERATIONS, ()))
        cancelled = found[f.LIVE] and found[f.CONTROL] == CANCEL
        if known or (cancelled and change.control is Control.CANCEL):
            return Accepted.BEFORE
        free = _passable(change)
        return Accepted.REFUSED if found.get(f.PENDING, {}).get("kind") in free else Accepted.BUSY

    @answered
    def align(self, run: str) -> None:
        """Three round trips. A newer control carries a higher number, so that a late writer changes nothing."""
        wanted = dict.fromkeys((f.EPOCH, f.CONTROL, f.CONTROLS, f.CANCELLED, f.PENDING), True)
        record = self._handles.runs.find_one({f.ID: run}, wanted)
        if record is None or f.PENDING not in record:
            return
        values: Document = {f.CONTROL: record[f.CONTROL], f.CONTROLS: record.get(f.CONTROLS, 0)}
        if record[f.CONTROL] == CANCEL:
            values |= {f.CANCELLED: record[f.CANCELLED], f.DONE: _ENDED, f.DUE: _soon(self._terms.attention)}
        older = {f.RUN: run, f.EPOCH: record[f.EPOCH], f.CONTROLS: {"$not": {"$gte": values[f.CONTROLS]}}}
        self._handles.cells.update_many(older, [{"$set": values}])
        if record[f.PENDING]["kind"] in _CONTROLLING:
            self.settle(run, record[f.PENDING][ID])

    @answered
    def settle(self, run: str, operation: str, *, refused: bool = False) -> None:
        """One round trip."""
        done: Document = {"$unset": {f.PENDING: True}}
        undone: Document = {"$pull": {f.OPERATIONS: {ID: operation}}} if refused else {}
        self._handles.runs.update_one({f.ID: run, _PENDING_ID: operation}, done | undone)

    @answered
    def unsettled(self, *, older: float, limit: int = 100) -> tuple[RunView, ...]:
        """One round trip."""
        found = self._handles.runs.find(
            unsettled(older), WITHOUT_NODES, sort=[(_PENDING_SINCE, ASCENDING)], limit=limit
        )
        return tuple(only_legible(run_from_document, found))

    @answered
    def stopping(self, *, limit: int = 100) -> tuple[CellView, ...]:
        """Two round trips."""
        handles = self._handles
        stages: list[Document] = [{"$match": STOPPING}, {"$sort": {f.CANCELLED: ASCENDING}}, {"$limit": limit}]
        stages.append({"$addFields": {f.NOW: "$$NOW"}})
        found = [cell for part in (handles.light_runs, handles.light_cells) for cell in part.aggregate(stages)]
        oldest = sorted(found, key=lambda document: document[f.CANCELLED])
        return tuple(only_legible(cell_from_document, oldest[:limit]))

    @answered
    def wanted(self, ref: CellRef, slot: int, *, token: str) -> bool:
        """One round trip."""
        where = running(ref, slot, token) | {f.CONTROL: {"$ne": CANCEL}}
        return self._light_collection(ref).find_one(where, {f.ID: True}) is not None

    @answered
    def advance(self, ref: CellRef, slot: int, *, token: str, progress: NodeProgress) -> bool:
        """One round trip, which does not wait for the journal."""
        change: list[Document] = [{"$set": {f.node(slot, f.PROGRESS): progress_expression(progress)}}]
        return self._light_collection(ref).update_one(running(ref, slot, token), change).matched_count == 1

    @answered
    def overtime(self, *, limit: int = 100) -> tuple[RunView, ...]:
        """One round trip."""
        found = self._handles.runs.find(OVERTIME, WITHOUT_NODES, sort=[(f.DEADLINE, ASCENDING)], limit=limit)
        return tuple(only_legible(run_from_document, found))


STOPPING: Final[Document] = {f.CANCELLED: {"$exists": True}, f.LIVE: True}
OVERTIME: Final[Document] = {
    f.DEADLINE: {"$exists": True},
    f.LIVE: True,
    f.CONTROL: {"$ne": CANCEL},
    "$expr": {"$lte": [f"${f.DEADLINE}", "$$NOW"]},
}


def unsettled(older: float) -> Document:
    """Runs with an operation that has been pending for so many seconds."""
    since = {"$subtract": ["$$NOW", milliseconds(older)]}
    return {_PENDING_SINCE: {"$exists": True}, "$expr": {"$lte": [f"${_PENDING_SINCE}", since]}}


#: How many nodes have ended once all that nobody holds have: what a cancelled cell counts as done.
_ENDED: Final[Document] = {
    "$subtract": [
        f"${f.SIZE}",
        {
            "$size": {
                "$filter": {
                    "input": {"$objectToArray": f"${f.NODES}"},
                    "cond": {"$in": [f"$$this.v.{f.STATE}", [state.value for state in HELD]]},
                }
            }
        },
    ]
}


def _passable(change: Change) -> list[str | None]:
    """The kinds of a pending operation for which another does not wait; None where nothing is pending."""
    return [None, *_CONTROLLING] if change.control is not None else [None]


def _accepting(change: Change, *, attention: float) -> list[Document]:
    entry = {"$mergeObjects": [{"$literal": operation_to_document(change.operation)}, {AT: "$$NOW"}]}
    earlier = {"$ifNull": [f"${f.OPERATIONS}", []]}
    values: Document = {f.OPERATIONS: {"$slice": [{"$concatArrays": [earlier, [entry]]}, -_KEPT]}}
    if change.lasting:
        values[f.PENDING] = {ID: change.operation.id, "kind": change.operation.kind.value, AT: "$$NOW"}
    if change.control is not None:
        values |= _controlled(change.control, attention=attention)
    gone = [] if change.control is not None else [{"$unset": [f.EXPIRES]}]
    return [{"$set": values}, *gone]


def _controlled(control: Control, *, attention: float) -> Document:
    paused = {"$eq": [f"${f.RUN_STATE}", RunState.PAUSED.value]}
    before = {"$cond": [paused, f"${f.STATE_BEFORE}", f"${f.RUN_STATE}"]}
    values: Document = {
        f.CONTROL: control.value,
        f.CONTROLS: {"$add": [{"$ifNull": [f"${f.CONTROLS}", 0]}, 1]},
        f.STATE_BEFORE: before,
        f.RUN_STATE: RunState.PAUSED.value if control is Control.PAUSE else before,
        f.DUE: _soon(attention),
    }
    if control is Control.CANCEL:
        values |= {f.CANCELLED: "$$NOW", f.DONE: _ENDED}
    return values


def _soon(attention: float) -> Document:
    return {"$min": [f"${f.DUE}", {"$add": ["$$NOW", milliseconds(attention)]}]}
