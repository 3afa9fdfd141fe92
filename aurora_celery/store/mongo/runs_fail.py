"""Give a node back, or record that it failed and what can never run because of it.

These writes refer to what the document holds, so they are aggregation pipelines; a value from outside stands
in ``$literal``, where nothing of it is read as an expression.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from pymongo import ReturnDocument

from aurora_celery.model.run import Failure
from aurora_celery.model.states import NodeState
from aurora_celery.store.failures import HISTORY_LIMIT, bounded
from aurora_celery.store.mongo import fields as f
from aurora_celery.store.mongo.cell_documents import CANCEL
from aurora_celery.store.mongo.errors import answered
from aurora_celery.store.mongo.fields import Document
from aurora_celery.store.mongo.part import RunPart, at, milliseconds
from aurora_celery.store.mongo.progress import progress_fields, progress_from
from aurora_celery.store.mongo.runs_complete import running
from aurora_celery.store.mongo.values import attempt_expression, failure_to_document, first_failure
from aurora_celery.store.ports import CellRef, Progress
from aurora_celery.store.words import words_of_failure

_NOT_CANCELLED: Final[Document] = {f.CONTROL: {"$ne": CANCEL}}


class Failures(RunPart):
    """``RunStore.retry``, ``fail``, ``skip``, ``abandon``, ``arrive_dead`` and ``note_failure``."""

    @answered
    def retry(
        self,
        ref: CellRef,
        slot: int,
        *,
        token: str,
        failure: Failure,
        delay: float,
        crashed: bool = False,
        counted: bool = True,
    ) -> bool:
        """One round trip."""
        counter = f.node(slot, f.CRASHES if crashed else f.RETRIES)
        not_before = {"$add": ["$$NOW", milliseconds(delay)]}
        values = {
            f.node(slot, f.STATE): NodeState.RETRYING.value,
            f.node(slot, f.NOT_BEFORE): not_before,
            f.node(slot, f.HISTORY): _history(slot, bounded(failure)),
            counter: {"$add": [{"$ifNull": [f"${counter}", 0]}, int(counted)]},
            f.DUE: {"$min": [f"${f.DUE}", not_before]},
        }
        gone = [f.node(slot, name) for name in (f.HOLDER, f.WORKER, f.PID, f.STARTED)]
        where = running(ref, slot, token) | _NOT_CANCELLED
        written = self._collection(ref).update_one(where, [{"$set": values}, {"$unset": gone}])
        return written.matched_count == 1

    @answered
    def fail(
        self, ref: CellRef, slot: int, *, token: str | None, failure: Failure, skips: Sequence[int] = ()
    ) -> Progress | None:
        """One round trip."""
        kept = bounded(failure)
        values: Document = {
            f.node(slot, f.STATE): NodeState.FAILED.value,
            f.node(slot, f.FAILURE): {"$literal": failure_to_document(kept)},
            f.node(slot, f.FINISHED): "$$NOW",
            f.node(slot, f.HISTORY): _history(slot, kept),
            **_skip(skips, cause=_index(slot)),
            **self._advance(1 + len(skips)),
        }
        if ref.cell == 0:
            values |= first_failure(kept)
        return self._record(ref, {**running(ref, slot, token), **_untouched(skips)}, values)

    @answered
    def skip(self, ref: CellRef, slot: int, *, skips: Sequence[int] = ()) -> Progress | None:
        """One round trip."""
        values = {**_skip([slot, *skips], cause=_index(slot)), **self._advance(1 + len(skips))}
        return self._record(ref, {**running(ref, slot, None), **_untouched(skips)}, values)

    @answered
    def abandon(self, ref: CellRef, slot: int, *, token: str) -> Progress | None:
        """One round trip."""
        values: Document = {
            f.node(slot, f.STATE): NodeState.CANCELLED.value,
            f.node(slot, f.FINISHED): "$$NOW",
            **self._advance(1),
        }
        return self._record(ref, running(ref, slot, token) | {f.CONTROL: CANCEL}, values)

    @answered
    def arrive_dead(
        self, ref: CellRef, gate: int, *, cause: int, skips: Sequence[int] = (), gates: Sequence[int] = ()
    ) -> Progress | None:
        """One round trip. A gate of the cell that was dead already keeps its first cause."""
        values: Document = {
            **{path: {"$ifNull": [f"${path}", cause]} for path in map(f.dead, (gate, *gates))},
            **_skip(skips, cause=cause),
            **self._advance(len(skips)),
        }
        if gates and ref.cell:
            values[f.LIVE] = True
        return self._record(ref, {**at(ref), f.dead(gate): None, **_untouched(skips)}, values)

    @answered
    def note_failure(self, run: str, epoch: int, failure: Failure) -> None:
        """One round trip; the filter leaves the first failure alone."""
        kept = bounded(failure)
        noted: Document = {f.WORDS: {"$each": [*words_of_failure(kept)]}}
        self._handles.runs.update_one(
            {f.ID: run, f.EPOCH: epoch, f.ERROR: None},
            {"$set": {f.ERROR: failure_to_document(kept)}, "$addToSet": noted},
        )

    def _record(self, ref: CellRef, where: Document, values: Document) -> Progress | None:
        document = self._collection(ref).find_one_and_update(
            where, [{"$set": values}], projection=progress_fields(), return_document=ReturnDocument.AFTER
        )
        return None if document is None else progress_from(document)

    def _advance(self, nodes: int) -> Document:
        """So many nodes more are terminal, and the sweeper shall look soon whether the news went on."""
        soon = {"$add": ["$$NOW", milliseconds(self._terms.attention)]}
        return {
            f.DONE: {"$add": [f"${f.DONE}", nodes]},
            f.ROUNDS: 0,
            f.DUE: {"$min": [f"${f.DUE}", soon]},
        }


def _history(slot: int, failure: Failure) -> Document:
    """The last attempts of a node, with the one that just failed, if it was begun."""
    path = f.node(slot, f.HISTORY)
    attempt = attempt_expression(
        failure,
        epoch=f.EPOCH,
        number=f.node(slot, f.ATTEMPT),
        started=f.node(slot, f.STARTED),
        worker=f.node(slot, f.WORKER),
    )
    begun = {"$gt": [f"${f.node(slot, f.STARTED)}", None]}
    last = {"$cond": [begun, [attempt], []]}
    return {"$slice": [{"$concatArrays": [{"$ifNull": [f"${path}", []]}, last]}, -HISTORY_LIMIT]}


def _skip(slots: Iterable[int], *, cause: Document | int) -> Document:
    values: Document = {}
    for slot in slots:
        values[f.node(slot, f.STATE)] = NodeState.SKIPPED.value
        values[f.node(slot, f.CAUSE)] = cause
        values[f.node(slot, f.FINISHED)] = "$$NOW"
    return values


def _untouched(slots: Iterable[int]) -> Document:
    """Filter: none of these nodes has begun, nor been cancelled."""
    untouched: Document = {f.node(slot, f.STATE): None for slot in slots}
    return untouched | _NOT_CANCELLED if untouched else untouched


def _index(slot: int) -> Document:
    """The plan's index of the node at a slot."""
    return {"$add": [f"${f.OFFSET}", slot]}
